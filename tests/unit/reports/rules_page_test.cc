#include "ingest/reports/rules_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace delo::ingest {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(RulesPage, tells_every_part_of_a_rule) {
  const Rule rules[] = {{"tiff.ifd.ascending-tags", Severity::kError, "TIFF 6.0 p. 15",
                         "IFD entries are in ascending order by tag",
                         "a program wrote the tags as they came", "write the file again",
                         Remedier::kProducer}};
  const NamedRules all[] = {{"tiff", rules}};
  const std::string page = rules_page(all);
  EXPECT_THAT(page, HasSubstr("## TIFF\n"));
  EXPECT_THAT(page, HasSubstr("| `tiff.ifd.ascending-tags` | error | IFD entries are in ascending "
                              "order by tag (TIFF 6.0 p. 15) | a program wrote the tags as they "
                              "came | write the file again | producer |\n"));
}

TEST(RulesPage, a_bar_in_a_text_does_not_divide_the_cell) {
  const Rule rules[] = {{"a.b", Severity::kInfo, "", "x | y", "", "", Remedier::kArchivist}};
  const NamedRules all[] = {{"other", rules}};
  EXPECT_THAT(rules_page(all), HasSubstr("x \\| y"));
}

TEST(RulesPage, is_told_in_other_languages) {
  const auto all = all_rules();
  const NamedRules tiff = *std::ranges::find(all, "tiff", &NamedRules::of);
  const std::string page = rules_page(std::span(&tiff, 1), *Language::named("ru"));
  EXPECT_THAT(page, HasSubstr("# Правила\n"));
  EXPECT_THAT(page, HasSubstr("| ошибка | Первый IFD лежит внутри файла, после заголовка (TIFF"));
  EXPECT_THAT(page, HasSubstr("| сдатчик |\n"));
  EXPECT_THAT(page, Not(HasSubstr("usual cause")));
}

}  // namespace
}  // namespace delo::ingest
