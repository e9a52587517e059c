// What lies in an object's folder, in path order and in little memory.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "packages/ocfl/folder_walk.h"
#include "packages/tree_files.h"

namespace delo::packages::ocfl {

class ObjectTree {
 public:
  // Errors kNotFound, kIo.
  static Result<ObjectTree> list(const std::filesystem::path& folder);

  std::size_t size() const { return entries_.size(); }
  std::string path(std::size_t i) const { return entries_.text(i); }
  EntryKind kind(std::size_t i) const { return static_cast<EntryKind>(entries_.size_of(i)); }
  bool is_file(std::size_t i) const { return kind(i) == EntryKind::kFile; }
  // Files that have more than one name, in path order.
  const std::vector<FolderEntry>& linked() const { return linked_; }
  // The number of the file; nothing when there is none.
  std::optional<std::size_t> file(std::string_view path) const;
  // The first that is not before `path`.
  std::size_t lower_bound(std::string_view path) const { return entries_.lower_bound(path); }

  struct Range {
    std::size_t begin = 0, end = 0;
  };
  Range below(const std::string& folder) const;  // all that lies in it, at any depth

 private:
  TreeFiles entries_;  // the kind in the place of the size
  std::vector<FolderEntry> linked_;
};

}  // namespace delo::packages::ocfl
