#include "packages/bagit/profile_check.h"

#include <algorithm>
#include <array>

#include "core/bytes/disk.h"
#include "core/text/utf8.h"
#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_validator.h"
#include "packages/bagit/path_pattern.h"
#include "packages/bagit/profile_rules.h"
#include "packages/sinks/archive_reader.h"

namespace delo::packages {
namespace {

constexpr std::string_view kIdentifierLabel = "BagIt-Profile-Identifier";

// Names under which profiles know the archives that we read.
constexpr std::array<std::string_view, 2> kZipNames = {"application/zip",
                                                       "application/x-zip-compressed"};
constexpr std::array<std::string_view, 2> kTarNames = {"application/tar", "application/x-tar"};
constexpr std::array<std::string_view, 8> kTarGzNames = {
    "application/gzip",     "application/x-gzip",          "application/tar+gzip",
    "application/tar+gz",   "application/x-gtar",          "application/x-tgz",
    "application/x-tar-gz", "application/x-compressed-tar"};

// RFC 8493 §2.2.2: names of reserved elements are read without regard to case.
bool is_reserved(std::string_view lower) {
  constexpr std::array<std::string_view, 15> kReserved = {"source-organization",
                                                          "organization-address",
                                                          "contact-name",
                                                          "contact-phone",
                                                          "contact-email",
                                                          "external-description",
                                                          "bagging-date",
                                                          "external-identifier",
                                                          "bag-size",
                                                          "payload-oxum",
                                                          "bag-group-identifier",
                                                          "bag-count",
                                                          "internal-sender-identifier",
                                                          "internal-sender-description",
                                                          "bagit-profile-identifier"};
  return std::ranges::find(kReserved, lower) != kReserved.end();
}

bool is_label(std::string_view found, std::string_view asked) {
  if (found == asked) return true;
  const std::string lower = to_lower(asked);
  return is_reserved(lower) && to_lower(found) == lower;
}

std::string normalised(std::string_view algorithm) {
  std::string normal = to_lower(algorithm);
  std::erase_if(normal, [](char c) { return c == '-' || c == '_' || c == '/' || c == ' '; });
  return normal;
}

bool holds(const std::vector<std::string>& list, std::string_view algorithm) {
  return std::ranges::any_of(
      list, [&](const auto& one) { return normalised(one) == normalised(algorithm); });
}

bool same_type(std::string_view a, std::string_view b) {
  const auto in = [](const auto& names, std::string_view type) {
    return std::ranges::find(names, to_lower(type)) != names.end();
  };
  return to_lower(a) == to_lower(b) || (in(kZipNames, a) && in(kZipNames, b)) ||
         (in(kTarNames, a) && in(kTarNames, b)) || (in(kTarGzNames, a) && in(kTarGzNames, b));
}

std::string joined(const std::vector<std::string>& list) {
  std::string all;
  for (const std::string& one : list) all += (all.empty() ? "" : ", ") + display_of(one);
  return all;
}

// Tag files that the profile's lists are about: not those that BagIt itself defines.
bool is_other_tag_file(std::string_view path) {
  return !is_payload(path) && path != kBagDeclarationName && path != kBagInfoName &&
         path != kFetchName && !algorithm_of_manifest(path) && !algorithm_of_tag_manifest(path);
}

RelativePath path_of(std::string_view text) {
  auto path = RelativePath::parse(text);
  return path ? std::move(path).value() : RelativePath();
}

class ProfileCheck {
 public:
  ProfileCheck(const BagProfile& profile, const ProfileSubject& bag)
      : profile_(profile), bag_(bag) {}

  std::vector<Finding> run() {
    for (const std::string& key : profile_.unknown_keys) {
      report(profile_rule::kUnknownKey, {},
             "the profile's key '" + display_of(key.substr(0, 200)) + "' is unknown to version " +
                 std::to_string(profile_.version.major) + '.' +
                 std::to_string(profile_.version.minor) + " of the specification");
    }
    check_form();
    check_info();
    check_manifests();
    check_fetch_and_data();
    check_files(false, profile_.tag_files_required, profile_.tag_files_allowed);
    check_files(true, profile_.payload_files_required, profile_.payload_files_allowed);
    return std::move(findings_);
  }

 private:
  void report(const Rule& rule, const RelativePath& path, std::string message) {
    findings_.push_back(finding(rule, Location{.path = path}, std::move(message)));
  }

