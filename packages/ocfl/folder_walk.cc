#include "packages/ocfl/folder_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <utility>

#include "core/bytes/disk.h"
#include "core/bytes/relative_path.h"

namespace delo::packages {
namespace fs = std::filesystem;
namespace {

// A folder that is open: its names, and what they stand for.
class OpenFolder {
 public:
  static Result<OpenFolder> open(const fs::path& root, const std::string& below) {
    OpenFolder folder;
    folder.path_ = below.empty() ? root : root / below;
    DELO_TRY(FileDescriptor file, open_folder_beneath(root, below));
    folder.listing_.reset(::fdopendir(file.get()));
    if (!folder.listing_) return io_error("cannot list folder", folder.path_);
    (void)file.release();  // it is the listing's now
    return folder;
  }

  // In no order, but for "." and "..".
  Result<void> for_each_name(const std::function<Result<void>(const dirent&)>& visit) {
    for (;;) {
      errno = 0;
      const dirent* entry = ::readdir(listing_.get());
      if (!entry) {
        if (errno != 0) return io_error("cannot list folder", path_);
        return {};
      }
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") DELO_CHECK(visit(*entry));
    }
  }

  // The entry without its path; nothing: it is gone.
  Result<std::optional<FolderEntry>> look_at(const char* name) const {
    struct stat st {};
    if (::fstatat(::dirfd(listing_.get()), name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) return std::optional<FolderEntry>();
      return io_error("cannot look at", path_ / name);
    }
    FolderEntry entry;
    entry.kind = S_ISREG(st.st_mode)   ? EntryKind::kFile
                 : S_ISDIR(st.st_mode) ? EntryKind::kFolder
                 : S_ISLNK(st.st_mode) ? EntryKind::kLink
                                       : EntryKind::kOther;
    entry.device = st.st_dev;
    entry.inode = st.st_ino;
    if (entry.kind == EntryKind::kFile) entry.size = static_cast<std::uint64_t>(st.st_size);
    return std::optional(std::move(entry));
  }

 private:
  struct CloseFolder {
    void operator()(DIR* folder) const noexcept { ::closedir(folder); }
  };
  fs::path path_;
  std::unique_ptr<DIR, CloseFolder> listing_;
};

std::string joined(const std::string& below, const std::string& name) {
  return below.empty() ? name : below + '/' + name;
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

struct TreeWalk::Members {
  // A folder and the names in it.  What lies in a folder "a" comes behind "a-b": a folder
  // is in the order twice, as "a" to be told and as "a/" to be entered.
  struct Level {
    std::string below;                 // from the root
    std::string names;                 // a NUL behind each
    std::vector<std::uint32_t> order;  // where they begin
    std::size_t at = 0;                // in `order`
  };

  // The level at hand has its folder open; those above it have not.
  Result<void> enter(std::string below) {
    DELO_TRY(OpenFolder folder, OpenFolder::open(root, below));
    Level level{.below = std::move(below), .names = {}, .order = {}};
    DELO_CHECK(folder.for_each_name([&](const dirent& entry) -> Result<void> {
      add(level, entry.d_name);
      DELO_TRY(const bool enters, is_folder(folder, entry));
      if (enters && RelativePath::parse(joined(level.below, entry.d_name))) {
        add(level, std::string(entry.d_name) + '/');
      }
      if (level.names.size() < (std::size_t{1} << 31)) return {};
      return Error{ErrorCode::kUnsupported, "a folder has too many entries", root / level.below};
    }));
    std::ranges::sort(level.order, [&](std::uint32_t a, std::uint32_t b) {
      return std::strcmp(&level.names[a], &level.names[b]) < 0;
    });
    levels.push_back(std::move(level));
    open = std::move(folder);
    return {};
  }

  static void add(Level& level, const std::string& name) {
    level.order.push_back(static_cast<std::uint32_t>(level.names.size()));
    level.names.append(name).push_back('\0');
  }

  static Result<bool> is_folder(const OpenFolder& folder, const dirent& entry) {
    if (entry.d_type != DT_UNKNOWN) return entry.d_type == DT_DIR;
    DELO_TRY(const auto seen, folder.look_at(entry.d_name));
    return seen && seen->kind == EntryKind::kFolder;
  }

  Result<std::optional<FolderEntry>> next() {
    while (!levels.empty()) {
      Level& level = levels.back();
      if (level.at == level.order.size()) {
        levels.pop_back();
        open.reset();
        continue;
      }
      std::string name = &level.names[level.order[level.at++]];
      if (name.ends_with('/')) {
        name.pop_back();
        auto entered = enter(joined(level.below, name));
        if (!entered && entered.error().code != ErrorCode::kNotFound) return entered.error();
        continue;
      }
      if (!open) {
        DELO_TRY(open, OpenFolder::open(root, level.below));
      }
      DELO_TRY(auto entry, open->look_at(name.c_str()));
      if (!entry) continue;
      entry->path = joined(level.below, name).substr(above);
      return entry;
    }
    return std::optional<FolderEntry>();
  }

  fs::path root;
  std::size_t above = 0;  // bytes of a path that are not told
  std::vector<Level> levels;
  std::optional<OpenFolder> open;
};

TreeWalk::TreeWalk(std::unique_ptr<Members> members) : members_(std::move(members)) {}
TreeWalk::TreeWalk(TreeWalk&&) noexcept = default;
TreeWalk& TreeWalk::operator=(TreeWalk&&) noexcept = default;
TreeWalk::~TreeWalk() = default;

Result<TreeWalk> TreeWalk::begin(const fs::path& root, const fs::path& top) {
  auto members = std::make_unique<Members>();
  members->root = root;
  const std::string below = top.string();
  members->above = below.empty() ? 0 : below.size() + 1;
  DELO_CHECK(members->enter(below));
  return TreeWalk(std::move(members));
}

Result<std::optional<FolderEntry>> TreeWalk::next() {
  auto entry = members_->next();
  if (!entry) members_->levels.clear();
  return entry;
}

Result<std::vector<FolderEntry>> list_folder(const fs::path& folder) {
  DELO_TRY(OpenFolder open, OpenFolder::open(folder, ""));
  std::vector<FolderEntry> entries;
  DELO_CHECK(open.for_each_name([&](const dirent& name) -> Result<void> {
    DELO_TRY(auto entry, open.look_at(name.d_name));
    if (!entry) return {};
    entry->path = name.d_name;
    entries.push_back(*std::move(entry));
    return {};
  }));
  std::ranges::sort(entries, {}, &FolderEntry::path);
  return entries;
}

Result<std::vector<FolderEntry>> list_tree(const fs::path& folder) {
  DELO_TRY(TreeWalk walk, TreeWalk::begin(folder));
  std::vector<FolderEntry> entries;
  for (;;) {
    DELO_TRY(auto entry, walk.next());
    if (!entry) return entries;
    entries.push_back(*std::move(entry));
  }
}

}  // namespace delo::packages
