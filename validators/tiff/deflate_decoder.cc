#include "validators/tiff/deflate_decoder.h"

#include <libdeflate.h>

namespace delo::validators::tiff {

void DeflateDecoder::Free::operator()(libdeflate_decompressor* decoder) const {
  libdeflate_free_decompressor(decoder);
}

DeflateDecoder::DeflateDecoder() : decoder_(libdeflate_alloc_decompressor()) {}
DeflateDecoder::~DeflateDecoder() = default;

DeflateDecoder::Outcome DeflateDecoder::decode(std::span<const std::byte> coded,
                                               std::span<std::byte> out, PieceRest& rest) {
  if (!decoder_) return Outcome::kFaulty;
  std::size_t used = 0, made = 0;
  const libdeflate_result result = libdeflate_zlib_decompress_ex(
      decoder_.get(), coded.data(), coded.size(), out.data(), out.size(), &used, &made);
  if (result == LIBDEFLATE_INSUFFICIENT_SPACE) return Outcome::kLonger;
  if (result != LIBDEFLATE_SUCCESS) return Outcome::kFaulty;
  if (made < out.size()) return Outcome::kShorter;
  rest.coded = coded.size() - used;
  rest.zeros = is_zeros(coded.subspan(used));
  return Outcome::kSound;
}

std::size_t DeflateDecoder::size_of(std::span<const std::byte> coded, std::span<std::byte> room) {
  if (!decoder_) return 0;
  std::size_t used = 0, made = 0;
  const libdeflate_result result = libdeflate_zlib_decompress_ex(
      decoder_.get(), coded.data(), coded.size(), room.data(), room.size(), &used, &made);
  if (result == LIBDEFLATE_INSUFFICIENT_SPACE) return room.size();
  return result == LIBDEFLATE_SUCCESS ? made : 0;
}

}  // namespace delo::validators::tiff