  bool has_file(std::string_view path) const { return bag_.files.index_of(path).has_value(); }
  bool has_folder(std::string_view path) const {
    const std::string below = std::string(path) + '/';
    const std::size_t first = bag_.files.lower_bound(below);
    if (first < bag_.files.size() && bag_.files.path(first).text().starts_with(below)) return true;
    return bag_.folders.index_of(path).has_value();
  }

  void check_form() {
    if (std::ranges::find(profile_.bagit_versions, bag_.bagit_version) ==
        profile_.bagit_versions.end()) {
      report(profile_rule::kVersion, path_of(kBagDeclarationName),
             "the version is " + (bag_.bagit_version.empty() ? "not known" : bag_.bagit_version) +
                 ", the profile accepts " + joined(profile_.bagit_versions));
    }
    if (!bag_.archive_type) {
      if (profile_.serialization == Serialization::kRequired) {
        report(
            profile_rule::kSerialization, {},
            "the bag is a folder, the profile asks for one of " + joined(profile_.serializations));
      }
      return;
    }
    if (profile_.serialization == Serialization::kForbidden) {
      report(profile_rule::kSerialization, {},
             "the bag is one file (" + *bag_.archive_type + "), the profile asks for a folder");
    } else if (!profile_.serializations.empty() &&
               std::ranges::none_of(profile_.serializations, [&](const auto& type) {
                 return same_type(type, *bag_.archive_type);
               })) {
      report(profile_rule::kArchiveType, {},
             "the bag is " + *bag_.archive_type + ", the profile accepts " +
                 joined(profile_.serializations));
    }
  }

  void check_info() {
    const RelativePath path = path_of(kBagInfoName);
    if (!has_file(kBagInfoName)) {
      report(profile_rule::kNoInfo, path, "there is no bag-info.txt");
    }
    std::vector<std::string> named;
    for (const auto& [label, value] : bag_.info) {
      if (is_label(label, kIdentifierLabel)) named.push_back(value);
    }
    if (std::ranges::find(named, profile_.identifier) == named.end()) {
      report(profile_rule::kIdentifier, path,
             "BagIt-Profile-Identifier is " + (named.empty() ? "missing" : joined(named)) +
                 ", expected " + display_of(profile_.identifier));
    }
    for (const ProfileTag& tag : profile_.tags) check_tag(path, tag);
  }

  void check_tag(const RelativePath& path, const ProfileTag& tag) {
    std::size_t times = 0, given = 0;
    for (const auto& [label, value] : bag_.info) {
      if (!is_label(label, tag.label)) continue;
      ++times;
      given += value.empty() ? 0 : 1;
      if (!tag.values.empty() && std::ranges::find(tag.values, value) == tag.values.end()) {
        report(profile_rule::kTagValue, path,
               display_of(tag.label) + " is '" + display_of(value.substr(0, 200)) +
                   "', the profile lists " + joined(tag.values));
      }
    }
    if (tag.required && given == 0) {
      report(profile_rule::kTagMissing, path,
             display_of(tag.label) + (times == 0 ? " is missing" : " has no value"));
    } else if (tag.recommended && given == 0) {
      report(profile_rule::kTagRecommended, path, display_of(tag.label) + " is missing");
    }
    if (!tag.repeatable && times > 1) {
      report(profile_rule::kTagRepeated, path,
             display_of(tag.label) + " stands " + std::to_string(times) + " times, expected once");
    }
  }

  void check_manifests() {
    check_algorithms(bag_.payload_algorithms, profile_.manifests_required,
                     profile_.manifests_allowed, "manifest-", profile_rule::kManifestMissing,
                     profile_rule::kManifestForbidden);
    check_algorithms(bag_.tag_algorithms, profile_.tag_manifests_required,
                     profile_.tag_manifests_allowed, "tagmanifest-",
                     profile_rule::kTagManifestMissing, profile_rule::kTagManifestForbidden);
  }

