#include "packages/archivematica/aip_validator.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/fixity/digest.h"
#include "core/text/utf8.h"
#include "packages/archivematica/aip_mets.h"
#include "packages/archivematica/aip_rules.h"
#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_validator.h"
#include "packages/package_tree.h"
#include "packages/percent_decoding.h"
#include "packages/sinks/archive_reader.h"

namespace delo::packages::archivematica {
namespace fs = std::filesystem;
namespace {

// Files that Archivematica took out of the AIP keep their description.
constexpr std::string_view kDeleted = "deleted";
constexpr std::size_t kMostTold = 1000;  // of one kind of broken reference

bool is_wanted(const RelativePath& path) { return is_bag_tag_file(path) || is_aip_mets(path); }

class AipValidator {
 public:
  AipValidator(PackageTree& tree, std::stop_token stop) : tree_(tree), stop_(std::move(stop)) {}

  Result<std::vector<Finding>> run() {
    DELO_CHECK(find_mets());
    if (mets_file_) DELO_CHECK(read_mets());
    AlsoDigest also{.orders = orders(), .done = [this](std::size_t file, const ReadOutcome& read) {
                      compare(file, read);
                    }};
    DELO_TRY(CheckedBag bag, check_bag(tree_, stop_, also));
    check_names(bag);
    std::vector<Finding> findings = std::move(bag.findings);
    std::ranges::sort(of_files_);
    std::ranges::move(findings_, std::back_inserter(findings));
    std::ranges::move(of_files_, std::back_inserter(findings));
    return findings;
  }

 private:
  void report(const Rule& rule, const RelativePath& path, std::string message,
              std::uint64_t line = 0) {
    Location where{.path = path};
    if (line > 0) where.part = "line " + std::to_string(line);
    findings_.push_back(finding(rule, std::move(where), std::move(message)));
  }

  Result<void> find_mets() {
    int found = 0;
    for (const TreeFile file : tree_.files()) {
      if (!is_aip_mets(file.path)) continue;
      if (++found == 1) mets_file_ = file.path;
      if (found == 2) {
        report(aip_rule::kNoMets, file.path, "is another METS file beside " + mets_file_->text());
      }
    }
    if (found == 0) report(aip_rule::kNoMets, {}, "there is no data/METS.UUID.xml");
    return {};
  }

  Result<void> read_mets() {
    if (!tree_.is_whole(*mets_file_)) return {};
    DELO_TRY(const auto bytes, tree_.open(*mets_file_));
    DELO_TRY(mets_, read_aip_mets(*bytes));
    for (const std::string& fault : mets_.faults) report(aip_rule::kMetsXml, *mets_file_, fault);
    if (!mets_.is_mets && mets_.faults.empty()) {
      report(aip_rule::kMetsXml, *mets_file_, "its root element is not mets");
    }
    if (!mets_.is_whole) {
      report(aip_rule::kMetsXml, *mets_file_, "has too many files to be checked");
    }
    if (!mets_.is_mets || !mets_.is_whole || !mets_.faults.empty()) return {};
    if (mets_.file_sections != 1 || mets_.structures == 0) {
      report(aip_rule::kMetsParts, *mets_file_,
             "has " + std::to_string(mets_.file_sections) + " fileSec and " +
                 std::to_string(mets_.structures) + " structMap");
    }
    check_ids();
    check_files();
    return {};
  }

  void check_ids() {
    for (auto at = mets_.ids.begin(); at != mets_.ids.end();) {
      const auto next = std::ranges::upper_bound(at, mets_.ids.end(), *at);
      if (next - at > 1) {
        report(aip_rule::kId, *mets_file_,
               "the ID " + display_of(*at) + " stands " + std::to_string(next - at) + " times");
      }
      at = next;
    }
    std::size_t told = 0;
    for (const IdReference& reference : mets_.references) {
      if (std::ranges::binary_search(mets_.ids, reference.to)) continue;
      if (++told > kMostTold) break;
      report(aip_rule::kReference, *mets_file_,
             reference.by + " names " + display_of(reference.to) + ", which is no ID",
             reference.line);
    }
  }

  // The file of the payload that a reference means: by its own bytes, else decoded.
  std::optional<std::size_t> file_of(const AipFile& file) {
    const std::string raw = "data/" + file.href;
    if (const auto found = tree_.index_of(raw)) return found;
    const std::string decoded = "data/" + percent_decoded(file.href);
    if (const auto found = tree_.index_of(decoded)) return found;
    const auto path = RelativePath::parse(decoded);
    if (!path || file.href.empty() || file.href.starts_with("http:") ||
        file.href.starts_with("https:")) {
      report(aip_rule::kHref, *mets_file_,
             "'" + display_of(file.href.substr(0, 300)) + "' is no path within the AIP", file.line);
    } else {
      report(aip_rule::kMissing, *path,
             "is named in " + mets_file_->text() + " line " + std::to_string(file.line) +
                 " and is not there");
    }
    return std::nullopt;
  }

