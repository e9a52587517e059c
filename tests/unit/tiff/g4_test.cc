// Fax images are decoded by our own decoder where they are plainly sound, against
// libtiff: what it takes, libtiff takes, and the pixels are the same.
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/support/libtiff_memory.h"
#include "validators/pdf/ccitt_decoder.h"

namespace delo {
namespace {

using tests::MemoryFile;
using tests::Tiff;

struct Size {
  std::uint32_t width, height;
  std::size_t row() const { return (width + 7) / 8; }
  std::size_t bytes() const { return row() * height; }
};

MemoryFile fax_tiff(Size size, std::string codes) {
  MemoryFile file;
  const Tiff tiff = tests::open(file, "wm");
  TIFFSetField(tiff.get(), TIFFTAG_IMAGEWIDTH, size.width);
  TIFFSetField(tiff.get(), TIFFTAG_IMAGELENGTH, size.height);
  TIFFSetField(tiff.get(), TIFFTAG_BITSPERSAMPLE, 1);
  TIFFSetField(tiff.get(), TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(tiff.get(), TIFFTAG_ROWSPERSTRIP, size.height);
  TIFFSetField(tiff.get(), TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  TIFFSetField(tiff.get(), TIFFTAG_FILLORDER, FILLORDER_MSB2LSB);
  TIFFSetField(tiff.get(), TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
  EXPECT_GE(TIFFWriteRawStrip(tiff.get(), 0, codes.data(), static_cast<tmsize_t>(codes.size())), 0);
  return file;
}

std::string coded_by_libtiff(Size size, const std::string& pixels) {
  return tests::fax_strip(static_cast<int>(size.width), static_cast<int>(size.height), pixels,
                          COMPRESSION_CCITTFAX4);
}

int complaints = 0;
void complain(const char*, const char*, va_list) { ++complaints; }

// What libtiff makes of the codes; nothing: it complains.
std::optional<std::string> decoded_by_libtiff(Size size, const std::string& coded) {
  MemoryFile file = fax_tiff(size, coded);
  const Tiff tiff = tests::open(file, "rm");
  std::string pixels(size.bytes(), '\0');
  complaints = 0;
  const tmsize_t n =
      TIFFReadEncodedStrip(tiff.get(), 0, pixels.data(), static_cast<tmsize_t>(pixels.size()));
  if (n != static_cast<tmsize_t>(pixels.size()) || complaints > 0) return std::nullopt;
  return pixels;
}

std::optional<std::string> decoded_by_us(Size size, const std::string& coded) {
  std::string pixels(size.bytes(), '\0');
  const auto paint = [&](std::uint64_t row, std::span<const std::int32_t> changes) {
    if (row >= size.height) return;
    const auto bytes = std::as_writable_bytes(std::span(pixels));
    validators::pdf::paint_ccitt(
        changes, bytes.subspan(static_cast<std::size_t>(row) * size.row(), size.row()));
  };
  const auto report =
      validators::pdf::decode_ccitt(coded, {.k = -1, .columns = size.width}, size.height, paint);
  if (!report.fault.empty() || report.rows < size.height) return std::nullopt;
  if (size.width % 8 != 0) {  // what libtiff leaves white beyond the last column
    const auto mask = static_cast<char>(0xFF << (8 - size.width % 8));
    for (std::size_t row = 1; row <= size.height; ++row) {
      char& last = pixels[row * size.row() - 1];
      last = static_cast<char>(last & mask);
    }
  }
  return pixels;
}

class G4Test : public testing::Test {
 protected:
  void SetUp() override {
    TIFFSetErrorHandler(complain);
    TIFFSetWarningHandler(complain);
  }
  std::uint32_t up_to(std::uint32_t n) { return 1 + static_cast<std::uint32_t>(random()) % n; }

  // Runs of words, lines, or noise.
  std::string picture(Size size, int kind) {
    std::string pixels(size.bytes(), '\0');
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      const std::size_t x = i % size.row(), y = i / size.row();
      if (kind == 1) pixels[i] = static_cast<char>(random());
      if (kind == 2) pixels[i] = static_cast<char>((x / 3 + y / 9) % 2 ? 0xFF : 0);
      if (kind == 3 && y % 5 != 0) pixels[i] = static_cast<char>(random() % 3 ? 0 : 0x3C);
    }
    if (size.width % 8 != 0) {
      const auto mask = static_cast<char>(0xFF << (8 - size.width % 8));
      for (std::size_t row = 1; row <= size.height; ++row) {
        char& last = pixels[row * size.row() - 1];
        last = static_cast<char>(last & mask);
      }
    }
    return pixels;
  }
  std::mt19937 random{20261129};
};

TEST_F(G4Test, takes_what_libtiff_encodes_and_gives_the_same_pixels) {
  for (int kind = 0; kind < 4; ++kind) {
    for (const std::uint32_t width : {1U, 8U, 17U, 1728U, 2480U}) {
      for (const std::uint32_t height : {1U, 2U, 60U}) {
        const Size size{width, height};
        const std::string pixels = picture(size, kind);
        const auto ours = decoded_by_us(size, coded_by_libtiff(size, pixels));
        ASSERT_TRUE(ours) << "kind " << kind << ", " << width << " x " << height;
        EXPECT_TRUE(*ours == pixels) << "kind " << kind << ", " << width << " x " << height;
      }
    }
  }
}

TEST_F(G4Test, takes_nothing_that_libtiff_refuses_or_sees_otherwise) {
  int taken = 0, left = 0;
  for (int round = 0; round < 3000; ++round) {
    const Size size{up_to(90), up_to(60)};
    std::string coded = coded_by_libtiff(size, picture(size, round % 4));
    for (std::uint32_t changes = up_to(3); changes > 0; --changes) {
      coded[random() % coded.size()] ^= static_cast<char>(1 << random() % 8);
    }
    if (round % 5 == 0) coded.resize(1 + random() % coded.size());
    const auto ours = decoded_by_us(size, coded);
    if (!ours) {
      ++left;
      continue;
    }
    ++taken;
    const auto theirs = decoded_by_libtiff(size, coded);
    ASSERT_TRUE(theirs) << "round " << round << ": libtiff refuses what we take";
    EXPECT_TRUE(*ours == *theirs) << "round " << round << ": other pixels";
  }
  EXPECT_GT(taken, 50);
  EXPECT_GT(left, 500);
}

}  // namespace
}  // namespace delo
