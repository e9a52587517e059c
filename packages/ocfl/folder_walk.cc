#include "packages/ocfl/folder_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <memory>

#include "core/bytes/disk.h"
#include "core/bytes/relative_path.h"

namespace delo::packages {
namespace fs = std::filesystem;
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};

using Visit = std::function<void(FolderEntry&&)>;

// Visits the entries of `root`/`below`, in no order.
Result<void> visit_entries(const fs::path& root, const std::string& below, const Visit& visit) {
  const fs::path folder = below.empty() ? root : root / below;
  DELO_TRY(FileDescriptor file, open_folder_beneath(root, below));
  std::unique_ptr<DIR, CloseFolder> open(::fdopendir(file.get()));
  if (!open) return io_error("cannot list folder", folder);
  (void)file.release();  // it is the listing's now
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(open.get());
    if (!entry) {
      if (errno != 0) return io_error("cannot list folder", folder);
      return {};
    }
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    struct stat st {};
    if (::fstatat(::dirfd(open.get()), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) continue;  // gone meanwhile
      return io_error("cannot look at", folder / entry->d_name);
    }
    FolderEntry added;
    added.path = below.empty() ? std::string(name) : below + '/' + std::string(name);
    added.kind = S_ISREG(st.st_mode)   ? EntryKind::kFile
                 : S_ISDIR(st.st_mode) ? EntryKind::kFolder
                 : S_ISLNK(st.st_mode) ? EntryKind::kLink
                                       : EntryKind::kOther;
    added.device = st.st_dev;
    added.inode = st.st_ino;
    if (added.kind == EntryKind::kFile) added.size = static_cast<std::uint64_t>(st.st_size);
    visit(std::move(added));
  }
}

// Everything below `root`/`top`, paths relative to `root`.
Result<void> walk(const fs::path& root, std::string top, const Visit& visit) {
  std::vector<std::string> to_enter = {std::move(top)};  // no recursion
  const auto enter = [&](FolderEntry&& entry) {
    if (entry.kind == EntryKind::kFolder && RelativePath::parse(entry.path)) {
      to_enter.push_back(entry.path);
    }
    visit(std::move(entry));
  };
  while (!to_enter.empty()) {
    const std::string below = std::move(to_enter.back());
    to_enter.pop_back();
    DELO_CHECK(visit_entries(root, below, enter));
  }
  return {};
}

}  // namespace

std::string_view name_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::kFile:
      return "file";
    case EntryKind::kFolder:
      return "folder";
    case EntryKind::kLink:
      return "symbolic link";
    case EntryKind::kOther:
      return "special file";
  }
  return "";
}

Result<std::vector<FolderEntry>> list_folder(const fs::path& folder) {
  std::vector<FolderEntry> entries;
  DELO_CHECK(
      visit_entries(folder, "", [&](FolderEntry&& entry) { entries.push_back(std::move(entry)); }));
  std::ranges::sort(entries, {}, &FolderEntry::path);
  return entries;
}

Result<std::vector<FolderEntry>> list_tree(const fs::path& folder) {
  return list_tree_beneath(folder, "");
}

Result<std::vector<FolderEntry>> list_tree_beneath(const fs::path& root, const fs::path& top) {
  std::vector<FolderEntry> entries;
  DELO_CHECK(
      walk(root, top.string(), [&](FolderEntry&& entry) { entries.push_back(std::move(entry)); }));
  if (const std::size_t above = top.string().size(); above > 0) {
    for (FolderEntry& entry : entries) entry.path.erase(0, above + 1);
  }
  std::ranges::sort(entries, {}, &FolderEntry::path);
  return entries;
}

}  // namespace delo::packages
