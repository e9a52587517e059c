// Opens the files of a folder one after the other, each from the folder it lies in.
#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "core/bytes/byte_source.h"
#include "core/bytes/disk.h"
#include "core/result.h"
#include "packages/tree_files.h"

namespace delo::packages {

// A file of the tree, open; all it costs is open, fstat, pread and close.
class TreeSource final : public ByteSource {
 public:
  TreeSource() = default;
  TreeSource(FileDescriptor file, std::uint64_t size) : file_(std::move(file)), size_(size) {}
  std::uint64_t size() const override { return size_; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) const override;

 private:
  FileDescriptor file_;
  std::uint64_t size_ = 0;
};

// Its folder stays open as long as files of it are asked for.  One for each thread; borrows
// the folder and its name.
class FileOpener {
 public:
  FileOpener(const FileDescriptor& root, const std::filesystem::path& name)
      : root_(root), name_(name) {}

  // Of a regular file; nothing when it is none any more.  Error kIo.
  Result<std::optional<struct stat>> look_at(const TreeFiles& files, std::size_t i);
  // Errors: kIo; kInvalidArgument: it is no longer a regular file.
  Result<TreeSource> open(const TreeFiles& files, std::size_t i);

 private:
  // Makes folder_ the one that the file lies in, and file_ its own name.
  Result<void> enter_folder_of(const TreeFiles& files, std::size_t i);

  const FileDescriptor& root_;
  const std::filesystem::path& name_;
  FileDescriptor folder_;
  std::string parent_, file_;
};

}  // namespace delo::packages
