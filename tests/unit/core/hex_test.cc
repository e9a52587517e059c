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

TEST(Hex, what_is_no_pair_of_digits_is_refused) {
  for (const char* text : {"0", "0g", "g0", " 0", "+1", "0x", "00 "}) {
    EXPECT_EQ(bytes_of_hex(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace delo
