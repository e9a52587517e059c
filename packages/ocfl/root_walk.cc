#include "packages/ocfl/root_walk.h"

#include <algorithm>
#include <utility>

#include "packages/ocfl/storage_layout.h"

namespace delo::packages::ocfl {
namespace fs = std::filesystem;
namespace {

bool is_roots_own(const FolderEntry& entry) {
  if (entry.kind == EntryKind::kFile) return true;
  const bool named = entry.path == kExtensions || entry.path == "lost+found";
  return named && entry.kind == EntryKind::kFolder;
}

}  // namespace

bool WalkedFolder::declares_object() const {
  return entries && std::ranges::any_of(*entries, [](const FolderEntry& entry) {
           return entry.path.starts_with("0=ocfl_object_");
         });
}

Result<void> walk_root(const fs::path& root,
                       const std::function<Result<WalkStep>(const WalkedFolder&)>& folder,
                       const std::function<Result<void>(const fs::path&)>& other) {
  struct Level {
    fs::path below;
    std::vector<FolderEntry> entries;
    std::size_t next = 0;
  };
  std::vector<Level> levels;
  DELO_TRY(auto top, list_folder(root));
  levels.push_back({"", std::move(top)});
  while (!levels.empty()) {
    Level& level = levels.back();
    if (level.next == level.entries.size()) {
      levels.pop_back();
      continue;
    }
    const FolderEntry entry = level.entries[level.next++];
    const fs::path below = level.below / entry.path;
    if (levels.size() == 1 && is_roots_own(entry)) continue;
    if (entry.kind != EntryKind::kFolder) {
      DELO_CHECK(other(below));
      continue;
    }
    WalkedFolder found{below, levels.size(), list_folder(root / below)};
    DELO_TRY(const WalkStep step, folder(found));
    if (step == WalkStep::kEnd) return {};
    if (step == WalkStep::kPast) continue;
    DELO_TRY(auto entries, std::move(found.entries));
    levels.push_back({below, std::move(entries)});
  }
  return {};
}

}  // namespace delo::packages::ocfl
