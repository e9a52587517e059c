// LZW strips that are plainly sound, decoded quickly.  Whatever is unusual is
// left to libtiff, which alone finds fault with a strip.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "validators/tiff/piece_ends.h"

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

  // True when decode() failed for this alone: the last string goes on behind the last
  // pixel.
  bool overflowed() const { return overflow_ > 0; }

  // What stands behind the pixels when decode() has returned true, or overflowed.
  // REQUIRES: `coded` as it was given to decode()
  PieceRest rest(std::span<const std::byte> coded);

 private:
  struct Table;
  std::unique_ptr<Table> table_;
  // Where decode() ended: bits, the next free code and its width; whether a string
  // came out since the table was cleared, and its size.
  std::size_t at_ = 0;
  unsigned next_ = 0, width_ = 0;
  std::size_t last_size_ = 0, overflow_ = 0;
};

}  // namespace delo::validators::tiff
