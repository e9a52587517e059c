#include "ingest/languages/mo_catalogue.h"

#include <gtest/gtest.h>

#include "tests/unit/languages/mo_builder.h"

namespace delo::ingest {
namespace {

using namespace std::string_literals;

const std::string kThree =
    mo_file({{"", "Language: ru\n"}, {"leaf", "лист"}, {"{n} leaf\0{n} leaves"s, "а\0б\0в"s}});

TEST(MoCatalogue, finds_what_is_in_it_and_nothing_else) {
  const auto catalogue = MoCatalogue::parse(bytes_of(kThree));
  ASSERT_TRUE(catalogue) << catalogue.error().text();
  EXPECT_EQ(catalogue->size(), 3u);
  EXPECT_EQ(catalogue->find("leaf"), "лист");
  EXPECT_EQ(catalogue->find(""), "Language: ru\n");
  EXPECT_EQ(catalogue->find("lea"), std::nullopt);
  EXPECT_EQ(catalogue->find("zz"), std::nullopt);
}

TEST(MoCatalogue, a_message_with_a_plural_is_found_by_its_singular) {
  const auto catalogue = MoCatalogue::parse(bytes_of(kThree));
  ASSERT_TRUE(catalogue);
  EXPECT_EQ(catalogue->find("{n} leaf"), "а\0б\0в"s);
}

TEST(MoCatalogue, nothing_finds_nothing) {
  EXPECT_EQ(MoCatalogue().find("leaf"), std::nullopt);
  const std::string empty = mo_file({});
  const auto catalogue = MoCatalogue::parse(bytes_of(empty));
  ASSERT_TRUE(catalogue);
  EXPECT_EQ(catalogue->find(""), std::nullopt);
}

TEST(MoCatalogue, every_shortened_catalogue_is_refused) {
  for (std::size_t size = 0; size < kThree.size(); ++size) {
    const std::string shorter = kThree.substr(0, size);
    EXPECT_FALSE(MoCatalogue::parse(bytes_of(shorter))) << size;
  }
}

TEST(MoCatalogue, numbers_that_lead_outside_are_refused) {
  // Count, both tables, a length and an offset.
  for (const std::size_t at : {8u, 12u, 16u, 20u, 24u}) {
    for (const char high : {'\x7f', '\xff'}) {
      std::string changed = kThree;
      changed[at + 3] = high;
      EXPECT_FALSE(MoCatalogue::parse(bytes_of(changed))) << at;
    }
  }
}

TEST(MoCatalogue, another_magic_and_another_revision_are_refused) {
  std::string changed = kThree;
  changed[0] = '\x95';
  EXPECT_FALSE(MoCatalogue::parse(bytes_of(changed)));
  changed = kThree;
  changed[4] = 1;
  EXPECT_FALSE(MoCatalogue::parse(bytes_of(changed)));
}

TEST(MoCatalogue, a_catalogue_that_is_not_sorted_is_refused) {
  EXPECT_FALSE(MoCatalogue::parse(bytes_of(mo_file({{"b", "1"}, {"a", "2"}}))));
  EXPECT_FALSE(MoCatalogue::parse(bytes_of(mo_file({{"a", "1"}, {"a", "2"}}))));
}

}  // namespace
}  // namespace delo::ingest
