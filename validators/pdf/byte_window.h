// Small reads of a ByteSource through one buffer.  An Error of the source is kept
// and told once at the end; until then a failed read looks like the end of the
// bytes, which no verdict is drawn from.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes/byte_source.h"

namespace delo::validators::pdf {

class ByteWindow {
 public:
  explicit ByteWindow(const ByteSource& source) : source_(source) {}

  std::uint64_t size() const { return source_.size(); }
  // `count` bytes at `offset`, fewer at the end.  Valid until the next call.
  std::string_view at(std::uint64_t offset, std::size_t count) {
    if (offset >= size()) return {};
    count = static_cast<std::size_t>(std::min<std::uint64_t>(count, size() - offset));
    if (offset < start_ || offset - start_ > bytes_.size() ||
        bytes_.size() - (offset - start_) < count) {
      start_ = offset;
      const std::uint64_t ahead = std::min<std::uint64_t>(std::max(count, kAhead), size() - offset);
      bytes_.resize(static_cast<std::size_t>(ahead));
      auto got =
          source_.read_at(offset, std::as_writable_bytes(std::span(bytes_.data(), bytes_.size())));
      if (!got && !error_) error_ = got.error();
      bytes_.resize(got ? *got : 0);
    }
    return std::string_view(bytes_).substr(static_cast<std::size_t>(offset - start_), count);
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  static constexpr std::size_t kAhead = 32 * 1024;  // bytes
  const ByteSource& source_;
  std::string bytes_;
  std::uint64_t start_ = 0;
  std::optional<Error> error_;
};

}  // namespace delo::validators::pdf
