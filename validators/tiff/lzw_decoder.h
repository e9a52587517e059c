// LZW strips that are plainly sound, decoded quickly.  Whatever is unusual is
// left to libtiff, which alone finds fault with a strip.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace delo::validators::tiff {

class LzwDecoder {
 public:
  // Bytes that have to be readable behind the code stream, and writable behind the
  // pixels; what they hold does not matter.
  static constexpr std::size_t kSlack = 32;

  LzwDecoder();
  ~LzwDecoder();

  // True when `size` bytes of pixels were decoded to `out`: the stream begins with
  // ClearCode, holds no code before it has a meaning, and a code ends exactly at the
  // last pixel; then libtiff would decode the same.  False otherwise, with anything
  // in `out`.  TIFF 6.0 pp. 57-64
  // REQUIRES: kSlack bytes behind both
  bool decode(std::span<const std::byte> coded, std::byte* out, std::size_t size);

 private:
  struct Table;
  std::unique_ptr<Table> table_;
};

}  // namespace delo::validators::tiff
