// ByteSource: bytes that can be read at any offset.  Validators take one of
// these, never a path, so that a test or a fuzzer can hand them memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/result.h"

namespace delo {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  virtual std::uint64_t size() const = 0;  // bytes

  // Fills `out` from `offset` on; returns the bytes read, fewer than asked only
  // at the end of the bytes (0 at or past the end).  Error kIo.  Safe for
  // concurrent use.
  virtual Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) const = 0;
};

// Bytes in memory, borrowed for the life of the source.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::span<const std::byte> bytes) : bytes_(bytes) {}
  explicit MemorySource(std::string_view text)
      : bytes_(std::as_bytes(std::span(text.data(), text.size()))) {}
  // Of a string or vector that nobody holds the bytes would be gone before they are read.
  template <std::ranges::range Owner>
  requires(!std::is_lvalue_reference_v<Owner> &&
           !std::ranges::borrowed_range<Owner>) explicit MemorySource(Owner&&) = delete;
  std::uint64_t size() const override { return bytes_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) const override;

 private:
  std::span<const std::byte> bytes_;
};

// All bytes of `source`.  Error kUnsupported when they are more than `limit`.
Result<std::string> read_all(const ByteSource& source, std::uint64_t limit);

}  // namespace delo
