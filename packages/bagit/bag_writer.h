// Writes the tag files of a bag around payload files.  (RFC 8493)
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "packages/package.h"

namespace delo::packages {

// Label and value, in the order they are to stand in bag-info.txt.
using BagInfo = std::vector<std::pair<std::string, std::string>>;

// What bag-info.txt says of a package: source, reference, title, the material's date.
BagInfo bag_info_of(const Package& package);

// Writes bagit.txt, bag-info.txt, the manifests and tag manifests of
// `algorithms` below `folder` and returns all files of the bag in path order.
// `payload` has its paths within the bag ("data/…") and the digests of all
// `algorithms`; Payload-Oxum is added to `info`.  Values are kept to one line.
// Errors: kInvalidArgument when a digest is missing, kIo, kConflict.
Result<PackageFiles> write_bag(PackageFiles payload, BagInfo info,
                               std::span<const DigestAlgorithm> algorithms,
                               const std::filesystem::path& folder);

// A bag of another shape: of BagIt "1.0" or "0.97", with tag manifests of algorithms
// of their own.
struct BagShape {
  std::string version = "1.0";
  std::vector<DigestAlgorithm> algorithms, tag_algorithms;
};
Result<PackageFiles> write_bag(PackageFiles payload, BagInfo info, const BagShape& shape,
                               const std::filesystem::path& folder);

}  // namespace delo::packages
