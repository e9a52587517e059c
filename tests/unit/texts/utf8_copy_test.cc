#include "validators/text/utf8_copy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "core/text/utf8.h"
#include "validators/examine_file.h"
#include "validators/formats/format_identifier.h"
#include "validators/text/declared_encoding.h"
#include "validators/text/encoding.h"
#include "validators/text/utf8_writer.h"
#include "validators/texts/item_texts.h"

namespace delo::validators::text {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace std::string_literals;

const std::string kRussian =
    "Совершенно секретно. Телеграмма товарищу Сталину.\r\n"
    "Из Пекина получена телеграмма, в которой говорится о встрече с Ким Ир Сеном.\r\n"
    "Он считает, что корейская народная армия не может одна разбить американцев.\r\n";
const std::string kUkrainian =
    "Цілком таємно. Лист до Центрального Комітету про становище в області.\n"
    "Доповідаємо, що збирання врожаю йде повільно, хліба є мало, їжі не вистачає.\n";

std::string in_page(const std::string& text, std::string_view page) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    out += static_cast<char>(code_page(page).byte_of(next_code_point(text, at)).value_or('?'));
  }
  return out;
}
std::string in_utf16(const std::string& text, bool little, bool mark) {
  std::string out = mark ? (little ? "\xFF\xFE"s : "\xFE\xFF"s) : ""s;
  const auto put = [&](char32_t unit) {
    const char low = static_cast<char>(unit & 0xFF), top = static_cast<char>(unit >> 8);
    out += little ? low : top;
    out += little ? top : low;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code = next_code_point(text, at);
    if (code < 0x10000) {
      put(code);
    } else {
      put(0xD800 + ((code - 0x10000) >> 10));
      put(0xDC00 + ((code - 0x10000) & 0x3FF));
    }
  }
  return out;
}

struct Copy {
  std::string text, why_none;
};
Copy copy_of(const std::string& bytes, const char* name = "a.txt") {
  const MemorySource source(bytes);
  const auto format = identify_format(source, *RelativePath::parse(name));
  EXPECT_TRUE(format);
  StringSink sink;
  const auto why = copy_as_utf8(source, *format, sink);
  EXPECT_TRUE(why);
  return {sink.text(), why ? *why : std::string("error")};
}
std::string labels_in(const std::string& html) {
  std::string out;
  for (const DeclaredEncoding& one : encodings_declared_in(html)) {
    out += std::string(one.label_in(html)) + "|";
  }
  return out;
}

TEST(Utf8Copy, has_every_character_and_line_end_of_a_code_page) {
  for (const char* page : {"windows-1251", "KOI8-R", "IBM866", "ISO-8859-5"}) {
    const Copy copy = copy_of(in_page(kRussian, page));
    EXPECT_EQ(copy.text, kRussian) << page;
    EXPECT_EQ(copy.why_none, "") << page;
  }
  for (const char* page : {"windows-1251", "KOI8-U"}) {
    EXPECT_EQ(copy_of(in_page(kUkrainian, page)).text, kUkrainian) << page;
  }
}

// Bytes of RFC 1489, no table of ours: a table of two columns, ╖──╥.
const std::string kFrames =
    "\xA5\xA0\xA0\xB6\xA0\xA0\xA8\n\xA1\x20\x31\x81\x20\x32\xA1\n"
    "\xB0\x80\x80\x8A\x80\x80\xB4\n\xA7\x80\x80\xB7\n";

TEST(Utf8Copy, of_koi8_r_has_frames_where_koi8_u_has_letters) {
  const std::string six = kRussian + kRussian + kRussian + kRussian;
  const Copy copy = copy_of(in_page(six, "KOI8-R") + kFrames);
  EXPECT_EQ(copy.why_none, "");
  EXPECT_EQ(copy.text, six + "╔══╤══╗\n║ 1│ 2║\n╟──┼──╢\n╖──╥\n");
  // Letters by frames, and what stands alone, tell nothing.
  EXPECT_THAT(copy_of(in_page(six + kUkrainian, "KOI8-U") + kFrames).why_none,
              HasSubstr("not certain"));
  EXPECT_THAT(copy_of(in_page(six, "KOI8-R") + "\xB4 5 \xB6 3\n").why_none,
              HasSubstr("not certain"));
}

TEST(Utf8Copy, of_koi8_is_what_html_declares_where_the_bytes_are_both) {
  const std::string begin = "<html><head><meta charset=", end = "</body></html>";
  const auto html = [&](const std::string& label, const std::string& more) {
    return copy_of(begin + label + "></head><body>" +
                       in_page(kRussian + kRussian + kRussian, "KOI8-R") + more + end,
                   "a.html");
  };
  EXPECT_EQ(html("koi8-r", "").why_none, "");
  EXPECT_EQ(html("koi8-u", "").why_none, "");
  EXPECT_THAT(html("koi8-r", "5 \xB4 6").text, HasSubstr("5 ╢ 6"));
  EXPECT_THAT(html("koi8-u", "5 \xB4 6").text, HasSubstr("5 Є 6"));
  EXPECT_THAT(html("koi8-u", kFrames).why_none, HasSubstr("declares the encoding koi8-u"));
}

