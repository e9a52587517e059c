#include "validators/text/text_analysis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "core/records/record_json.h"

namespace delo::validators::text {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Seen {
  TextMetadata text;
  std::vector<Finding> findings;
  std::vector<std::string> rules() const {
    std::vector<std::string> out;
    for (const Finding& f : findings) out.push_back(f.rule);
    return out;
  }
};

// `step`: bytes a piece; a piece divides no character here, as texts are cut at blanks.
Seen seen(std::string_view text, std::size_t step = std::string_view::npos) {
  FindingList findings(RelativePath::parse("a.txt").value());
  TextAnalysis analysis(findings);
  while (!text.empty()) {
    std::size_t end = std::min(step, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    analysis.text(text.substr(0, end));
    text.remove_prefix(end);
  }
  Seen out{analysis.finish(), {}};
  out.findings = findings.take();
  return out;
}

constexpr std::string_view kSheets =
    "Начало письма.\r\n"
    "(см. сл. лист)\r\n"
    "\r\n"
    "Продолжение письма\r\n"
    "Лист 2\r\n"
    "Конец письма, 300 человек.\r\n"
    "\fСправка [л. 3 об.] далее";

TEST(TextAnalysis, marks_have_their_places_and_what_stands_between) {
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::string_view::npos}) {
    const TextMetadata text = seen(kSheets, step).text;
    ASSERT_EQ(text.marks.size(), 5U);
    EXPECT_EQ(text.marks_in_all, 5U);
    EXPECT_EQ(text.before_marks, 13U);
    EXPECT_EQ(text.marks[0].kind, SheetMarkKind::kNextSheet);
    EXPECT_EQ(text.marks[0].line, 2U);
    EXPECT_EQ(text.marks[0].length, 0U);
    EXPECT_EQ(text.marks[1].kind, SheetMarkKind::kContinuation);
    EXPECT_EQ(text.marks[2].leaf->label(), "2");
    EXPECT_EQ(text.marks[2].length, 23U);
    EXPECT_EQ(text.marks[3].kind, SheetMarkKind::kFormFeed);
    EXPECT_EQ(text.marks[3].length, 7U);
    EXPECT_EQ(text.marks[4].leaf->label(), "3ob");
    EXPECT_EQ(text.marks[4].length, 5U);
    for (const SheetMark& mark : text.marks) {
      if (mark.text.empty()) continue;
      EXPECT_EQ(kSheets.substr(mark.offset, mark.text.size()), mark.text);
    }
    EXPECT_EQ(kSheets[text.marks[3].offset], '\f');
    ASSERT_EQ(text.figures.size(), 1U);
    EXPECT_EQ(kSheets.substr(text.figures[0].offset, 3), "300");
    EXPECT_EQ(text.figures[0].line, 6U);
    EXPECT_EQ(text.language, "ru");
    EXPECT_EQ(text.words, 15U);
  }
}

TEST(TextAnalysis, a_verso_alone_is_of_the_leaf_before) {
  const TextMetadata text = seen("[л. 12а]\nлицо\n[об.]\nоборот\n").text;
  ASSERT_EQ(text.marks.size(), 2U);
  EXPECT_EQ(text.marks[1].leaf->label(), "12aob");
  EXPECT_FALSE(seen("[об.]\nоборот\n").text.marks[0].leaf);
}

TEST(TextAnalysis, page_elements_are_marks_with_their_numbers) {
  FindingList findings(RelativePath::parse("a.xml").value());
  TextAnalysis analysis(findings);
  analysis.page("38v");
  analysis.text("текст\n");
  analysis.page("");
  analysis.declared_language("ru");
  const TextMetadata text = analysis.finish();
  ASSERT_EQ(text.marks.size(), 2U);
  EXPECT_EQ(text.marks[0].kind, SheetMarkKind::kPageElement);
  EXPECT_EQ(text.marks[0].leaf->label(), "38ob");
  EXPECT_EQ(text.marks[0].text, "38v");
  EXPECT_EQ(text.marks[0].length, 5U);
  EXPECT_FALSE(text.marks[1].leaf);
  EXPECT_EQ(text.declared_language, "ru");
}

TEST(TextAnalysis, a_latin_letter_in_a_cyrillic_word_is_told_by_line_and_column) {
  const Seen found = seen("Первая строка\nВот cлово здесь\n");
  ASSERT_THAT(found.rules(), ElementsAre("text.mixed-script-word"));
  EXPECT_EQ(found.findings[0].where.part, "line 2, column 5");
  EXPECT_EQ(found.findings[0].message, "\"cлово\" is a Cyrillic word with Latin c (U+0063)");
  EXPECT_THAT(seen("Stаlin").rules(), ElementsAre("text.mixed-script-word"));  // Cyrillic а
  EXPECT_THAT(seen("XXго съезда, Т-34, pH-метр, Ки-46, IIй").rules(), IsEmpty());
  std::string many;
  for (int i = 0; i < 100; ++i) many += "cлово\n";
  EXPECT_THAT(seen(many).findings.back().message, HasSubstr("80"));
}

TEST(TextAnalysis, letters_apart_from_their_marks_are_told_once) {
  const Seen found = seen("Сталинскии\xCC\x86\nдругои\xCC\x86\n");
  ASSERT_THAT(found.rules(), ElementsAre("text.normal-form"));
  EXPECT_THAT(found.findings[0].message, HasSubstr("2 lines are not"));
  EXPECT_EQ(found.text.words, 2U);
  EXPECT_THAT(seen("уда\xCC\x81рение").rules(), IsEmpty());  // а́ has no letter of its own
}

TEST(TextAnalysis, more_marks_than_are_told_are_counted) {
  std::string many;
  for (std::size_t i = 0; i < kMostSheetMarks + 5; ++i) many += "[л. 1]\nтекст\n";
  const Seen found = seen(many);
  EXPECT_EQ(found.text.marks.size(), kMostSheetMarks);
  EXPECT_EQ(found.text.marks_in_all, kMostSheetMarks + 5);
  EXPECT_EQ(found.text.marks.back().length, 5U);
  ASSERT_THAT(found.rules(), ElementsAre("text.many-marks"));
  std::string figures;
  for (std::size_t i = 0; i < kMostTextFigures + 5; ++i) figures += "500; ";
  EXPECT_EQ(seen(figures).text.figures.size(), kMostTextFigures);
  EXPECT_EQ(seen(figures).text.figures_in_all, kMostTextFigures + 5);
}

TEST(TextAnalysis, a_line_without_end_is_looked_at_in_pieces) {
  std::string line;
  while (line.size() < 200'000) line += "слово 700 ";
  const Seen found = seen(line, 1000);
  EXPECT_EQ(found.text.words, 200'000U / 15 + 1);
  EXPECT_EQ(found.text.figures_in_all, found.text.words);
  EXPECT_EQ(seen(std::string(100'000, 'x')).text.letters, 100'000U);
}

TEST(TextAnalysis, what_was_told_comes_back_from_json) {
  Examination examination;
  examination.technical.text = seen(kSheets).text;
  const auto back = examination_from(to_json(examination));
  ASSERT_TRUE(back);
  ASSERT_TRUE(back->technical.text);
  EXPECT_EQ(back->technical.text->marks, examination.technical.text->marks);
  EXPECT_EQ(back->technical.text->figures, examination.technical.text->figures);
  EXPECT_EQ(to_json(*back).dump(), to_json(examination).dump());
}

}  // namespace
}  // namespace delo::validators::text
