// The quick decoder against libtiff: what it takes, libtiff takes, and the pixels
// are the same.
#include "validators/tiff/lzw_decoder.h"

#include <gtest/gtest.h>
#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/support/libtiff_memory.h"

namespace delo {
namespace {

using tests::MemoryFile;
using tests::open;
using tests::Tiff;
using validators::tiff::LzwDecoder;

// One strip of `height` rows of `width` gray pixels; `write` puts the strip in.
MemoryFile gray_tiff(std::uint32_t width, std::uint32_t height,
                     const std::function<void(TIFF*)>& write) {
  MemoryFile file;
  const Tiff tiff = open(file, "wm");
  TIFFSetField(tiff.get(), TIFFTAG_IMAGEWIDTH, width);
  TIFFSetField(tiff.get(), TIFFTAG_IMAGELENGTH, height);
  TIFFSetField(tiff.get(), TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField(tiff.get(), TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(tiff.get(), TIFFTAG_ROWSPERSTRIP, height);
  TIFFSetField(tiff.get(), TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
  TIFFSetField(tiff.get(), TIFFTAG_COMPRESSION, COMPRESSION_LZW);
  write(tiff.get());
  return file;
}

std::string coded_by_libtiff(std::uint32_t width, std::uint32_t height, std::string pixels) {
  MemoryFile file = gray_tiff(width, height, [&](TIFF* tiff) {
    ASSERT_GE(TIFFWriteEncodedStrip(tiff, 0, pixels.data(), static_cast<tmsize_t>(pixels.size())),
              0);
  });
  const Tiff tiff = open(file, "rm");
  std::string coded(static_cast<std::size_t>(TIFFRawStripSize(tiff.get(), 0)), '\0');
  EXPECT_GE(TIFFReadRawStrip(tiff.get(), 0, coded.data(), static_cast<tmsize_t>(coded.size())), 0);
  return coded;
}

// What libtiff makes of a code stream; nothing: it complains.
std::optional<std::string> decoded_by_libtiff(std::uint32_t width, std::uint32_t height,
                                              std::string coded) {
  MemoryFile file = gray_tiff(width, height, [&](TIFF* tiff) {
    TIFFWriteRawStrip(tiff, 0, coded.data(), static_cast<tmsize_t>(coded.size()));
  });
  const Tiff tiff = open(file, "rm");
  std::string pixels(std::size_t{width} * height, '\0');
  const tmsize_t n =
      TIFFReadEncodedStrip(tiff.get(), 0, pixels.data(), static_cast<tmsize_t>(pixels.size()));
  if (n != static_cast<tmsize_t>(pixels.size())) return std::nullopt;
  return pixels;
}

std::optional<std::string> decoded_quickly(const std::string& coded, std::size_t size) {
  // Behind the stream lies what must not matter.
  std::vector<std::byte> in(coded.size() + LzwDecoder::kSlack, std::byte{0xa5});
  std::memcpy(in.data(), coded.data(), coded.size());
  std::vector<std::byte> out(size + LzwDecoder::kSlack);
  LzwDecoder decoder;
  if (!decoder.decode(std::span(in).first(coded.size()), out.data(), size)) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(out.data()), size);
}

std::string picture(std::mt19937& random, std::size_t size, int kind) {
  std::string pixels(size, '\0');
  for (std::size_t i = 0; i < size; ++i) {
    switch (kind) {
      case 0:  // one tone: every code is the one that has just come to be
        break;
      case 1:  // noise: the table fills with short strings
        pixels[i] = static_cast<char>(random());
        break;
      case 2:  // paper: few tones
        pixels[i] = static_cast<char>(200 + random() % 4);
        break;
      default:  // text: runs
        pixels[i] = static_cast<char>(i / 37 % 5 == 0 ? 20 + random() % 2 : 240);
        break;
    }
  }
  return pixels;
}

class LzwDecoderTest : public testing::Test {
 protected:
  void SetUp() override {
    TIFFSetErrorHandler(nullptr);
    TIFFSetWarningHandler(nullptr);
  }
  std::uint32_t up_to(std::uint32_t n) { return 1 + static_cast<std::uint32_t>(random()) % n; }
  std::mt19937 random{20261128};
};

TEST_F(LzwDecoderTest, takes_what_libtiff_encodes_and_gives_the_same_pixels) {
  for (int kind = 0; kind < 4; ++kind) {
    for (const std::uint32_t width : {1U, 7U, 64U, 1000U}) {
      for (const std::uint32_t height : {1U, 3U, 40U, 300U}) {
        const std::string pixels = picture(random, std::size_t{width} * height, kind);
        const std::string coded = coded_by_libtiff(width, height, pixels);
        const auto quick = decoded_quickly(coded, pixels.size());
        ASSERT_TRUE(quick) << "kind " << kind << ", " << width << " x " << height;
        EXPECT_TRUE(*quick == pixels) << "kind " << kind << ", " << width << " x " << height;
      }
    }
  }
}

TEST_F(LzwDecoderTest, takes_nothing_that_libtiff_refuses_or_sees_otherwise) {
  int taken = 0, left = 0;
  for (int round = 0; round < 3000; ++round) {
    const std::uint32_t width = up_to(60), height = up_to(60);
    const std::string pixels = picture(random, std::size_t{width} * height, round % 4);
    std::string coded = coded_by_libtiff(width, height, pixels);
    for (std::uint32_t changes = up_to(3); changes > 0; --changes) {
      coded[random() % coded.size()] ^= static_cast<char>(1 << random() % 8);
    }
    if (round % 5 == 0) coded.resize(1 + random() % coded.size());
    const auto quick = decoded_quickly(coded, pixels.size());
    if (!quick) {
      ++left;
      continue;
    }
    ++taken;
    const auto libtiff = decoded_by_libtiff(width, height, coded);
    ASSERT_TRUE(libtiff) << "round " << round;
    EXPECT_TRUE(*quick == *libtiff) << "round " << round;
  }
  EXPECT_GT(taken, 100);  // else nothing was compared
  EXPECT_GT(left, 100);
}

TEST_F(LzwDecoderTest, leaves_a_stream_without_clear_code_or_with_too_few_pixels_to_libtiff) {
  const std::string pixels = picture(random, 6400, 3);
  const std::string coded = coded_by_libtiff(80, 80, pixels);
  EXPECT_TRUE(decoded_quickly(coded, 6400));
  EXPECT_FALSE(decoded_quickly(coded, 6401));
  EXPECT_FALSE(decoded_quickly(coded.substr(0, coded.size() / 2), 6400));
  EXPECT_FALSE(decoded_quickly("", 6400));
  std::string other = coded;
  other[0] = 0;
  EXPECT_FALSE(decoded_quickly(other, 6400));
}

}  // namespace
}  // namespace delo
