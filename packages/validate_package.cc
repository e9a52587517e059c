#include "packages/validate_package.h"

#include <array>
#include <utility>

#include "core/bytes/disk.h"
#include "packages/archivematica/aip_validator.h"
#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_validator.h"
#include "packages/bagit/profile_check.h"
#include "packages/eark/csip_validator.h"
#include "packages/eark/ip_layout.h"
#include "packages/mets/mets_reader.h"
#include "packages/ocfl/ocfl_validator.h"
#include "packages/package_tree.h"
#include "packages/sinks/archive_reader.h"
#include "packages/tree_rules.h"

namespace delo::packages {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kMostMets = std::uint64_t{256} << 20;  // bytes, of an archive's METS

constexpr std::array kForms = {
    std::pair{PackageForm::kBag, std::string_view("bag")},
    std::pair{PackageForm::kOcflObject, std::string_view("ocfl-object")},
    std::pair{PackageForm::kOcflRoot, std::string_view("ocfl-root")},
    std::pair{PackageForm::kCsip, std::string_view("csip")},
    std::pair{PackageForm::kSip, std::string_view("sip")},
    std::pair{PackageForm::kAip, std::string_view("aip")},
    std::pair{PackageForm::kDip, std::string_view("dip")},
    std::pair{PackageForm::kArchivematicaAip, std::string_view("archivematica-aip")}};

std::optional<PackageKind> kind_of(PackageForm form) {
  switch (form) {
    case PackageForm::kSip:
      return PackageKind::kSip;
    case PackageForm::kAip:
      return PackageKind::kAip;
    case PackageForm::kDip:
      return PackageKind::kDip;
    default:
      return std::nullopt;
  }
}

// By the type that the METS declares; CSIP when it declares none of ours.
PackageForm form_of_type(std::string_view type) {
  if (type == "SIP") return PackageForm::kSip;
  if (type == "AIP") return PackageForm::kAip;
  if (type == "DIP") return PackageForm::kDip;
  return PackageForm::kCsip;
}

PackageForm form_of_mets(const fs::path& path) {
  const auto bytes = FileSource::open(path);
  if (!bytes) return PackageForm::kCsip;
  const auto mets = read_mets(**bytes);
  return form_of_type(mets && mets->package_type ? *mets->package_type : "");
}

// By the name of a declaration.
std::optional<PackageForm> ocfl_form_of(std::string_view name) {
  if (name.starts_with("0=ocfl_object_")) return PackageForm::kOcflObject;
  if (name.starts_with("0=ocfl_")) return PackageForm::kOcflRoot;
  return std::nullopt;
}

// A file that lies at the top of a package.
bool marks_package(std::string_view name) { return name == kMetsName; }

// By the first entries that tell: a declaration, a METS at the top.  A folder in it that
// is an object may be one of a storage root's, which is the whole archive.
std::optional<PackageForm> form_of_archive(const fs::path& path) {
  auto reader = ArchiveReader::open(path);
  if (!reader) return std::nullopt;
  std::optional<PackageForm> form, object;
  while (true) {
    auto entry = (*reader)->next();
    if (!entry || !*entry) return object ? object : form;
    const RelativePath& name = (*entry)->path;
    if ((*entry)->refused || (*entry)->type != EntryType::kFile) continue;
    if (!name.parent().empty() && !name.parent().parent().empty()) continue;
    const auto ocfl = ocfl_form_of(name.name());
    if (ocfl && (*ocfl == PackageForm::kOcflRoot || name.parent().empty())) return ocfl;
    if (ocfl) object = ocfl;
    if (object) continue;
    if (name.name() == kBagDeclarationName) return PackageForm::kBag;
    if (name.name() != kMetsName || (*entry)->size > kMostMets) continue;
    StringSink bytes;
    if (const auto whole = (*reader)->read(bytes); !whole || !*whole) {
      form = PackageForm::kCsip;  // whose METS is damaged
      continue;
    }
    const auto mets = read_mets(MemorySource(bytes.text()));
    form = form_of_type(mets && mets->package_type ? *mets->package_type : "");
  }
}

// Our own AIPs are bags whose payload is one information package: its folder.
Result<std::optional<RelativePath>> package_in_bag(const fs::path& path) {
  std::error_code ignored;
  std::optional<RelativePath> found;
  if (!fs::is_regular_file(path / kBagDeclarationName, ignored) ||
      fs::exists(path / kMetsName, ignored)) {
    return found;
  }
  for (const auto& entry : fs::directory_iterator(path / kPayloadFolder, ignored)) {
    if (!fs::is_regular_file(entry.path() / kMetsName, ignored)) continue;
    if (found) return std::optional<RelativePath>();  // several: a bag of packages
    DELO_TRY(found, RelativePath::parse(std::string(kPayloadFolder) + '/' +
                                        entry.path().filename().native()));
  }
  return found;
}

// The bag and what is in it; paths are those within the bag.
Result<std::vector<Finding>> validate_in_bag(const fs::path& path, const RelativePath& inner,
                                             std::optional<PackageKind> kind, std::stop_token stop,
                                             int threads) {
  std::vector<Finding> findings;
  {
    DELO_TRY(const auto bag, open_tree(path, &is_bag_tag_file, stop, threads));
    DELO_TRY(findings, validate_bag(*bag, stop));
  }
  DELO_TRY(const auto tree, open_tree(inner.under(path), &is_csip_mets_file, stop, threads));
  DELO_TRY(std::vector<Finding> inside, validate_csip(*tree, kind, stop));
  for (Finding& finding : inside) {
    finding.where.path = inner / finding.where.path;
    findings.push_back(std::move(finding));
  }
  return findings;
}

// A regular file that is none of the archives that are read.
Result<std::optional<Finding>> no_archive(const fs::path& path) {
  std::error_code ignored;
  std::optional<Finding> told;
  if (!fs::is_regular_file(path, ignored)) return told;
  DELO_TRY(const auto file, FileSource::open(path));
  DELO_TRY(const auto kind, archive_kind(*file));
  DELO_TRY(const bool seven, is_7z(*file));
  if (!kind && !seven) {
    told = finding(tree_rule::kArchiveKind, Location{},
                   file->size() == 0 ? "the file is empty" : "is not a tar, tar.gz or zip");
  }
  return told;
}

}  // namespace

