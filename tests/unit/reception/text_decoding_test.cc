#include "ingest/reception/text_decoding.h"

#include <gtest/gtest.h>

#include <string>

namespace delo::ingest {
namespace {

// "Телеграмма Сталину" in three single-byte encodings.
constexpr std::string_view k1251 =
    "\xd2\xe5\xeb\xe5\xe3\xf0\xe0\xec\xec\xe0 \xd1\xf2\xe0\xeb\xe8\xed\xf3";
constexpr std::string_view kKoi8 =
    "\xf4\xc5\xcc\xc5\xc7\xd2\xc1\xcd\xcd\xc1 \xf3\xd4\xc1\xcc\xc9\xce\xd5";
constexpr std::string_view k866 =
    "\x92\xa5\xab\xa5\xa3\xe0\xa0\xac\xac\xa0 \x91\xe2\xa0\xab\xa8\xad\xe3";
constexpr std::string_view kText = "Телеграмма Сталину";

TEST(TextDecoding, the_single_byte_encodings_are_told_apart) {
  EXPECT_EQ(encoding_of(k1251), TextEncoding::kWindows1251);
  EXPECT_EQ(encoding_of(kKoi8), TextEncoding::kKoi8R);
  EXPECT_EQ(encoding_of(k866), TextEncoding::kIbm866);
  EXPECT_EQ(decode(k1251, TextEncoding::kWindows1251), kText);
  EXPECT_EQ(decode(kKoi8, TextEncoding::kKoi8R), kText);
  EXPECT_EQ(decode(k866, TextEncoding::kIbm866), kText);
}

TEST(TextDecoding, utf8_is_taken_as_it_is_without_its_mark) {
  EXPECT_EQ(encoding_of(kText), TextEncoding::kUtf8);
  EXPECT_EQ(decode("\xef\xbb\xbf"
                   "a",
                   TextEncoding::kUtf8),
            "a");
}

TEST(TextDecoding, utf16_is_known_by_its_mark_or_its_zeros) {
  const std::string little(
      "\xff\xfe"
      "a\0\x1f\x04",
      6);
  EXPECT_EQ(encoding_of(little), TextEncoding::kUtf16Little);
  EXPECT_EQ(decode(little, TextEncoding::kUtf16Little), "aП");
  const std::string big("\xfe\xff\0a\x04\x1f", 6);
  EXPECT_EQ(encoding_of(big), TextEncoding::kUtf16Big);
  EXPECT_EQ(decode(big, TextEncoding::kUtf16Big), "aП");
  EXPECT_EQ(encoding_of(std::string("a\0b\0c\0d\0", 8)), TextEncoding::kUtf16Little);
  EXPECT_EQ(encoding_of(std::string("\0a\0b\0c\0d", 8)), TextEncoding::kUtf16Big);
}

TEST(TextDecoding, half_characters_become_the_replacement_character) {
  EXPECT_EQ(decode(std::string("\x3d\xd8", 2), TextEncoding::kUtf16Little), "\xef\xbf\xbd");
  EXPECT_EQ(decode(std::string("\x3d\xd8\xdc\xdc", 4), TextEncoding::kUtf16Little), "📜");
  EXPECT_EQ(decode("x", TextEncoding::kUtf16Little), "\xef\xbf\xbd");
}

TEST(TextDecoding, binary_files_are_known_by_their_beginning) {
  EXPECT_TRUE(begins_like_binary(std::string_view("II*\0\x08", 5)));
  EXPECT_TRUE(begins_like_binary("%PDF-1.4"));
  EXPECT_FALSE(begins_like_binary("II. 37"));
  EXPECT_FALSE(begins_like_binary(""));
}

TEST(Texts, are_trimmed_of_blanks_and_where_asked_of_line_ends) {
  EXPECT_EQ(trim(" \t a b \t"), "a b");
  EXPECT_EQ(trim("a\r"), "a\r");
  EXPECT_EQ(trim(" a\r\n", kBlanksAndLineEnds), "a");
  EXPECT_EQ(trim(" \t"), "");
}

TEST(Texts, are_lowered_in_any_script_and_bytes_of_no_script_in_ascii) {
  EXPECT_EQ(lower("MD5 Суммы"), "md5 суммы");
  EXPECT_EQ(lower("MD5 \xd1"), "md5 \xd1");
}

}  // namespace
}  // namespace delo::ingest
