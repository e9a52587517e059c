#include "packages/eark/csip_validator.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/fixity/fingerprint.h"
#include "core/text/utf8.h"
#include "packages/eark/csip_rules.h"
#include "packages/eark/ip_layout.h"
#include "packages/eark/mets_checks.h"
#include "packages/eark/premis_checks.h"
#include "packages/eark/schema_rules.h"
#include "packages/mets/mets_reader.h"
#include "packages/percent_decoding.h"

namespace delo::packages {
namespace {

constexpr std::string_view kRepresentationFolder = "representations/";

// A reference of a METS document to a file of the package, and under which codes
// its parts are judged.
struct Reference {
  std::uint32_t document = 0;              // in documents_
  const MetsLink* link = nullptr;          // while it is visited
  int href = 0, size = 0, checksum = 0;    // CSIP numbers; 0: not asked for
  bool of_section = false;                 // else of a file
  std::uint32_t place = 0;                 // of the section or file in its document
  const MetsDivision* division = nullptr;  // of a mptr
};

// A checksum that is still to be compared: where it stands.
struct ExpectedChecksum {
  std::uint32_t file = 0;  // of the package
  std::uint32_t document = 0, place = 0;
  bool of_section = false;
  DigestAlgorithm algorithm = DigestAlgorithm::kSha256;
};

// "a/./b/../c" below `folder`, nothing when it leaves the package.
std::optional<std::string> resolved(std::string_view folder, std::string_view relative) {
  std::vector<std::string_view> parts;
  for (const std::string_view text : {folder, relative}) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('/', at), text.size());
      const std::string_view part = text.substr(at, end - at);
      at = end + 1;
      if (part.empty() || part == ".") continue;
      if (part != "..") {
        parts.push_back(part);
      } else if (parts.empty()) {
        return std::nullopt;
      } else {
        parts.pop_back();
      }
    }
  }
  std::string path;
  for (const std::string_view part : parts) {
    if (!path.empty()) path += '/';
    path += part;
  }
  return path;
}

// Of the types of METS: PREMIS, PREMIS:OBJECT, PREMIS:EVENT …
bool is_premis(const MetsLink& link) {
  return link.mdtype && (link.mdtype == "PREMIS" || link.mdtype->starts_with("PREMIS:"));
}

class CsipValidator {
 public:
  CsipValidator(PackageTree& tree, std::optional<PackageKind> kind, std::stop_token stop)
      : tree_(tree), kind_(kind), stop_(std::move(stop)) {}

  Result<std::vector<Finding>> run() {
    check_folders();
    DELO_CHECK(read_documents());
    DELO_CHECK(check_documents());
    DELO_CHECK(check_references());
    tell_findings_of_tree();
    return std::move(findings_);
  }

 private:
  struct Document {
    RelativePath path;
    MetsDocument mets;
  };

  void add(std::string_view id, const RelativePath& path, std::string message,
           std::optional<Severity> severity = {}) {
    MetsFindings(path, findings_).add(id, 0, std::move(message), severity);
  }

  bool has_files_below(std::string_view folder) const {
    const std::size_t first = tree_.files().lower_bound(folder);
    return first != tree_.files().size() && tree_.files().path(first).text().starts_with(folder);
  }

  static RelativePath path_of(const std::string& text) {
    auto path = RelativePath::parse(text);
    return path ? std::move(path).value() : RelativePath();
  }

  // What lies beside the one folder of an archive has a code of its own here.
  void tell_findings_of_tree() {
    std::vector<Finding> all;
    for (const Finding& found : tree_.findings()) {
      all.push_back(found.rule == one_folder_rule().id
                        ? finding(csip_rule("CSIPSTR1"), found.where, found.message)
                        : found);
    }
    all.insert(all.end(), std::move_iterator(findings_.begin()),
               std::move_iterator(findings_.end()));
    findings_ = std::move(all);
  }

