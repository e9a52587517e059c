#include "core/fixity/fingerprint.h"

#include <gtest/gtest.h>

#include <string>

namespace delo {
namespace {

TEST(Fingerprint, is_the_first_half_of_the_sha256) {
  const Fingerprint empty = fingerprint_of("");
  const auto* bytes = reinterpret_cast<const unsigned char*>(empty.data());
  EXPECT_EQ(bytes[0], 0xe3);
  EXPECT_EQ(bytes[15], 0x24);
}

TEST(FingerprintMap, keeps_the_first_number_of_each_text_through_all_its_growing) {
  FingerprintMap map;
  EXPECT_FALSE(map.contains("0"));
  for (std::uint32_t i = 0; i < 10000; ++i) EXPECT_TRUE(map.insert(std::to_string(i), i));
  for (std::uint32_t i = 0; i < 10000; ++i) EXPECT_FALSE(map.insert(std::to_string(i), 7));
  EXPECT_EQ(map.size(), 10000u);
  for (std::uint32_t i = 0; i < 10000; ++i) {
    const auto* number = map.find(std::to_string(i));
    ASSERT_NE(number, nullptr);
    EXPECT_EQ(*number, i);
  }
  EXPECT_FALSE(map.contains("10000"));
  *map.find(fingerprint_of("17")) = 4;
  EXPECT_EQ(*map.find("17"), 4u);
}

}  // namespace
}  // namespace delo
