#include "packages/bagit/bag_validator.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

#include "core/fixity/fingerprint.h"
#include "core/text/utf8.h"
#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_reader.h"
#include "packages/bagit/bag_rules.h"
#include "packages/bagit/manifest_index.h"
#include "packages/bagit/payload_names.h"

namespace delo::packages {
namespace {

constexpr std::uint64_t kMostDeclaration = 64u << 10;  // bytes
constexpr std::uint32_t kNoFile = UINT32_MAX;

bool is_payload(std::string_view path) { return path.starts_with("data/"); }

class BagValidator {
 public:
  BagValidator(PackageTree& tree, std::stop_token stop, const AlsoDigest& also)
      : tree_(tree), stop_(std::move(stop)), also_(also) {}

  Result<CheckedBag> run() {
    DELO_CHECK(check_declaration());
    check_payload();
    DELO_CHECK(read_manifests());
    check_listed();
    check_tag_manifests();
    // The files are read before anybody asks for their sizes, which come with it; what
    // is found so is told last.
    std::vector<Finding> of_lists = std::exchange(findings_, {});
    DELO_CHECK(check_digests());
    std::vector<Finding> of_digests = std::exchange(findings_, std::move(of_lists));
    DELO_CHECK(tree_.measure(stop_));
    DELO_CHECK(check_fetch());
    DELO_CHECK(check_info());
    std::ranges::move(of_digests, std::back_inserter(findings_));
    findings_.insert(findings_.begin(), tree_.findings().begin(), tree_.findings().end());
    bag_.findings = std::move(findings_);
    bag_.declaration = declaration_;
    return std::move(bag_);
  }

 private:
  bool is_1_0() const { return declaration_.is_1_0(); }

  void report(const Rule& rule, const RelativePath& path, std::string message, int line = 0) {
    Location where{.path = path};
    if (line > 0) where.part = "line " + std::to_string(line);
    findings_.push_back(finding(rule, std::move(where), std::move(message)));
  }

  Result<void> check_declaration() {
    const auto file = tree_.index_of(kBagDeclarationName);
    if (!file) {
      report(bag_rule::kDeclarationMissing, {}, "there is no bagit.txt");
      return {};
    }
    const TreeFile found = tree_.files()[*file];
    if (!tree_.is_whole(found.path)) return {};
    DELO_TRY(const auto bytes, tree_.open(found.path));
    if (bytes->size() > kMostDeclaration) {
      report(bag_rule::kDeclaration, found.path,
             "has " + std::to_string(bytes->size()) + " bytes, expected two lines");
      return {};
    }
    DELO_TRY(const std::string text, read_all(*bytes, kMostDeclaration));
    declaration_ = read_bag_declaration(text, findings_);
    return {};
  }

  void check_payload() {
    const auto [begin, end] = payload_range();
    if (!tree_.has_folder(kPayloadFolder) && begin == end) {
      report(bag_rule::kPayloadFolder, {}, "there is no folder data");
    } else if (begin == end) {
      report(bag_rule::kPayloadEmpty, {}, "the folder data holds no file");
    }
    check_payload_names(tree_.files(), begin, end, findings_);
  }

  // Payload files lie together, files() being sorted: from the first to before the second.
  std::pair<std::size_t, std::size_t> payload_range() const {
    return {tree_.files().lower_bound("data/"), tree_.files().lower_bound("data0")};
  }

