#include "core/bytes/disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace delo {
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;

Error open_error(const char* what, const fs::path& path) {
  if (errno == ENOENT) {
    return Error{ErrorCode::kNotFound, path.string() + " does not exist", path, ENOENT};
  }
  return io_error(what, path);
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

// A name beside `path` that nobody uses; short, because `path` may have a name
// of 255 bytes.
[[maybe_unused]] fs::path beside(const fs::path& path) {
  static std::atomic<unsigned> counter{0};
  return path.parent_path() /
         (".delo-" + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".tmp");
}

// One part after the other, each looked at before it is entered.
Result<FileDescriptor> open_by_parts(int at, const fs::path& root, const fs::path& below,
                                     int flags) {
  FileDescriptor entered;
  fs::path so_far = root;
  for (auto part = below.begin(); part != below.end();) {
    const fs::path name = *part++;
    so_far /= name;
    const bool last = part == below.end();
    FileDescriptor seen(::openat(at, name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    if (!seen.is_open()) return open_error("cannot open", so_far);
    struct stat st {};
    if (::fstat(seen.get(), &st) != 0) return io_error("cannot look at", so_far);
    if (S_ISLNK(st.st_mode)) {
      errno = ELOOP;
      return io_error("cannot open", so_far);
    }
    if (last) {
      FileDescriptor file(::openat(at, name.c_str(), flags | O_NOFOLLOW));
      if (!file.is_open()) return open_error("cannot open", so_far);
      return file;
    }
    entered = std::move(seen);
    at = entered.get();
  }
  FileDescriptor file(::openat(at, ".", flags));
  if (!file.is_open()) return open_error("cannot open", so_far);
  return file;
}

Result<FileDescriptor> open_below_root(const fs::path& root, const fs::path& below, int flags,
                                       Beneath how) {
  FileDescriptor top(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!top.is_open()) return open_error("cannot open", root);
  return open_beneath(top, root, below, flags, how);
}

constexpr int kReadFlags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

Result<FileDescriptor> regular(FileDescriptor file, const fs::path& path) {
  struct stat st {};
  if (::fstat(file.get(), &st) != 0) return io_error("cannot look at", path);
  if (!S_ISREG(st.st_mode)) {
    return Error{ErrorCode::kInvalidArgument, path.string() + " is not a regular file", path};
  }
  return file;
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = other.release();
  }
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) ::close(fd_);
}

int FileDescriptor::release() noexcept { return std::exchange(fd_, -1); }

Result<void> FileDescriptor::close(const fs::path& path) {
  if (fd_ < 0) return {};
  // The descriptor is gone whatever close(2) says; it must not be closed again.
  if (::close(std::exchange(fd_, -1)) != 0 && errno != EINTR) {
    return io_error("cannot close", path);
  }
  return {};
}

Result<FileDescriptor> open_to_read(const fs::path& path) {
  FileDescriptor file(::open(path.c_str(), kReadFlags));
  if (!file.is_open()) return open_error("cannot open", path);
  return regular(std::move(file), path);
}

Result<FileDescriptor> open_beneath(const FileDescriptor& root, const fs::path& name,
                                    const fs::path& below, int flags, Beneath how) {
  if (how == Beneath::kAtOnce) {
    open_how order{};
    order.flags = static_cast<std::uint64_t>(flags);
    order.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
    const fs::path path = below.empty() ? fs::path(".") : below;
    FileDescriptor file(
        static_cast<int>(::syscall(SYS_openat2, root.get(), path.c_str(), &order, sizeof(order))));
    if (file.is_open()) return file;
    // A kernel before 5.6, a filter of system calls, a rename meanwhile; but EPERM is
    // also what O_NOATIME gives to whoever does not own the file.
    const bool filtered = errno == EPERM && (flags & O_NOATIME) == 0;
    if (errno != ENOSYS && !filtered && errno != EAGAIN) {
      return open_error("cannot open", name / below);
    }
  }
  return open_by_parts(root.get(), name, below, flags);
}

Result<FileDescriptor> open_to_read_beneath(const fs::path& root, const fs::path& below,
                                            Beneath how) {
  DELO_TRY(FileDescriptor file, open_below_root(root, below, kReadFlags, how));
  return regular(std::move(file), root / below);
}

Result<FileDescriptor> open_folder_beneath(const fs::path& root, const fs::path& below,
                                           Beneath how) {
  // Without O_NOFOLLOW, with which a link would be told as ENOTDIR.
  return open_below_root(root, below, O_RDONLY | O_DIRECTORY | O_CLOEXEC, how);
}

fs::path nearest_existing(fs::path path) {
  std::error_code failed;
  while (path.has_relative_path() && !fs::exists(path, failed)) path = path.parent_path();
  return path;
}

Result<FileStamp> stamp(const FileDescriptor& file, const fs::path& path) {
  struct statx sx {};
  if (::statx(file.get(), "", AT_EMPTY_PATH, STATX_BASIC_STATS, &sx) != 0) {
    return io_error("cannot look at", path);
  }
  return FileStamp{
      .device = (std::uint64_t{sx.stx_dev_major} << 32) | sx.stx_dev_minor,
      .inode = sx.stx_ino,
      .size = sx.stx_size,
      .modified_ns = sx.stx_mtime.tv_sec * kNanoseconds + sx.stx_mtime.tv_nsec,
      .changed_ns = sx.stx_ctime.tv_sec * kNanoseconds + sx.stx_ctime.tv_nsec,
  };
}

Result<std::unique_ptr<FileSource>> FileSource::open(const fs::path& path) {
  DELO_TRY(FileDescriptor file, open_to_read(path));
  return adopt(std::move(file), path);
}

Result<std::unique_ptr<FileSource>> FileSource::adopt(FileDescriptor file, fs::path path) {
  DELO_TRY(const FileStamp at_open, stamp(file, path));
  ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
  return std::unique_ptr<FileSource>(new FileSource(std::move(file), std::move(path), at_open));
}

Result<std::size_t> FileSource::read_at(std::uint64_t offset, std::span<std::byte> out) const {
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t n = ::pread(file_.get(), out.data() + done, out.size() - done,
                              static_cast<off_t>(offset + done));
    if (n < 0) {
      if (errno == EINTR) continue;
      return io_error("cannot read at byte " + std::to_string(offset + done), path_);
    }
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  return done;
}

void FileSource::drop_cached() const { ::posix_fadvise(file_.get(), 0, 0, POSIX_FADV_DONTNEED); }

Result<std::unique_ptr<FileSink>> FileSink::create(const fs::path& path) {
  FileDescriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0444));
  if (!file.is_open()) {
    if (errno == EEXIST) {
      return Error{ErrorCode::kConflict, path.string() + " exists already", path, EEXIST};
    }
    return io_error("cannot create", path);
  }
  return std::unique_ptr<FileSink>(new FileSink(std::move(file), path));
}

