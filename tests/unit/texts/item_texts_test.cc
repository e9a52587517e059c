#include "validators/texts/item_texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/support/shared_folder.h"
#include "tests/unit/texts/texts_of_item.h"
#include "validators/text/text_analysis.h"

namespace delo::validators {
namespace {

using item_tests::kEnglish;
using item_tests::kFour;
using item_tests::kText;
using item_tests::sheets;
using item_tests::Texts;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(ItemTexts, a_text_with_all_its_leaves_is_nothing_to_say) {
  EXPECT_THAT(
      Texts(kFour).transcription(sheets({"[л. 37]", "[л. 38]", "[л. 39]", "[л. 40]"})).told(),
      IsEmpty());
  EXPECT_THAT(
      Texts(kFour)
          .transcription(sheets({"[л. 37]", "[л. 37 об.]", "[л. 38]", "[л. 39]", "[л. 40]"}))
          .told(),
      IsEmpty());
  EXPECT_THAT(Texts(kFour).transcription(sheets({"Лист 1", "Лист 2", "Лист 3", "Лист 4"})).told(),
              IsEmpty());
  EXPECT_THAT(Texts(kFour)
                  .transcription(kText + sheets({"(см. сл. лист)\nПродолжение\nЛист 2",
                                                 "(см. сл. лист)\nПродолжение\nЛист , /",
                                                 "(см. сл. лист)\nПродолжение\nЛист 4"}))
                  .told(),
              IsEmpty());
  EXPECT_THAT(Texts(kFour).transcription(kText).translation(kEnglish).told(), IsEmpty());
  EXPECT_THAT(Texts("АПРФ. Ф. 45. Оп. 1. Д. 337").transcription(sheets({"[л. 1]"})).told(),
              IsEmpty());
}

TEST(ItemTexts, a_text_that_stops_early_is_told_exactly) {
  EXPECT_THAT(Texts(kFour).transcription(sheets({"[л. 37]", "[л. 38]", "[л. 39]"})).told(),
              ElementsAre("texts.leaf-without-text: the transcription has marks for ll. 37-39; the "
                          "reference names ll. 37-40: nothing for 40"));
  EXPECT_THAT(
      Texts(kFour).transcription(sheets({"Лист 1", "Лист 2", "Лист 3"})).told(),
      ElementsAre("texts.leaf-without-text: the transcription has sheets 1-3; the reference "
                  "names ll. 37-40: nothing for 40"));
  EXPECT_THAT(
      Texts(kFour).transcription(sheets({"[л. 37]", "[л. 38]", "[л. 39]"})).blank("40").told(),
      IsEmpty());
  EXPECT_THAT(
      Texts(kFour).transcription(sheets({"[л. 37]", "[л. 38]", "[л. 39]"}) + "[л. 40]\n").told(),
      ElementsAre("texts.leaf-without-text: the transcription marks leaf 40 (line 7) and has "
                  "no text for it"));
}

TEST(ItemTexts, a_leaf_that_is_left_out_in_the_middle_is_told) {
  EXPECT_THAT(Texts(kFour).transcription(sheets({"[л. 37]", "[л. 39]", "[л. 40]"})).told(),
              ElementsAre(HasSubstr("nothing for 38")));
  EXPECT_THAT(Texts(kFour).transcription(sheets({"Лист 1", "Лист 2", "Лист 4"})).told(),
              ElementsAre(HasSubstr("nothing for 39")));
}

TEST(ItemTexts, a_text_may_come_in_parts) {
  EXPECT_THAT(Texts(kFour)
                  .add(FileRole::kTranscription, "part_1.txt", sheets({"[л. 37]", "[л. 38]"}))
                  .add(FileRole::kTranscription, "part_2.txt", sheets({"[л. 39]", "[л. 40]"}))
                  .told(),
              IsEmpty());
}

TEST(ItemTexts, marks_of_other_leaves_are_told) {
  EXPECT_THAT(
      Texts(kFour)
          .transcription(sheets({"[л. 37]", "[л. 38]", "[л. 39]", "[л. 40]", "[л. 41]"}))
          .told(),
      ElementsAre("texts.leaf-unknown: \"[л. 41]\" is a mark for leaf 41; the reference names ll. "
                  "37-40"));
  EXPECT_THAT(Texts(kFour).transcription(sheets({"[л. 137]", "[л. 138]"})).told(),
              ElementsAre("texts.leaf-unknown: the transcription has marks for ll. 137-138; the "
                          "reference names ll. 37-40"));
}

// A bare number of four digits may be a year, but not where others number leaves.
TEST(ItemTexts, a_bare_number_beyond_the_leaves_is_told_unless_it_may_be_a_year) {
  constexpr const char* kThousand = "ГАРФ. Ф. 1235. Оп. 1. Д. 1045. Лл. 998–1001";
  const auto with = [&](const char* more) {
    return Texts(kThousand)
        .transcription(sheets({"--- 998 ---", "--- 999 ---", "--- 1000 ---", "--- 1001 ---", more}))
        .told();
  };
  EXPECT_THAT(with("--- 1008 ---"),
              ElementsAre("texts.leaf-unknown: \"--- 1008 ---\" is a mark for leaf 1008; the "
                          "reference names ll. 998-1001"));
  EXPECT_THAT(with("--- 1953 ---"), IsEmpty());
  EXPECT_THAT(Texts(kFour)
                  .transcription(sheets({"--- 37 ---", "--- 38 ---", "--- 39 ---", "--- 1040 ---"}))
                  .told(),
              ElementsAre(HasSubstr("is a mark for leaf 1040"), HasSubstr("nothing for 40")));
  EXPECT_THAT(Texts(kFour).transcription(kText + "--- 1200 ---\n" + kText).told(), IsEmpty())
      << "nothing else numbers leaves";
  EXPECT_THAT(
      Texts("ГАРФ. Ф. 1. Оп. 1. Д. 1. Лл. 1900–1902")
          .transcription(sheets({"--- 1900 ---", "--- 1901 ---", "--- 1902 ---", "--- 1904 ---"}))
          .told(),
      ElementsAre(HasSubstr("is a mark for leaf 1904")));
}

TEST(ItemTexts, a_recto_that_is_marked_as_its_verso_is_told) {
  EXPECT_THAT(
      Texts(kFour).transcription(sheets({"[л. 37 об.]", "[л. 38]", "[л. 39]", "[л. 40]"})).told(),
      ElementsAre(HasSubstr("nothing for 37")));
}

TEST(ItemTexts, marks_out_of_order_and_doubled_are_told_by_line) {
  EXPECT_THAT(
      Texts(kFour).transcription(sheets({"[л. 37]", "[л. 39]", "[л. 38]", "[л. 40]"})).told(),
      ElementsAre("texts.marks-order: the mark for 38 stands after that for 39 (line 3)"));
  EXPECT_THAT(Texts(kFour)
                  .transcription(sheets({"[л. 37]", "[л. 38]", "[л. 38]", "[л. 39]", "[л. 40]"}))
                  .told(),
              ElementsAre("texts.marks-doubled: leaf 38 is marked twice: line 3 and line 5"));
}

TEST(ItemTexts, sheets_without_numbers_are_counted) {
  EXPECT_THAT(
      Texts(kFour).transcription(kText + sheets({"(см. сл. лист)", "(см. сл. лист)"})).told(),
      ElementsAre("texts.sheet-count: the transcription has 3 sheets by its marks; the "
                  "reference names ll. 37-40, 4 leaves"));
}

TEST(ItemTexts, another_language_than_declared_is_told) {
  std::string russian, english;
  for (int i = 0; i < 4; ++i) russian += kText, english += kEnglish;
  EXPECT_THAT(Texts(kFour).transcription(russian, "ru").translation(english, "en-GB").told(),
              IsEmpty());
  EXPECT_THAT(Texts(kFour).translation(russian, "en").told(),
              ElementsAre("texts.language: the translation is declared to be \"en\" and reads as "
                          "\"ru\" (Cyrl)"));
  EXPECT_THAT(Texts(kFour).transcription("Лист", "en").told(), IsEmpty());
}

TEST(ItemTexts, what_a_file_declares_of_itself_is_compared_but_for_word_processors) {
  std::string russian;
  for (int i = 0; i < 4; ++i) russian += kText;
  FileObject file;
  file.path = *RelativePath::parse("a.xml");
  file.role = FileRole::kTranscription;
  FindingList list(file.path);
  text::TextAnalysis analysis(list);
  analysis.text(russian);
  analysis.declared_language("en-US");
  const TextMetadata text = analysis.finish();
  const ItemText view[] = {{&file, &text}};
  const auto told = check_texts_and_leaves(Item(), view, {}, 1);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].message, "the file itself declares \"en-US\" and reads as \"ru\" (Cyrl)");
  file.format.puid = "fmt/412";
  EXPECT_THAT(check_texts_and_leaves(Item(), view, {}, 1), IsEmpty());
}

