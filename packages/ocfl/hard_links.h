// Names of a storage hierarchy that are of one file: hard links must not be used
// within it (OCFL 1.1 E090).
#pragma once

#include <string>

#include "core/fixity/fingerprint.h"
#include "packages/package_tree.h"
#include "packages/tree_files.h"

namespace delo::packages::ocfl {

// Remembers files that have several names, some 80 bytes each.
class HardLinks {
 public:
  // The path under which this file was noted before; empty when it was not.
  std::string note(const LinkedFile& linked, const std::string& path);

 private:
  FingerprintMap numbers_;  // of device and inode: which of paths_
  TreeFiles paths_;
};

}  // namespace delo::packages::ocfl