FileSink::~FileSink() {
  if (!finished_) ::unlink(path_.c_str());
}

Result<void> FileSink::write(std::span<const std::byte> chunk) {
  return write_fully(file_, chunk, path_);
}

Result<void> FileSink::finish() {
  DELO_CHECK(file_.close(path_));
  finished_ = true;
  return {};
}

Result<void> write_fully(const FileDescriptor& file, std::span<const std::byte> bytes,
                         const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(file.get(), bytes.data(), bytes.size());
    if (n < 0) {
      if (errno == EINTR) continue;
      return io_error("cannot write", path);
    }
    if (n == 0) return io_error("cannot write", path, EIO);  // would go on for ever
#ifdef DELO_PLANT_SHORT_WRITE
    return {};
#endif
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  return {};
}

Result<void> write_fully_at(const FileDescriptor& file, std::uint64_t offset,
                            std::span<const std::byte> bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t n =
        ::pwrite(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return io_error("cannot write", path);
    if (n == 0) return io_error("cannot write", path, EIO);
    offset += static_cast<std::uint64_t>(n);
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  return {};
}

Result<FileDescriptor> open_nameless(const fs::path& folder) {
  FileDescriptor file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600));
  if (file.is_open()) return file;
  // Not every file system has such files.
  std::string name = (folder / ".delo-XXXXXX").native();
  FileDescriptor named(::mkostemp(name.data(), O_CLOEXEC));
  if (!named.is_open()) return io_error("cannot put anything aside", folder);
  if (::unlink(name.c_str()) != 0) return io_error("cannot remove", name);
  return named;
}

