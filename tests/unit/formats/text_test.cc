#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "validators/text/encoding.h"
#include "validators/text/text_validator.h"

namespace delo::validators::text {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace std::string_view_literals;

constexpr std::string_view kRussian =
    "Совершенно секретно. Телеграмма товарищу Сталину.\n"
    "Из Пекина получена телеграмма, в которой говорится о встрече с Ким Ир Сеном.\n"
    "Он считает, что корейская народная армия не может одна разбить американцев.\n";
constexpr std::string_view kUkrainian =
    "Цілком таємно. Лист до Центрального Комітету про становище в області.\n"
    "Доповідаємо, що збирання врожаю йде повільно, хліба є мало, їжі не вистачає.\n";

Examination examined(std::string_view bytes, std::string_view puid = "x-fmt/111") {
  Format format;
  format.puid = puid;
  return examine(MemorySource(bytes), RelativePath::parse("a.txt").value(), format, {}).value();
}
std::string encoding(std::string_view bytes) { return examined(bytes).technical.text_encoding; }
std::vector<std::string> rules(std::string_view bytes, std::string_view puid = "x-fmt/111") {
  std::vector<std::string> out;
  for (const Finding& f : examined(bytes, puid).findings) out.push_back(f.rule);
  return out;
}

std::u32string decoded(std::string_view utf8) {
  std::u32string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t n = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
    char32_t code = n == 1 ? lead : lead & (n == 2 ? 0x1FU : 0x0FU);
    for (std::size_t k = 1; k < n; ++k) {
      code = (code << 6) | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
    }
    out += code;
    i += n;
  }
  return out;
}
std::string utf8(char32_t code) {
  std::string out;
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
  } else {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
  }
  return out + static_cast<char>(0x80 | (code & 0x3F));
}
std::string in_page(std::string_view text, std::string_view page) {
  std::string out;
  for (const char32_t c : decoded(text)) {
    out += static_cast<char>(code_page(page).byte_of(c).value_or('?'));
  }
  return out;
}
// Bytes taken for a code page and saved as UTF-8.
std::string taken_for(std::string_view bytes, std::string_view page) {
  std::string out;
  for (const char c : bytes) out += utf8(code_page(page).at(static_cast<std::uint8_t>(c)));
  return out;
}
std::string in_utf16(std::string_view text, bool little) {
  std::string out;
  for (const char32_t c : decoded(text)) {
    const char low = static_cast<char>(c & 0xFF), top = static_cast<char>(c >> 8);
    out += little ? low : top;
    out += little ? top : low;
  }
  return out;
}

TEST(Text, unicode_and_ascii_are_told_and_sound) {
  EXPECT_EQ(encoding("plain\n"), "US-ASCII");
  EXPECT_EQ(encoding(kRussian), "UTF-8");
  EXPECT_EQ(encoding("\xFF\xFE" + in_utf16(kRussian, true)), "UTF-16LE");
  EXPECT_EQ(encoding("\xFE\xFF" + in_utf16(kRussian, false)), "UTF-16BE");
  EXPECT_THAT(rules("plain\n"), IsEmpty());
  EXPECT_THAT(rules(kRussian), IsEmpty());
  EXPECT_THAT(rules(kUkrainian), IsEmpty());
  EXPECT_THAT(rules("\xFF\xFE" + in_utf16(kRussian, true)), IsEmpty());
}

TEST(Text, utf16_without_a_mark_is_told) {
  EXPECT_EQ(encoding(in_utf16(kRussian, true)), "UTF-16LE");
  EXPECT_EQ(encoding(in_utf16(kRussian, false)), "UTF-16BE");
  EXPECT_THAT(rules(in_utf16(kRussian, true)), ElementsAre("text.utf16-without-mark"));
}

TEST(Text, a_few_words_of_utf16_with_signs_and_tables_are_told) {
  for (const std::string_view text :
       {"Протокол № 57\n"sv, "«Правда» — газета… № 5\n"sv,
        "│ Область │ План │\n├─────────┼──────┤\n│ Киевская│  45  │\n"sv}) {
    EXPECT_EQ(encoding(in_utf16(text, true)), "UTF-16LE") << text;
    EXPECT_EQ(encoding(in_utf16(text, false)), "UTF-16BE") << text;
  }
}

TEST(Text, russian_and_ukrainian_code_pages_are_told_apart) {
  for (const std::string_view page :
       {"windows-1251"sv, "KOI8-R"sv, "IBM866"sv, "ISO-8859-5"sv, "x-mac-cyrillic"sv}) {
    EXPECT_EQ(encoding(in_page(kRussian, page)), page);
    EXPECT_THAT(rules(in_page(kRussian, page)), ElementsAre("text.legacy-encoding")) << page;
  }
  EXPECT_EQ(encoding(in_page(kUkrainian, "windows-1251")), "windows-1251");
  EXPECT_EQ(encoding(in_page(kUkrainian, "KOI8-U")), "KOI8-U");
  EXPECT_THAT(examined(in_page(kRussian, "KOI8-R")).findings[0].message,
              HasSubstr("reads as Russian or Ukrainian"));
}

TEST(Text, a_few_words_are_enough_and_a_letter_is_not) {
  EXPECT_EQ(encoding(in_page("Протокол допроса свидетеля", "IBM866")), "IBM866");
  EXPECT_EQ(encoding(in_page("Протокол допроса свидетеля", "KOI8-R")), "KOI8-R");
  EXPECT_THAT(rules("a\xFF"), ElementsAre("text.encoding-unsure"));
  EXPECT_THAT(rules("caf\xE9, th\xE9 et cr\xE8me\n"), ElementsAre("text.encoding-unsure"));
}

