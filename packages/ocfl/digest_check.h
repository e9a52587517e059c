// Compares files with what inventories say of them: those of one object, or of all the
// objects in an archive, in one pass through it.
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

#include "core/records/finding.h"
#include "core/result.h"
#include "packages/ocfl/expected_digests.h"
#include "packages/package_tree.h"

namespace delo::packages::ocfl {

class DigestCheck {
 public:
  // Of an object whose entries are `object`; `below`: put before its paths in findings.
  void add(const ObjectTree& object, std::string below, ExpectedDigests expected);

  // Adds to `findings` files that are not there and those that differ; what can't be read
  // is told by the tree.  REQUIRES: no file in two objects.  Errors: those of the tree.
  Result<void> run(PackageTree& tree, std::stop_token stop, std::vector<Finding>& findings);

 private:
  struct Part {
    std::size_t first_file = 0, files = 0;
    std::size_t above = 0;  // bytes of the tree's paths that are not the object's
    std::string below;
    ExpectedDigests expected;
  };
  std::vector<Part> parts_;
};

// A finding of a code; `path` may be longer than a path can be, then it is told as text.
Finding ocfl_finding(std::string_view code, std::string path, std::string message);

}  // namespace delo::packages::ocfl
