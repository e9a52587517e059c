// Everything that asks the operating system to change or to secure something
// on disk goes through this page, so that one file shows what is durable when,
// and a test build can plant the classic mistakes in it (DELO_PLANT_*; see
// docs/house.md, "Crash safety").  Paths are taken as they are; a caller that
// holds names from outside holds RelativePaths.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "core/bytes/byte_sink.h"
#include "core/bytes/byte_source.h"
#include "core/result.h"

namespace delo {

// Owns a file descriptor; closes it.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  int get() const noexcept { return fd_; }
  bool is_open() const noexcept { return fd_ >= 0; }
  int release() noexcept;
  // Closes and reports what close(2) says; the destructor can't.
  Result<void> close(const std::filesystem::path& path);

 private:
  int fd_ = -1;
};

// What identifies a file's content to somebody who can't read it twice.
struct FileStamp {
  std::uint64_t device = 0, inode = 0, size = 0;
  std::int64_t modified_ns = 0, changed_ns = 0;  // since 1970, UTC
  auto operator<=>(const FileStamp&) const = default;
};

// Opens a regular file for reading: no symbolic link at the last part, no FIFO
// or device (never blocks).  Errors: kNotFound, kIo, kInvalidArgument (not a
// regular file).
Result<FileDescriptor> open_to_read(const std::filesystem::path& path);

// The same for `below` beneath `root`, and for a folder there, with no symbolic
// link followed anywhere below the root; the root itself may be one.  A link in
// the way is an Error with sys_errno ELOOP.  `how` is for the tests: kByParts is
// what happens where the kernel or a filter has no openat2.
// REQUIRES: `below` is relative, without ".."
enum class Beneath : std::uint8_t { kAtOnce, kByParts };
Result<FileDescriptor> open_to_read_beneath(const std::filesystem::path& root,
                                            const std::filesystem::path& below,
                                            Beneath how = Beneath::kAtOnce);
Result<FileDescriptor> open_folder_beneath(const std::filesystem::path& root,
                                           const std::filesystem::path& below,
                                           Beneath how = Beneath::kAtOnce);
// The same below a folder that is open, for any kind of file and with any flags of
// open(2); errors call the folder `name`.
Result<FileDescriptor> open_beneath(const FileDescriptor& root, const std::filesystem::path& name,
                                    const std::filesystem::path& below, int flags,
                                    Beneath how = Beneath::kAtOnce);

// `path`, or the first above it that exists: where it is, or would be made.
std::filesystem::path nearest_existing(std::filesystem::path path);
Result<FileStamp> stamp(const FileDescriptor& file, const std::filesystem::path& path);

// A file on disk as a ByteSource, read with pread (never mapped: a file that
// shrinks must not kill us).
class FileSource final : public ByteSource {
 public:
  static Result<std::unique_ptr<FileSource>> open(const std::filesystem::path& path);
  // Takes over an open descriptor; `path` serves messages only.
  static Result<std::unique_ptr<FileSource>> adopt(FileDescriptor file, std::filesystem::path path);

  std::uint64_t size() const override { return stamp_.size; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) const override;

  const FileStamp& stamp_at_open() const noexcept { return stamp_; }
  Result<FileStamp> stamp_now() const { return stamp(file_, path_); }
  int descriptor() const noexcept { return file_.get(); }
  // Tells the kernel that what is cached of this file isn't wanted, so that a
  // read back comes from the device where it can.
  void drop_cached() const;

 private:
  FileSource(FileDescriptor file, std::filesystem::path path, FileStamp at_open)
      : file_(std::move(file)), path_(std::move(path)), stamp_(at_open) {}
  FileDescriptor file_;
  std::filesystem::path path_;
  FileStamp stamp_;
};

// A new file (it must not exist yet), mode 0444 once finished.  finish() closes
// and reports; it does not sync: packages are synced as a whole, see
// sync_file_system().  Destroyed unfinished, it removes its file.
class FileSink final : public ByteSink {
 public:
  static Result<std::unique_ptr<FileSink>> create(const std::filesystem::path& path);
  ~FileSink() override;
  Result<void> write(std::span<const std::byte> chunk) override;
  Result<void> finish() override;