std::string_view name_of(PackageForm form) { return kForms[static_cast<std::size_t>(form)].second; }

std::optional<PackageForm> package_form_named(std::string_view name) {
  for (const auto& [form, form_name] : kForms) {
    if (form_name == name) return form;
  }
  return std::nullopt;
}

std::optional<PackageForm> recognise_package(const fs::path& path) {
  if (archivematica::is_aip(path)) return PackageForm::kArchivematicaAip;
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    if (fs::is_regular_file(path / kBagDeclarationName, ignored)) return PackageForm::kBag;
    for (const auto& entry : fs::directory_iterator(path, ignored)) {
      if (const auto ocfl = ocfl_form_of(entry.path().filename().native())) return ocfl;
    }
    if (fs::is_regular_file(path / kMetsName, ignored)) return form_of_mets(path / kMetsName);
    return std::nullopt;
  }
  return form_of_archive(path);
}

Result<std::vector<Finding>> faults_of_archive(const fs::path& path, std::stop_token stop) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return std::vector<Finding>();
  DELO_TRY(const auto file, FileSource::open(path));
  DELO_TRY(const auto kind, archive_kind(*file));
  if (!kind) return std::vector<Finding>();
  DELO_TRY(const auto reader, ArchiveReader::open(path));
  while (true) {
    if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
    DELO_TRY(const auto entry, reader->next());
    if (!entry) break;
  }
  std::vector<Finding> faults = reader->findings();
  std::erase_if(faults, [](const Finding& f) { return f.severity != Severity::kError; });
  return faults;
}

Result<PackageVerdict> validate_package(const fs::path& path, PackageForm form,
                                        std::stop_token stop, int threads) {
  PackageVerdict verdict{.path = path, .form = form};
  DELO_TRY(auto none, no_archive(path));
  if (none) {
    verdict.findings.push_back(*std::move(none));
    verdict.validity = Validity::kInvalid;
    return verdict;
  }
  switch (form) {
    case PackageForm::kBag: {
      DELO_TRY(const auto tree, open_tree(path, &is_bag_tag_file, stop, threads, Sizes::kLater,
                                          &marks_bag, AtTop::kFault));
      DELO_TRY(verdict.findings, validate_bag(*tree, stop));
      break;
    }
    case PackageForm::kArchivematicaAip: {
      DELO_TRY(verdict.findings, archivematica::validate_aip(path, stop, threads));
      break;
    }
    case PackageForm::kOcflObject: {
      DELO_TRY(verdict.findings, ocfl::check_object(path, stop, threads));
      break;
    }
    case PackageForm::kOcflRoot: {
      DELO_TRY(verdict.findings, ocfl::check_storage_root(path, stop, threads));
      break;
    }
    case PackageForm::kCsip:
    case PackageForm::kSip:
    case PackageForm::kAip:
    case PackageForm::kDip: {
      DELO_TRY(const auto in_bag, package_in_bag(path));
      if (in_bag) {
        DELO_TRY(verdict.findings, validate_in_bag(path, *in_bag, kind_of(form), stop, threads));
        break;
      }
      DELO_TRY(const auto tree, open_tree(path, &is_csip_mets_file, stop, threads, Sizes::kNow,
                                          &marks_package, AtTop::kFault));
      DELO_TRY(verdict.findings, validate_csip(*tree, kind_of(form), stop));
      break;
    }
  }
  verdict.validity = validity_of(verdict.findings);
  return verdict;
}

Result<PackageVerdict> validate_by_profile(const fs::path& path, const BagProfile& profile,
                                           std::stop_token stop, int threads) {
  PackageVerdict verdict{.path = path, .form = PackageForm::kBag};
  DELO_TRY(auto none, no_archive(path));
  if (none) {
    verdict.findings.push_back(*std::move(none));
    verdict.validity = Validity::kInvalid;
    return verdict;
  }
  DELO_TRY(verdict.findings, validate_bag_by_profile(path, profile, stop, threads));
  verdict.validity = validity_of(verdict.findings);
  return verdict;
}

}  // namespace delo::packages