TEST(ItemTexts, more_texts_than_are_compared_are_told) {
  const Item item;
  const auto findings = check_texts_and_leaves(item, {}, {}, 5000);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].rule, "texts.many");
}

// A telegram of our own, and its translation.
const std::string kRussianPair =
    "1. Прибыл 5 марта 1953 г. вечером. В составе делегации 25 человек.\n\n"
    "2. В районе действуют 3 корпуса и 26 бригада, всего до 20.000 человек; потери за двадцать "
    "дней составили 1 500 человек и 0,5 млн рублей.\n\n"
    "3. Следующая встреча назначена на 17 января, отчёт будет представлен 19.III.53.\n\n"
    "4. Прошу выделить 1000 тонн топлива и 300 автомашин до конца 1953 года. Подробности "
    "сообщит наш представитель, который выезжает к вам завтра утром.\n";
const std::string kEnglishPair =
    "1. I arrived in the evening of March 5, 1953. There are 25 people in the delegation.\n\n"
    "2. Three corps and the 26th brigade operate in the region, up to 20,000 men in all; losses "
    "over 20 days came to 1,500 men and 500,000 roubles.\n\n"
    "3. The next meeting is set for January 17, the report will be presented on 19 March 1953.\n\n"
    "4. I ask you to allot 1,000 tons of fuel and 300 motor vehicles by the end of 1953. Our "
    "representative, who leaves for your place tomorrow morning, will give the details.\n";