TEST(Utf8Copy, of_ibm866_is_not_made_where_letters_may_be_those_of_ruscii) {
  const std::string text = in_page(kRussian + kRussian, "IBM866");
  EXPECT_EQ(copy_of(text + "20\xF8\x91, \xFC 5\n").text, kRussian + kRussian + "20°С, № 5\n");
  // "Київ", "є", "Львів", "їх" of cp1125.
  for (const char* word :
       {"\x8A\xA8\xF9\xA2", "\xF5", "\x8B\xEC\xA2\xF7\xA2", "\xF9\xE5", "\xF8\xA6\xA0"}) {
    EXPECT_THAT(copy_of(text + word + "\n").why_none, HasSubstr("not certain")) << word;
  }
}

TEST(Utf8Copy, is_not_made_where_lines_are_of_two_encodings) {
  std::string text;
  for (int i = 0; i < 8; ++i) text += in_page(kRussian, "windows-1251");
  const std::string first = in_page(kRussian, "windows-1251");
  for (const std::string& other :
       {in_page("Из Пекина получена телеграмма.\n", "KOI8-R"), in_page(kRussian, "IBM866"),
        in_page("Château déjà fête naïve\n", "windows-1252"), "Из Пекина\n"s}) {
    EXPECT_THAT(copy_of(text + other).why_none, HasSubstr("not certain"));
    EXPECT_THAT(copy_of(first + other + text).why_none, HasSubstr("not certain"));
  }
  const std::string both = text + in_page(kRussian, "KOI8-R");
  const MemorySource mixed(both);
  const auto seen = examine_file(mixed, *RelativePath::parse("a.txt"));
  ASSERT_TRUE(seen);
  ASSERT_EQ(seen->findings.size(), 1U);
  EXPECT_EQ(seen->findings[0].rule, "text.encoding-unsure");
  EXPECT_THAT(seen->findings[0].message, HasSubstr("lines are in KOI8-R"));
}

TEST(Utf8Copy, is_made_where_lines_are_short_or_frames_or_capitals) {
  const std::string more =
      "ЦК КПСС, СССР, МИД, ЦГАОР, ф. Р-5446\nРГАСПИ, ВКП(б), НКВД, МГБ, КНДР\n1\nа\n№ 5, «б»\n";
  const std::string table = "╔═══════╤══════╗\n║ Полк  │ Чел. ║\n╟───────┼──────╢\n";
  const std::string text = kRussian + kRussian + kRussian + kRussian;
  EXPECT_EQ(copy_of(in_page(text + more, "windows-1251")).text, text + more);
  EXPECT_EQ(copy_of(in_page(text + table, "IBM866")).text, text + table);
}

TEST(Utf8Copy, of_utf16_has_no_byte_order_mark_and_keeps_marks_apart) {
  const std::string text = kRussian + "и\u0306 \U0001F4DC\n";  // no normal form is imposed
  EXPECT_EQ(copy_of(in_utf16(text, true, true)).text, text);
  EXPECT_EQ(copy_of(in_utf16(text, false, true)).text, text);
  EXPECT_EQ(copy_of(in_utf16(kRussian, true, false)).text, kRussian);
}

TEST(Utf8Copy, is_not_made_of_what_is_utf8_or_a_guess) {
  EXPECT_EQ(copy_of(kRussian).why_none, "it is UTF-8 already");
  EXPECT_EQ(copy_of("\xEF\xBB\xBF" + kRussian).why_none, "it is UTF-8 already");
  EXPECT_EQ(copy_of("plain\n").why_none, "it is UTF-8 already");
  const Copy shorter = copy_of(in_page("Да.", "windows-1251"));
  EXPECT_THAT(shorter.why_none, HasSubstr("not certain"));
  EXPECT_EQ(shorter.text, "");
  const Copy western =
      copy_of(in_page("Città, perché, già, così, né, là, più, può\n", "windows-1252"));
  EXPECT_NE(western.why_none, "");
  EXPECT_EQ(western.text, "");
}

TEST(Utf8Copy, is_not_made_where_something_is_no_character) {
  const Copy hole = copy_of(in_page(kRussian, "windows-1251") + "\x98\n");
  EXPECT_EQ(hole.why_none, "1 place is no character in windows-1251");
  EXPECT_EQ(hole.text, "");
  const Copy half = copy_of(in_utf16(kRussian, true, true) + "\x00\xD8\x20\x00"s);
  EXPECT_EQ(half.why_none, "1 place is no character in UTF-16LE");
  EXPECT_EQ(half.text, "");
}

