#include "packages/ocfl/root_tree.h"

#include <system_error>
#include <utility>

#include "core/bytes/disk.h"
#include "packages/ocfl/ocfl_files.h"

namespace delo::packages::ocfl {
namespace fs = std::filesystem;

Result<RootTree> RootTree::open(const fs::path& path, std::stop_token stop, int threads) {
  RootTree root(path, stop, threads);
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return root;
  DELO_TRY(root.archive_, open_tree(path, &is_root_file, stop, threads, Sizes::kNow, &marks_ocfl));
  root.entries_ = std::make_unique<ObjectTree>(*root.archive_, "");
  return root;
}

Result<std::vector<FolderEntry>> RootTree::list(const std::string& folder) const {
  if (!archive_) return list_folder(path_ / folder);
  std::vector<FolderEntry> entries;
  entries_->for_each_child(folder, [&](const std::string& name, EntryKind kind) {
    entries.push_back({.path = name, .kind = kind});
  });
  return entries;
}

Result<std::string> RootTree::read_start(const std::string& path) const {
  if (!archive_) {
    DELO_TRY(const auto file, FileSource::open(path_ / path));
    return read_beginning(*file);
  }
  DELO_TRY(const RelativePath whole, RelativePath::parse(path));
  if (!archive_->is_whole(whole)) {
    return Error{ErrorCode::kCorrupt, "is damaged in the archive", path};
  }
  DELO_TRY(const auto bytes, archive_->open(whole));
  return read_beginning(*bytes);
}

Result<RootTree::Object> RootTree::object_at(const std::string& below) const {
  Object object;
  if (archive_) {
    object.tree = archive_.get();
    object.place = below + "/";
    return object;
  }
  DELO_TRY(object.own, open_tree(path_ / below, &is_object_file, stop_, threads_));
  object.tree = object.own.get();
  return object;
}

}  // namespace delo::packages::ocfl
