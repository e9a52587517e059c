// A file of a report, written as a stream and replaced in one step.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "core/text/json_events.h"

namespace delo::ingest {

// Owns the file beside its final name until finish() puts it in place; destroyed
// without finish() it leaves what was there before.  Reports can be made again
// from their records, so nothing is synced.  Knows the SHA-256 of what it wrote.
class ReportFile final : public ByteSink {
 public:
  static Result<std::unique_ptr<ReportFile>> create(const std::filesystem::path& path);

  Result<void> write(std::span<const std::byte> chunk) override;
  Result<void> finish() override;
  // REQUIRES: finish() has succeeded
  std::string sha256() const { return hasher_->digests().strongest().hex; }
  const std::filesystem::path& path() const { return path_; }

 private:
  ReportFile(std::filesystem::path path, std::unique_ptr<FileSink> file,
             std::unique_ptr<Hasher> hasher)
      : path_(std::move(path)), file_(std::move(file)), hasher_(std::move(hasher)) {}

  std::filesystem::path path_;
  std::unique_ptr<FileSink> file_;
  std::unique_ptr<Hasher> hasher_;
};

// A text file read line by line in flat memory.
class LineReader {
 public:
  static Result<LineReader> open(const std::filesystem::path& path);
  LineReader() = default;  // of nothing

  // The next line without its end; false at the end of the file.  A last line
  // without a line end is torn (the run was killed while it wrote it) and is not
  // given; see torn().  Error kIo, kUnsupported (a line of more than 1 GiB).
  Result<bool> next(std::string& line);
  // The same, but only where it is: for a line that is too long to be held, or that
  // source() is read for.
  Result<bool> next(JsonRange& line);
  const ByteSource& source() const { return *file_; }  // REQUIRES: a line was given
  // Goes on reading at this offset, the beginning of a line.
  void seek(std::uint64_t offset);
  std::uint64_t line_offset() const { return line_offset_; }  // of the line last given
  bool torn() const { return torn_; }

 private:
  explicit LineReader(std::unique_ptr<FileSource> file) : file_(std::move(file)) {}
  Result<bool> pass_line(const std::function<Result<void>(std::string_view part)>& part);

  std::unique_ptr<FileSource> file_;
  std::string buffer_;    // bytes read, from buffer_offset_ on
  std::size_t used_ = 0;  // of buffer_
  std::uint64_t buffer_offset_ = 0, line_offset_ = 0;
  bool torn_ = false;
};

}  // namespace delo::ingest
