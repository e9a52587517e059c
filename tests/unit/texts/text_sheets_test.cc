#include "core/records/text_sheets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "validators/text/text_analysis.h"

namespace delo {
namespace {

using ::testing::ElementsAre;

TextMetadata text_of(std::string_view text) {
  validators::FindingList findings(RelativePath::parse("a.txt").value());
  validators::text::TextAnalysis analysis(findings);
  analysis.text(text);
  return analysis.finish();
}
std::vector<Leaf> leaves(std::initializer_list<const char*> labels) {
  std::vector<Leaf> out;
  for (const char* label : labels) out.push_back(*leaf_of_label(label));
  return out;
}
struct Bound {
  std::string numbering;
  std::vector<std::string> leaves;
};
Bound bound(std::string_view text, std::initializer_list<const char*> of) {
  const BoundSheets sheets = bind_sheets(sheets_of(text_of(text)), leaves(of));
  Bound out{std::string(name_of(sheets.numbering)), {}};
  for (const BoundSheet& sheet : sheets.sheets) {
    out.leaves.push_back(sheet.leaf ? sheet.leaf->label() : "-");
  }
  return out;
}

// Longer than a heading.
const std::string kText =
    "Текст, который стоит на этом листе дела и занимает больше одной строки.\n";

TEST(TextSheets, marks_that_stand_together_begin_one_sheet) {
  const auto sheets = sheets_of(text_of(kText +
                                        "(см. сл. лист)\n\nПродолжение шифртелеграммы № 7\n\n"
                                        "Экз. № 1\n\nЛист 2\n\n" +
                                        kText + "(см. сл. лист)\nПродолжение\nЛист 3\n" + kText));
  ASSERT_EQ(sheets.size(), 3U);
  EXPECT_FALSE(sheets[0].marked);
  EXPECT_EQ(sheets[1].marked->label(), "2");
  EXPECT_EQ(sheets[1].mark, "Лист 2");
  EXPECT_EQ(sheets[2].marked->label(), "3");
  EXPECT_EQ(sheets[0].length, sheets[2].length);
}

TEST(TextSheets, a_text_without_marks_is_one_sheet) {
  EXPECT_EQ(sheets_of(text_of(kText)).size(), 1U);
  EXPECT_EQ(sheets_of(text_of("")).size(), 1U);
}

TEST(TextSheets, a_sheet_without_text_is_one_too) {
  EXPECT_EQ(sheets_of(text_of("[л. 1]\n" + kText + "[л. 1 об.]\n[л. 2]\n" + kText)).size(), 3U);
}

TEST(TextSheets, pages_of_a_file_are_no_sheets_where_the_text_has_its_own) {
  EXPECT_EQ(sheets_of(text_of(kText + "\f" + kText + "\f" + kText)).size(), 3U);
  EXPECT_EQ(sheets_of(text_of("[л. 1]\n" + kText + "\f" + kText + "[л. 2]\n" + kText)).size(), 2U);
}

TEST(TextSheets, form_feeds_divide_whatever_stands_between_them) {
  EXPECT_EQ(sheets_of(text_of("Первый.\n\fВторой.\n\fТретий.\n")).size(), 3U);
  EXPECT_EQ(sheets_of(text_of(kText + "\f" + kText + "\f")).size(), 2U);
  EXPECT_EQ(sheets_of(text_of("\f" + kText + "\f" + kText)).size(), 2U);
  EXPECT_EQ(sheets_of(text_of(kText + "\f\f" + kText)).size(), 3U);
}

TEST(TextSheets, four_digits_without_a_word_are_a_leaf_only_where_there_is_such_a_leaf) {
  const TextMetadata text = text_of("--- 999 ---\n" + kText + "--- 1000 ---\n" + kText);
  EXPECT_EQ(sheets_of(text).size(), 1U);
  EXPECT_EQ(sheets_of(text).front().length, sheets_of(text_of(kText + kText)).front().length);
  const auto sheets = sheets_of(text, leaves({"999", "1000"}));
  ASSERT_EQ(sheets.size(), 2U);
  EXPECT_EQ(sheets[1].marked->label(), "1000");
  EXPECT_EQ(sheets_of(text_of("[1953]\n" + kText)).size(), 1U);
  EXPECT_EQ(sheets_of(text_of("[л. 999]\n" + kText + "[л. 1000]\n" + kText)).size(), 2U);
}

TEST(TextSheets, numbers_of_the_delo_bind_as_they_are) {
  const Bound abs = bound("[л. 37]\n" + kText + "[л. 38]\n" + kText + "[л. 39 об.]\n" + kText,
                          {"37", "38", "39", "40"});
  EXPECT_EQ(abs.numbering, "absolute");
  EXPECT_THAT(abs.leaves, ElementsAre("37", "38", "39ob"));
}

TEST(TextSheets, numbers_of_the_record_bind_by_their_order) {
  const Bound rel =
      bound(kText + "(см. сл. лист)\nПродолжение\n" + kText + "(см. сл. лист)\nЛист 3\n" + kText +
                "(см. сл. лист)\nЛист 4\n" + kText,
            {"37", "38", "39", "40"});
  EXPECT_EQ(rel.numbering, "relative");
  EXPECT_THAT(rel.leaves, ElementsAre("37", "38", "39", "40"));
  const Bound sides =
      bound("Лист 1\n" + kText + "Лист 2\n" + kText + "Лист 3\n" + kText + "Лист 4\n" + kText,
            {"5", "5ob", "6", "6ob"});
  EXPECT_THAT(sides.leaves, ElementsAre("5", "5ob", "6", "6ob"));
}

TEST(TextSheets, without_numbers_the_count_must_agree) {
  const std::string two = kText + "(см. сл. лист)\n" + kText;
  EXPECT_THAT(bound(two, {"5", "6"}).leaves, ElementsAre("5", "6"));
  EXPECT_THAT(bound(two, {"5", "5ob", "6", "6ob"}).leaves, ElementsAre("5", "6"));
  EXPECT_THAT(bound(two, {"5", "6", "7"}).leaves, ElementsAre("-", "-"));
  EXPECT_EQ(bound(two, {"5", "6"}).numbering, "none");
}

TEST(TextSheets, a_heading_before_the_first_leaf_is_none_of_them) {
  const Bound abs = bound(kText + "[л. 37]\n" + kText + "[л. 38]\n" + kText, {"37", "38"});
  EXPECT_THAT(abs.leaves, ElementsAre("-", "37", "38"));
  const Bound first = bound(kText + "[л. 38]\n" + kText, {"37", "38"});
  EXPECT_THAT(first.leaves, ElementsAre("37", "38"));
}

TEST(TextSheets, leaves_numbered_from_one_are_both) {
  EXPECT_THAT(bound("Лист 1\n" + kText + "Лист 2\n" + kText, {"1", "2"}).leaves,
              ElementsAre("1", "2"));
}

TEST(TextSheets, numbers_that_are_neither_stay_unclear) {
  const Bound none = bound("[л. 137]\n" + kText + "[л. 138]\n" + kText, {"37", "38"});
  EXPECT_EQ(none.numbering, "unclear");
  EXPECT_THAT(none.leaves, ElementsAre("-", "-"));
}

}  // namespace
}  // namespace delo
