// Is this a complete and valid bag?
#pragma once

#include <stop_token>
#include <vector>

#include "core/records/finding.h"
#include "core/result.h"
#include "packages/package_tree.h"

namespace delo::packages {

// Which files of an archived bag the validator reads as tag files: for open_tree().
bool is_bag_tag_file(const RelativePath& path);

// Checks structure, completeness and every checksum of RFC 8493 bags and of 0.93
// to 0.97.  All faults are told, each with its file; nothing is ever fetched.
// Memory goes with the number of files (some 100 bytes each).
// Errors: kIo of tag files, kCancelled.
Result<std::vector<Finding>> validate_bag(PackageTree& tree, std::stop_token stop = {});

}  // namespace delo::packages
