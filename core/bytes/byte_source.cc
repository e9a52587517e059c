#include "core/bytes/byte_source.h"

#include <algorithm>

namespace delo {

Result<std::size_t> MemorySource::read_at(std::uint64_t offset, std::span<std::byte> out) const {
  if (offset >= bytes_.size()) return std::size_t{0};
  const auto at = static_cast<std::size_t>(offset);
  const std::size_t n = std::min(out.size(), bytes_.size() - at);
  std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at), n, out.begin());
  return n;
}

Result<std::string> read_all(const ByteSource& source, std::uint64_t limit) {
  const std::uint64_t size = source.size();
  if (size > limit) {
    return Error{ErrorCode::kUnsupported, "file has " + std::to_string(size) +
                                              " bytes, more than the " + std::to_string(limit) +
                                              " that are read into memory"};
  }
  std::string out(static_cast<std::size_t>(size), '\0');
  std::size_t at = 0;
  while (at < out.size()) {
    DELO_TRY(const std::size_t n,
             source.read_at(at, std::as_writable_bytes(std::span(out).subspan(at))));
    if (n == 0) {
      return Error{ErrorCode::kIo, "file ended after " + std::to_string(at) + " of " +
                                       std::to_string(out.size()) + " bytes"};
    }
    at += n;
  }
  return out;
}

}  // namespace delo