  Result<void> read_manifests() {
    std::size_t found = 0, damaged = 0;
    const auto [payload, after_payload] = payload_range();
    for (std::size_t i = 0; i < tree_.files().size(); ++i) {
      if (i >= payload && i < after_payload) continue;
      const TreeFile file = tree_.files()[i];
      const std::string& name = file.path.text();
      const auto payload_algorithm = algorithm_of_manifest(name);
      const auto tag_algorithm = algorithm_of_tag_manifest(name);
      if (!payload_algorithm && !tag_algorithm) continue;
      found += payload_algorithm ? 1 : 0;
      const std::string& written = payload_algorithm ? *payload_algorithm : *tag_algorithm;
      const auto algorithm = algorithm_named(written);
      std::string normal = normalised(written);
      if (is_1_0() && normal != written) {
        report(bag_rule::kManifestName, file.path,
               "names the algorithm '" + display_of(written) + "', expected '" +
                   display_of(normal) + '\'');
      }
      auto& named = payload_algorithm ? bag_.payload_algorithms : bag_.tag_algorithms;
      named.push_back(std::move(normal));
      if (!tree_.is_whole(file.path)) {
        damaged += payload_algorithm ? 1 : 0;
        continue;
      }
      if (!algorithm) {
        skipped_.push_back(file.path);
        continue;
      }
      DELO_CHECK(read_manifest_file(file.path, *algorithm, payload_algorithm.has_value()));
    }
    if (found == 0) {
      report(bag_rule::kNoManifest, {}, "there is no manifest-….txt");
    } else if (payload_manifests_.empty() && damaged == 0) {
      report(bag_rule::kAlgorithm, {}, "no payload manifest could be checked: " + skipped_names());
    }
    for (const RelativePath& path : skipped_) {
      report(bag_rule::kAlgorithmSkipped, path, "its algorithm is not known, nothing was compared");
    }
    const bool strong = std::ranges::any_of(payload_manifests_, [](const ManifestIndex& manifest) {
      return is_strong(manifest.algorithm());
    });
    if (!payload_manifests_.empty() && !strong) {
      report(bag_rule::kWeak, payload_manifests_.front().path(),
             "the payload has no stronger checksum than " +
                 std::string(premis_name_of(payload_manifests_.back().algorithm())));
    }
    return {};
  }

  // RFC 8493 §2.4
  static std::string normalised(std::string_view algorithm) {
    std::string normal = to_lower(algorithm);
    std::erase_if(normal, [](char c) {
      return static_cast<unsigned char>(c) < 0x80 && !(c >= 'a' && c <= 'z') &&
             !(c >= '0' && c <= '9');
    });
    return normal;
  }

  std::string skipped_names() const {
    std::string names;
    for (const RelativePath& path : skipped_) {
      names += (names.empty() ? "" : ", ") + display_of(path.text());
    }
    return names;
  }

  Result<void> read_manifest_file(const RelativePath& path, DigestAlgorithm algorithm,
                                  bool of_payload) {
    ManifestIndex manifest(path, algorithm);
    DELO_TRY(const auto bytes, tree_.open(path));
    DELO_CHECK(read_manifest(*bytes, path, algorithm, declaration_, findings_,
                             [&](ManifestLine& line) -> Result<void> {
                               enter(manifest, line, of_payload);
                               if (stop_.stop_requested()) {
                                 return Error{ErrorCode::kCancelled, "interrupted"};
                               }
                               return {};
                             }));
    manifest.settle(tree_.files().size());
    manifest.for_each_double([&](std::uint32_t file, int line, bool same) {
      if (!same || is_1_0()) {
        report(bag_rule::kTwice, path,
               display_of(tree_.files().path(file).text()) +
                   (same ? " is listed before" : " is listed before with another checksum"),
               line);
      } else {
        report(bag_rule::kTwiceSame, path,
               display_of(tree_.files().path(file).text()) + " is listed before", line);
      }
    });
    (of_payload ? payload_manifests_ : tag_manifests_).push_back(std::move(manifest));
    return {};
  }

  void enter(ManifestIndex& manifest, ManifestLine& line, bool of_payload) {
    const RelativePath& list = manifest.path();
    tell_habits(list, line);
    std::optional<std::size_t> file = find_listed(list, line, of_payload);
    if (!file && tree_.has_folder(without_slash(line.path))) {
      report(bag_rule::kFolder, list, display_of(line.path) + " is a folder", line.number);
      return;
    }
    if (!file) {
      if (const std::string harm = harm_of_path(line.path); !harm.empty()) {
        report(bag_rule::kPath, list,
               "the path '" + display_of(line.path.substr(0, 300)) + "' " + harm, line.number);
        return;
      }
    }
    if (of_payload && !is_payload(line.path)) {
      report(bag_rule::kPathOutside, list, display_of(line.path) + " is not below data/",
             line.number);
      return;
    }
    if (!of_payload && (is_payload(line.path) || algorithm_of_tag_manifest(line.path))) {
      report(bag_rule::kTagPayload, list, "lists " + display_of(line.path), line.number);
      return;
    }
    if (!file) file = under_other_normal_form(manifest, line);
    if (!file) {
      auto path = RelativePath::parse(line.path);
      report(of_payload ? bag_rule::kMissing : bag_rule::kTagMissing, path ? *path : RelativePath(),
             "is listed in " + list.text() + " line " + std::to_string(line.number) +
                 " and is not there");
      manifest.add_absent(line.path);
      return;
    }
    if (*file >= kNoFile) return;
    manifest.add(static_cast<std::uint32_t>(*file), line.number, line.digest);
  }

