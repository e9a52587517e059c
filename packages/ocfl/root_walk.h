// The hierarchy of a storage root, down to its objects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "core/result.h"
#include "packages/ocfl/folder_walk.h"

namespace delo::packages::ocfl {

// A folder of the hierarchy.
struct WalkedFolder {
  std::filesystem::path below;  // relative to the root
  std::size_t depth = 0;        // 1: it lies in the root itself
  Result<std::vector<FolderEntry>> entries;

  bool declares_object() const;  // OCFL 1.1 §3.3
};

enum class WalkStep : std::uint8_t { kInto, kPast, kEnd };

// Calls folder() for every folder in path order, which says how to go on, and `other` for
// all else; but for what is a root's own: files at its top and the folders extensions and
// lost+found (OCFL 1.1 §4.1).  One listing a level is held, whatever the number of objects.
// Errors: those of both, which end it; kIo and kNotFound of the root.
Result<void> walk_root(const std::filesystem::path& root,
                       const std::function<Result<WalkStep>(const WalkedFolder&)>& folder,
                       const std::function<Result<void>(const std::filesystem::path&)>& other);

}  // namespace delo::packages::ocfl
