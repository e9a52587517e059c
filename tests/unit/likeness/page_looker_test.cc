#include "validators/likeness/page_looker.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace delo::validators::likeness {
namespace {

constexpr std::uint64_t kWidth = 1240, kHeight = 1754;  // A4 at 150 ppi

// A page of gray pixels.
struct Page {
  std::uint64_t width = kWidth, height = kHeight;
  std::vector<std::uint8_t> pixels = std::vector<std::uint8_t>(kWidth * kHeight, 210);

  std::uint8_t& at(std::uint64_t x, std::uint64_t y) { return pixels[y * width + x]; }
  void fill(std::uint64_t x, std::uint64_t y, std::uint64_t w, std::uint64_t h, std::uint8_t tone) {
    for (std::uint64_t j = y; j < std::min(y + h, height); ++j) {
      for (std::uint64_t i = x; i < std::min(x + w, width); ++i) at(i, j) = tone;
    }
  }
  // Words of letters, as a typewriter sets them: other words for each `seed`.
  void type(unsigned seed, int lines, std::uint64_t dx = 0, std::uint64_t dy = 0) {
    std::mt19937 random(seed);
    for (int line = 0; line < lines; ++line) {
      const std::uint64_t y = 120 + dy + static_cast<std::uint64_t>(line) * 26;
      std::uint64_t x = 120 + dx;
      while (x < 1100 + dx) {
        const std::uint64_t letters = 1 + random() % 11;
        for (std::uint64_t i = 0; i < letters && x < 1100 + dx; ++i, x += 12) {
          fill(x, y + random() % 4, 2, 12, 40);
          fill(x, y + random() % 12, 8, 2, 40);
        }
        x += 12;
      }
      if (random() % 6 == 0) ++line;
    }
  }
  void add_noise(unsigned seed, double deviation) {
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0, deviation);
    for (std::uint8_t& pixel : pixels) {
      pixel = static_cast<std::uint8_t>(std::clamp(pixel + noise(random), 0.0, 255.0));
    }
  }
};

PageLook look_at(const Page& page, RowShape shape = {}) {
  shape.width = page.width;
  shape.height = page.height;
  PageLooker looker(shape);
  for (std::uint64_t y = 0; y < page.height; ++y) {
    if (looker.wants(y))
      looker.take(0, y, std::span(page.pixels).subspan(y * page.width, page.width));
  }
  const auto look = looker.finish();
  EXPECT_TRUE(look);
  return look.value_or(PageLook{});
}

TEST(PageLooker, an_empty_sheet_is_blank_whatever_its_noise) {
  for (const double noise : {0.0, 2.0, 5.0, 8.0}) {
    Page page;
    page.add_noise(1, noise);
    EXPECT_TRUE(look_at(page).blank()) << "noise of " << noise;
  }
}

TEST(PageLooker, the_number_of_a_leaf_and_some_dust_leave_it_blank) {
  Page page;
  page.fill(1100, 60, 4, 30, 90);
  page.fill(1115, 60, 4, 30, 90);
  page.fill(500, 800, 3, 3, 60);
  page.add_noise(2, 4);
  EXPECT_TRUE(look_at(page).blank());
}

TEST(PageLooker, one_line_of_typing_is_not_blank) {
  Page page;
  page.type(3, 1);
  page.add_noise(3, 4);
  const PageLook look = look_at(page);
  EXPECT_FALSE(look.blank()) << look.marked << " of " << look.places;
}

TEST(PageLooker, faint_pencil_over_the_page_is_not_blank) {
  Page page;
  page.type(4, 20);
  for (std::uint8_t& pixel : page.pixels) {
    if (pixel < 200) pixel = 165;
  }
  page.add_noise(4, 3);
  EXPECT_FALSE(look_at(page).blank());
}

TEST(PageLooker, a_soft_picture_without_an_edge_is_not_blank) {
  Page page;
  for (std::uint64_t y = 0; y < page.height; ++y) {
    page.fill(0, y, page.width, 1, static_cast<std::uint8_t>(40 + y * 180 / page.height));
  }
  EXPECT_FALSE(look_at(page).blank());
}

TEST(PageLooker, an_empty_sheet_on_a_black_scanner_bed_is_blank) {
  Page page;
  page.fill(0, 0, page.width, page.height, 12);
  page.fill(90, 70, 1060, 1600, 205);
  page.add_noise(5, 3);
  EXPECT_TRUE(look_at(page).blank());
  page.type(5, 6);
  EXPECT_FALSE(look_at(page).blank()) << "and with writing it is not";
}

TEST(PageLooker, black_and_white_with_specks_is_blank_and_with_words_is_not) {
  Page page;
  page.fill(0, 0, page.width, page.height, 255);
  std::mt19937 random(6);
  for (int i = 0; i < 600; ++i) page.at(random() % page.width, random() % page.height) = 0;
  EXPECT_TRUE(look_at(page, {.bilevel = true}).blank());
  page.type(6, 2);
  for (std::uint8_t& pixel : page.pixels) pixel = pixel < 128 ? 0 : 255;
  EXPECT_FALSE(look_at(page, {.bilevel = true}).blank());
}

TEST(PageLooker, another_scan_of_a_leaf_is_alike_and_another_leaf_is_not) {
  std::vector<PageLook> leaves;
  for (unsigned seed = 10; seed < 16; ++seed) {
    Page page;
    page.type(seed, 54);
    page.add_noise(seed, 5);
    leaves.push_back(look_at(page));
    Page again;  // moved by 1 mm, darker, with a noise of its own
    again.type(seed, 54, 6, 4);
    for (std::uint8_t& pixel : again.pixels) pixel = static_cast<std::uint8_t>(pixel * 9 / 10);
    again.add_noise(seed + 100, 5);
    EXPECT_LE(distance(leaves.back().hash, look_at(again).hash), kAlikeBits) << seed;
  }
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      EXPECT_GT(distance(leaves[i].hash, leaves[k].hash), kAlikeBits) << i << " and " << k;
    }
  }
}

