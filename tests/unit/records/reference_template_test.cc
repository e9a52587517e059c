#include "core/records/reference_template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/records/reference_shown.h"

namespace delo {
namespace {

using ::testing::HasSubstr;

ReferenceTemplate of(std::string_view text) {
  auto made = ReferenceTemplate::parse(text);
  EXPECT_TRUE(made) << made.error().message;
  return *std::move(made);
}
std::string refusal(std::string_view text) {
  const auto made = ReferenceTemplate::parse(text);
  return made ? "taken" : made.error().message;
}

TEST(ReferenceTemplate, reads_box_folder_and_item) {
  const ReferenceTemplate pattern = of("{repository}/{series}/{box}/{folder}/{item}");
  const ParsedReferences found = pattern.read(" HIA/Nicolaevsky 2/12/3/7\n");
  EXPECT_EQ(shown(found.references), "HIA||Nicolaevsky 2||box 12|folder 3|item 7");
  EXPECT_EQ(pattern.print(found.references.at(0)), "HIA/Nicolaevsky 2/12/3/7");
}

TEST(ReferenceTemplate, reads_isad_codes_of_any_depth) {
  const ReferenceTemplate pattern = of("{repository} {fonds}[/{series}[/{item}]]");
  EXPECT_EQ(shown(pattern.read("GB 0074 ACC/1234/5").references), "GB 0074|ACC|1234||item 5");
  EXPECT_EQ(shown(pattern.read("GB 0074 ACC/1234").references), "GB 0074|ACC|1234|");
  EXPECT_EQ(shown(pattern.read("GB\t0074  ACC").references), "GB\t0074|ACC||");
  const auto whole = pattern.read("GB 0074 ACC/1234/5").references.at(0);
  EXPECT_EQ(pattern.print(whole), "GB 0074 ACC/1234/5");
}

TEST(ReferenceTemplate, reads_leaves_and_texts_between) {
  const ReferenceTemplate pattern = of("BArch {fonds}/{file}, Bl. {leaves}");
  EXPECT_EQ(shown(pattern.read("BArch R 58/214, Bl. 3-5, 7v").references), "|R 58||214|3..5 7ob");
  EXPECT_EQ(pattern.read("BArch R 58/214, Bl. x").references.size(), 0U);
}

TEST(ReferenceTemplate, tells_where_a_text_leaves_it_and_what_was_expected) {
  const ReferenceTemplate pattern = of("{repository}/{box}/{folder}");
  const auto fault = [&](std::string_view text) {
    const ParsedReferences found = pattern.read(text);
    return found.faults.empty()
               ? std::string("none")
               : std::to_string(found.faults[0].offset) + ": " + found.faults[0].message;
  };
  EXPECT_EQ(fault("HIA/12"),
            "6: expected '/' of the template '{repository}/{box}/{folder}', found the end");
  EXPECT_EQ(fault("HIA/12/"),
            "7: expected {folder} of the template '{repository}/{box}/{folder}', found the end");
  EXPECT_THAT(fault("HIA"), HasSubstr("expected '/'"));
  EXPECT_THAT(fault(""), HasSubstr("0: expected {repository}"));
  EXPECT_THAT(fault(std::string(2000, 'x')), HasSubstr("at most 1000 bytes"));
}

TEST(ReferenceTemplate, what_would_not_be_read_again_is_not_written) {
  const ReferenceTemplate pattern = of("{repository}/{box}[/{folder}]");
  EXPECT_EQ(pattern.print({.archive = "HIA", .box = "1/2"}), std::nullopt);
  EXPECT_EQ(pattern.print({.archive = "HIA"}), std::nullopt);
  EXPECT_EQ(pattern.print({.archive = "HIA", .fond = "5", .box = "1"}), std::nullopt);
  EXPECT_EQ(pattern.print({.archive = "HIA", .box = "1"}), "HIA/1");
}

TEST(ReferenceTemplate, a_wrong_template_is_refused_with_what_is_possible) {
  EXPECT_THAT(refusal("{shelf}/{box}"), HasSubstr("names {shelf}; possible are {repository}"));
  EXPECT_THAT(refusal("{box}{folder}"), HasSubstr("nothing between {folder}"));
  EXPECT_THAT(refusal("{fonds}/{collection}"), HasSubstr("twice"));
  EXPECT_THAT(refusal("{box"), HasSubstr("'{' without '}'"));
  EXPECT_THAT(refusal("{box}[/{folder}"), HasSubstr("'[' without ']'"));
  EXPECT_THAT(refusal("{box}]"), HasSubstr("']' without '['"));
  EXPECT_THAT(refusal("plain"), HasSubstr("names no part"));
  EXPECT_THAT(refusal("{box}[{folder}]"), HasSubstr("nothing between"));
}

TEST(ReferenceTemplate, a_hostile_text_is_given_up) {
  const ReferenceTemplate pattern =
      of("{repository}-{fonds}-{series}-{box}-{folder}-{file}-{item}-{volume}-{reel}/x");
  EXPECT_EQ(pattern.read(std::string(1000, '-')).references.size(), 0U);
  std::string many;
  while (many.size() < 998) many += "a-";
  EXPECT_EQ(pattern.read(many).references.size(), 0U);
}

}  // namespace
}  // namespace delo
