#include "packages/file_opener.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace delo::packages {

Result<std::size_t> TreeSource::read_at(std::uint64_t offset, std::span<std::byte> out) const {
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t n = ::pread(file_.get(), out.data() + done, out.size() - done,
                              static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return io_error("cannot read at byte " + std::to_string(offset + done));
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  return done;
}

Result<std::optional<struct stat>> FileOpener::look_at(const TreeFiles& files, std::size_t i) {
  DELO_CHECK(enter_folder_of(files, i));
  struct stat st {};
  if (::fstatat(folder_.get(), file_.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0) {
    return io_error("cannot look at");
  }
  if (!S_ISREG(st.st_mode)) return std::optional<struct stat>();
  return std::optional(st);
}

Result<TreeSource> FileOpener::open(const TreeFiles& files, std::size_t i) {
  DELO_CHECK(enter_folder_of(files, i));
  FileDescriptor file(::openat(folder_.get(), file_.c_str(),
                               O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
  if (!file.is_open()) return io_error("cannot open");
  struct stat st {};
  if (::fstat(file.get(), &st) != 0) return io_error("cannot look at");
  if (!S_ISREG(st.st_mode)) {
    return Error{ErrorCode::kInvalidArgument, "is no longer a regular file"};
  }
  return TreeSource(std::move(file), static_cast<std::uint64_t>(st.st_size));
}

Result<void> FileOpener::enter_folder_of(const TreeFiles& files, std::size_t i) {
  const std::string_view parent = files.folder_of(i);
  if (!folder_.is_open() || parent != parent_) {
    auto folder = open_beneath(root_, name_, std::string(parent),
                               O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (!folder) return folder.error();
    folder_ = std::move(folder).value();
    parent_ = parent;
  }
  file_ = files.name_of(i);
  return {};
}

}  // namespace delo::packages