  // What other programs do and the RFC does not know, or forbids.
  void tell_habits(const RelativePath& list, const ManifestLine& line) {
    if (line.dot_slash) {
      report(bag_rule::kDotSlash, list, display_of(line.path) + " has ./ before it", line.number);
    }
    if (line.escaped) {
      report(bag_rule::kEscaped, list, display_of(line.path) + " has the backslashes of md5sum",
             line.number);
    }
    if (line.stray_percent) {
      report(bag_rule::kPercent, list,
             display_of(line.written) + " has a percent sign that is not encoded as %25",
             line.number);
    }
  }

  // The file as it is written, or as versions and programs write names.
  std::optional<std::size_t> find_listed(const RelativePath& list, ManifestLine& line,
                                         bool of_payload) {
    // Before 1.0 some programs encoded line ends, most nothing: the name as it stands goes first.
    if (!line.written.empty() && !is_1_0()) {
      if (const auto raw = index_of(line.written)) {
        line.path = line.written;
        return raw;
      }
    }
    if (const auto file = index_of(line.path)) return file;
    if (line.path.starts_with(of_payload ? "*data/" : "*")) {
      line.path.erase(0, 1);
      report(bag_rule::kStar, list, display_of(line.path) + " has an asterisk before it",
             line.number);
      return index_of(line.path);
    }
    return std::nullopt;
  }

  // Manifests are mostly in the order of the tree: the file after the last one first.
  std::optional<std::size_t> index_of(std::string_view path) {
    const auto& files = tree_.files();
    if (next_ < files.size() && files.is(next_, path)) return next_++;
    const auto found = tree_.index_of(path);
    if (found) next_ = *found + 1;
    return found;
  }

  static std::string_view without_slash(std::string_view path) {
    while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    return path;
  }

  // RFC 8493 §6.1.1: names are to be compared under one normal form.  The table is
  // made at the first name that is not found byte for byte.
  std::optional<std::size_t> under_other_normal_form(const ManifestIndex& manifest,
                                                     const ManifestLine& line) {
    const auto wanted = nfc(line.path);
    if (!wanted) return std::nullopt;
    if (!normal_forms_made_) {
      normal_forms_made_ = true;
      const auto& files = tree_.files();
      for (std::size_t i = 0; i < files.size(); ++i) {
        const std::string path = files.path(i).text();
        if (auto form = nfc(path); form && *form != path) {
          by_normal_form_.insert(*form, static_cast<std::uint32_t>(i));
        }
      }
    }
    std::optional<std::size_t> file;
    if (const auto* found = std::as_const(by_normal_form_).find(*wanted)) {
      file = *found;
    } else if (*wanted != line.path) {
      file = tree_.index_of(*wanted);
    }
    if (file) {
      report(bag_rule::kNormalForm, manifest.path(),
             display_of(line.path) + " was found under another Unicode normal form", line.number);
    }
    return file;
  }

  void check_listed() {
    if (payload_manifests_.empty()) return;
    const auto [begin, end] = payload_range();
    for (std::size_t i = begin; i < end; ++i) {
      const auto file = static_cast<std::uint32_t>(i);
      std::string missing_in;
      bool listed = false;
      for (const ManifestIndex& manifest : payload_manifests_) {
        if (manifest.lists(file)) {
          listed = true;
        } else {
          missing_in += (missing_in.empty() ? "" : ", ") + manifest.path().text();
        }
      }
      // Before 1.0 one manifest was enough.  (BagIt 0.97 §3)
      if (missing_in.empty() || (listed && !is_1_0())) continue;
      report(bag_rule::kUnlisted, tree_.files().path(i), "is not listed in " + missing_in);
    }
  }