std::string with(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

TEST(Translations, that_say_the_same_are_nothing_to_say) {
  EXPECT_THAT(Texts(kFour).transcription(kRussianPair).translation(kEnglishPair).told(), IsEmpty());
}

TEST(Translations, a_changed_figure_is_told_in_both_directions) {
  EXPECT_THAT(
      Texts(kFour)
          .transcription(kRussianPair)
          .translation(with(kEnglishPair, "20,000 men", "30,000 men"))
          .told(),
      ElementsAre("texts.figures: 1 figure of the transcription transcription_ru.txt not in "
                  "the translation: 20000 (line 3)",
                  "texts.figures: 1 figure of the translation translation_en.txt not in the "
                  "transcription: 30000 (line 3)"));
  const std::pair<const char*, const char*> kFaults[] = {
      {"1,500 men", "1,600 men"},         {"January 17", "January 18"},
      {"19 March 1953", "19 March 1954"}, {"26th brigade", "36th brigade"},
      {"March 5, 1953", "March 6, 1953"}, {"300 motor", "400 motor"}};
  for (const auto& [from, to] : kFaults) {
    EXPECT_THAT(
        Texts(kFour).transcription(kRussianPair).translation(with(kEnglishPair, from, to)).told(),
        ElementsAre(HasSubstr("texts.figures"), HasSubstr("texts.figures")))
        << to;
  }
}

TEST(Translations, a_paragraph_that_is_left_out_is_told) {
  const std::size_t three = kEnglishPair.find("\n3. The"), four = kEnglishPair.find("\n4. I ask");
  const std::string without = kEnglishPair.substr(0, three) + kEnglishPair.substr(four);
  const auto told = Texts(kFour).transcription(kRussianPair).translation(without).told();
  EXPECT_THAT(told, ::testing::Contains("texts.sections: no paragraph 3 in the translation; the "
                                        "transcription transcription_ru.txt has it"));
  EXPECT_THAT(told, ::testing::Contains(HasSubstr("--01-17")));
}

TEST(Translations, a_translation_of_half_the_text_is_told) {
  std::string russian, english;
  for (int i = 0; i < 20; ++i) russian += kText, english += kEnglish;
  EXPECT_THAT(Texts(kFour).transcription(russian).translation(english).told(), IsEmpty());
  EXPECT_THAT(
      Texts(kFour).transcription(russian).translation(english.substr(0, english.size() / 2)).told(),
      ElementsAre(HasSubstr("texts.length: the translation has")));
}

TEST(Translations, a_sheet_without_its_counterpart_is_told) {
  std::string russian, english, short_sheet;
  for (const int n : {37, 38, 39, 40}) {
    russian += "[л. " + std::to_string(n) + "]\n";
    if (n != 39) english += "[l. " + std::to_string(n) + "]\n";
    for (int i = 0; i < 6; ++i) russian += kText, english += kEnglish;
  }
  EXPECT_THAT(
      Texts(kFour).transcription(russian).translation(english).told(),
      ::testing::Contains("texts.sheets-differ: the transcription transcription_ru.txt marks "
                          "l. 39, the translation does not"));
}

TEST(Translations, the_example_has_nothing_to_say) {
  const auto content = [&](const char* name) {
    std::stringstream text;
    text << std::ifstream(std::filesystem::path(DELO_SOURCE_DIR) / "examples" /
                          "GARF_f1235_op1_d16_ll5-6ob" / name)
                .rdbuf();
    return text.str();
  };
  EXPECT_THAT(Texts("ГАРФ. Ф. 1235. Оп. 1. Д. 16. Лл. 5–6 об.")
                  .transcription(content("transcription_ru.txt"), "ru")
                  .translation(content("translation_en.txt"), "en")
                  .told(),
              IsEmpty());
}

TEST(Translations, a_real_telegram_and_its_translation_give_no_false_alarm) {
  const auto folder = tests::shared_folder() / "samples/APRF_f45_op1_d337_ll37-40";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no samples";
  const auto content = [&](const char* name) {
    std::stringstream text;
    text << std::ifstream(folder / name).rdbuf();
    return text.str();
  };
  EXPECT_THAT(Texts(kFour)
                  .transcription(content("transcription_ru.txt"), "ru")
                  .translation(content("translation_en.txt"), "en")
                  .told(),
              IsEmpty());
}

TEST(ItemTexts, each_fault_has_its_rule) {
  using ::testing::Contains;
  std::string russian;
  for (int i = 0; i < 6; ++i) russian += kText;
  const auto transcribed = [](std::initializer_list<const char*> marks) {
    return Texts(kFour).transcription(sheets(marks)).rules();
  };
  EXPECT_THAT(Texts(kFour).translation(russian, "en").rules(), Contains("texts.language"));
  EXPECT_THAT(transcribed({"[л. 37]", "[л. 38]"}), Contains("texts.leaf-without-text"));
  EXPECT_THAT(transcribed({"[л. 37]", "[л. 38]", "[л. 41]"}), Contains("texts.leaf-unknown"));
  EXPECT_THAT(transcribed({"[л. 38]", "[л. 37]"}), Contains("texts.marks-order"));
  EXPECT_THAT(transcribed({"[л. 37]", "[л. 37]"}), Contains("texts.marks-doubled"));
  EXPECT_THAT(Texts(kFour).transcription(kText + sheets({"(см. сл. лист)"})).rules(),
              Contains("texts.sheet-count"));
  EXPECT_THAT(Texts(kFour)
                  .transcription(kRussianPair)
                  .translation(kEnglishPair.substr(0, kEnglishPair.find("\n4. I ask")))
                  .rules(),
              Contains("texts.sections"));
  EXPECT_THAT(Texts(kFour).transcription(russian).translation(kEnglish).rules(),
              Contains("texts.length"));
  EXPECT_THAT(Texts(kFour)
                  .transcription(sheets({"[л. 37]", "[л. 38]", "[л. 39]", "[л. 40]"}))
                  .translation(sheets({"[l. 37]", "[l. 38]", "[l. 40]"}))
                  .rules(),
              Contains("texts.sheets-differ"));
}

TEST(ItemTexts, a_text_that_is_not_utf8_and_has_no_copy_is_told) {
  const Finding told = no_utf8_copy(*RelativePath::parse("a.txt"), "its encoding can't be told");
  EXPECT_EQ(told.rule, "texts.no-utf-8-copy");
  EXPECT_EQ(told.message, "no UTF-8 copy was made of the text: its encoding can't be told");
}

}  // namespace
}  // namespace delo::validators
