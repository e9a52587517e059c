// Pages, sides and numbers of a text against the leaves of its item.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/texts/texts_of_item.h"

namespace delo::validators {
namespace {

using item_tests::kFour;
using item_tests::kText;
using item_tests::sheets;
using item_tests::Texts;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(LeavesOfTexts, form_feeds_are_counted_like_sheets_without_numbers) {
  const auto pages = [](int count) {
    std::string text = kText;
    for (int i = 1; i < count; ++i) text += "\f" + kText;
    return text;
  };
  for (const int count : {2, 3}) {
    EXPECT_THAT(Texts(kFour).transcription(pages(count)).told(),
                ElementsAre("texts.sheet-count: the transcription has " + std::to_string(count) +
                            " sheets by its marks; the reference names ll. 37-40, 4 leaves"));
  }
  EXPECT_THAT(Texts(kFour).transcription(pages(4)).told(), IsEmpty());
  EXPECT_THAT(Texts(kFour).transcription(pages(4) + "\f").told(), IsEmpty());
  EXPECT_THAT(Texts(kFour).transcription(pages(1) + "\f").told(), IsEmpty());
  // Versos may have text where nothing says that they have none.
  EXPECT_THAT(Texts(kFour).transcription(pages(5)).told(), IsEmpty());
  EXPECT_THAT(Texts(kFour).scans({"37", "38", "39", "40"}).transcription(pages(5)).rules(),
              ElementsAre("texts.sheet-count"));
  // Pages of a translation are its own; those of parts are fewer.
  EXPECT_THAT(Texts(kFour).translation(pages(2)).told(), IsEmpty());
  EXPECT_THAT(Texts(kFour)
                  .add(FileRole::kTranscription, "part_1.txt", pages(2))
                  .add(FileRole::kTranscription, "part_2.txt", pages(2))
                  .told(),
              IsEmpty());
}

TEST(LeavesOfTexts, a_side_is_told_where_the_text_marks_sides) {
  constexpr const char* kSides = "ГАРФ. Ф. 78. Оп. 1. Д. 8. Лл. 37–39 об.";
  EXPECT_THAT(Texts(kSides)
                  .transcription(sheets({"[л. 37]", "[л. 37 об.]", "[л. 38]", "[л. 38 об.]",
                                         "[л. 39]", "[л. 39 об.]"}))
                  .told(),
              IsEmpty());
  const std::string last = sheets({"[л. 37]", "[л. 37 об.]", "[л. 38]", "[л. 38 об.]", "[л. 39]"});
  EXPECT_THAT(Texts(kSides).transcription(last).told(),
              ElementsAre(::testing::AllOf(HasSubstr("texts.leaf-without-text"),
                                           ::testing::EndsWith("nothing for 39ob"))));
  EXPECT_THAT(Texts(kSides).transcription(last).blank("39ob").told(), IsEmpty());
  EXPECT_THAT(Texts(kSides).scans({"37", "37ob", "38", "38ob", "39"}).transcription(last).told(),
              IsEmpty());
  EXPECT_THAT(Texts(kSides)
                  .transcription(
                      sheets({"[л. 37]", "[л. 37 об.]", "[л. 38 об.]", "[л. 39]", "[л. 39 об.]"}))
                  .told(),
              ElementsAre(::testing::EndsWith("nothing for 38")));
  EXPECT_THAT(Texts(kSides).transcription(sheets({"[л. 37]", "[л. 38]", "[л. 39]"})).told(),
              IsEmpty());
}

TEST(LeavesOfTexts, marks_of_four_digits_are_of_leaves_that_are_expected) {
  constexpr const char* kThousand = "ГАРФ. Ф. 78. Оп. 1. Д. 8. Лл. 998–1001";
  const std::string text = sheets({"--- 998 ---", "--- 999 ---", "--- 1000 ---", "--- 1001 ---"});
  EXPECT_THAT(Texts(kThousand).transcription(text).told(), IsEmpty());
  EXPECT_THAT(Texts(kFour).transcription(kText + sheets({"[1953]", "- 1954 -"})).told(), IsEmpty());
}

}  // namespace
}  // namespace delo::validators
