// Figures of a transcription and its translation: what is told, and what must not be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "validators/text/text_analysis.h"
#include "validators/texts/item_texts.h"

namespace delo::validators {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TextMetadata read(std::string_view text) {
  FindingList findings(*RelativePath::parse("a.txt"));
  text::TextAnalysis analysis(findings);
  analysis.text(text);
  return analysis.finish();
}

// What is told of figures, the transcription's first.
std::vector<std::string> told(std::string_view russian, std::string_view english) {
  FileObject transcription, translation;
  transcription.path = *RelativePath::parse("ru.txt");
  transcription.role = FileRole::kTranscription;
  translation.path = *RelativePath::parse("en.txt");
  translation.role = FileRole::kTranslation;
  const TextMetadata from = read(russian), to = read(english);
  const ItemText pair[] = {{&transcription, &from}, {&translation, &to}};
  std::vector<std::string> out;
  for (const Finding& finding : check_translations(pair)) {
    EXPECT_EQ(finding.rule, "texts.figures");
    out.push_back(finding.message.substr(finding.message.rfind(": ") + 2));
  }
  return out;
}

TEST(TranslatedFigures, of_two_digits_are_told_at_both_ends_of_a_text) {
  const std::string russian = "Арестовано 53 человека. Вывезено 64 тонны. Выдано 75 пудов.";
  EXPECT_THAT(told(russian, "They arrested 53 persons, shipped 64 tons, issued 75 poods."),
              IsEmpty());
  EXPECT_THAT(told(russian, "They arrested 54 persons, shipped 64 tons, issued 75 poods."),
              ElementsAre("53 (line 1)", "54 (line 1)"));
  EXPECT_THAT(told(russian, "They arrested 4053 persons, shipped 64 tons, issued 75 poods."),
              ElementsAre("53 (line 1)", "4053 (line 1)"));
  EXPECT_THAT(told(russian, "They arrested 53 persons, shipped 64 tons, issued 76 poods."),
              ElementsAre("75 (line 1)", "76 (line 1)"));
  EXPECT_THAT(told("Арестовано 53 человека.", "They arrested 54 persons."),
              ElementsAre("53 (line 1)", "54 (line 1)"));
}

TEST(TranslatedFigures, of_pages_and_of_one_text_alone_are_not_told_at_its_ends) {
  EXPECT_THAT(told("37\n\nВывезено 64 тонны.\n\n- 38 -\n\nВыдано 75 пудов.",
                   "They shipped 64 tons.\n\n15\n\nThey issued 75 poods."),
              IsEmpty());
  EXPECT_THAT(told("Вывезено 64 тонны. Отпечатано 16 экземпляров.", "They shipped 64 tons."),
              IsEmpty());
}

TEST(TranslatedFigures, of_orders_and_protocols_are_told) {
  const std::string russian = "Всего 300 вагонов, приказ № 4512. Ещё 500 вагонов.";
  EXPECT_THAT(told(russian, "In all 300 cars, order No. 4512. And 500 cars."), IsEmpty());
  EXPECT_THAT(told(russian, "In all 300 cars, order 4512. And 500 cars."), IsEmpty());
  EXPECT_THAT(told("Приказ № 311/16", "Order 311/16"), IsEmpty());
  EXPECT_THAT(told("Приказ № 15 994", "Order No. 15994"), IsEmpty());
  EXPECT_THAT(told("Наказ № 4512/с", "Order No. 4512/s"), IsEmpty());
  EXPECT_THAT(told(russian, "In all 300 cars, order No. 4521. And 500 cars."),
              ElementsAre("№4512 (line 1)", "№4521 (line 1)"));
  EXPECT_THAT(told(russian, "In all 300 cars, order #4521. And 500 cars."),
              ElementsAre("№4512 (line 1)", "№4521 (line 1)"));
  EXPECT_THAT(told(russian, "In all 300 cars, the order. And 500 cars."),
              ElementsAre("№4512 (line 1)"));
  EXPECT_THAT(told("ПРИКАЗ\n№ 00447\nг. Москва", "ORDER\nNo. 00474\nMoscow"),
              ElementsAre("№447 (line 2)", "№474 (line 2)"));
  EXPECT_THAT(told("Протокол № 7", "Protocol No. 9"), ElementsAre("№7 (line 1)", "№9 (line 1)"));
}

TEST(TranslatedFigures, of_copies_and_forms_are_not_told) {
  EXPECT_THAT(
      told("Экз. № 15\nПриказ № 5\nВывезено 64 тонны.", "Document No. 12\nThey shipped 64 tons."),
      IsEmpty());
  EXPECT_THAT(told("Вывезено 64 тонны.\n№ 311/16 от 1/1/51\nВыдано 75 пудов.",
                   "They shipped 64 tons. They issued 75 poods."),
              IsEmpty());
}

TEST(TranslatedFigures, clock_times_are_told_when_both_texts_have_another) {
  EXPECT_THAT(told("Поезд в 16:17. Ещё 500 вагонов.", "The train at 16:45. And 500 cars."),
              ElementsAre("16:17 (line 1)", "16:45 (line 1)"));
  for (const char* english : {"at 16:45", "at 4:45 p.m.", "at 4:45", "at 16.45"}) {
    EXPECT_THAT(told("В 300 вагонах. Поезд в 16 ч. 45 мин. Ещё 500 вагонов.",
                     std::string("In 300 cars. The train ") + english + ". And 500 cars."),
                IsEmpty())
        << english;
  }
  EXPECT_THAT(told("В 300 вагонах. Поезд в 16 час. Ещё 500.", "In 300 cars. At 4 p.m. And 500."),
              IsEmpty());
  EXPECT_THAT(told("Всего 300. Поезд в 16-45. Ещё 500.", "In all 300. At 16:45. And 500."),
              IsEmpty());
  EXPECT_THAT(told("Поезд без четверти пять. Ещё 500.", "The train at 16:45. And 500."), IsEmpty());
  EXPECT_THAT(told("Поезд в 16 ч. 45 мин.", "The train at 33:46."),
              ElementsAre("16:45 (line 1)", "33:46 (line 1)"));
}

TEST(TranslatedFigures, a_roman_numeral_is_an_ordinal_number) {
  const std::string russian = "Всего 300 делегатов XVIII съезда. Ещё 500 гостей.";
  EXPECT_THAT(told(russian, "In all 300 delegates of the 18th congress. And 500 guests."),
              IsEmpty());
  EXPECT_THAT(told(russian, "In all 300 delegates of the XVIII Congress. And 500 guests."),
              IsEmpty());
  EXPECT_THAT(told(russian, "In all 300 delegates of the eighteenth congress. And 500 guests."),
              IsEmpty());
  EXPECT_THAT(told(russian, "In all 300 delegates of the 19th congress. And 500 guests."),
              ElementsAre("19 (line 1)"));
  EXPECT_THAT(told(russian, "In all 300 delegates of the XVII Congress. And 500 guests."),
              ElementsAre("XVIII (line 1)", "XVII (line 1)"));
}

}  // namespace
}  // namespace delo::validators
