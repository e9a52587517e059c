// What a page looks like does not hang on how it is stored.
#include <gtest/gtest.h>
#include <tiffio.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/bytes/byte_source.h"
#include "tests/support/temp_folder.h"
#include "validators/tiff/tiff_validator.h"

namespace delo {
namespace {

constexpr std::uint32_t kWidth = 620, kHeight = 877;

// A page with lines of words in RGB.
std::vector<unsigned char> page() {
  std::vector<unsigned char> pixels(std::size_t{kWidth} * kHeight * 3, 222);
  std::uint32_t dice = 7;
  for (std::uint32_t y = 90; y + 90 < kHeight; y += 14) {
    for (std::uint32_t x = 70; x + 70 < kWidth;) {
      dice = dice * 1664525 + 1013904223;
      const std::uint32_t word = 8 + (dice >> 26);
      for (std::uint32_t j = y; j < y + 7; ++j) {
        for (std::uint32_t i = x; i < x + word && i + 70 < kWidth; ++i) {
          for (std::uint32_t c = 0; c < 3; ++c) {
            pixels[(std::size_t{j} * kWidth + i) * 3 + c] = static_cast<unsigned char>(60 + 20 * c);
          }
        }
      }
      x += word + 7;
    }
  }
  return pixels;
}

struct Storing {
  std::string name;
  std::uint16_t compression = COMPRESSION_NONE;
  bool differences = false, tiles = false, planes = false, subsampled = false;
};

std::string stored(const Storing& as) {
  const tests::TempFolder folder;
  const std::string path = (folder.path() / "page.tif").string();
  const std::vector<unsigned char> pixels = page();
  TIFF* tiff = TIFFOpen(path.c_str(), "w");
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, kWidth);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, kHeight);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, as.planes ? PLANARCONFIG_SEPARATE : PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, as.compression);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, as.subsampled ? PHOTOMETRIC_YCBCR : PHOTOMETRIC_RGB);
  if (as.differences) TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
  if (as.subsampled) {
    TIFFSetField(tiff, TIFFTAG_JPEGQUALITY, 92);
    TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
  }
  if (as.tiles) {
    constexpr std::uint32_t kSide = 128;
    TIFFSetField(tiff, TIFFTAG_TILEWIDTH, kSide);
    TIFFSetField(tiff, TIFFTAG_TILELENGTH, kSide);
    std::vector<unsigned char> tile(std::size_t{kSide} * kSide * 3);
    for (std::uint32_t ty = 0; ty < kHeight; ty += kSide) {
      for (std::uint32_t tx = 0; tx < kWidth; tx += kSide) {
        for (std::size_t i = 0; i < tile.size(); ++i) {
          const auto x = std::min<std::size_t>(tx + i / 3 % kSide, kWidth - 1);
          const auto y = std::min<std::size_t>(ty + i / 3 / kSide, kHeight - 1);
          tile[i] = pixels[(y * kWidth + x) * 3 + i % 3];
        }
        TIFFWriteTile(tiff, tile.data(), tx, ty, 0, 0);
      }
    }
  } else {
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 16);
    std::vector<unsigned char> row(std::size_t{kWidth} * 3);
    for (std::uint16_t plane = 0; plane < (as.planes ? 3 : 1); ++plane) {
      for (std::uint32_t y = 0; y < kHeight; ++y) {
        const unsigned char* from = pixels.data() + std::size_t{y} * kWidth * 3;
        if (as.planes) {
          for (std::uint32_t x = 0; x < kWidth; ++x) row[x] = from[3 * x + plane];
        } else {
          row.assign(from, from + row.size());
        }
        TIFFWriteScanline(tiff, row.data(), y, plane);
      }
    }
  }
  TIFFClose(tiff);
  const auto source = FileSource::open(path);
  EXPECT_TRUE(source);
  return *read_all(**source, 64 << 20);
}

PageLook look_at(const std::string& bytes) {
  const auto path = RelativePath::parse("page.tif");
  const auto seen = validators::tiff::examine(MemorySource(bytes), *path, {}, {});
  EXPECT_TRUE(seen && seen->validity == Validity::kValid);
  EXPECT_TRUE(seen->technical.pages.size() == 1 && seen->technical.pages[0].look);
  return seen->technical.pages.at(0).look.value_or(PageLook{});
}

class StoredPageTest : public testing::TestWithParam<Storing> {};

TEST_P(StoredPageTest, looks_like_the_same_page_uncompressed) {
  const PageLook plain = look_at(stored({}));
  EXPECT_FALSE(plain.blank());
  const std::string bytes = stored(GetParam());
  const PageLook look = look_at(bytes);
  const bool lossy = GetParam().subsampled;
  EXPECT_LE(distance(look.hash, plain.hash), lossy ? 8 : 0);
  if (!lossy) EXPECT_EQ(look.marked, plain.marked);
  EXPECT_EQ(look_at(bytes), look) << "and does so whenever it is looked at";
}

INSTANTIATE_TEST_SUITE_P(
    tiff, StoredPageTest,
    testing::Values(Storing{"lzw", COMPRESSION_LZW},
                    Storing{"lzw_of_differences", COMPRESSION_LZW, true},
                    Storing{"deflate_of_differences", COMPRESSION_ADOBE_DEFLATE, true},
                    Storing{"packbits", COMPRESSION_PACKBITS},
                    Storing{"tiles_of_differences", COMPRESSION_LZW, true, true},
                    Storing{"planes", COMPRESSION_ADOBE_DEFLATE, true, false, true},
                    Storing{"jpeg_with_colours_at_half_size", COMPRESSION_JPEG, false, false, false,
                            true},
                    Storing{"jpeg_tiles", COMPRESSION_JPEG, false, true, false, true}),
    [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace delo