  void check_tag_manifests() {
    const auto& files = tree_.files();
    for (const ManifestIndex& tag_manifest : tag_manifests_) {
      if (!is_1_0()) break;
      const auto [payload, after_payload] = payload_range();
      for (std::size_t i = 0; i < files.size(); ++i) {
        if (i == payload) i = after_payload;
        if (i == files.size()) break;
        const std::string name = files.text(i);
        if (algorithm_of_tag_manifest(name) || tag_manifest.lists(static_cast<std::uint32_t>(i))) {
          continue;
        }
        if (algorithm_of_manifest(name)) {
          report(bag_rule::kTagManifestIncomplete, tag_manifest.path(), "does not list " + name);
        } else {
          report(bag_rule::kTagUnlisted, files.path(i),
                 "is not listed in " + tag_manifest.path().text());
        }
      }
    }
    if (tag_manifests_.empty() || !is_1_0()) return;
    for (const ManifestIndex& manifest : payload_manifests_) {
      if (std::ranges::find(tag_manifests_, manifest.algorithm(), &ManifestIndex::algorithm) ==
          tag_manifests_.end()) {
        report(bag_rule::kTagAlgorithms, manifest.path(), "has no tag manifest of its algorithm");
      }
    }
  }

  Result<void> check_fetch() {
    const auto fetch = tree_.index_of(kFetchName);
    if (!fetch || !tree_.is_whole(tree_.files().path(*fetch))) return {};
    DELO_TRY(const auto bytes, tree_.open(tree_.files()[*fetch].path));
    const RelativePath path = tree_.files()[*fetch].path;
    FingerprintMap listed;
    return read_fetch(*bytes, declaration_, findings_, [&](FetchLine line) -> Result<void> {
      if (!listed.insert(line.path)) {
        report(bag_rule::kFetchTwice, path, display_of(line.path) + " is listed before",
               line.number);
      }
      const auto file = tree_.index_of(line.path);
      if (!file) {
        report(bag_rule::kFetch, path,
               display_of(line.path) + " is not there, it would have to be fetched", line.number);
      }
      for (const ManifestIndex& manifest : payload_manifests_) {
        if (file ? manifest.lists(static_cast<std::uint32_t>(*file))
                 : manifest.lists_absent(line.path)) {
          continue;
        }
        report(bag_rule::kFetchUnlisted, path,
               display_of(line.path) + " is not listed in " + manifest.path().text(), line.number);
      }
      if (!file) return {};
      const std::uint64_t size = tree_.files().size_of(*file);
      if (line.length && *line.length != size) {
        report(bag_rule::kFetchLength, path,
               display_of(line.path) + " has " + std::to_string(size) + " bytes, expected " +
                   std::to_string(*line.length),
               line.number);
      }
      return {};
    });
  }

  Result<void> check_info() {
    for (const std::string_view name : {kBagInfoName, kPackageInfoName}) {
      const auto file = tree_.index_of(name);
      if (!file) continue;
      const RelativePath path = tree_.files()[*file].path;
      if (!tree_.is_whole(path)) continue;
      DELO_TRY(const auto bytes, tree_.open(path));
      DELO_TRY(BagInfoElements info, read_bag_info(*bytes, path, declaration_, findings_));
      check_repeats(path, info);
      for (const auto& [label, value] : info) {
        if (to_lower(label) == "payload-oxum") check_oxum(path, value);
      }
      if (bag_.info.empty()) bag_.info = std::move(info);
    }
    return {};
  }

  void check_repeats(const RelativePath& path, const BagInfoElements& info) {
    for (const std::string_view label :
         {"Payload-Oxum", "Bagging-Date", "Bag-Size", "Bag-Group-Identifier", "Bag-Count"}) {
      const std::string lower = to_lower(label);
      const auto times = std::ranges::count_if(
          info, [&](const auto& element) { return to_lower(element.first) == lower; });
      if (times < 2) continue;
      const std::string told =
          std::string(label) + " stands " + std::to_string(times) + " times, expected once";
      if (label == "Payload-Oxum") {
        report(oxum_form(), path, told);
      } else if (is_1_0()) {
        report(bag_rule::kInfoRepeated, path, told);
      }
    }
  }
  const Rule& oxum_form() const { return is_1_0() ? bag_rule::kOxumForm : bag_rule::kOxumFormOld; }