  // CSIPSTR: what lies where.
  void check_folders() {
    if (!tree_.index_of(kMetsName)) add("CSIPSTR4", {}, "there is no METS.xml");
    if (!tree_.has_folder("metadata")) add("CSIPSTR5", {}, "there is no folder metadata");
    if (tree_.has_folder("metadata")) {
      if (!tree_.has_folder("metadata/preservation")) {
        add("CSIPSTR6", {}, "there is no folder metadata/preservation");
      }
      if (!tree_.has_folder("metadata/descriptive")) {
        add("CSIPSTR7", {}, "there is no folder metadata/descriptive");
      }
    }
    if (!tree_.has_folder("schemas")) add("CSIPSTR15", {}, "there is no folder schemas");
    if (!tree_.has_folder("documentation")) {
      add("CSIPSTR16", {}, "there is no folder documentation");
    }
    if (!tree_.has_folder("representations")) {
      add("CSIPSTR9", {}, "there is no folder representations");
      return;
    }
    bool any = false;
    for (const TreeFile& listed : tree_.folders()) {
      const RelativePath& folder = listed.path;
      if (folder.parent().text() != "representations") continue;
      any = true;
      const std::string& below = folder.text();
      if (!tree_.has_folder(below + "/data")) {
        add("CSIPSTR11", folder, "the representation has no folder data");
      }
      if (tree_.index_of(below + "/METS.xml")) {
        representations_.emplace_back(folder.name());
      } else {
        add("CSIPSTR12", folder, "the representation has no METS.xml");
      }
      if (!tree_.has_folder(below + "/metadata")) {
        add("CSIPSTR13", folder, "the representation has no folder metadata");
      }
    }
    if (!any) add("CSIPSTR10", {}, "the folder representations has no folder of a representation");
  }