  void check_algorithms(const std::vector<std::string>& found,
                        const std::vector<std::string>& required,
                        const std::optional<std::vector<std::string>>& allowed,
                        const std::string& prefix, const Rule& missing, const Rule& forbidden) {
    for (const std::string& one : required) {
      if (holds(found, one)) continue;
      report(missing, path_of(prefix + normalised(one) + ".txt"),
             "there is no " + prefix + display_of(one) + ".txt");
    }
    if (!allowed) return;
    for (const std::string& one : found) {
      if (holds(*allowed, one)) continue;
      report(forbidden, path_of(prefix + one + ".txt"),
             "the profile allows " + (allowed->empty() ? "none" : joined(*allowed)));
    }
  }

  void check_fetch_and_data() {
    const bool fetch = has_file(kFetchName);
    if (fetch && !profile_.fetch_allowed) {
      report(profile_rule::kFetchForbidden, path_of(kFetchName), "the profile allows no fetch.txt");
    }
    if (!fetch && profile_.fetch_required) {
      report(profile_rule::kFetchMissing, path_of(kFetchName), "there is no fetch.txt");
    }
    if (!profile_.data_empty) return;
    std::uint64_t files = 0, bytes = 0;
    for (const TreeFile& file : bag_.files) {
      if (!is_payload(file.path.text())) continue;
      ++files;
      bytes += file.size;
    }
    if (files > 1 || bytes > 0) {
      report(profile_rule::kDataNotEmpty, path_of(kPayloadFolder),
             "holds " + std::to_string(files) + " files of " + std::to_string(bytes) +
                 " bytes, expected none, or one file of no bytes");
    }
  }

  void check_files(bool payload, const std::vector<std::string>& required,
                   const std::optional<std::vector<std::string>>& allowed) {
    for (const std::string& one : required) {
      // An entry of the payload may be a folder, "data/src/".
      std::string_view path = one;
      const bool folder_only = path.ends_with('/');
      while (path.ends_with('/')) path.remove_suffix(1);
      if (!folder_only && has_file(path)) continue;
      if ((payload || folder_only) && has_folder(path)) continue;
      report(payload ? profile_rule::kPayloadFileMissing : profile_rule::kTagFileMissing,
             path_of(path), "is not there");
    }
    if (!allowed) return;
    for (const TreeFile& file : bag_.files) {
      const std::string& path = file.path.text();
      if (payload ? !is_payload(path) : !is_other_tag_file(path)) continue;
      if (std::ranges::any_of(*allowed,
                              [&](const auto& one) { return matches_pattern(path, one); })) {
        continue;
      }
      report(payload ? profile_rule::kPayloadFileForbidden : profile_rule::kTagFileForbidden,
             file.path, "the profile does not allow it");
    }
  }

  const BagProfile& profile_;
  const ProfileSubject& bag_;
  std::vector<Finding> findings_;
};

Result<std::string> type_of_archive(const std::filesystem::path& path) {
  DELO_TRY(const auto file, FileSource::open(path));
  DELO_TRY(const auto kind, archive_kind(*file));
  if (kind == ArchiveKind::kZip) return std::string("application/zip");
  return std::string(kind == ArchiveKind::kTarGzip ? "application/gzip" : "application/tar");
}

}  // namespace

std::vector<Finding> check_profile(const BagProfile& profile, const ProfileSubject& subject) {
  return ProfileCheck(profile, subject).run();
}

Result<std::vector<Finding>> validate_bag_by_profile(const std::filesystem::path& path,
                                                     const BagProfile& profile,
                                                     std::stop_token stop, int threads) {
  DELO_TRY(const auto tree, open_tree(path, &is_bag_tag_file, stop, threads, Sizes::kLater,
                                      &marks_bag, AtTop::kFault));
  DELO_TRY(CheckedBag bag, check_bag(*tree, stop));
  ProfileSubject subject{.archive_type = std::nullopt,
                         .bagit_version = {},
                         .payload_algorithms = std::move(bag.payload_algorithms),
                         .tag_algorithms = std::move(bag.tag_algorithms),
                         .info = std::move(bag.info),
                         .files = tree->files(),
                         .folders = tree->folders()};
  if (tree->is_archive()) {
    DELO_TRY(subject.archive_type, type_of_archive(path));
  }
  if (const auto& version = bag.declaration.version) {
    subject.bagit_version = std::to_string(version->major) + '.' + std::to_string(version->minor);
  }
  std::vector<Finding> findings = std::move(bag.findings);
  std::ranges::move(check_profile(profile, subject), std::back_inserter(findings));
  return findings;
}

}  // namespace delo::packages
