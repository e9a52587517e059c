#include "packages/ocfl/path_conflicts.h"

#include <algorithm>

#include "core/text/utf8.h"

namespace delo::packages::ocfl {

bool PathConflicts::add(std::string_view path) {
  const Fingerprint key = fingerprint_of(path);
  if (!paths_.insert(key)) {
    *paths_.find(key) = 1;
    twice_ = true;
    return false;
  }
  const std::size_t last = path.rfind('/');
  // Most often the folder of the path before.
  if (last == std::string_view::npos || path.substr(0, last) == last_folder_) return true;
  last_folder_ = path.substr(0, last);
  for (std::size_t slash = last; slash != std::string_view::npos && slash > 0;
       slash = path.rfind('/', slash - 1)) {
    const Fingerprint folder = fingerprint_of(path.substr(0, slash));
    if (!folders_.insert(folder)) break;
    folder_list_.push_back(folder);
  }
  return true;
}

bool PathConflicts::any() const {
  return twice_ || std::ranges::any_of(folder_list_, [&](const Fingerprint& folder) {
           return paths_.find(folder) != nullptr;
         });
}

void PathConflicts::collect(std::string_view path) {
  const Fingerprint key = fingerprint_of(path);
  const std::uint32_t* twice = paths_.find(key);
  if ((twice && *twice == 1) || folders_.find(key)) collected_.emplace_back(path);
}

std::vector<std::string> PathConflicts::take_faults() {
  std::ranges::sort(collected_);
  std::vector<std::string> faults;
  for (std::size_t i = 0; i < collected_.size(); ++i) {
    if (i > 0 && collected_[i] == collected_[i - 1]) {
      faults.push_back("occurs twice: " + display_of(collected_[i]));
    } else if (folders_.contains(collected_[i])) {
      faults.push_back("is a folder of another: " + display_of(collected_[i]));
    }
  }
  return faults;
}

}  // namespace delo::packages::ocfl
