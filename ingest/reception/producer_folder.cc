#include "ingest/reception/producer_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>

#include "core/text/utf8.h"
#include "ingest/reception/reception_rules.h"

namespace delo::ingest {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t kNanoseconds = 1'000'000'000;
constexpr std::uint64_t kBlock = 512;  // bytes, of statx's stx_blocks

std::string_view kind_of(std::uint32_t mode) {
  if (S_ISLNK(mode)) return "a symbolic link";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISBLK(mode) || S_ISCHR(mode)) return "a device";
  return "no regular file";
}

struct DirectoryCloser {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

FileStamp stamp_of(const struct statx& sx) {
  return FileStamp{
      .device = (std::uint64_t{sx.stx_dev_major} << 32) | sx.stx_dev_minor,
      .inode = sx.stx_ino,
      .size = sx.stx_size,
      .modified_ns = sx.stx_mtime.tv_sec * kNanoseconds + sx.stx_mtime.tv_nsec,
      .changed_ns = sx.stx_ctime.tv_sec * kNanoseconds + sx.stx_ctime.tv_nsec,
  };
}

// Calls `visit(name, statx)` for each name of the open folder; false when the
// listing broke off (errno says why).
template <class Visit>
bool for_each_name(FileDescriptor folder, Visit visit) {
  const std::unique_ptr<DIR, DirectoryCloser> directory(::fdopendir(folder.get()));
  if (!directory) return false;
  (void)folder.release();  // closedir closes it
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(directory.get());
    if (!entry) return errno == 0;
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    struct statx sx {};
    const bool known = ::statx(::dirfd(directory.get()), entry->d_name,
                               AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT, STATX_BASIC_STATS, &sx) == 0;
    visit(name, known ? &sx : nullptr);
  }
}

}  // namespace

Result<ProducerFolder> ProducerFolder::open(const fs::path& folder) {
  FileDescriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.is_open()) {
    if (errno == ENOENT) {
      return Error{ErrorCode::kNotFound, folder.string() + " does not exist", folder, ENOENT};
    }
    if (errno == ENOTDIR) {
      return Error{ErrorCode::kInvalidArgument, folder.string() + " is not a folder", folder,
                   ENOTDIR};
    }
    return io_error("cannot open folder", folder);
  }
  return ProducerFolder(std::move(fd), folder);
}

Result<FileDescriptor> ProducerFolder::open_below(const RelativePath& path, int flags) const {
  auto file = open_beneath(folder_, path_, path.text(), flags | O_CLOEXEC | O_NOFOLLOW);
  if (file) return file;
  const fs::path whole = path.under(path_);
  const int number = file.error().sys_errno;
  switch (number) {
    case ENOENT:
      return Error{ErrorCode::kNotFound, whole.string() + " does not exist", whole, number};
    case ELOOP:
    case EXDEV:
      return Error{ErrorCode::kInvalidArgument, "a symbolic link is in the way", whole, number};
    case ENXIO:
    case ENODEV:
      return Error{ErrorCode::kInvalidArgument, "not a regular file", whole, number};
    default:
      return io_error("cannot open", whole, number);
  }
}