Result<void> sync_file([[maybe_unused]] const FileDescriptor& file,
                       [[maybe_unused]] const fs::path& path) {
#ifndef DELO_PLANT_NO_FSYNC
  if (::fsync(file.get()) != 0) return io_error("cannot make durable", path);
#endif
  return {};
}

Result<void> sync_data([[maybe_unused]] const FileDescriptor& file,
                       [[maybe_unused]] const fs::path& path) {
#ifndef DELO_PLANT_NO_FSYNC
  if (::fdatasync(file.get()) != 0) return io_error("cannot make durable", path);
#endif
  return {};
}

Result<void> sync_folder([[maybe_unused]] const fs::path& folder) {
#ifndef DELO_PLANT_NO_FOLDER_FSYNC
  FileDescriptor dir(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!dir.is_open()) return open_error("cannot open folder", folder);
  if (::fsync(dir.get()) != 0) return io_error("cannot make folder durable", folder);
#endif
  return {};
}

Result<void> sync_file_system([[maybe_unused]] const fs::path& anything_on_it) {
#ifndef DELO_PLANT_NO_FSYNC
  FileDescriptor at(::open(anything_on_it.c_str(), O_RDONLY | O_CLOEXEC));
  if (!at.is_open()) return open_error("cannot open", anything_on_it);
  if (::syncfs(at.get()) != 0) return io_error("cannot make durable", anything_on_it);
#endif
  return {};
}

namespace {

// For file systems that don't know RENAME_NOREPLACE.  A folder can't replace one
// that holds something; a file gets a second name, which fails where one stands.
int rename_no_replace_by_hand(const fs::path& from, const fs::path& to) {
  struct stat st {};
  if (::lstat(from.c_str(), &st) != 0) return -1;
  if (S_ISDIR(st.st_mode)) {
    if (::rename(from.c_str(), to.c_str()) == 0) return 0;
    if (errno == ENOTEMPTY) errno = EEXIST;
    return -1;
  }
  if (::link(from.c_str(), to.c_str()) != 0) return -1;
  return ::unlink(from.c_str());
}

}  // namespace

Result<void> rename_no_replace(const fs::path& from, const fs::path& to) {
  int done = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE);
  if (done != 0 && (errno == EINVAL || errno == ENOSYS)) done = rename_no_replace_by_hand(from, to);
  if (done != 0) {
    if (errno == EEXIST) {
      return Error{ErrorCode::kConflict, to.string() + " exists already", to, EEXIST};
    }
    return io_error("cannot rename " + from.string() + " to " + to.string(), to);
  }
  return {};
}

Result<void> rename_over(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) {
    return io_error("cannot rename " + from.string() + " to " + to.string(), to);
  }
  return {};
}

Result<void> rename_exchange(const fs::path& a, const fs::path& b) {
  if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) != 0) {
    return io_error("cannot swap " + a.string() + " and " + b.string(), b);
  }
  return {};
}

Result<bool> try_link(const fs::path& from, const fs::path& to) {
  if (::link(from.c_str(), to.c_str()) == 0) return true;
  switch (errno) {
    case EXDEV:
    case EPERM:
    case EMLINK:
    case ENOSYS:
    case EOPNOTSUPP:
      return false;
    default:
      return io_error("cannot link " + from.string() + " to " + to.string(), to);
  }
}