TEST(PageLooker, half_the_resolution_looks_the_same) {
  Page page;
  page.type(20, 40);
  Page half;
  half.width = page.width / 2;
  half.height = page.height / 2;
  half.pixels.assign(half.width * half.height, 0);
  for (std::uint64_t y = 0; y < half.height; ++y) {
    for (std::uint64_t x = 0; x < half.width; ++x) {
      half.at(x, y) =
          static_cast<std::uint8_t>((page.at(2 * x, 2 * y) + page.at(2 * x + 1, 2 * y) +
                                     page.at(2 * x, 2 * y + 1) + page.at(2 * x + 1, 2 * y + 1)) /
                                    4);
    }
  }
  EXPECT_LE(distance(look_at(page).hash, look_at(half).hash), kAlikeBits);
}

// Rows and columns as a decoder gives them: whole rows, tiles, planes, RGB.
TEST(PageLooker, tiles_planes_and_colours_look_like_whole_gray_rows) {
  Page page;
  page.type(30, 40);
  page.add_noise(30, 4);
  const PageLook whole = look_at(page);

  PageLooker tiles({.width = page.width, .height = page.height});
  constexpr std::uint64_t kTile = 256;
  for (std::uint64_t ty = 0; ty < page.height; ty += kTile) {
    for (std::uint64_t tx = 0; tx < page.width; tx += kTile) {
      for (std::uint64_t y = ty; y < std::min(ty + kTile, page.height); ++y) {
        std::vector<std::uint8_t> row(kTile, 0);  // tiles reach over the edge
        for (std::uint64_t x = 0; x < kTile && tx + x < page.width; ++x)
          row[x] = page.at(tx + x, y);
        if (tiles.wants(y)) tiles.take(tx, y, row);
      }
    }
  }
  EXPECT_EQ(tiles.finish(), whole);

  PageLooker chunky({.width = page.width, .height = page.height, .lanes = 3, .tone = Tone::kRgb});
  PageLooker planes({.width = page.width, .height = page.height, .lanes = 3, .tone = Tone::kRgb});
  for (std::uint64_t y = 0; y < page.height; ++y) {
    if (!chunky.wants(y)) continue;
    std::vector<std::uint8_t> row;
    for (std::uint64_t x = 0; x < page.width; ++x) row.insert(row.end(), 3, page.at(x, y));
    chunky.take(0, y, row);
    for (std::uint32_t lane = 0; lane < 3; ++lane) {
      planes.take(0, y, std::span(page.pixels).subspan(y * page.width, page.width), lane);
    }
  }
  const auto of_chunky = chunky.finish();
  ASSERT_TRUE(of_chunky);
  EXPECT_LE(distance(of_chunky->hash, whole.hash), 2) << "rounding alone may differ";
  EXPECT_EQ(of_chunky->marked, whole.marked);
  EXPECT_EQ(planes.finish(), of_chunky);
}

TEST(PageLooker, white_is_zero_is_the_same_page) {
  Page page;
  page.type(40, 30);
  Page negative = page;
  for (std::uint8_t& pixel : negative.pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
  EXPECT_LE(distance(look_at(page).hash, look_at(negative, {.white_is_zero = true}).hash), 2);
}

TEST(PageLooker, an_even_texture_of_much_contrast_is_a_picture_and_not_blank) {
  Page page;
  std::mt19937 random(50);
  for (std::uint64_t y = 0; y < page.height; y += 8) {
    for (std::uint64_t x = 0; x < page.width; x += 8) {
      page.fill(x, y, 8, 8, static_cast<std::uint8_t>(90 + random() % 90));
    }
  }
  EXPECT_FALSE(look_at(page).blank());
}

TEST(PageLooker, a_page_of_which_a_tenth_is_lost_is_not_judged) {
  const Page page;
  PageLooker looker({.width = page.width, .height = page.height});
  for (std::uint64_t y = 0; y < page.height * 8 / 10; ++y) {
    looker.take(0, y, std::span(page.pixels).subspan(y * page.width, page.width));
  }
  EXPECT_FALSE(looker.finish());
}

TEST(PageLooker, absurd_shapes_and_stray_rows_do_no_harm) {
  for (const RowShape& shape :
       {RowShape{.width = 0, .height = 0}, RowShape{.width = 199, .height = 199},
        RowShape{.width = 1ULL << 40, .height = 300},
        RowShape{.width = 300, .height = 300, .lanes = 0},
        RowShape{.width = 300, .height = 300, .lanes = 1000}}) {
    PageLooker looker(shape);
    EXPECT_FALSE(looker.wants(0));
    looker.take(0, 0, std::vector<std::uint8_t>(64));
    EXPECT_FALSE(looker.finish());
  }
  PageLooker looker({.width = 300, .height = 300});
  looker.take(1000, 5, std::vector<std::uint8_t>(64));
  looker.take(5, 1000, std::vector<std::uint8_t>(64));
  looker.take(290, 299, std::vector<std::uint8_t>(64));
  looker.take(0, 0, std::vector<std::uint8_t>(64), 7);
  EXPECT_FALSE(looker.finish());
}

}  // namespace
}  // namespace delo::validators::likeness