  void check_oxum(const RelativePath& path, const std::string& value) {
    const std::size_t dot = value.find('.');
    std::uint64_t bytes = 0, files = 0;
    const char* begin = value.data();
    const char* end = begin + value.size();
    const char* middle = dot == std::string::npos ? end : begin + dot;
    const auto octets = std::from_chars(begin, middle, bytes);
    const bool good = octets.ec == std::errc() && octets.ptr == middle && middle != end;
    const auto streams = good ? std::from_chars(middle + 1, end, files) : octets;
    if (!good || streams.ec != std::errc() || streams.ptr != end) {
      report(oxum_form(), path,
             "Payload-Oxum is '" + display_of(value.substr(0, 100)) + "', expected BYTES.FILES");
      return;
    }
    std::uint64_t found_bytes = 0, found_files = 0;
    const auto [first, last] = payload_range();
    for (std::size_t i = first; i < last; ++i) {
      found_bytes += tree_.files().size_of(i);
      ++found_files;
    }
    if (found_bytes != bytes || found_files != files) {
      report(bag_rule::kOxum, path,
             "Payload-Oxum says " + std::to_string(bytes) + " bytes in " + std::to_string(files) +
                 " files, found " + std::to_string(found_bytes) + " in " +
                 std::to_string(found_files));
    }
  }

  Result<void> check_digests() {
    std::vector<DigestOrder> orders;
    const auto& files = tree_.files();
    std::size_t next = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
      DigestOrder order{.file = static_cast<std::uint32_t>(i), .algorithms = {}};
      if (next < also_.orders.size() && also_.orders[next].file == i) {
        order.algorithms = also_.orders[next++].algorithms;
      }
      for (const auto* manifests : {&payload_manifests_, &tag_manifests_}) {
        for (const ManifestIndex& manifest : *manifests) {
          if (manifest.lists(static_cast<std::uint32_t>(i))) {
            order.algorithms.add(manifest.algorithm());
          }
        }
      }
      if (!order.algorithms.empty()) orders.push_back(order);
    }
    const std::size_t before = findings_.size();
    DELO_CHECK(
        tree_.digest(orders, stop_, [&](const DigestOrder& order, const ReadOutcome& outcome) {
          compare_digests(order.file, outcome);
          if (std::ranges::binary_search(also_.orders, order.file, {}, &DigestOrder::file)) {
            also_.done(order.file, outcome);
          }
          return Result<void>();
        }));
    // Archives give files in their own order.
    std::ranges::stable_sort(findings_.begin() + static_cast<std::ptrdiff_t>(before),
                             findings_.end(), {}, [](const Finding& f) { return f.where.path; });
    return {};
  }

  void compare_digests(std::size_t file, const ReadOutcome& outcome) {
    const std::vector<Digest>& all = outcome.digests.all();
    for (const auto* manifests : {&payload_manifests_, &tag_manifests_}) {
      for (const ManifestIndex& manifest : *manifests) {
        const auto found = std::ranges::find(all, manifest.algorithm(), &Digest::algorithm);
        if (found == all.end()) continue;
        for (const std::string& expected :
             manifest.unlike(static_cast<std::uint32_t>(file), found->hex)) {
          report(manifests == &payload_manifests_ ? bag_rule::kDifferent : bag_rule::kTagDifferent,
                 tree_.files().path(file),
                 manifest.path().text() + " has " + expected + ", found " + found->hex);
        }
      }
    }
  }

  PackageTree& tree_;
  const std::stop_token stop_;
  const AlsoDigest& also_;
  std::vector<Finding> findings_;
  CheckedBag bag_;
  BagDeclaration declaration_;
  std::vector<ManifestIndex> payload_manifests_, tag_manifests_;
  std::vector<RelativePath> skipped_;
  bool normal_forms_made_ = false;
  std::size_t next_ = 0;  // see index_of()
  FingerprintMap by_normal_form_;
};

}  // namespace

bool is_bag_tag_file(const RelativePath& path) {
  const std::string& name = path.text();
  return name == kBagDeclarationName || name == kBagInfoName || name == kPackageInfoName ||
         name == kFetchName || algorithm_of_manifest(name) || algorithm_of_tag_manifest(name);
}

Result<CheckedBag> check_bag(PackageTree& tree, std::stop_token stop, const AlsoDigest& also) {
  return BagValidator(tree, std::move(stop), also).run();
}

Result<std::vector<Finding>> validate_bag(PackageTree& tree, std::stop_token stop) {
  DELO_TRY(CheckedBag bag, check_bag(tree, std::move(stop)));
  return std::move(bag.findings);
}

}  // namespace delo::packages
