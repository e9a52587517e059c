#include "validators/text/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace delo::validators::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> figures(std::string_view text) {
  std::vector<std::string> out;
  for (const FoundFigure& figure : figures_in(text)) {
    const bool number = figure.kind == TextFigureKind::kNumber;
    out.push_back((number ? "" : std::string(name_of(figure.kind)) + " ") + figure.value);
  }
  return out;
}

TEST(Figures, a_date_is_the_same_however_it_is_written) {
  for (const char* text :
       {"5 марта 1953 г.", "5 марта 1953 года", "March 5, 1953", "March 5th, 1953", "5 March 1953",
        "5th of March 1953", "5.III.53", "5.3.53", "05.03.1953", "5/III-53", "5-III-1953",
        "1953-03-05", "5 мар. 1953", "5 березня 1953 р.", "5. März 1953", "5 mars 1953",
        "5 marca 1953", "5/3/53", "3/31/53\n5.3.53г."}) {
    const auto found = figures(text);
    ASSERT_FALSE(found.empty()) << text;
    EXPECT_EQ(found.back(), "date 1953-03-05") << text;
  }
  EXPECT_THAT(figures("17 января и 18 January"), ElementsAre("date --01-17", "date --01-18"));
  EXPECT_THAT(figures("в марте 1953 года"), ElementsAre("date 1953-03"));
  EXPECT_THAT(figures("вечером 18\nянваря 1951"), ElementsAre("date 1951-01-18"));
}

TEST(Figures, a_number_is_the_same_however_it_is_grouped) {
  EXPECT_THAT(figures("200.000 мин, 200,000 mines, 200 000, 200000"),
              ElementsAre("200000", "200000", "200000", "200000"));
  EXPECT_THAT(figures("1.500.000 чел., 1,500,000 persons"), ElementsAre("1500000", "1500000"));
  EXPECT_THAT(figures("3 тыс. человек, 3 thousand men, 1,5 млн, 1.5 million"),
              ElementsAre("3000", "3000", "1500000", "1500000"));
  EXPECT_THAT(figures("0,5 тонны, 0.50 tons"), ElementsAre("0.5", "0.5"));
  EXPECT_THAT(figures("3-4-5000 человек"), ElementsAre("3000", "4000", "5000"));
  EXPECT_THAT(figures("4–5 дивизий"), ElementsAre("4", "5"));
  EXPECT_THAT(figures("39-й корпус, 39th corps"), ElementsAre("39", "39"));
  EXPECT_THAT(figures("12:00 19.1.51г."), ElementsAre("12:00", "date 1951-01-19"));
  EXPECT_THAT(figures("15\n000"), ElementsAre("15", "0"));
}

TEST(Figures, numbers_in_words_are_told_as_such) {
  EXPECT_THAT(figures("двадцать пять дивизий"), ElementsAre("~20"));
  EXPECT_THAT(figures("forty divisions, three thousand men"), ElementsAre("~40", "~1000"));
  EXPECT_THAT(figures("forward and forth, eight men, столица"), IsEmpty());
}

TEST(Figures, what_follows_a_number_sign_names_things) {
  EXPECT_THAT(figures("шифртелеграмма № 15994 от 19.1.51"),
              ElementsAre("№15994", "date 1951-01-19"));
  EXPECT_THAT(figures("telegram No. 15994 of 19.1.51"), ElementsAre("№15994", "date 1951-01-19"));
  EXPECT_THAT(figures("order No 449, order #449, n° 449, Nr. 449"),
              ElementsAre("№449", "№449", "№449", "№449"));
  EXPECT_THAT(figures("приказ № 311/16, № 00447-сс, № 15 994"),
              ElementsAre("№311/16", "№447", "№15/994"));
  EXPECT_THAT(figures("приказ\n№ 449\n5 марта 1953"), ElementsAre("№449", "date 1953-03-05"));
  EXPECT_THAT(figures("there were no 300 men; # 300"), ElementsAre("300", "300"));
}

TEST(Figures, numbers_of_forms_copies_and_pages_need_no_counterpart) {
  EXPECT_THAT(figures("№ 311/16 от 1/1/51\nдалее 700"), ElementsAre("?311/16", "?1/1/51", "700"));
  EXPECT_THAT(figures("Экз. № 149, Document No. 12"), ElementsAre("?149", "?12"));
  EXPECT_THAT(figures("ZEDONG No. 44926.1.51"), ElementsAre("?44926/1/51"));
  EXPECT_THAT(figures("- 37 -"), ElementsAre("?37"));
  EXPECT_THAT(figures("37"), ElementsAre("?37"));
  EXPECT_THAT(figures("37 тонн"), ElementsAre("37"));
  EXPECT_THAT(figures("1953"), ElementsAre("1953"));
}

TEST(Figures, a_time_is_the_same_however_it_is_written) {
  for (const char* text :
       {"16:45", "16 ч. 45 мин.", "16 часов 45 минут", "16 год. 45 хв.", "16 hours\n45 minutes",
        "16h45", "16 Uhr 45", "4:45 p.m.", "4.45 pm", "16 ч 45 м"}) {
    EXPECT_THAT(figures(text), ElementsAre("16:45")) << text;
  }
  EXPECT_THAT(figures("9 ч. 5 мин., 12.05 a.m., 4 p.m."), ElementsAre("9:05", "0:05", "16:00"));
  EXPECT_THAT(figures("16 часов, 1945 год, 16.45, в 3 часа 300 человек"),
              ElementsAre("16", "1945", "16.45", "3", "300"));
}

TEST(Figures, roman_numerals_of_capitals_are_told) {
  EXPECT_THAT(figures("XVIII съезд, XXго, ІІІ квартал, ХХ съезд"),
              ElementsAre("XVIII", "XX", "III", "XX"));
  EXPECT_THAT(figures("I think, V. Molotov, И. В. Сталин, LI, MIX, VX, IIX, xix"), IsEmpty());
}

TEST(Figures, numbered_paragraphs_are_sections) {
  EXPECT_THAT(figures("2. Вопрос обороны"), ElementsAre("section 2"));
  EXPECT_THAT(figures("conducted better. 2. The question"), ElementsAre("section 2"));
  EXPECT_THAT(figures("Ф. 45. Оп. 1. Д. 337. Л. 37"), ElementsAre("45", "1", "337", "37"));
  EXPECT_THAT(figures("в 1951 г. Сталин"), ElementsAre("1951"));
}

}  // namespace
}  // namespace delo::validators::text
