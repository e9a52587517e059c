// What lies in a folder, told without following anything: symbolic links,
// devices and folders that hold nothing are entries like any other, because
// whoever compares a package with its inventory must see them all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"

namespace delo::packages {

enum class EntryKind : std::uint8_t { kFile, kFolder, kLink, kOther };
std::string_view name_of(EntryKind kind);  // "file" "folder" "symbolic link" "special file"

struct FolderEntry {
  std::string path;  // relative to the folder asked about, bytes, '/' between parts
  EntryKind kind = EntryKind::kFile;
  std::uint64_t size = 0;  // bytes; files only
  std::uint64_t device = 0, inode = 0;
};

// Everything below a folder, one entry after the other, in byte-wise order of the paths; in
// memory are the names of the folders that lead to the one at hand.  A folder nested
// deeper than a package may be (200 parts, 4000 bytes) is told and not entered; what goes
// meanwhile is not told.
class TreeWalk {
 public:
  // Of the folder `top` beneath `root`, paths relative to `top`; a symbolic link on the way
  // from one to the other is an Error with sys_errno ELOOP.  Errors kNotFound, kIo.
  static Result<TreeWalk> begin(const std::filesystem::path& root,
                                const std::filesystem::path& top = {});
  TreeWalk(TreeWalk&&) noexcept;
  TreeWalk& operator=(TreeWalk&&) noexcept;
  ~TreeWalk();

  // Nothing after the last one.  After an Error nothing more comes.
  Result<std::optional<FolderEntry>> next();

 private:
  struct Members;
  explicit TreeWalk(std::unique_ptr<Members> members);
  std::unique_ptr<Members> members_;
};

// The folder's own entries, in byte-wise order.  Errors kNotFound, kIo.
Result<std::vector<FolderEntry>> list_folder(const std::filesystem::path& folder);

// All that a TreeWalk of the folder tells.
Result<std::vector<FolderEntry>> list_tree(const std::filesystem::path& folder);

}  // namespace delo::packages