  void check_files() {
    std::map<std::string_view, std::size_t> object_of;  // by section
    for (std::size_t i = 0; i < mets_.objects.size(); ++i) {
      object_of.emplace(mets_.objects[i].section, i);
    }
    std::vector<bool> named(tree_.files().size());
    for (const AipFile& file : mets_.files) {
      if (file.use == kDeleted) continue;
      const auto found = file_of(file);
      if (!found) continue;
      if (named[*found]) {
        report(aip_rule::kTwice, *mets_file_,
               display_of(tree_.files().path(*found).text()) + " is named before", file.line);
        continue;
      }
      named[*found] = true;
      const FilePremis* premis = nullptr;
      for (const std::string& section : file.sections) {
        const auto object = object_of.find(section);
        if (!premis && object != object_of.end()) premis = &mets_.objects[object->second];
      }
      expect(*found, premis);
    }
    for (std::size_t i = 0; i < named.size(); ++i) {
      const RelativePath path = tree_.files().path(i);
      if (named[i] || !path.text().starts_with("data/objects/")) continue;
      report(aip_rule::kUnlisted, path, "is not in " + mets_file_->text());
    }
  }

  void expect(std::size_t file, const FilePremis* premis) {
    const TreeFile found = tree_.files()[file];
    if (premis && premis->size && *premis->size != found.size) {
      report(aip_rule::kSize, found.path,
             "has " + std::to_string(found.size) + " bytes, PREMIS records " +
                 std::to_string(*premis->size));
    } else if (premis && !premis->size_written.empty()) {
      report(aip_rule::kSize, found.path,
             "PREMIS records the size '" + display_of(premis->size_written.substr(0, 100)) + "'");
    }
    bool checkable = false;
    if (premis) {
      for (const auto& [algorithm, digest] : premis->digests) {
        const auto known = algorithm_named(algorithm);
        if (!known) continue;
        checkable = true;
        const auto parsed = Digest::parse(*known, digest);
        if (parsed) {
          expected_[file].push_back(*parsed);
        } else {
          report(aip_rule::kFixity, found.path,
                 "PREMIS records '" + display_of(digest.substr(0, 200)) + "', which is no " +
                     std::string(premis_name_of(*known)) + " digest");
        }
      }
    }
    if (!checkable) {
      report(aip_rule::kNoPremis, found.path,
             premis ? "PREMIS records no digest that can be computed here"
                    : "there is no PREMIS object of it");
    }
  }

  std::vector<DigestOrder> orders() const {
    std::vector<DigestOrder> all;
    for (const auto& [file, digests] : expected_) {
      DigestOrder order{.file = static_cast<std::uint32_t>(file), .algorithms = {}};
      for (const Digest& digest : digests) order.algorithms.add(digest.algorithm);
      all.push_back(std::move(order));
    }
    return all;
  }

  void compare(std::size_t file, const ReadOutcome& read) {
    for (const Digest& expected : expected_.at(file)) {
      const auto found = read.digests.find(expected.algorithm);
      if (!found || found->hex == expected.hex) continue;
      of_files_.push_back(finding(aip_rule::kFixity,
                                  Location{.path = tree_.files().path(file), .part = {}},
                                  "PREMIS records " + expected.hex + ", found " + found->hex));
    }
  }

  void check_names(const CheckedBag& bag) {
    if (!mets_file_) return;
    const std::string uuid = *uuid_of_mets_name(mets_file_->name());
    if (const auto of_folder = uuid_at_end(tree_.name()); !of_folder || *of_folder != uuid) {
      report(aip_rule::kName, *mets_file_,
             "the folder is named '" + display_of(tree_.name()) + "', expected NAME-" + uuid);
    }
    for (const auto& [label, value] : bag.info) {
      if (label == "External-Identifier" && to_lower(value) != uuid) {
        report(
            aip_rule::kName, *mets_file_,
            "External-Identifier is '" + display_of(value.substr(0, 200)) + "', expected " + uuid);
      }
    }
  }

  PackageTree& tree_;
  const std::stop_token stop_;
  std::optional<RelativePath> mets_file_;
  AipMets mets_;
  std::map<std::size_t, std::vector<Digest>> expected_;  // by file
  std::vector<Finding> findings_, of_files_;
};

}  // namespace

bool is_aip(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    if (!fs::is_regular_file(path / kBagDeclarationName, ignored)) return false;
    for (const auto& entry : fs::directory_iterator(path / kPayloadFolder, ignored)) {
      if (uuid_of_mets_name(entry.path().filename().native())) return true;
    }
    return false;
  }
  auto reader = ArchiveReader::open(path);
  if (!reader) return false;
  while (true) {
    const auto entry = (*reader)->next();
    if (!entry || !*entry) return false;
    const std::string& name = (*entry)->path.text();
    const std::size_t slash = name.find('/');
    if (name.empty()) continue;
    if (!uuid_at_end(std::string_view(name).substr(0, slash))) return false;
    if (slash == std::string::npos || (*entry)->refused) continue;
    const auto below = RelativePath::parse(std::string_view(name).substr(slash + 1));
    if (below && is_aip_mets(*below)) return true;
  }
}

Result<std::vector<Finding>> validate_aip(const fs::path& path, std::stop_token stop, int threads) {
  DELO_TRY(const auto tree, open_tree(path, &is_wanted, stop, threads));
  return AipValidator(*tree, std::move(stop)).run();
}

}  // namespace delo::packages::archivematica
