// Is this a complete and valid bag?
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/records/finding.h"
#include "core/result.h"
#include "packages/bagit/bag_reader.h"
#include "packages/package_tree.h"

namespace delo::packages {

// Which files of an archived bag the validator reads as tag files: for open_tree().
bool is_bag_tag_file(const RelativePath& path);

// What a bag says of itself, and every finding.
struct CheckedBag {
  std::vector<Finding> findings;
  BagDeclaration declaration;
  // Of the manifests that are there, normalised ("sha256"), known here or not.
  std::vector<std::string> payload_algorithms, tag_algorithms;
  BagInfoElements info;  // of bag-info.txt; before 0.96 of package-info.txt
};

// Checks structure, completeness and every checksum of RFC 8493 bags and of 0.93
// to 0.97.  All faults are told, each with its file; nothing is ever fetched.
// Memory goes with the number of files (some 100 bytes each).
// Errors: kIo of tag files, kCancelled.
// Digests of files that somebody else wants of the one read; in the order of files().
struct AlsoDigest {
  std::vector<DigestOrder> orders;
  std::function<void(std::size_t file, const ReadOutcome& outcome)> done;
};
Result<CheckedBag> check_bag(PackageTree& tree, std::stop_token stop = {},
                             const AlsoDigest& also = {});
Result<std::vector<Finding>> validate_bag(PackageTree& tree, std::stop_token stop = {});

}  // namespace delo::packages