 private:
  FileSink(FileDescriptor file, std::filesystem::path path)
      : file_(std::move(file)), path_(std::move(path)) {}
  FileDescriptor file_;
  std::filesystem::path path_;
  bool finished_ = false;
};

// Writes all of `bytes`, through interruptions and short writes.  Error kIo.
Result<void> write_fully(const FileDescriptor& file, std::span<const std::byte> bytes,
                         const std::filesystem::path& path);

// The same from byte `offset` on, wherever the file's own position is.
Result<void> write_fully_at(const FileDescriptor& file, std::uint64_t offset,
                            std::span<const std::byte> bytes, const std::filesystem::path& path);

// A file for reading and writing that has no name in `folder`, or has lost it: it
// is gone with its descriptor, whatever ends the process.
Result<FileDescriptor> open_nameless(const std::filesystem::path& folder);

// After an error of any of these the file concerned is worthless: a second sync
// may lie (the kernel forgets the pages it couldn't write).  Never retry.
Result<void> sync_file(const FileDescriptor& file, const std::filesystem::path& path);
Result<void> sync_data(const FileDescriptor& file, const std::filesystem::path& path);
Result<void> sync_folder(const std::filesystem::path& folder);
// One sync for everything below: constant per package, whatever its files.
Result<void> sync_file_system(const std::filesystem::path& anything_on_it);

// Error kConflict when `to` exists (renameat2 RENAME_NOREPLACE).
Result<void> rename_no_replace(const std::filesystem::path& from, const std::filesystem::path& to);
Result<void> rename_over(const std::filesystem::path& from, const std::filesystem::path& to);
// Swaps the two in one step (renameat2 RENAME_EXCHANGE).
Result<void> rename_exchange(const std::filesystem::path& a, const std::filesystem::path& b);
// A second name for one file.  false: not possible here (other file system, no
// links): copy instead.
Result<bool> try_link(const std::filesystem::path& from, const std::filesystem::path& to);

// Makes the folder and all above it that are missing, each made durable in its
// parent by the caller's sync; mode 0755.  Returns the topmost one it made, empty when all stood.
Result<std::filesystem::path> make_folders(const std::filesystem::path& folder);
// The file's or folder's own name goes away; absent is fine.
Result<void> remove_file(const std::filesystem::path& path);
// The folder goes if nothing is in it; otherwise, or absent, it stays as it is.
void remove_folder_if_empty(const std::filesystem::path& folder);
// Nobody is to change this file by accident: mode 0444.
Result<void> make_read_only(const std::filesystem::path& path);
// Removes a tree of ours, read-only files included; absent is fine.
Result<void> remove_tree(const std::filesystem::path& path);

// A whole small file of ours, replaced in one step: written beside, synced,
// renamed, folder synced.
Result<void> write_file_atomically(const std::filesystem::path& path, std::string_view content);
// The same without any sync: for records that can be made again.
Result<void> write_file_atomically_unsynced(const std::filesystem::path& path,
                                            std::string_view content);
// A whole small file.  Errors kNotFound, kIo, kUnsupported (more than `limit` bytes).
Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit = 64u << 20);

// A file that only ever grows.  Made, mode 0644, when it is absent; whoever
// makes it syncs the folder.  Writing goes through write_fully().
Result<FileDescriptor> open_to_append(const std::filesystem::path& path);
// Cuts the file to `size` bytes and makes that durable.
Result<void> cut_file(const FileDescriptor& file, std::uint64_t size,
                      const std::filesystem::path& path);
// An exclusive lock on the open file (flock), gone with the process.  false:
// another process has it.
Result<bool> try_lock(const FileDescriptor& file, const std::filesystem::path& path);

struct Space {
  std::uint64_t bytes_free = 0, files_free = 0;  // to us
};
Result<Space> space_at(const std::filesystem::path& folder);

}  // namespace delo