  Result<void> read_documents() {
    std::vector<std::string> paths;
    if (tree_.index_of(kMetsName)) paths.emplace_back(kMetsName);
    for (const std::string& name : representations_) {
      paths.push_back(std::string(kRepresentationFolder) + name + "/METS.xml");
    }
    for (const std::string& path : paths) {
      if (stop_.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
      Document document{.path = path_of(path)};
      if (!tree_.is_whole(document.path)) {
        const std::size_t name = path.size() - kMetsName.size();
        unread_.push_back(path.substr(0, name));
        continue;
      }
      DELO_TRY(const auto bytes, tree_.open(document.path));
      StructureCheck structure(document.path, findings_);
      DELO_TRY(document.mets, read_mets(*bytes, &structure.handler()));
      structure.finish();
      for (const std::string& fault : document.mets.faults) add("csip.xml", document.path, fault);
      if (document.mets.faults.empty() && !document.mets.is_mets) {
        add("csip.xml", document.path, "the root element is not mets of the METS namespace");
      }
      documents_.push_back(std::move(document));
    }
    return {};
  }

  static std::optional<PackageKind> declared_kind(const MetsDocument& mets) {
    if (mets.package_type == "SIP") return PackageKind::kSip;
    if (mets.package_type == "AIP") return PackageKind::kAip;
    if (mets.package_type == "DIP") return PackageKind::kDip;
    return std::nullopt;
  }

  Result<void> check_documents() {
    for (const Document& document : documents_) {
      if (!document.mets.is_mets) continue;
      const bool is_root = document.path.parent().empty();
      MetsContext context{.path = document.path, .is_root = is_root};
      context.folder_name = is_root ? tree_.name() : std::string(document.path.parent().name());
      const std::string below = is_root ? "" : document.path.parent().text() + '/';
      context.has_descriptive_files = has_files_below(below + "metadata/descriptive/");
      context.has_preservation_files = has_files_below(below + "metadata/preservation/");
      context.has_documentation = has_files_below(below + "documentation/");
      context.has_schemas = has_files_below(below + "schemas/");
      if (is_root) context.representations = representations_;
      context.kind = kind_ ? kind_ : declared_kind(document.mets);
      MetsFindings findings(document.path, findings_);
      DELO_CHECK(check_mets(document.mets, context, findings));
    }
    return {};
  }

  // ---- References ----
  template <class Visit>
  Result<void> for_each_reference(Visit visit) const {
    for (std::uint32_t i = 0; i < documents_.size(); ++i) {
      const MetsDocument& mets = documents_[i].mets;
      for (std::uint32_t place = 0; place < mets.sections.size(); ++place) {
        const MetsSection& section = mets.sections[place];
        const int first = first_code_of(section.kind);
        if (first == 0 || !section.reference) continue;
        visit({i, &*section.reference, first + 2, first + 5, first + 7, true, place});
      }
      std::uint32_t place = 0;
      DELO_CHECK(mets.files.for_each([&](const MetsFile& file) {
        visit({i, &file.link, 79, 69, 71, false, place++});
      }));
      for (const MetsStructure& structure : mets.structures) {
        if (structure.label != "CSIP") continue;
        for (const MetsDivision& part : structure.parts) {
          for (const MetsLink& pointer : part.pointers) {
            visit({.document = i, .link = &pointer, .href = 110, .division = &part});
          }
        }
      }
    }
    return {};
  }

  // The file that is meant; reports and gives nothing when there is none.
  std::optional<std::size_t> file_of(const Reference& reference) {
    const MetsLink& link = *reference.link;
    const Document& document = documents_[reference.document];
    if (!link.href || link.href->empty()) return std::nullopt;  // told already
    MetsFindings findings(document.path, findings_);
    std::string_view href = *link.href;
    const auto missing = [&](const std::string& why) -> std::optional<std::size_t> {
      findings.add(csip_code(reference.href), link.line,
                   "xlink:href '" + display_of(link.href->substr(0, 300)) + "' " + why);
      return std::nullopt;
    };
    if (href.starts_with("file:")) {
      href.remove_prefix(5);
      if (href.starts_with("//")) href.remove_prefix(2);
    } else if (const std::size_t colon = href.find(':');
               colon != std::string_view::npos && href.find('/') > colon) {
      const std::string_view scheme = href.substr(0, colon);
      if (scheme == "http" || scheme == "https" || scheme == "ftp" || scheme == "urn") {
        findings.add("csip.external", link.line,
                     "xlink:href '" + display_of(link.href->substr(0, 300)) +
                         "' is not a file of the package, it was not looked at");
        return std::nullopt;
      }
    }
    if (href.starts_with('/') || href.find('\\') != std::string_view::npos) {
      return missing("is no path within the package");
    }
    const std::string folder = document.path.parent().text();
    const std::string_view before_fragment = href.substr(0, href.find('#'));
    std::string with_blanks(before_fragment);
    std::ranges::replace(with_blanks, '+', ' ');
    for (const std::string& spelling :
         {std::string(href), std::string(before_fragment), percent_decoded(before_fragment),
          percent_decoded(with_blanks)}) {
      if (spelling.find('\0') != std::string::npos) return missing("holds a NUL byte");
      const auto path = resolved(folder, spelling);
      if (!path) return missing("leaves the package");
      if (const auto file = tree_.index_of(*path)) return file;
    }
    // Told as missing, but judged further: on other systems it would be found.
    const auto near = index_in_other_case(folder, percent_decoded(before_fragment));
    missing("is no file of the package" +
            (near ? ", there is " + display_of(tree_.files().path(*near).text()) : ""));
    return near;
  }

  std::optional<std::size_t> index_in_other_case(const std::string& folder,
                                                 const std::string& relative) {
    if (by_collision_key_.size() == 0) {
      for (std::size_t i = 0; i < tree_.files().size(); ++i) {
        by_collision_key_.insert(collision_key(tree_.files().path(i).text()),
                                 static_cast<std::uint32_t>(i));
      }
    }
    const auto path = resolved(folder, relative);
    if (!path) return std::nullopt;
    const auto* found = std::as_const(by_collision_key_).find(collision_key(*path));
    return found != nullptr ? std::optional<std::size_t>(*found) : std::nullopt;
  }

  Result<void> check_references() {
    std::vector<ExpectedChecksum> expected;
    std::vector<bool> listed(tree_.files().size(), false);
    std::vector<std::size_t> premis;
    DELO_CHECK(for_each_reference([&](const Reference& reference) {
      const auto file = file_of(reference);
      if (!file) return;
      listed[*file] = true;
      check_pointer(*file, reference);
      if (is_premis(*reference.link)) premis.push_back(*file);
      check_size(*file, reference);
      const auto algorithm = algorithm_of(*reference.link);
      if (reference.checksum == 0 || !algorithm) return;
      expected.push_back({static_cast<std::uint32_t>(*file), reference.document, reference.place,
                          reference.of_section, *algorithm});
    }));
    std::ranges::stable_sort(expected, {}, &ExpectedChecksum::file);
    DELO_CHECK(check_checksums(expected));
    std::ranges::sort(premis);
    premis.erase(std::unique(premis.begin(), premis.end()), premis.end());
    DELO_CHECK(check_premis(tree_, premis, stop_, findings_));
    if (documents_.empty()) return {};
    for (std::size_t i = 0; i < listed.size(); ++i) {
      if (listed[i]) continue;
      const RelativePath path = tree_.files().path(i);
      const bool unread = std::ranges::any_of(
          unread_, [&](const std::string& folder) { return path.text().starts_with(folder); });
      if (is_csip_mets_file(path) || unread) continue;
      add("csip.unlisted", path, "is listed in no METS.xml");
    }
    return {};
  }

  // CSIP109, 110: the div of a representation leads to that representation's METS.
  void check_pointer(std::size_t file, const Reference& reference) {
    const Document& document = documents_[reference.document];
    constexpr std::string_view kLabel = "Representations/";
    if (reference.division == nullptr || !document.path.parent().empty()) return;
    const MetsText& label = reference.division->label;
    if (!label || !label->starts_with(kLabel)) return;
    const std::string name = label->substr(kLabel.size());
    if (std::ranges::find(representations_, name) == representations_.end()) return;  // CSIP107
    const std::string expected = std::string(kRepresentationFolder) + name + "/METS.xml";
    const std::string found = tree_.files().path(file).text();
    if (found == expected) return;
    MetsFindings(document.path, findings_)
        .add("CSIP110", reference.link->line,
             "xlink:href leads to " + display_of(found) + ", expected " + display_of(expected));
  }

  void check_size(std::size_t file, const Reference& reference) {
    const MetsText& size = reference.link->size;
    if (reference.size == 0 || !size || size->empty()) return;
    std::uint64_t expected = 0;
    const char* end = size->data() + size->size();
    const auto parsed = std::from_chars(size->data(), end, expected);
    const TreeFile found = tree_.files()[file];
    if (parsed.ec == std::errc() && parsed.ptr == end && expected == found.size) return;
    MetsFindings(documents_[reference.document].path, findings_)
        .add(csip_code(reference.size), reference.link->line,
             "SIZE of " + display_of(found.path.text()) + " is " + display_of(size->substr(0, 40)) +
                 ", the file has " + std::to_string(found.size) + " bytes");
  }

  static std::optional<DigestAlgorithm> algorithm_of(const MetsLink& link) {
    if (!link.checksum || link.checksum->empty() || !link.checksum_type) return std::nullopt;
    return algorithm_named(*link.checksum_type);
  }

  // `all`: sorted by file.
  Result<void> check_checksums(const std::vector<ExpectedChecksum>& all) {
    std::vector<DigestOrder> orders;
    for (const ExpectedChecksum& expected : all) {
      if (orders.empty() || orders.back().file != expected.file) {
        orders.push_back({.file = expected.file, .algorithms = {}});
      }
      orders.back().algorithms.add(expected.algorithm);
    }
    std::vector<MetsFiles::Reader> files;
    for (const Document& document : documents_) files.emplace_back(document.mets.files);
    std::vector<Finding> before = std::exchange(findings_, {});
    std::vector<std::pair<std::uint32_t, Finding>> different;  // by file
    DELO_CHECK(tree_.digest(
        orders, stop_, [&](const DigestOrder& order, const ReadOutcome& outcome) -> Result<void> {
          for (const ExpectedChecksum& expected :
               std::ranges::equal_range(all, order.file, {}, &ExpectedChecksum::file)) {
            const MetsDocument& mets = documents_[expected.document].mets;
            MetsLink link;
            int code = 71;
            if (expected.of_section) {
              const MetsSection& section = mets.sections[expected.place];
              link = *section.reference;
              code = first_code_of(section.kind) + 7;
            } else {
              DELO_TRY(MetsFile file, files[expected.document].at(expected.place));
              link = std::move(file.link);
            }
            compare_checksum(expected, code, link, outcome);
          }
          for (Finding& one : findings_) different.emplace_back(order.file, std::move(one));
          findings_.clear();
          return {};
        }));
    // Files come as threads and archives give them.
    std::ranges::stable_sort(different, {}, &std::pair<std::uint32_t, Finding>::first);
    findings_ = std::move(before);
    for (auto& [file, one] : different) findings_.push_back(std::move(one));
    return {};
  }

  void compare_checksum(const ExpectedChecksum& expected, int code, const MetsLink& link,
                        const ReadOutcome& outcome) {
    const auto found = outcome.digests.find(expected.algorithm);
    const auto said = Digest::parse(expected.algorithm, *link.checksum);
    // One that is no such digest at all was told with the document.
    if (!found || !said || said->hex == found->hex) return;
    MetsFindings(documents_[expected.document].path, findings_)
        .add(csip_code(code), link.line,
             "CHECKSUM of " + display_of(tree_.files().path(expected.file).text()) + " is " +
                 display_of(link.checksum->substr(0, 140)) + ", the file has " + found->hex);
  }

  PackageTree& tree_;
  const std::optional<PackageKind> kind_;
  const std::stop_token stop_;
  std::vector<Finding> findings_;
  std::vector<std::string> representations_;  // folders with a METS.xml
  std::vector<Document> documents_;
  std::vector<std::string> unread_;  // folders with a damaged METS.xml, with their last '/'
  FingerprintMap by_collision_key_;  // made when it is needed
};

}  // namespace

bool is_csip_mets_file(const RelativePath& path) {
  if (path.name() != kMetsName) return false;
  const RelativePath folder = path.parent();
  return folder.empty() || folder.parent().text() == "representations";
}

Result<std::vector<Finding>> validate_csip(PackageTree& tree, std::optional<PackageKind> kind,
                                           std::stop_token stop) {
  return CsipValidator(tree, kind, std::move(stop)).run();
}

}  // namespace delo::packages