TEST(Text, bytes_that_are_not_utf8_are_told_by_offset) {
  std::string damaged(kRussian);
  damaged[40] = '\xFF';
  const Examination out = examined(damaged);
  ASSERT_EQ(out.findings.size(), 1U);
  EXPECT_EQ(out.findings[0].rule, "text.invalid-bytes");
  EXPECT_EQ(out.findings[0].where.part, "line 1");
  EXPECT_EQ(out.validity, Validity::kInvalid);
  EXPECT_EQ(out.technical.text_encoding, "UTF-8");
  EXPECT_THAT(rules("\xEF\xBB\xBF"
                    "a\xC0\xAF"),
              ElementsAre("text.invalid-bytes", "text.byte-order-mark"));
  EXPECT_THAT(rules("\xFF\xFE"
                    "a\0\0\xD8"
                    "b\0"sv),
              ElementsAre("text.invalid-bytes"));
}

TEST(Text, utf8_saved_twice_is_mojibake) {
  // Without a capital И, whose second byte windows-1251 leaves open.
  const std::string twice = taken_for("Секретно. Телеграмма товарищу Сталину.\n", "windows-1251");
  EXPECT_THAT(rules(twice), ElementsAre("text.mojibake"));
  EXPECT_THAT(examined(twice).findings[0].message, HasSubstr("UTF-8 taken for windows-1251"));
}

TEST(Text, a_code_page_taken_for_another_is_mojibake) {
  const std::string wrong = taken_for(in_page(kRussian, "KOI8-R"), "windows-1251");
  EXPECT_THAT(rules(wrong), ElementsAre("text.mojibake"));
  EXPECT_THAT(examined(wrong).findings[0].message, HasSubstr("KOI8-R that was taken for windows"));
  EXPECT_THAT(rules(taken_for(in_page(kRussian, "windows-1251"), "KOI8-R")),
              ElementsAre("text.mojibake"));
}

TEST(Text, mojibake_is_told_with_both_encodings_and_a_word_put_right) {
  const auto message = [](std::string_view bytes) {
    const Examination out = examined(bytes);
    return out.findings.empty() ? std::string("no finding") : out.findings[0].message;
  };
  EXPECT_THAT(message(taken_for("Секретно. Телеграмма товарищу Сталину.\n", "windows-1251")),
              HasSubstr("is \"Секретно\""));
  EXPECT_THAT(message(taken_for(in_page(kRussian, "windows-1251"), "windows-1252")),
              HasSubstr("windows-1251 that was taken for windows-1252: its first word is "
                        "\"Совершенно\""));
  EXPECT_THAT(message(taken_for(in_page(kRussian, "KOI8-R"), "windows-1251")),
              HasSubstr("\"Совершенно\""));
  EXPECT_THAT(rules("Le télégramme a été reçu hier à l'état-major, où les généraux l'ont étudié; "
                    "né à Orléans, élevé là-bas, il était déjà très âgé. Ça va.\n"),
              IsEmpty());
}

TEST(Text, quotes_and_abbreviations_are_no_mojibake) {
  EXPECT_THAT(rules("«СССР» № 5 — «Правда», С…, РСФСР. Р° не Р№\n" + std::string(kRussian)),
              IsEmpty());
}

TEST(Text, odd_characters_are_told) {
  EXPECT_THAT(rules("a\0b"sv), ElementsAre("text.nul"));
  EXPECT_THAT(rules("a\x07\n"), ElementsAre("text.control-characters"));
  EXPECT_THAT(rules("dos\r\n\x1A"), IsEmpty());
  EXPECT_THAT(rules("a\xEF\xBF\xBD"), ElementsAre("text.replacement-character"));
  EXPECT_THAT(rules("\xEF\xBB\xBF"
                    "a\n"),
              ElementsAre("text.byte-order-mark"));
  EXPECT_THAT(rules("a\r\nb\nc\r\n"), ElementsAre("text.mixed-line-ends"));
  EXPECT_THAT(rules("a\r\nb\r\n"), IsEmpty());
  EXPECT_EQ(examined("x\n\na\0b"sv).findings[0].where.part, "line 3");
}

TEST(Text, csv_quotes_and_columns_are_checked) {
  constexpr std::string_view kCsv = "x-fmt/18";
  EXPECT_THAT(rules("a,b\r\n\"1\r\n2\",\"3\"\"4\"\r\n\r\n", kCsv), IsEmpty());
  EXPECT_THAT(rules("a;b\n1;2,3\n", kCsv), IsEmpty());
  EXPECT_THAT(rules("a,b\n\"1,2\n3,4\n", kCsv), ElementsAre("text.csv.unclosed-quote"));
  EXPECT_EQ(examined("a,b\n\"1,2\n", kCsv).findings[0].where.offset, 4U);
  EXPECT_THAT(rules("a,b\n1,2,3\n4,5\n", kCsv), ElementsAre("text.csv.columns"));
  EXPECT_EQ(examined("a,b\n1,2,3\n4,5\n", kCsv).findings[0].where.part, "line 2");
}

TEST(Text, any_bytes_have_a_verdict) {
  for (int c = 0; c < 256; ++c) {
    (void)examined(std::string(1, static_cast<char>(c)));
    (void)examined(std::string(3, static_cast<char>(c)));
    (void)examined("\xFF\xFE" + std::string(3, static_cast<char>(c)));
  }
  EXPECT_EQ(examined("").validity, Validity::kValid);
}

TEST(Text, rule_ids_are_unique) {
  std::set<std::string_view> ids;
  for (const Rule& rule : text_rules()) EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
}

}  // namespace
}  // namespace delo::validators::text
