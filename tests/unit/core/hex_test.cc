#include "core/text/hex.h"

#include <gtest/gtest.h>

namespace delo {
namespace {

TEST(Hex, bytes_are_written_in_small_digits_and_read_in_any) {
  const std::string bytes("\x00\x7f\x80\xff", 4);
  EXPECT_EQ(hex_of(bytes), "007f80ff");
  EXPECT_EQ(bytes_of_hex("007f80ff"), bytes);
  EXPECT_EQ(bytes_of_hex("007F80FF"), bytes);
  EXPECT_EQ(hex_of(""), "");
  EXPECT_EQ(bytes_of_hex(""), "");
}

TEST(Hex, digits_are_those_of_bytes_or_not_however_many_there_are) {
  for (const std::size_t size : {0, 1, 32, 63, 64, 65, 200}) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * 41 + 7);
    std::string hex = hex_of(bytes);
    EXPECT_TRUE(is_hex_of(hex, bytes)) << size;
    EXPECT_FALSE(is_hex_of(hex + "0", bytes)) << size;
    EXPECT_FALSE(is_hex_of(hex, bytes + "0")) << size;
    if (hex.empty()) continue;
    hex.back() = hex.back() == '0' ? '1' : '0';
    EXPECT_FALSE(is_hex_of(hex, bytes)) << size;
  }
}

TEST(Hex, what_is_no_pair_of_digits_is_refused) {
  for (const char* text : {"0", "0g", "g0", " 0", "+1", "0x", "00 "}) {
    EXPECT_EQ(bytes_of_hex(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace delo