TEST(Utf8Copy, of_html_says_that_it_is_utf8) {
  const std::string before = "<!DOCTYPE html><html><head>\n<meta CharSet=\"";
  const std::string after = "\"><title>charset=no</title></head><body><p>" + kRussian +
                            "</p>charset=koi8-r</body></html>";
  const Copy copy = copy_of(in_page(before + "windows-1251" + after, "windows-1251"), "a.html");
  EXPECT_EQ(copy.text, before + "utf-8" + after);
  const std::string old =
      "<html><head><meta http-equiv='Content-Type' content='text/html; charset=";
  EXPECT_EQ(copy_of(in_page(old + "koi8-r'>" + after.substr(1), "KOI8-R"), "a.html").text,
            old + "utf-8'>" + after.substr(1));
}

TEST(Utf8Copy, of_html_that_declares_another_encoding_is_not_made) {
  const std::string html = "<html><head><meta charset=koi8-r></head><body>" + kRussian + "</body>";
  EXPECT_EQ(copy_of(in_page(html, "windows-1251"), "a.html").why_none,
            "it declares the encoding koi8-r, and reads as windows-1251");
  const std::string odd = "<html><head><meta charset=klingon></head><body>" + kRussian + "</body>";
  EXPECT_EQ(copy_of(in_page(odd, "windows-1251"), "a.html").why_none,
            "it declares the encoding klingon, and reads as windows-1251");
}

TEST(DeclaredEncoding, stands_in_meta_and_nowhere_else) {
  EXPECT_EQ(labels_in("<meta charset=utf-8>"), "utf-8|");
  EXPECT_EQ(labels_in("<META charset = ' koi8-r '/>"), "koi8-r|");
  EXPECT_EQ(labels_in("<?xml version='1.0' encoding=\"windows-1251\"?><html>"
                      "<meta charset=\"windows-1251\">"),
            "windows-1251|windows-1251|");
  EXPECT_EQ(labels_in("<meta content='text/html;charset=\"cp866\"' http-equiv=content-type>"),
            "cp866|");
  EXPECT_EQ(labels_in("<!-- <meta charset=a> -->"
                      "<metal charset=c><p title='<meta charset=d>'><meta name=charset content=e>"
                      "<meta content='charset=f'></head><!-->"),
            "");
  EXPECT_EQ(labels_in("<meta charset="), "");
  EXPECT_EQ(labels_in("<meta"), "");
  EXPECT_EQ(labels_in("<meta charset=utf-8"), "");
  EXPECT_EQ(labels_in("<meta charset=a charset=b>"), "a|");
  EXPECT_EQ(labels_in("<!-- <meta charset=a>"), "");
  EXPECT_EQ(encoding_of_label("CP1251"), "windows-1251");
  EXPECT_EQ(encoding_of_label("klingon"), "");
}

TEST(DeclaredEncoding, stands_behind_the_head_too) {
  EXPECT_EQ(labels_in("<html><head></head><meta charset=a><body class='x'><meta charset=b>"),
            "a|b|");
  const std::string html =
      "<html><head><title>x</title></head><body>\n<meta http-equiv=\"content-type\" "
      "content=\"text/html; charset=";
  EXPECT_EQ(copy_of(in_page(html + "windows-1251\"><p>" + kRussian, "windows-1251"), "a.html").text,
            html + "utf-8\"><p>" + kRussian);
}

TEST(DeclaredEncoding, is_looked_for_in_scripts_only_before_anything_is_parsed) {
  // "<b" begins a tag there, which ends behind a.
  EXPECT_EQ(labels_in("<script>if (a<b) '<meta charset=a>'; '<meta charset=b>'</script>"), "b|");
  EXPECT_EQ(labels_in("<meta charset=a><script>'<meta charset=b>'</script><meta charset=c>"),
            "a|c|");
  const std::string blanks(1024, ' ');
  EXPECT_EQ(labels_in("<title>" + blanks + "<meta charset=a></title><meta charset=b>"), "b|");
}

TEST(DeclaredEncoding, is_whole_or_none) {
  const std::string tag = "<meta charset=windows-1251>";
  for (std::size_t before = 0; before <= tag.size(); ++before) {
    std::string html = "<html><head><title>x</title>";
    html.append(kMostOfHead - html.size() - before, ' ');
    const std::string end = "</head><body>" + kRussian + "</body></html>";
    const Copy copy = copy_of(in_page(html + tag + end, "windows-1251"), "a.html");
    EXPECT_EQ(copy.why_none, "");
    EXPECT_EQ(copy.text, html + (before == 0 ? tag : "<meta charset=utf-8>") + end) << before;
  }
}

TEST(Utf8Copy, what_stands_in_its_way_is_told_with_the_text) {
  const std::string bytes = in_page(kRussian, "windows-1251") + "\x98\n";
  const MemorySource source(bytes);
  const auto path = *RelativePath::parse("transcription_ru.txt");
  const auto seen = examine_file(source, path);
  ASSERT_TRUE(seen);
  EXPECT_TRUE(is_not_utf8(seen->format, seen->technical));
  const Finding told = no_utf8_copy(path, why_no_utf8_copy(seen->technical));
  EXPECT_EQ(told.rule, "texts.no-utf-8-copy");
  EXPECT_THAT(told.message, HasSubstr("no UTF-8 copy was made of the text: 1 place"));
}

}  // namespace
}  // namespace delo::validators::text
