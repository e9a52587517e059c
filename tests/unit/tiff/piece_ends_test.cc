// Where the data of a strip end, code by code.
#include "validators/tiff/piece_ends.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/tiff_builder.h"
#include "validators/tiff/deflate_decoder.h"
#include "validators/tiff/jpeg_piece.h"
#include "validators/tiff/lzw_decoder.h"

namespace delo {
namespace {

using namespace validators::tiff;

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

TEST(tiff_piece_ends, packbits_has_no_rest_when_its_runs_are_the_pixels) {
  const std::string coded = tests::packbits(tests::pixels(480));
  const PieceRest rest = packbits_rest(bytes_of(coded), 480, 48);
  EXPECT_EQ(rest.pixels, 0U);
  EXPECT_EQ(rest.coded, 0U);
}

TEST(tiff_piece_ends, packbits_beyond_the_pixels_are_pixels_unless_they_are_zeros) {
  const std::string coded = tests::packbits(tests::pixels(480));
  EXPECT_EQ(packbits_rest(bytes_of(coded), 432, 48).pixels, 48U);
  const std::string padded = coded + std::string(6, '\0');
  const PieceRest rest = packbits_rest(bytes_of(padded), 480, 48);
  EXPECT_EQ(rest.pixels, 0U);
  EXPECT_EQ(rest.coded, 6U);
  EXPECT_TRUE(rest.zeros);
}

TEST(tiff_piece_ends, packbits_runs_end_where_a_row_ends) {
  const std::string coded = tests::packbits(tests::pixels(480));  // rows of 48
  EXPECT_FALSE(packbits_rest(bytes_of(coded), 480, 48).crosses_rows);
  EXPECT_FALSE(packbits_rest(bytes_of(coded), 480, 96).crosses_rows);
  EXPECT_TRUE(packbits_rest(bytes_of(coded), 480, 40).crosses_rows);
}

TEST(tiff_piece_ends, a_zlib_stream_is_read_to_its_checksum) {
  const std::string pixels = tests::pixels(960), coded = tests::deflated(pixels);
  using enum DeflateDecoder::Outcome;
  DeflateDecoder decoder;
  PieceRest rest;
  std::vector<std::byte> out(960);
  EXPECT_EQ(decoder.decode(bytes_of(coded), out, rest), kSound);
  EXPECT_TRUE(std::ranges::equal(out, bytes_of(pixels)));
  EXPECT_EQ(rest.coded, 0U);
  EXPECT_EQ(decoder.decode(bytes_of(coded + "left"), out, rest), kSound);
  EXPECT_EQ(rest.coded, 4U);
  EXPECT_FALSE(rest.zeros);
  const std::string cut = coded.substr(0, coded.size() - 4);
  EXPECT_EQ(decoder.decode(bytes_of(cut), out, rest), kFaulty);
  out.resize(959);
  EXPECT_EQ(decoder.decode(bytes_of(coded), out, rest), kLonger);
  out.resize(961);
  EXPECT_EQ(decoder.decode(bytes_of(coded), out, rest), kShorter);
}

// LZW as the decoder wants it: with room behind the codes.
PieceRest lzw_rest(const std::string& coded, std::size_t size) {
  const std::string with_room = coded + std::string(LzwDecoder::kSlack, 'x');
  const auto codes = bytes_of(with_room).first(coded.size());
  std::vector<std::byte> out(size + LzwDecoder::kSlack);
  LzwDecoder decoder;
  EXPECT_TRUE(decoder.decode(codes, out.data(), size) || decoder.overflowed());
  return decoder.rest(codes);
}

TEST(tiff_piece_ends, lzw_ends_with_its_own_code) {
  const std::string pixels = tests::pixels(960);
  const PieceRest sound = lzw_rest(tests::lzw(pixels), 960);
  EXPECT_TRUE(sound.has_end);
  EXPECT_EQ(sound.pixels, 0U);
  EXPECT_EQ(sound.coded, 0U);
  EXPECT_FALSE(lzw_rest(tests::lzw(pixels, false), 960).has_end);
  EXPECT_EQ(lzw_rest(tests::lzw(pixels), 900).pixels, 60U);
  EXPECT_EQ(lzw_rest(tests::lzw(pixels), 959).pixels, 1U);
  EXPECT_TRUE(lzw_rest(tests::lzw(pixels), 959).exact);
  EXPECT_EQ(lzw_rest(tests::lzw(pixels) + "left over", 960).coded, 9U);
}

TEST(tiff_piece_ends, a_jpeg_tells_its_frame_and_its_end) {
  const auto inspect = [](const std::string& jpeg) {
    return inspect_jpeg(jpeg.size(), [&](std::uint64_t at, std::span<std::byte> out) {
      if (at > jpeg.size() || jpeg.size() - at < out.size()) return false;
      std::ranges::copy(bytes_of(jpeg).subspan(at, out.size()), out.begin());
      return true;
    });
  };
  const std::string jpeg = tests::jpeg_of_ycbcr(48, 20);
  const JpegPiece sound = inspect(jpeg);
  ASSERT_TRUE(sound.frame.has_value());
  EXPECT_EQ(sound.frame->width, 48U);
  EXPECT_EQ(sound.frame->height, 20U);
  EXPECT_EQ(sound.frame->components, 3U);
  EXPECT_EQ(sound.frame->sampling_x, 1U);
  EXPECT_TRUE(sound.has_end);
  EXPECT_EQ(inspect(jpeg + "left over").rest.coded, 9U);
  EXPECT_FALSE(inspect(jpeg.substr(0, jpeg.size() - 2)).has_end);
  EXPECT_FALSE(inspect("\xff\xd8").frame.has_value());
  EXPECT_FALSE(inspect(std::string(100, '\0')).has_end);
}

}  // namespace
}  // namespace delo
