// The one page that touches the producer's medium.  It lists and opens; nothing
// here can write, rename or set a time, and no symbolic link is ever followed:
// every path is resolved below the folder that was opened first.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/bytes/disk.h"
#include "core/bytes/relative_path.h"
#include "core/records/finding.h"
#include "core/result.h"

namespace delo::ingest {

// A regular file as a listing found it.
struct FoundFile {
  RelativePath path;  // below the listed folder
  FileStamp stamp;
  std::uint64_t stored_bytes = 0;  // on disk; far fewer than the size: a file of holes
  std::uint32_t mode = 0;          // permission bits
};

struct FolderListing {
  std::vector<FoundFile> files;             // in path order (byte-wise)
  std::vector<RelativePath> folders;        // all below, in path order
  std::vector<RelativePath> empty_folders;  // with nothing at all in them
  // Links, devices, pipes, sockets; folders that can't be listed; paths too long.
  std::vector<Finding> findings;
};

class ProducerFolder {
 public:
  // Errors: kNotFound, kInvalidArgument (not a folder), kIo.
  static Result<ProducerFolder> open(const std::filesystem::path& folder);

  // Everything below, without recursion; symbolic links are findings.
  FolderListing list() const;

  // The names directly in the folder `below` (empty: the folder itself), sorted.
  struct Names {
    std::vector<std::string> files, folders, others;
    bool empty() const { return files.empty() && folders.empty() && others.empty(); }
  };
  Result<Names> names_in(const RelativePath& below = {}) const;

  // A regular file for reading, its access time left alone where the system
  // lets us.  Errors: kNotFound, kInvalidArgument (a link or no regular file), kIo.
  Result<std::unique_ptr<FileSource>> open_file(const RelativePath& path) const;
  // A whole small file.  Also kUnsupported (more than `limit` bytes).
  Result<std::string> read_file(const RelativePath& path, std::uint64_t limit) const;
  bool has_file(const RelativePath& path) const;

  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  ProducerFolder(FileDescriptor folder, std::filesystem::path path)
      : folder_(std::move(folder)), path_(std::move(path)) {}
  Result<FileDescriptor> open_below(const RelativePath& path, int flags) const;

  FileDescriptor folder_;
  std::filesystem::path path_;
};

// Holds writers off while a file is read: a read lease (fcntl F_SETLEASE).
// Where the system refuses one to us (another owner, a network file system)
// nothing is known, and the stamps before and after must do.
class ReadLease {
 public:
  enum class State : std::uint8_t {
    kUnavailable,  // can't be had here
    kHeld,
    kOpenForWriting,  // somebody has the file open for writing
  };
  explicit ReadLease(int descriptor);  // borrowed; released by the kernel with it
  ~ReadLease();
  ReadLease(const ReadLease&) = delete;
  ReadLease& operator=(const ReadLease&) = delete;

  State state() const noexcept { return state_; }
  // True when somebody asked to write meanwhile (and was kept waiting).
  bool was_broken() const;

 private:
  int descriptor_;
  State state_ = State::kUnavailable;
};

}  // namespace delo::ingest
