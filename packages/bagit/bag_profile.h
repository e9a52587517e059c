// BagIt Profiles: what producer and archive have agreed on about bags, as a JSON file.
// (bagit-profiles-specification 1.0 to 1.4)
#pragma once

#include <compare>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace delo::packages {

// What is asked of one label of bag-info.txt.
struct ProfileTag {
  std::string label;
  bool required = false, recommended = false, repeatable = true;
  std::vector<std::string> values;  // empty: any
};

enum class Serialization : std::uint8_t { kForbidden, kRequired, kOptional };

struct ProfileVersion {
  int major = 1, minor = 1;
  auto operator<=>(const ProfileVersion&) const = default;
};

// Lists that a profile need not have are optional where "empty" would mean "none".
struct BagProfile {
  std::string identifier;  // the URI that bags name
  ProfileVersion version;  // of the specification; 1.1 when the profile says none
  std::vector<ProfileTag> tags;
  std::vector<std::string> manifests_required, tag_manifests_required;  // "sha256"
  std::optional<std::vector<std::string>> manifests_allowed, tag_manifests_allowed;
  bool fetch_allowed = true, fetch_required = false, data_empty = false;
  Serialization serialization = Serialization::kOptional;
  std::vector<std::string> serializations;  // MIME types; empty: any
  std::vector<std::string> bagit_versions;  // "1.0"; one at least
  std::vector<std::string> tag_files_required, payload_files_required;
  std::optional<std::vector<std::string>> tag_files_allowed, payload_files_allowed;  // patterns
  // Keys that its version does not know: they are not applied.
  std::vector<std::string> unknown_keys;
};

// Error kInvalidArgument says where the profile is malformed ("Bag-Info / Contact-Name /
// required: …"), or at which byte it is no JSON.
Result<BagProfile> parse_bag_profile(std::string_view json);

// The same of a file of at most 4 MiB.  Errors: those, kNotFound, kIo.
Result<BagProfile> read_bag_profile(const std::filesystem::path& path);

}  // namespace delo::packages