FolderListing ProducerFolder::list() const {
  FolderListing listing;
  std::vector<RelativePath> to_visit{RelativePath()};
  while (!to_visit.empty()) {
    const RelativePath folder = std::move(to_visit.back());
    to_visit.pop_back();
    auto opened = open_below(folder, O_RDONLY | O_DIRECTORY);
    if (!opened) {
      listing.findings.push_back(finding(rules::kUnreadableFolder, {.path = folder},
                                         "the folder can't be opened: " + opened.error().text()));
      continue;
    }
    std::size_t entries = 0;
    const auto visit = [&](std::string_view name, const struct statx* sx) {
      ++entries;
      auto part = RelativePath::parse(name);
      auto path = part ? RelativePath::parse((folder / *part).text()) : std::move(part);
      if (!path) {
        listing.findings.push_back(
            finding(rules::kPathTooLong, {.path = folder},
                    "the path of \"" + display_of(name.substr(0, 80)) +
                        "\" in this folder has more than 4000 bytes or 200 parts"));
      } else if (!sx) {
        listing.findings.push_back(
            finding(rules::kUnreadable, {.path = std::move(path).value()},
                    "the file can't be looked at: " + io_error("statx", {}).text()));
      } else if (S_ISDIR(sx->stx_mode)) {
        listing.folders.push_back(*path);
        to_visit.push_back(std::move(path).value());
      } else if (S_ISREG(sx->stx_mode)) {
        listing.files.push_back({std::move(path).value(), stamp_of(*sx), sx->stx_blocks * kBlock,
                                 sx->stx_mode & 07777u});
      } else {
        listing.findings.push_back(
            finding(rules::kNotARegularFile, {.path = std::move(path).value()},
                    std::string(kind_of(sx->stx_mode)) + ", which is neither followed nor opened"));
      }
    };
    if (!for_each_name(std::move(opened).value(), visit)) {
      listing.findings.push_back(
          finding(rules::kUnreadableFolder, {.path = folder},
                  "the folder can't be listed to its end: " + io_error("readdir", {}).text()));
    }
    if (entries == 0 && !folder.empty()) listing.empty_folders.push_back(folder);
  }
  std::ranges::sort(listing.files, {}, &FoundFile::path);
  std::ranges::sort(listing.folders);
  std::ranges::sort(listing.empty_folders);
  std::ranges::sort(listing.findings, {}, &Finding::where);
  return listing;
}

Result<ProducerFolder::Names> ProducerFolder::names_in(const RelativePath& below) const {
  DELO_TRY(FileDescriptor folder, open_below(below, O_RDONLY | O_DIRECTORY));
  Names names;
  const bool whole =
      for_each_name(std::move(folder), [&](std::string_view name, const struct statx* sx) {
        auto& kind = sx && S_ISDIR(sx->stx_mode)   ? names.folders
                     : sx && S_ISREG(sx->stx_mode) ? names.files
                                                   : names.others;
        kind.emplace_back(name);
      });
  if (!whole) return io_error("cannot list folder", below.under(path_));
  std::ranges::sort(names.files);
  std::ranges::sort(names.folders);
  std::ranges::sort(names.others);
  return names;
}

Result<std::unique_ptr<FileSource>> ProducerFolder::open_file(const RelativePath& path) const {
  constexpr int kFlags = O_RDONLY | O_NONBLOCK | O_NOCTTY;
  // Only the owner may ask that the access time be left alone.
  auto file = open_below(path, kFlags | O_NOATIME);
  if (!file && file.error().sys_errno == EPERM) file = open_below(path, kFlags);
  if (!file) return std::move(file).error();
  const fs::path whole = path.under(path_);
  struct stat st {};
  if (::fstat(file->get(), &st) != 0) return io_error("cannot look at", whole);
  if (!S_ISREG(st.st_mode)) {
    return Error{ErrorCode::kInvalidArgument, "not a regular file", whole};
  }
  return FileSource::adopt(std::move(file).value(), whole);
}

Result<std::string> ProducerFolder::read_file(const RelativePath& path, std::uint64_t limit) const {
  DELO_TRY(const std::unique_ptr<FileSource> source, open_file(path));
  return read_all(*source, limit);
}

bool ProducerFolder::has_file(const RelativePath& path) const {
  struct stat st {};
  return ::fstatat(folder_.get(), path.text().c_str(), &st, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISREG(st.st_mode);
}

ReadLease::ReadLease(int descriptor) : descriptor_(descriptor) {
  // Who wants to write while we hold the lease is announced by a signal.  The
  // default one ends the process; SIGURG is ignored unless somebody asks for it.
  if (::fcntl(descriptor_, F_SETSIG, SIGURG) != 0) return;
  if (::fcntl(descriptor_, F_SETLEASE, F_RDLCK) == 0) {
    state_ = State::kHeld;
  } else if (errno == EAGAIN) {
    state_ = State::kOpenForWriting;
  }
}

ReadLease::~ReadLease() {
  if (state_ == State::kHeld) ::fcntl(descriptor_, F_SETLEASE, F_UNLCK);
}

bool ReadLease::was_broken() const {
  return state_ == State::kHeld && ::fcntl(descriptor_, F_GETLEASE) != F_RDLCK;
}

}  // namespace delo::ingest
