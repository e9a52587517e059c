#include "packages/folder_listing.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

#include "core/bytes/read_fault.h"

namespace delo::packages {
namespace {

std::string reason(int number) { return std::generic_category().message(number); }

// Compares as the bytes do; no name has a zero, which is what is short has at its end.
std::uint64_t key_of(std::string_view text) {
  std::uint64_t key = 0;
  std::memcpy(&key, text.data(), std::min(text.size(), sizeof key));
  static_assert(std::endian::native == std::endian::little);
  return __builtin_bswap64(key);
}

}  // namespace

RelativePath path_below(const RelativePath& folder, std::string_view name) {
  auto path = RelativePath::parse(folder.empty() ? std::string(name)
                                                 : folder.text() + '/' + std::string(name));
  return path ? std::move(path).value() : folder;
}

Result<FolderListing> FolderListing::read(const FileDescriptor& root,
                                          const std::filesystem::path& name, RelativePath folder) {
  FolderListing out;
  out.folder_ = std::move(folder);
  auto opened = open_beneath(root, name, out.folder_.text(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* stream = opened ? ::fdopendir(opened->get()) : nullptr;
  if (!stream) {
    const Error why = opened ? io_error("cannot list folder", name) : opened.error();
    if (out.folder_.empty()) return io_error("cannot list folder", name, why.sys_errno);
    if (!is_fault_of_file(why)) return why;
    out.report(tree_rule::kUnreadable, out.folder_,
               "the folder can't be listed: " + (opened ? reason(why.sys_errno) : why.text()));
    return out;
  }
  opened->release();
  const std::unique_ptr<DIR, int (*)(DIR*)> owner(stream, &::closedir);
  errno = 0;
  while (const dirent* entry = ::readdir(stream)) {
    const std::string_view entry_name = entry->d_name;
    if (entry_name != "." && entry_name != "..") {
      out.look_at(::dirfd(stream), entry_name, entry->d_type);
    }
    errno = 0;
  }
  if (const int failed = errno; failed != 0) {
    const Error why = io_error("cannot list folder", name, failed);
    if (!is_fault_of_file(why)) return why;
    out.report(tree_rule::kUnreadable, out.folder_,
               "the folder can't be listed: " + reason(failed));
  }
  out.sort();
  return out;
}

void FolderListing::look_at(int folder, std::string_view name, unsigned char type) {
  if (type == DT_DIR || type == DT_REG) return add(name, type == DT_DIR);
  struct stat st {};
  if (::fstatat(folder, name.data(), &st, AT_SYMLINK_NOFOLLOW) != 0) {
    const std::string why = reason(errno);
    const auto path = path_below(folder_, name);
    if (!path.empty()) report(tree_rule::kUnreadable, path, why);
  } else if (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)) {
    add(name, S_ISDIR(st.st_mode));
  } else {
    const bool is_link = S_ISLNK(st.st_mode);
    const RelativePath path = path_below(folder_, name);
    report(is_link ? tree_rule::kLink : tree_rule::kSpecial, path,
           is_link ? "is a symbolic link" : "is a device, pipe or socket");
    if (path != folder_) others_.push_back({path, is_link});
  }
}

void FolderListing::add(std::string_view name, bool is_folder) {
  const std::size_t at = names_.size();
  names_ += name;
  if (is_folder) names_ += '/';
  entries_.push_back({.key = key_of(std::string_view(names_).substr(at)),
                      .at = at,
                      .length = static_cast<std::uint16_t>(name.size()),
                      .is_folder = is_folder});
}

void FolderListing::sort() {
  const auto whole = [this](const Entry& entry) {
    return std::string_view(names_).substr(entry.at, entry.length + (entry.is_folder ? 1u : 0u));
  };
  std::ranges::sort(entries_, [&](const Entry& a, const Entry& b) {
    return a.key != b.key ? a.key < b.key : whole(a) < whole(b);
  });
}

void FolderListing::report(const Rule& rule, const RelativePath& path, std::string message) {
  findings_.push_back(finding(rule, Location{.path = path}, std::move(message)));
}

}  // namespace delo::packages
