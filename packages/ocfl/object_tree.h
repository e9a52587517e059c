// What lies in an object, or in a storage root, as its inventories see it: files, folders
// and what is neither, in path order, beside the tree that holds them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "packages/ocfl/folder_walk.h"
#include "packages/package_tree.h"

namespace delo::packages::ocfl {

class ObjectTree {
 public:
  // Of the tree, which outlives it, what lies below `below`: empty, or a folder with a
  // slash at its end.  4 bytes an entry.
  ObjectTree(const PackageTree& tree, std::string below);

  std::size_t size() const { return order_.size(); }
  // Relative to `below`, as is every path here.
  std::string path(std::size_t i) const;
  EntryKind kind(std::size_t i) const;
  bool is_file(std::size_t i) const { return list_of(i) == kFiles; }

  // Files have numbers of their own, from 0 in path order.
  std::size_t file_count() const { return range_[kFiles].end - range_[kFiles].begin; }
  std::string file_path(std::size_t file) const;
  std::optional<std::size_t> file(std::string_view path) const;
  const std::string& above() const { return below_; }
  std::size_t first_file() const { return range_[kFiles].begin; }  // in the tree's files()

  struct Range {
    std::size_t begin = 0, end = 0;
  };
  Range below(const std::string& folder) const;  // all that lies in it, at any depth
  Range files_below(const std::string& folder) const;

  // The entries of a folder, of the whole with an empty one: each(name, kind).
  void for_each_child(const std::string& folder,
                      const std::function<void(const std::string&, EntryKind)>& each) const;

 private:
  enum List : std::uint32_t { kFiles, kFolders, kOthers };
  List list_of(std::size_t i) const { return static_cast<List>(order_[i] >> 30); }
  std::size_t number_of(std::size_t i) const { return order_[i] & 0x3FFF'FFFF; }
  const TreeFiles& list(List which) const;
  std::size_t lower_bound(List which, std::string_view path) const;  // in the tree's list
  std::size_t lower_bound(std::string_view path) const;

  const PackageTree& tree_;
  const std::string below_;
  Range range_[3];                    // of the tree's lists
  std::vector<std::uint32_t> order_;  // list and number in it
};

}  // namespace delo::packages::ocfl
