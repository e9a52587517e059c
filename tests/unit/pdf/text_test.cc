#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/pdf/pdf_test_support.h"
#include "validators/pdf/character_map.h"
#include "validators/pdf/glyph_names.h"
#include "validators/pdf/pdf_text.h"
#include "validators/text/text_reader.h"

namespace delo::validators::pdf {
namespace {

using test::all_findings;
using test::look_at;
using test::PdfBuilder;
using test::rules_broken;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A text with its pages as "|label|".
class Collected final : public text::TextHandler {
 public:
  void text(std::string_view utf8) override { out += utf8; }
  void page(std::string_view label) override { out += "|" + std::string(label) + "|"; }
  void declared_language(std::string_view tag) override { language = tag; }
  void fault(const Rule& rule, std::optional<std::uint64_t>, std::string,
             std::string message) override {
    faults.emplace_back(rule.id);
    told += message + "\n";
  }
  std::string out, language, told;
  std::vector<std::string> faults;
};

Collected read(const std::string& bytes) {
  Collected out;
  Format format;
  format.puid = "fmt/276";
  EXPECT_TRUE(text::has_text_reader(format.puid));
  EXPECT_TRUE(text::read_text(MemorySource(bytes), format, out));
  return out;
}
std::string text_of(const PdfBuilder& pdf) { return read(pdf.build()).out; }
PdfBuilder page(std::string_view content) { return PdfBuilder::one_page().content(content); }

// The usual page with the font 5 of two-byte codes, and its ToUnicode map.
PdfBuilder composite(std::string_view map, std::string_view content) {
  PdfBuilder pdf = page(content);
  pdf.object(5,
             "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Times /Encoding /Identity-H "
             "/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>");
  pdf.object(6,
             "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Times /CIDSystemInfo "
             "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>");
  pdf.flate_stream(7, "", map);
  return pdf;
}

TEST(PdfText, lines_and_words_are_told_by_where_glyphs_stand) {
  EXPECT_EQ(text_of(page("BT /F1 12 Tf 72 700 Td (Hello) Tj 0 -14 Td (world) Tj ET\n")),
            "||Hello\nworld\n");
  EXPECT_EQ(text_of(page("BT /F1 12 Tf 14 TL 72 700 Td [(Hel) 20 (lo) -400 (there)] TJ "
                         "(next) ' 1 0 (last) \" ET\n")),
            "||Hello there\nnext\nlast\n");
  // Each word placed for itself, and a line that is drawn from its end.
  EXPECT_EQ(
      text_of(page("BT /F1 10 Tf 1 0 0 1 200 700 Tm (two) Tj 1 0 0 1 72 700 Tm (one) Tj ET\n")),
      "||one two\n");
  // Drawn twice to look bold.
  EXPECT_EQ(
      text_of(page("BT /F1 10 Tf 72 700 Td (bold) Tj ET BT /F1 10 Tf 72.3 700 Td (bold) Tj ET\n")),
      "||bold\n");
  // A wide gap parts paragraphs; a note stands on its line.
  EXPECT_EQ(text_of(page("BT /F1 10 Tf 72 700 Td (a) Tj 4 Ts (1) Tj 0 Ts 0 -40 Td (b) Tj ET\n")),
            "||a1\n\nb\n");
  // Turned by a quarter.
  EXPECT_EQ(text_of(page("BT /F1 10 Tf 0 1 -1 0 100 100 Tm (up) Tj 0 -12 Td (on) Tj ET\n")),
            "||up\non\n");
}

TEST(PdfText, strings_are_read_with_their_escapes) {
  EXPECT_EQ(string_bytes("(a\\(b\\)\\101\\n\\\r\nc)"), "a(b)A\nc");
  EXPECT_EQ(string_bytes("<48 65 6c6C 6>"), "Hell`");
  EXPECT_EQ(text_of(page("BT /F1 12 Tf 72 700 Td <48656C6C6F> Tj ET\n")), "||Hello\n");
}

TEST(PdfText, a_font_says_what_its_codes_are) {
  PdfBuilder pdf = page("BT /F1 12 Tf 72 700 Td (\\001\\002\\003 x\\223y\\224) Tj ET\n");
  pdf.object(5,
             "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /FirstChar 0 /LastChar 3 /Widths "
             "[600 600 600 600] /FontDescriptor 6 0 R /Encoding << /Type /Encoding /BaseEncoding "
             "/WinAnsiEncoding /Differences [1 /afii10017 /afii10070 /uni0451] >> >>");
  pdf.object(6,
             "<< /Type /FontDescriptor /FontName /Courier /Flags 32 /FontBBox [0 0 600 900] "
             "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 "
             "/MissingWidth 600 >>");
  EXPECT_EQ(text_of(pdf), "||Аеё x“y”\n");
}

TEST(PdfText, a_type_1_program_says_what_its_codes_are) {
  PdfBuilder pdf = page("BT /F1 12 Tf 72 700 Td (\\001\\013!) Tj ET\n");
  pdf.object(5,
             "<< /Type /Font /Subtype /Type1 /BaseFont /CMR10 /FirstChar 0 /LastChar 3 /Widths "
             "[600 600 600 600] /FontDescriptor 6 0 R >>");
  pdf.object(
      6,
      "<< /Type /FontDescriptor /FontName /CMR10 /Flags 4 /FontBBox [0 0 600 900] "
      "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /FontFile 7 0 R >>");
  pdf.stream(
      7, "/Length1 140 /Length2 0 /Length3 0",
      "%!PS-AdobeFont-1.0: CMR10\n/FontType 1 def\n/Encoding 256 array 0 1 255 {1 index exch "
      "/.notdef put} for\ndup 1 /afii10017 put\ndup 11 /ff put\nreadonly def\neexec "
      "dup 33 /x put");
  EXPECT_EQ(text_of(pdf), "||Аff\uFFFD\n");
}

TEST(PdfText, a_to_unicode_map_counts_before_all_else) {
  const Collected out =
      read(composite(
               "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> "
               "endcodespacerange 2 beginbfchar <0001> <041B> <0002> <00660069> endbfchar "
               "2 beginbfrange <0010> <0012> <0430> <0020> <0021> [<0031> <D83DDCDC>] endbfrange "
               "endcmap end",
               "BT /F1 12 Tf 72 700 Td <00010010001100120002002000210003> Tj ET\n")
               .build());
  EXPECT_EQ(out.out, "||Лабвfi1\U0001F4DC\uFFFD\n");
  EXPECT_THAT(out.faults, ElementsAre("pdf.text-unknown"));
  EXPECT_THAT(out.told, HasSubstr("1 of 8 glyphs shown as text stand for nothing that is told, the "
                                  "first on page 1; fonts: Times"));
}

TEST(PdfText, what_nothing_tells_is_said_and_not_guessed) {
  PdfBuilder pdf = page("BT /F1 12 Tf 72 700 Td (\\223\\224) Tj ET\n");
  pdf.object(5,
             "<< /Type /Font /Subtype /TrueType /BaseFont /Own /FirstChar 147 /LastChar 148 "
             "/Widths [500 500] /FontDescriptor 6 0 R >>");
  pdf.object(6,
             "<< /Type /FontDescriptor /FontName /Own /Flags 4 /FontBBox [0 0 600 900] "
             "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>");
  const Examination seen = look_at(pdf.build());
  EXPECT_BREAKS(kTextUnknown, pdf.build());
  ASSERT_TRUE(seen.technical.text);
  EXPECT_EQ(seen.technical.text->letters, 0u);
  EXPECT_EQ(seen.technical.text->undecodable, 2u);
}

// A simple font whose program is embedded and which has no Encoding.
PdfBuilder embedded(std::string_view subtype, std::string_view key, std::string_view of_program,
                    std::string_view program, std::string_view encoding = "") {
  PdfBuilder pdf = page("BT /F1 12 Tf 72 700 Td (AB') Tj ET\n");
  pdf.object(5, "<< /Type /Font /Subtype /" + std::string(subtype) +
                    " /BaseFont /Own /FirstChar 65 /LastChar 66 /Widths [500 500] "
                    "/FontDescriptor 6 0 R " +
                    std::string(encoding) + " >>");
  pdf.object(6,
             "<< /Type /FontDescriptor /FontName /Own /Flags 32 /FontBBox [0 0 600 900] "
             "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /" +
                 std::string(key) + " 7 0 R >>");
  pdf.stream(7, of_program, program);
  return pdf;
}

// Header, names, and the dictionary at the top of a program in CFF.
std::string cff(std::string_view dictionary) {
  const auto one = [](std::string_view object) {
    return std::string("\0\1\1\1", 4) + static_cast<char>(object.size() + 1) + std::string(object);
  };
  return std::string("\1\0\4\1", 4) + one("Own") + one(dictionary) + std::string(20, '\0');
}

// ISO 32000-1 table 114: of an embedded font without Encoding the program's own counts.
TEST(PdfText, the_codes_of_an_embedded_program_are_its_own) {
  const std::string_view lost = "||\uFFFD\n", standard = "||AB\u2019\n";
  EXPECT_EQ(text_of(embedded("TrueType", "FontFile2", "", "no font")), lost);
  EXPECT_EQ(text_of(embedded("Type1", "FontFile", "", "%! /Encoding StandardEncoding def eexec")),
            standard);
  EXPECT_EQ(text_of(embedded("Type1", "FontFile", "", "%! a program that says nothing")), lost);
  // 9.6.6.4: what Differences leave open of a TrueType font that is not symbolic.
  EXPECT_EQ(text_of(embedded("TrueType", "FontFile2", "", "no font",
                             "/Encoding << /Differences [66 /C] >>")),
            "||AC\u2019\n");
  const auto with = [](std::string_view dictionary) {
    return text_of(embedded("Type1", "FontFile3", "/Subtype /Type1C", cff(dictionary)));
  };
  const std::string real = "\x1e\x0a\x14\x0f";  // 0.14, with the operator 15 for a nibble
  EXPECT_EQ(with("\x8b\x10"), standard) << "Encoding 0";
  EXPECT_EQ(with("\x8c\x02" + real + "\x03"), standard) << "none is the standard one";
  EXPECT_EQ(with("\x8c\x10"), lost) << "the expert one";
  EXPECT_EQ(with("\x1d" + std::string("\0\0\1\0", 4) + "\x10"), lost) << "one of its own";
  EXPECT_EQ(with("\x8b\x8b\x8b\x0c\x1e"), lost) << "glyphs without codes";
  EXPECT_EQ(text_of(embedded("Type1", "FontFile3", "/Subtype /Type1C", "\1\0\4\1cut")), lost);
}

TEST(PdfText, what_is_shown_in_a_font_that_is_not_there_is_counted) {
  const Collected out =
      read(page("BT /F9 12 Tf 72 700 Td (abc) Tj /F1 12 Tf ( d) Tj ET\n").build());
  EXPECT_THAT(out.faults, ElementsAre("pdf.text-unknown"));
  EXPECT_THAT(out.told, HasSubstr("3 of 5 glyphs"));
  EXPECT_THAT(out.out, HasSubstr("d\n"));
}

TEST(PdfText, a_text_that_is_too_long_stands_for_nothing) {
  const auto instead = [](std::size_t letters) {
    return text_of(page("BT /F1 12 Tf 72 700 Td /Span << /ActualText (" +
                        std::string(letters, 'x') + ") >> BDC (y) Tj EMC ET\n"));
  };
  EXPECT_EQ(instead(4'096), "||" + std::string(4'096, 'x') + "\n");
  EXPECT_EQ(instead(4'097), "||y\n");
  EXPECT_EQ(instead(100'000), "||y\n");
}

TEST(PdfText, a_first_code_beyond_all_codes_gives_no_widths) {
  PdfBuilder pdf = page("BT /F1 12 Tf 72 700 Td (AB) Tj ET\n");
  pdf.object(5,
             "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Widths [600 600] "
             "/FirstChar 9223372036854775807 >>");
  EXPECT_EQ(text_of(pdf), "||AB\n");
}

TEST(PdfText, marked_content_may_be_read_as_another_text) {
  EXPECT_EQ(
      text_of(page("BT /F1 12 Tf 72 700 Td /Span << /ActualText (\xFE\xFF\x04\x14\x04\x30) >> "
                   "BDC (xx) Tj EMC (!) Tj ET\n")),
      "||Да!\n");
}

TEST(PdfText, forms_are_read_where_they_are_drawn_and_never_without_end) {
  PdfBuilder pdf = PdfBuilder::one_page();
  pdf.page(
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
      "<< /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>");
  pdf.content("/X Do BT /F1 12 Tf 72 600 Td (page) Tj ET\n");
  pdf.stream(6, "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Matrix [1 0 0 1 0 10]",
             "BT /F1 12 Tf 72 700 Td (form) Tj ET /X Do\n");
  EXPECT_EQ(text_of(pdf), "||form\n\npage\n");
}

TEST(PdfText, forms_that_draw_each_other_many_times_end) {
  PdfBuilder pdf = PdfBuilder::one_page();
  std::string names;
  for (int i = 0; i < 12; ++i) {
    names += "/X" + std::to_string(i) + " " + std::to_string(10 + i) + " 0 R ";
  }
  pdf.page(
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
      "/Font << /F1 5 0 R >> /XObject << " +
      names + " >> >> >>");
  pdf.content("/X0 Do\n");
  for (int i = 0; i < 12; ++i) {
    std::string draws;
    for (int k = 0; k < 10 && i < 11; ++k) draws += "/X" + std::to_string(i + 1) + " Do ";
    pdf.stream(10 + i, "/Type /XObject /Subtype /Form /BBox [0 0 600 800]", draws);
  }
  const Collected out = read(pdf.build());
  EXPECT_THAT(out.faults, ElementsAre("pdf.text-cut"));
}

TEST(PdfText, pages_are_sheets_with_the_labels_that_say_more_than_their_number) {
  PdfBuilder pdf = PdfBuilder::one_page();
  pdf.object(2, "<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>");
  pdf.object(6,
             "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R "
             "/Resources << /Font << /F1 5 0 R >> >> >>");
  pdf.stream(7, "", "BT /F1 12 Tf 72 700 Td (Second) Tj ET\n");
  EXPECT_EQ(text_of(pdf), "||Hello\n||Second\n");
  pdf.catalog("/Lang (ru-RU) /PageLabels << /Nums [0 << /S /D /St 37 >>] >>");
  const Collected out = read(pdf.build());
  EXPECT_EQ(out.out, "|37|Hello\n|38|Second\n");
  EXPECT_EQ(out.language, "ru-RU");
  pdf.catalog("/PageLabels << /Nums [0 << /S /D >>] >>");
  EXPECT_EQ(text_of(pdf), "||Hello\n||Second\n");
}

TEST(PdfText, the_number_of_a_page_is_no_text_of_it) {
  EXPECT_EQ(text_of(page("BT /F1 12 Tf 14 TL 72 700 Td (1) Tj T* (1) Tj T* (text) Tj T* (2) Tj T* "
                         "(1) Tj ET\n")),
            "||1\ntext\n2\n");
  EXPECT_EQ(text_of(page("BT /F1 12 Tf 72 700 Td (1) Tj ET\n")), "||");
}

TEST(PdfText, an_examination_tells_language_marks_and_figures_and_no_odd_words) {
  std::string content = "BT /F1 12 Tf 14 TL 72 700 Td (Sheet 1) Tj T* ";
  for (int i = 0; i < 8; ++i) {
    content +=
        "(I ask you to read the telegram of 19 January 1951 and to tell us what you think.) Tj T* ";
  }
  const Examination seen = look_at(page(content + "ET\n").build());
  ASSERT_TRUE(seen.technical.text);
  EXPECT_EQ(seen.technical.text->language, "en");
  ASSERT_FALSE(seen.technical.text->figures.empty());
  EXPECT_EQ(seen.technical.text->figures.front().value, "1951-01-19");
  ASSERT_FALSE(seen.technical.text->marks.empty());
  EXPECT_EQ(seen.technical.text->marks.front().kind, SheetMarkKind::kPageElement);
  EXPECT_EQ(test::flaws_of(seen), "");
}

TEST(PdfText, a_page_without_text_has_none_and_a_damaged_file_is_told) {
  EXPECT_FALSE(look_at(page("0 0 10 10 re f\n").build()).technical.text);
  EXPECT_THAT(read("%PDF-1.7\nnothing").faults, ElementsAre("pdf.unreadable"));
  PdfBuilder broken = PdfBuilder::one_page();
  broken.stream(4, "/Filter /FlateDecode", "no deflate data");
  EXPECT_THAT(read(broken.build()).faults, ElementsAre("pdf.text-cut"));
}

TEST(GlyphNames, are_read_as_the_list_has_them) {
  EXPECT_EQ(text_of_glyph("A"), "A");
  EXPECT_EQ(text_of_glyph("eacute"), "é");
  EXPECT_EQ(text_of_glyph("Scaron"), "Š");
  EXPECT_EQ(text_of_glyph("afii10049"), "Я");
  EXPECT_EQ(text_of_glyph("afii10071"), "ё");
  EXPECT_EQ(text_of_glyph("afii10101"), "є");
  EXPECT_EQ(text_of_glyph("uni04100411"), "АБ");
  EXPECT_EQ(text_of_glyph("u1F4DC"), "\U0001F4DC");
  EXPECT_EQ(text_of_glyph("f_i.alt"), "fi");
  for (const char* nothing : {"g37", "c12", ".notdef", "uniD800", "afii10116", "index123", ""}) {
    EXPECT_THAT(text_of_glyph(nothing), IsEmpty()) << nothing;
  }
  EXPECT_EQ(character_in(BaseEncoding::kStandard, 0xD0), U'—');
  EXPECT_EQ(character_in(BaseEncoding::kMacRoman, 0xD2), U'“');
  EXPECT_EQ(character_in(BaseEncoding::kWinAnsi, 0x96), U'–');
}

TEST(PdfText, a_font_within_the_resources_is_read_once) {
  std::string content, expected = "||";
  for (int i = 0; i < 2'500; ++i) {
    content += "BT /F1 10 Tf 72 " + std::to_string(700 - i % 60 * 11) + " Td (line " +
               std::to_string(i) + ") Tj ET\n";
    if (i % 60 == 0 && i > 0) expected += "\n";
    expected += "line " + std::to_string(i) + "\n";
  }
  PdfBuilder pdf = page(content);
  pdf.object(3,
             "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
             "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding "
             "/WinAnsiEncoding >> /F2 << /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding "
             "<< /Differences [65 /B] >> >> >> >> >>");
  const Collected out = read(pdf.build());
  EXPECT_THAT(out.out, HasSubstr("line 0\n"));
  EXPECT_THAT(out.out, HasSubstr("line 2499\n"));
  EXPECT_THAT(out.faults, IsEmpty());
  // Each by its name.
  pdf.stream(4, "", "BT /F1 9 Tf 9 9 Td (A) Tj /F2 9 Tf (A) Tj /F1 9 Tf (A) Tj ET");
  EXPECT_EQ(read(pdf.build()).out, "||ABA\n");
}

TEST(PdfText, widths_of_many_fonts_cost_no_more_than_a_file_may) {
  std::string fonts, content = "BT 72 700 Td\n", widths = "[0 [";
  for (int i = 0; i < 30'000; ++i) widths += "500 ";
  PdfBuilder pdf = page("");
  for (int i = 0; i < 40; ++i) {
    const std::string name = "G" + std::to_string(i);
    fonts += "/" + name + " << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H " +
             "/DescendantFonts [6 0 R] >> ";
    content += "/" + name + " 9 Tf <0041> Tj\n";
  }
  pdf.stream(4, "", content + "ET");
  pdf.object(3,
             "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
             "/Font << " +
                 fonts + ">> >> >>");
  pdf.object(6,
             "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry "
             "(Adobe) /Ordering (Identity) /Supplement 0 >> /W " +
                 widths + "]] >>");
  EXPECT_THAT(read(pdf.build()).faults, ElementsAre("pdf.text-unknown", "pdf.text-cut"));
}

TEST(PdfText, widths_of_glyphs_are_lists_and_ranges) {
  const auto text = [](std::string_view widths) {
    PdfBuilder pdf = composite(
        "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0041> "
        "<0043> <0041> endbfrange endcmap",
        "BT /F1 10 Tf 72 700 Td <00410042> Tj 1 0 0 1 86 700 Tm <0043> Tj ET\n");
    pdf.object(6,
               "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Times /CIDSystemInfo "
               "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 200 /W " +
                   std::string(widths) + " >>");
    return read(pdf.build()).out;
  };
  EXPECT_EQ(text("[65 [700 700]]"), "||ABC\n");
  EXPECT_EQ(text("[66 [700] 1 3 100 65 65 700]"), "||ABC\n");
  EXPECT_EQ(text("[65 66 700 70 [1 2]]"), "||ABC\n");
  EXPECT_EQ(text("[67 [700] -1 [1] 9223372036854775807 [5]]"), "||AB C\n");
}

}  // namespace
}  // namespace delo::validators::pdf
