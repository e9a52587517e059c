// Deflate strips that are plainly sound, decoded at once and to their very end.
// Whatever is unusual is left to libtiff.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "validators/tiff/piece_ends.h"

struct libdeflate_decompressor;

namespace delo::validators::tiff {

class DeflateDecoder {
 public:
  DeflateDecoder();
  ~DeflateDecoder();

  enum class Outcome : std::uint8_t {
    kSound,    // `out` is full, and the stream with its checksum ends there
    kLonger,   // `out` is too small; nothing is said of the stream's end
    kShorter,  // the stream ends before `out` is full
    kFaulty,   // it is damaged, or cut off
  };
  // A zlib stream (RFC 1950).  `rest`: what follows its end, when it is sound.
  Outcome decode(std::span<const std::byte> coded, std::span<std::byte> out, PieceRest& rest);

  // Bytes that a stream gives, up to room.size(); 0 when it is faulty.
  std::size_t size_of(std::span<const std::byte> coded, std::span<std::byte> room);

 private:
  struct Free {
    void operator()(libdeflate_decompressor* decoder) const;
  };
  std::unique_ptr<libdeflate_decompressor, Free> decoder_;
};

}  // namespace delo::validators::tiff
