// How a bag is to be written so that it follows a profile, or why it can't be.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "packages/bagit/bag_profile.h"
#include "packages/bagit/bag_writer.h"

namespace delo::packages {

// What is asked of a bag beside its payload.
struct BagWish {
  std::optional<BagProfile> profile;
  BagInfo tags;  // for bag-info.txt; they replace what we would say under their labels
};

// Version and algorithms: those of `algorithms` and those that the profile requires;
// when none are given, SHA-256 and SHA-512 as far as it allows them.
// Errors: kInvalidArgument when the profile allows nothing that can be written here.
Result<BagShape> shape_of_bag(const BagWish& wish, std::vector<DigestAlgorithm> algorithms);

// bag-info.txt: `ours`, with the tags that were given, the profile's identifier,
// Bag-Size, and values of which it leaves no choice.
BagInfo info_of_bag(const BagWish& wish, BagInfo ours, std::uint64_t payload_bytes);

// Error kInvalidArgument names everything that the profile asks and the bag would not
// have.  `payload` has the paths within the bag; `archive_type` as in ProfileSubject.
Result<void> keep_to_profile(const BagProfile& profile, const BagShape& shape, const BagInfo& info,
                             const PackageFiles& payload,
                             const std::optional<std::string>& archive_type);

// The elements of a file written like bag-info.txt, in UTF-8.  Errors: kInvalidArgument
// when a line of it is none; kNotFound, kIo.
Result<BagInfo> read_tags_file(const std::filesystem::path& path);

}  // namespace delo::packages
