// Paths that occur twice, or that are the folder of another (OCFL 1.1 §3.5.2, §3.5.3.1),
// found without holding a million of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/fixity/fingerprint.h"

namespace delo::packages::ocfl {

// add() all of them; when there are any(), collect() all of them once more, and take what
// is wrong.  Some 50 bytes of memory a path.
class PathConflicts {
 public:
  // false when it is there already.
  bool add(std::string_view path);
  bool contains(std::string_view path) const { return paths_.contains(path); }

  bool any() const;
  void collect(std::string_view path);
  // "occurs twice: a" "is a folder of another: a/b", in the order of the paths.
  std::vector<std::string> take_faults();

 private:
  FingerprintMap paths_;  // 1: occurs twice
  FingerprintMap folders_;
  std::vector<Fingerprint> folder_list_;
  std::string last_folder_;
  bool twice_ = false;
  std::vector<std::string> collected_;
};

}  // namespace delo::packages::ocfl
