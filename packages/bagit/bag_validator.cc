#include "packages/bagit/bag_validator.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "core/bytes/read_fault.h"
#include "core/fixity/fingerprint.h"
#include "core/run/parallel.h"
#include "core/text/utf8.h"
#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_reader.h"
#include "packages/bagit/bag_rules.h"
#include "packages/bagit/manifest_check.h"
#include "packages/bagit/payload_names.h"
#include "packages/tree_rules.h"

namespace delo::packages {
namespace {

constexpr std::uint64_t kMostDeclaration = 64u << 10;  // bytes

class BagValidator {
 public:
  BagValidator(PackageTree& tree, std::stop_token stop, const AlsoDigest& also)
      : tree_(tree), stop_(std::move(stop)), also_(also) {}

  Result<CheckedBag> run() {
    DELO_CHECK(check_declaration());
    DELO_CHECK(check_payload_and_manifests());
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
    tell_unreadable_once();
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

  // What can't be read is told of by whoever finds out, as it is of the payload.  nullptr: it is
  // told.
  Result<std::unique_ptr<ByteSource>> open(const RelativePath& path) {
    auto bytes = tree_.open(path);
    if (bytes) return bytes;
    DELO_CHECK(unless_unreadable(path, bytes.error()));
    return std::unique_ptr<ByteSource>();
  }
  Result<void> unless_unreadable(const RelativePath& path, Result<void> read) {
    if (read || !is_fault_of_file(read.error())) return read;
    report(tree_rule::kUnreadable, path, read.error().text());
    return {};
  }

  // A tag file may be read for what it says and for its digest.
  void tell_unreadable_once() {
    std::set<RelativePath> told;
    for (const Finding& found : tree_.findings()) {
      if (found.rule == tree_rule::kUnreadable.id) told.insert(found.where.path);
    }
    std::erase_if(findings_, [&](const Finding& found) {
      return found.rule == tree_rule::kUnreadable.id && !told.insert(found.where.path).second;
    });
  }

  Result<void> check_declaration() {
    const auto file = tree_.index_of(kBagDeclarationName);
    if (!file) {
      report(bag_rule::kDeclarationMissing, {}, "there is no bagit.txt");
      return {};
    }
    const TreeFile found = tree_.files()[*file];
    if (!tree_.is_whole(found.path)) return {};
    DELO_TRY(const auto bytes, open(found.path));
    if (!bytes) return {};
    if (bytes->size() > kMostDeclaration) {
      report(bag_rule::kDeclaration, found.path,
             "has " + std::to_string(bytes->size()) + " bytes, expected two lines");
      return {};
    }
    const auto text = read_all(*bytes, kMostDeclaration);
    if (!text) return unless_unreadable(found.path, text.error());
    declaration_ = read_bag_declaration(*text, findings_);
    return {};
  }

  void check_payload() {
    const auto [begin, end] = payload_range();
    if (!tree_.has_folder(kPayloadFolder) && begin == end) {
      report(bag_rule::kPayloadFolder, {}, "there is no folder data");
    } else if (begin == end) {
      report(bag_rule::kPayloadEmpty, {}, "the folder data holds no file");
    }
  }

  // Payload files lie together, files() being sorted: from the first to before the second.
  std::pair<std::size_t, std::size_t> payload_range() const {
    return {tree_.files().lower_bound("data/"), tree_.files().lower_bound("data0")};
  }

  // The names and each manifest are looked at side by side; they are told one after the
  // other.
  Result<void> check_payload_and_manifests() {
    check_payload();
    const auto [begin, end] = payload_range();
    std::vector<Finding> of_names;
    const std::vector<ManifestOrder> orders = find_manifests();
    std::vector<std::optional<CheckedManifest>> checked(orders.size());
    OtherNormalForms forms(tree_.files());
    DELO_CHECK(for_each_parallel(orders.size() + 1, tree_.threads(), [&](std::size_t i, int) {
      if (i == 0) {
        check_payload_names(tree_.files(), begin, end, of_names);
        return Result<void>();
      }
      auto one = check_manifest(tree_, forms, orders[i - 1], declaration_, stop_);
      if (!one) return Result<void>(std::move(one).error());
      checked[i - 1] = std::move(one).value();
      return Result<void>();
    }));
    std::ranges::move(of_names, std::back_inserter(findings_));
    std::ranges::move(of_manifest_names_, std::back_inserter(findings_));
    for (std::size_t i = 0; i < orders.size(); ++i) {
      std::ranges::move(checked[i]->findings, std::back_inserter(findings_));
      if (!checked[i]->is_whole) {
        damaged_manifests_ += orders[i].of_payload ? 1 : 0;
        continue;
      }
      (orders[i].of_payload ? payload_manifests_ : tag_manifests_)
          .push_back(std::move(checked[i]->index));
    }
    tell_of_algorithms();
    return {};
  }

  // Those that can be read; the names of all are told of.
  std::vector<ManifestOrder> find_manifests() {
    std::vector<ManifestOrder> orders;
    const auto [payload, after_payload] = payload_range();
    for (std::size_t i = 0; i < tree_.files().size(); ++i) {
      if (i >= payload && i < after_payload) continue;
      const TreeFile file = tree_.files()[i];
      const std::string& name = file.path.text();
      const auto payload_algorithm = algorithm_of_manifest(name);
      const auto tag_algorithm = algorithm_of_tag_manifest(name);
      if (!payload_algorithm && !tag_algorithm) continue;
      manifests_ += payload_algorithm ? 1 : 0;
      const std::string& written = payload_algorithm ? *payload_algorithm : *tag_algorithm;
      const auto algorithm = algorithm_named(written);
      std::string normal = normalised(written);
      if (is_1_0() && normal != written) {
        of_manifest_names_.push_back(finding(bag_rule::kManifestName, {.path = file.path},
                                             "names the algorithm '" + display_of(written) +
                                                 "', expected '" + display_of(normal) + '\''));
      }
      auto& named = payload_algorithm ? bag_.payload_algorithms : bag_.tag_algorithms;
      named.push_back(std::move(normal));
      if (!tree_.is_whole(file.path)) {
        damaged_manifests_ += payload_algorithm ? 1 : 0;
        continue;
      }
      if (!algorithm) {
        skipped_.push_back(file.path);
        continue;
      }
      orders.push_back({file.path, *algorithm, payload_algorithm.has_value()});
    }
    return orders;
  }

  void tell_of_algorithms() {
    if (manifests_ == 0) {
      report(bag_rule::kNoManifest, {}, "there is no manifest-….txt");
    } else if (payload_manifests_.empty() && damaged_manifests_ == 0) {
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
    const RelativePath path = tree_.files()[*fetch].path;
    DELO_TRY(const auto bytes, open(path));
    if (!bytes) return {};
    FingerprintMap listed;
    const auto each = [&](FetchLine line) -> Result<void> {
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
    };
    return unless_unreadable(path, read_fetch(*bytes, declaration_, findings_, each));
  }

  Result<void> check_info() {
    for (const std::string_view name : {kBagInfoName, kPackageInfoName}) {
      const auto file = tree_.index_of(name);
      if (!file) continue;
      const RelativePath path = tree_.files()[*file].path;
      if (!tree_.is_whole(path)) continue;
      DELO_TRY(const auto bytes, open(path));
      if (!bytes) continue;
      auto info = read_bag_info(*bytes, path, declaration_, findings_);
      if (!info) {
        DELO_CHECK(unless_unreadable(path, info.error()));
        continue;
      }
      check_repeats(path, *info);
      for (const auto& [label, value] : *info) {
        if (to_lower(label) == "payload-oxum") check_oxum(path, value);
      }
      if (bag_.info.empty()) bag_.info = *std::move(info);
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
  std::vector<RelativePath> skipped_;  // of algorithms that we don't know
  std::vector<Finding> of_manifest_names_;
  std::size_t manifests_ = 0, damaged_manifests_ = 0;  // of the payload
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
