#include "ingest/reception/earlier_delivery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace delo::ingest {
namespace {

using ::testing::ElementsAre;

RelativePath path(std::string_view text) { return *RelativePath::parse(text); }

RightsStatement statement(std::string_view file, std::string restriction, std::string end = "") {
  RightsStatement out{.basis = "other", .other_basis = "donor"};
  out.grants = {{"disseminate", std::move(restriction), "", std::move(end), ""}};
  if (!file.empty()) out.objects = {path(file)};
  return out;
}

// What a later table makes of an earlier one.
RightsOfDeliveries joined(std::vector<RightsStatement> before, std::vector<RightsStatement> now) {
  RightsOfDeliveries rights;
  rights.add(std::move(before), 2);
  rights.add(std::move(now), 0);
  return rights;
}

TEST(EarlierDelivery, its_place_tells_where_it_was_given_and_until_when) {
  const RelativePath place = place_of_earlier(3, "", path("metadata/rights.csv"));
  EXPECT_EQ(place.text(), "metadata/earlier-deliveries/before-version-3/metadata/rights.csv");
  const auto told = earlier_delivery_of(place);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->before_version, 3);
  EXPECT_EQ(told->given.text(), "metadata/rights.csv");
  EXPECT_EQ(earlier_delivery_of(place_of_earlier(12, "--", path("a")))->before_version, 12);
  for (const char* other : {"rights.csv", "metadata/earlier-deliveries/before-version-/a",
                            "metadata/earlier-deliveries/before-version-1/a",
                            "metadata/earlier-deliveries/before-version-99999999999999/a",
                            "metadata/earlier-deliveries/before-version-2x/a",
                            "metadata/earlier-deliveries/before-version-2"}) {
    EXPECT_FALSE(earlier_delivery_of(path(other))) << other;
  }
}

TEST(EarlierDelivery, older_tables_are_read_before_newer_ones) {
  std::vector<FileObject> files;
  for (const char* name : {"a.csv", "metadata/earlier-deliveries/before-version-10/a.csv",
                           "metadata/earlier-deliveries/before-version-2/a.csv", "z.csv"}) {
    files.push_back({.path = path(name)});
  }
  const auto all = in_order_of_delivery(files, [](const FileObject&) { return true; });
  EXPECT_THAT(all, ElementsAre(2u, 1u, 0u, 3u));
}

TEST(EarlierDelivery, what_a_later_table_of_rights_does_not_name_stays) {
  const auto rights = joined({statement("a.tif", "disallow"), statement("", "conditional")},
                             {statement("b.tif", "allow", "")});
  EXPECT_EQ(rights.statements.size(), 3u);
}

TEST(EarlierDelivery, a_later_row_takes_the_place_of_the_earlier_ones_for_its_file) {
  RightsStatement both = statement("a.tif", "allow");
  both.objects.push_back(path("b.tif"));
  const auto rights = joined({both}, {statement("a.tif", "disallow")});
  ASSERT_EQ(rights.statements.size(), 2u);
  EXPECT_THAT(rights.statements[0].objects, ElementsAre(path("b.tif")));
  EXPECT_EQ(rights.statements[1].grants[0].restriction, "disallow");
}

TEST(EarlierDelivery, what_a_producer_delivers_into_its_folder_has_a_place_of_its_own) {
  const RelativePath given = path("metadata/earlier-deliveries/before-version-2/rights.csv");
  EXPECT_TRUE(is_below_earlier_deliveries(given));
  EXPECT_FALSE(is_below_earlier_deliveries(path("metadata/earlier-deliveries")));
  EXPECT_FALSE(is_set_apart(given));
  EXPECT_EQ(set_apart(given, "").text(), "metadata/earlier-delivered/before-version-2/rights.csv");
  for (const char* apart : {"", "-", "--"}) {
    EXPECT_TRUE(is_set_apart(set_apart(given, apart)));
    EXPECT_FALSE(earlier_delivery_of(set_apart(given, apart)));
  }
  EXPECT_FALSE(is_set_apart(path("metadata/earlier-delivered.csv")));
}

TEST(EarlierDelivery, what_a_producer_delivers_where_documents_of_the_batch_lie_has_one_too) {
  for (const char* given : {"metadata/from-batch/d337/a.csv", "metadata/from-batch--/d337/a.csv",
                            "metadata/excerpts-from-batch/d337/a.csv"}) {
    EXPECT_EQ(set_apart(path(given), "").text(), "metadata/unbatched/d337/a.csv") << given;
    EXPECT_LE(set_apart(path(given), "-").text().size(), std::string_view(given).size());
    EXPECT_TRUE(is_set_apart(set_apart(path(given), "-")));
    EXPECT_FALSE(is_from_batch(set_apart(path(given), "")));
    EXPECT_FALSE(is_set_apart(path(given)));
  }
}

}  // namespace
}  // namespace delo::ingest