Result<fs::path> make_folders(const fs::path& folder) {
  fs::path topmost;
  fs::path missing = folder;
  std::array<fs::path, 256> todo;
  std::size_t n = 0;
  struct stat st {};
  while (!missing.empty() && ::stat(missing.c_str(), &st) != 0) {
    if (errno != ENOENT) return io_error("cannot look at folder", missing);
    if (n == todo.size()) {
      return Error{ErrorCode::kInvalidArgument, "folder is nested too deep", folder};
    }
    todo[n++] = missing;
    const fs::path above = missing.parent_path();
    if (above == missing) break;
    missing = above;
  }
  while (n > 0) {
    const fs::path& next = todo[--n];
    if (::mkdir(next.c_str(), 0755) != 0 && errno != EEXIST) {
      return io_error("cannot make folder", next);
    }
    if (topmost.empty()) topmost = next;
  }
  if (::stat(folder.c_str(), &st) != 0) return io_error("cannot look at folder", folder);
  if (!S_ISDIR(st.st_mode)) {
    return Error{ErrorCode::kInvalidArgument, folder.string() + " is not a folder", folder,
                 ENOTDIR};
  }
  return topmost;
}

Result<void> remove_file(const fs::path& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return io_error("cannot remove", path);
  return {};
}

void remove_folder_if_empty(const fs::path& folder) { ::rmdir(folder.c_str()); }

Result<void> make_read_only(const fs::path& path) {
  if (::chmod(path.c_str(), 0444) != 0) return io_error("cannot make read-only", path);
  return {};
}

Result<void> remove_tree(const fs::path& path) {
  std::error_code failed;
  fs::remove_all(path, failed);  // never follows a symbolic link
  if (failed) return io_error("cannot remove", path, failed.value());
  return {};
}

namespace {

Result<void> write_beside_and_rename(const fs::path& path, std::string_view content, bool durable) {
#ifdef DELO_PLANT_NO_TEMP_FILE
  const fs::path temporary = path;
  FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
#else
  const fs::path temporary = beside(path);
  ::unlink(temporary.c_str());  // a leftover of a run that had our process number
  FileDescriptor file(
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644));
#endif
  if (!file.is_open()) return io_error("cannot create", path);
  const auto all = [&]() -> Result<void> {
    DELO_CHECK(write_fully(file, std::as_bytes(std::span(content.data(), content.size())), path));
    if (durable) DELO_CHECK(sync_file(file, path));
    DELO_CHECK(file.close(path));
    if (temporary != path) DELO_CHECK(rename_over(temporary, path));
    return {};
  }();
  if (!all && temporary != path) ::unlink(temporary.c_str());
  DELO_CHECK(all);
  if (durable) DELO_CHECK(sync_folder(folder_of(path)));
  return {};
}

}  // namespace

Result<void> write_file_atomically(const fs::path& path, std::string_view content) {
  return write_beside_and_rename(path, content, true);
}

Result<void> write_file_atomically_unsynced(const fs::path& path, std::string_view content) {
  return write_beside_and_rename(path, content, false);
}

Result<std::string> read_file(const fs::path& path, std::uint64_t limit) {
  DELO_TRY(const auto source, FileSource::open(path));
  auto text = read_all(*source, limit);
  if (!text) {
    Error error = std::move(text).error();
    if (error.path.empty()) error.path = path;
    return error;
  }
  return text;
}

Result<FileDescriptor> open_to_append(const fs::path& path) {
  FileDescriptor file(
      ::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!file.is_open()) return open_error("cannot open to append", path);
  return file;
}

Result<void> cut_file(const FileDescriptor& file, std::uint64_t size, const fs::path& path) {
  if (::ftruncate(file.get(), static_cast<off_t>(size)) != 0) return io_error("cannot cut", path);
  return sync_file(file, path);
}

Result<bool> try_lock(const FileDescriptor& file, const fs::path& path) {
  while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) return io_error("cannot lock", path);
  }
  return true;
}

Result<Space> space_at(const fs::path& folder) {
  struct statvfs vfs {};
  if (::statvfs(folder.c_str(), &vfs) != 0) return io_error("cannot ask for free space", folder);
  return Space{.bytes_free = std::uint64_t{vfs.f_bavail} * vfs.f_frsize,
               .files_free = vfs.f_favail};
}

}  // namespace delo
