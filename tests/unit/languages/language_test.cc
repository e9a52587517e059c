#include "ingest/languages/language.h"

#include <gtest/gtest.h>

namespace delo::ingest {
namespace {

TEST(Language, english_is_the_first_and_says_what_the_code_says) {
  EXPECT_EQ(Language::all().front().tag(), "en");
  EXPECT_EQ(Language::english().say("Return list"), "Return list");
  EXPECT_EQ(Language::named("en"), &Language::english());
}

TEST(Language, every_embedded_catalogue_is_a_language) {
  for (const EmbeddedCatalogue& embedded : embedded_catalogues()) {
    const auto catalogue = MoCatalogue::parse(std::as_bytes(embedded.bytes));
    ASSERT_TRUE(catalogue) << embedded.tag << ": " << catalogue.error().text();
    ASSERT_NE(Language::named(embedded.tag), nullptr) << embedded.tag;
    EXPECT_NE(Language::known().find(embedded.tag), std::string::npos);
  }
  EXPECT_EQ(Language::named("xx"), nullptr);
  EXPECT_EQ(Language::named(""), nullptr);
}

TEST(Language, what_no_catalogue_has_is_said_in_english) {
  for (const Language& language : Language::all()) {
    EXPECT_EQ(language.say("no such text in any catalogue"), "no such text in any catalogue");
    EXPECT_EQ(language.say(""), "");
    EXPECT_EQ(language.say_count("{n} nonesuch", "{n} nonesuches", 1), "1 nonesuch");
    EXPECT_EQ(language.say_count("{n} nonesuch", "{n} nonesuches", 7), "7 nonesuches");
  }
}

TEST(Language, a_number_has_the_form_that_grammar_asks) {
  for (const std::uint64_t n : {1u, 21u, 101u, 1001u}) EXPECT_EQ(slavic_form(n), 0u) << n;
  for (const std::uint64_t n : {2u, 3u, 4u, 22u, 104u, 1002u}) EXPECT_EQ(slavic_form(n), 1u) << n;
  for (const std::uint64_t n : {0u, 5u, 10u, 11u, 12u, 14u, 20u, 25u, 111u, 112u, 1011u}) {
    EXPECT_EQ(slavic_form(n), 2u) << n;
  }
}

TEST(Language, numbers_are_grouped_as_the_language_does) {
  EXPECT_EQ(Language::english().grouped(1234567), "1,234,567");
  const Language* russian = Language::named("ru");
  ASSERT_NE(russian, nullptr);
  EXPECT_EQ(russian->grouped(1234), "1234");
  EXPECT_EQ(russian->grouped(20000), "20\u00A0000");
  EXPECT_EQ(russian->grouped(1234567), "1\u00A0234\u00A0567");
}

TEST(Language, names_in_braces_are_replaced_once) {
  EXPECT_EQ(filled("leaf {leaf} of {item}", {{"leaf", "{item}"}, {"item", "d337"}}),
            "leaf {item} of d337");
  EXPECT_EQ(filled("{a}{b}", {{"a", "1"}, {"b", ""}}), "1");
  EXPECT_EQ(filled("{other} and { and }", {{"a", "1"}}), "{other} and { and }");
  EXPECT_EQ(filled("{{a}", {{"a", "1"}}), "{1");
  EXPECT_EQ(filled("", {{"a", "1"}}), "");
}

}  // namespace
}  // namespace delo::ingest
