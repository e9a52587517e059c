// A few pieces of a file, where somebody who may not have the whole of it is to tell
// what its header says; and many such files as one text, for one sandboxed child.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/result.h"

namespace delo::validators {

struct ByteRange {
  std::uint64_t offset = 0, length = 0;  // bytes
};

// What was read of one file.  Whoever asks for bytes that are not there leaves a wish.
class FilePieces {
 public:
  FilePieces() = default;
  FilePieces(RelativePath path, std::uint64_t size) : path_(std::move(path)), size_(size) {}

  const RelativePath& path() const { return path_; }
  std::uint64_t size() const { return size_; }  // of the file
  std::uint64_t bytes_read() const { return bytes_read_; }
  bool is_whole() const { return bytes_read_ >= size_; }

  // Pieces that touch or overlap become one.
  void add(std::uint64_t offset, std::string bytes);

  // `length` bytes from `offset` on, which lie within the file; empty when they were not
  // read: then they are wished for.
  std::string_view bytes(std::uint64_t offset, std::uint64_t length) const;
  // What was read from the beginning on without a gap, and likewise up to the end.
  std::string_view head() const;
  std::string_view tail() const;
  void wish(std::uint64_t offset, std::uint64_t length) const;
  const std::vector<ByteRange>& wishes() const { return wishes_; }

  // One after the other in one text; read back by files_from().
  void append_to(std::string& text) const;

 private:
  struct Piece {
    std::uint64_t offset = 0;
    std::string bytes;
  };
  RelativePath path_;
  std::uint64_t size_ = 0, bytes_read_ = 0;
  std::vector<Piece> pieces_;  // by offset, with gaps between them
  mutable std::vector<ByteRange> wishes_;
};

// Error kCorrupt.
Result<std::vector<FilePieces>> files_from(std::string_view text);

}  // namespace delo::validators
