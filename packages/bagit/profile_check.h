// Does a bag do what its profile asks?
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/records/finding.h"
#include "core/result.h"
#include "packages/bagit/bag_profile.h"
#include "packages/bagit/bag_reader.h"
#include "packages/package_tree.h"

namespace delo::packages {

// What a profile looks at, of a bag that is there or one that is to be written.
struct ProfileSubject {
  std::optional<std::string> archive_type;  // "application/zip"; nothing: a folder
  std::string bagit_version;                // "1.0"
  std::vector<std::string> payload_algorithms, tag_algorithms;  // "sha256"
  BagInfoElements info;
  const TreeFiles& files;    // all of the bag; sorted
  const TreeFiles& folders;  // sorted
};

// All findings, in the order of the keys in the specification.
std::vector<Finding> check_profile(const BagProfile& profile, const ProfileSubject& subject);

// The bag by BagIt itself, then by the profile.  Errors: as validate_package().
Result<std::vector<Finding>> validate_bag_by_profile(const std::filesystem::path& path,
                                                     const BagProfile& profile,
                                                     std::stop_token stop = {}, int threads = 1);

}  // namespace delo::packages
