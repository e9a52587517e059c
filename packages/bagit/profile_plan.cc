#include "packages/bagit/profile_plan.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/bytes/disk.h"
#include "core/text/utf8.h"
#include "packages/bagit/bag_names.h"
#include "packages/bagit/bag_reader.h"
#include "packages/bagit/profile_check.h"
#include "packages/generated_file.h"

namespace delo::packages {
namespace {

using Algorithms = std::vector<DigestAlgorithm>;

bool has(const Algorithms& list, DigestAlgorithm one) {
  return std::ranges::find(list, one) != list.end();
}

void settle(Algorithms& list) {
  std::ranges::sort(list);
  const auto doubles = std::ranges::unique(list);
  list.erase(doubles.begin(), doubles.end());
}

Error refused(std::string what) {
  return Error{ErrorCode::kInvalidArgument, "the profile " + std::move(what)};
}

// `wanted` and what the profile requires, all of it allowed; of the usual ones what it
// allows, when nothing else is left.
Result<Algorithms> algorithms_of(Algorithms wanted, const std::vector<std::string>& required,
                                 const std::optional<std::vector<std::string>>& allowed, bool wish,
                                 const char* kind) {
  Algorithms permitted;
  for (const std::string& name : allowed.value_or(std::vector<std::string>())) {
    if (const auto algorithm = algorithm_named(name)) permitted.push_back(*algorithm);
  }
  // What nobody wished for gives way to what is allowed.
  if (allowed && !wish) std::erase_if(wanted, [&](auto one) { return !has(permitted, one); });
  for (const std::string& name : required) {
    const auto algorithm = algorithm_named(name);
    if (!algorithm || *algorithm == DigestAlgorithm::kCrc32) {
      return refused(std::string("requires a ") + kind + " of " + display_of(name) +
                     ", which can't be made here");
    }
    wanted.push_back(*algorithm);
  }
  if (wanted.empty() && !permitted.empty()) wanted.push_back(permitted.front());
  settle(wanted);
  for (const DigestAlgorithm one : wanted) {
    if (allowed && !has(permitted, one)) {
      return refused(std::string("does not allow a ") + kind + " of " + std::string(name_of(one)));
    }
  }
  return wanted;
}

std::string in_units(std::uint64_t bytes) {
  constexpr std::array<const char*, 5> kUnits = {"B", "KB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  std::uint64_t tenths = bytes * 10;
  while (tenths >= 10'000 && unit + 1 < kUnits.size()) {
    tenths = (tenths + 500) / 1000;
    ++unit;
  }
  const std::string rest = tenths % 10 == 0 ? "" : '.' + std::to_string(tenths % 10);
  return std::to_string(tenths / 10) + rest + ' ' + kUnits[unit];
}

bool has_label(const BagInfo& info, std::string_view label) {
  return std::ranges::any_of(info, [&](const auto& element) {
    return to_lower(element.first) == to_lower(label) && !element.second.empty();
  });
}

}  // namespace

Result<BagShape> shape_of_bag(const BagWish& wish, Algorithms algorithms) {
  BagShape shape;
  const bool wished = !algorithms.empty();
  if (!wished) algorithms.assign(kPackageAlgorithms.begin(), kPackageAlgorithms.end());
  settle(algorithms);
  if (!wish.profile) {
    shape.algorithms = shape.tag_algorithms = std::move(algorithms);
    return shape;
  }
  const BagProfile& profile = *wish.profile;
  const auto accepts = [&](std::string_view version) {
    return std::ranges::find(profile.bagit_versions, version) != profile.bagit_versions.end();
  };
  if (!accepts("1.0")) {
    if (!accepts("0.97"))
      return refused("accepts neither BagIt 1.0 nor 0.97, the versions we write");
    shape.version = "0.97";
  }
  // What the profile requires is enough, where nothing was asked for.
  if (!wished && !profile.manifests_required.empty()) algorithms.clear();
  DELO_TRY(shape.algorithms, algorithms_of(std::move(algorithms), profile.manifests_required,
                                           profile.manifests_allowed, wished, "payload manifest"));
  if (shape.algorithms.empty()) return refused("allows no payload manifest that can be made here");
  DELO_TRY(shape.tag_algorithms,
           algorithms_of(shape.algorithms, profile.tag_manifests_required,
                         profile.tag_manifests_allowed, false, "tag manifest"));
  return shape;
}

BagInfo info_of_bag(const BagWish& wish, BagInfo ours, std::uint64_t payload_bytes) {
  std::erase_if(ours, [&](const auto& element) {
    return element.second.empty() || has_label(wish.tags, element.first);
  });
  ours.insert(ours.end(), wish.tags.begin(), wish.tags.end());
  if (!wish.profile) return ours;
  for (const ProfileTag& tag : wish.profile->tags) {
    if (!tag.required || has_label(ours, tag.label)) continue;
    if (tag.values.size() == 1) ours.emplace_back(tag.label, tag.values.front());
    if (tag.values.empty() && to_lower(tag.label) == "bag-size") {
      ours.emplace_back(tag.label, in_units(payload_bytes));
    }
  }
  const std::pair<std::string, std::string> named{"BagIt-Profile-Identifier",
                                                  wish.profile->identifier};
  if (std::ranges::find(ours, named) == ours.end()) ours.push_back(named);
  return ours;
}

Result<void> keep_to_profile(const BagProfile& profile, const BagShape& shape, const BagInfo& info,
                             const PackageFiles& payload,
                             const std::optional<std::string>& archive_type) {
  TreeFiles files;
  const TreeFiles no_folders;
  ProfileSubject subject{.archive_type = archive_type,
                         .bagit_version = shape.version,
                         .payload_algorithms = {},
                         .tag_algorithms = {},
                         .info = info,
                         .files = files,
                         .folders = no_folders};
  const auto add = [&](const std::string& name) -> Result<void> {
    DELO_TRY(const RelativePath path, RelativePath::parse(name));
    files.add(path);
    return {};
  };
  DELO_CHECK(add(std::string(kBagDeclarationName)));
  DELO_CHECK(add(std::string(kBagInfoName)));
  for (const DigestAlgorithm algorithm : shape.algorithms) {
    subject.payload_algorithms.emplace_back(name_of(algorithm));
  }
  for (const DigestAlgorithm algorithm : shape.tag_algorithms) {
    subject.tag_algorithms.emplace_back(name_of(algorithm));
  }
  // Many files: only for a profile that looks at them.
  if (profile.data_empty || profile.payload_files_allowed ||
      !profile.payload_files_required.empty()) {
    DELO_CHECK(
        payload.for_each([&](const PackagedFile& file) { files.add(file.path, file.size); }));
  }
  files.sort();
  std::string breaches;
  for (const Finding& finding : check_profile(profile, subject)) {
    if (finding.severity != Severity::kError) continue;
    if (breaches.size() > 2000) break;
    breaches += (breaches.empty() ? "" : "; ") +
                (finding.where.path.empty() ? "" : display_of(finding.where.path.text()) + ": ") +
                finding.message;
  }
  if (breaches.empty()) return {};
  return Error{ErrorCode::kInvalidArgument, "the bag would not follow its profile: " + breaches};
}

Result<BagInfo> read_tags_file(const std::filesystem::path& path) {
  DELO_TRY(const auto file, FileSource::open(path));
  std::vector<Finding> findings;
  BagDeclaration declaration;
  declaration.decoder = TagDecoder();
  DELO_TRY(BagInfo tags, read_bag_info(*file, RelativePath(), declaration, findings));
  if (findings.empty()) return tags;
  const Finding& first = findings.front();
  return Error{ErrorCode::kInvalidArgument, first.where.part + ": " + first.message, path};
}

}  // namespace delo::packages
