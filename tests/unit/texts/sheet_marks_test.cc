#include "validators/text/sheet_marks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace delo::validators::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "numbered 37ob", "next-sheet", one text a mark.
std::vector<std::string> marks(std::string_view line, std::string_view before = "") {
  std::vector<std::string> out;
  for (const FoundMark& mark : marks_in_line(line, before)) {
    out.push_back(std::string(name_of(mark.kind)) + (mark.leaf ? " " + mark.leaf->label() : ""));
  }
  return out;
}

TEST(SheetMarks, a_sheet_named_alone_on_its_line_begins) {
  const std::pair<const char*, const char*> kLines[] = {
      {"Лист 3", "numbered 3"},
      {"ЛИСТ 3", "numbered 3"},
      {"  Лист № 3.", "numbered 3"},
      {"л. 37", "numbered 37"},
      {"Л. 37 об.", "numbered 37ob"},
      {"л.37об", "numbered 37ob"},
      {"[л. 37 об.]", "numbered 37ob"},
      {"[37 об.]", "numbered 37ob"},
      {"[38]", "numbered 38"},
      {"(л. 38)", "numbered 38"},
      {"/л. 38/", "numbered 38"},
      {"// 38", "numbered 38"},
      {"// л. 38 об. //", "numbered 38ob"},
      {"--- 38 ---", "numbered 38"},
      {"- 38 -", "numbered 38"},
      {"--- 1000 ---", "numbered 1000"},
      {"— 38 —", "numbered 38"},
      {"*** л. 38а ***", "numbered 38a"},
      {"[p. 2]", "numbered 2"},
      {"[Page 2]", "numbered 2"},
      {"Page 2 of 4", "numbered 2"},
      {"Лист 2 из 4", "numbered 2"},
      {"[fol. 37v]", "numbered 37ob"},
      {"[l. 37ob.]", "numbered 37ob"},
      {"Sheet 4", "numbered 4"},
      {"аркуш 12 зв.", "numbered 12ob"},
      {"[арк. 12 зв.]", "numbered 12ob"},
      {"## Лист 3", "numbered 3"},
      {"**[л. 3]**", "numbered 3"},
      {"Лист , /", "numbered"},
      {"<pb n=\"38v\"/>", "page-element 38ob"},
      {"Экз. № 1\tЛист 3", "numbered 3"},
  };
  for (const auto& [line, mark] : kLines) EXPECT_THAT(marks(line), ElementsAre(mark)) << line;
}

TEST(SheetMarks, the_foot_of_a_sheet_says_that_another_follows) {
  for (const char* line :
       {"(см. сл. лист)", "(См. сл. лист)", "см. след. лист", "[см. на обороте]", "См. об.",
        "[Продолжение на обороте]", "(продолжение на следующем листе)", "(див. на звороті)",
        "див. наст. арк.", "(see next page)", "[see verso]", "Continued on next page", "P.T.O.",
        "(over)"}) {
    EXPECT_THAT(marks(line), ElementsAre("next-sheet")) << line;
  }
}

TEST(SheetMarks, the_head_of_a_sheet_says_that_it_goes_on) {
  for (const char* line :
       {"Продолжение шифртелеграммы № 15994", "(продолжение)", "[Продолжение]",
        "ПРОДОЛЖЕНИЕ ПИСЬМА", "Окончание шифртелеграммы № 7", "Продовження телеграми",
        "Continuation of ciphered telegram No. 15994", "[Continued]", "Continued from page 2"}) {
    EXPECT_THAT(marks(line), ElementsAre("continuation")) << line;
  }
}

TEST(SheetMarks, within_a_line_brackets_and_strokes_mark) {
  EXPECT_THAT(marks("конец фразы [л. 38] начало другой"), ElementsAre("numbered 38"));
  EXPECT_THAT(marks("конец /л. 38 об./ и [Л. 39] далее"),
              ElementsAre("numbered 38ob", "numbered 39"));
  EXPECT_THAT(marks("слово // л. 38 другое слово"), ElementsAre("numbered 38"));
  EXPECT_THAT(marks("the end [p. 2] of it"), ElementsAre("numbered 2"));
  EXPECT_THAT(marks("слово [об.] слово"), ElementsAre("numbered 0ob"));
  EXPECT_THAT(marks("text <pb n='2'/> text"), ElementsAre("page-element 2"));
}

TEST(SheetMarks, what_merely_names_a_leaf_is_no_mark) {
  for (const char* line : {"АПРФ, ф. 45, оп. 1, д. 3, л. 5",
                           "ф. 45, оп. 1, д. 3, л. 5.",
                           "[ф. 45, оп. 1, д. 3, л. 5]",
                           "(см. л. 5)",
                           "см. л. 5",
                           "[см. л. 5]",
                           "Там же. Л. 5.",
                           "лист 5 утерян",
                           "Лист 3 был вложен в дело позже.",
                           "на л. 37 рукой Сталина",
                           "лл. 37-40",
                           "[лл. 37–40]",
                           "л. 37-40",
                           "и/или 5",
                           "https://example.org/l/38/",
                           "как указано в сноске [3]",
                           "1951 год",
                           "38",
                           "- 38",
                           "3 листа",
                           "Page boys wait.",
                           "В продолжение этой работы",
                           "Продолжение этой работы требует больших средств.",
                           "p. 5 ff. of the book",
                           "смотри на это иначе",
                           "Continued fighting was reported.",
                           "over the hill",
                           "См. приказ № 5",
                           "листов: 4",
                           "с 5 часов",
                           "f. 45",
                           "с. 5",
                           "",
                           "-----",
                           "[...]",
                           "[подпись]"}) {
    EXPECT_THAT(marks(line), IsEmpty()) << line;
  }
}

// Who knows the leaves tells years from them.
TEST(SheetMarks, a_year_alone_may_be_a_leaf) {
  EXPECT_THAT(marks("[1951]"), ElementsAre("numbered 1951"));
  EXPECT_THAT(marks("- 1951 -"), ElementsAre("numbered 1951"));
  EXPECT_THAT(marks("[2951]"), IsEmpty());
}

TEST(SheetMarks, a_reference_that_goes_on_below_is_no_mark) {
  EXPECT_THAT(marks("л. 5", "АПРФ, ф. 45, оп. 1, д. 3,"), IsEmpty());
  EXPECT_THAT(marks("л. 5", "конец абзаца."), ElementsAre("numbered 5"));
}

TEST(SheetMarks, numbers_of_page_elements_name_leaves) {
  EXPECT_EQ(leaf_of_page_label("38v")->label(), "38ob");
  EXPECT_EQ(leaf_of_page_label("л. 38 об.")->label(), "38ob");
  EXPECT_EQ(leaf_of_page_label("fol. 12r")->label(), "12");
  EXPECT_EQ(leaf_of_page_label("7")->label(), "7");
  EXPECT_FALSE(leaf_of_page_label("iv"));
  EXPECT_FALSE(leaf_of_page_label("0037.tif"));
  EXPECT_FALSE(leaf_of_page_label(""));
}

}  // namespace
}  // namespace delo::validators::text
