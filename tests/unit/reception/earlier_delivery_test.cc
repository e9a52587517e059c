#include "ingest/reception/earlier_delivery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace delo::ingest {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

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
  rights.add(std::move(before), place_of_earlier(2, "", path("rights.csv")), 2);
  rights.add(std::move(now), path("rights.csv"), 0);
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
  for (const char* other :
       {"rights.csv", "metadata/earlier-deliveries/before-version-/a",
        "metadata/earlier-deliveries/before-version-1/a",
        "metadata/earlier-deliveries/before-version-99999999999999/a",
        "metadata/earlier-deliveries/before-version-2x/a",
        "metadata/earlier-deliveries/before-version-2"}) {
    EXPECT_FALSE(earlier_delivery_of(path(other))) << other;
  }
}

TEST(EarlierDelivery, older_tables_are_read_before_newer_ones) {
  std::vector<FileObject> files;
  for (const char* name :
       {"a.csv", "metadata/earlier-deliveries/before-version-10/a.csv",
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
  EXPECT_THAT(rights.findings, IsEmpty()) << "stricter";
}

TEST(EarlierDelivery, a_restriction_that_is_taken_back_is_told) {
  const auto told = [](const RightsOfDeliveries& rights) {
    return rights.findings.size() == 1 && rights.findings[0].rule == "rights.loosened" &&
           rights.findings[0].severity == Severity::kError;
  };
  const auto lifted = joined({statement("a.tif", "disallow", "2050")}, {statement("a.tif", "allow")});
  ASSERT_TRUE(told(lifted));
  EXPECT_THAT(lifted.findings[0].message,
              HasSubstr("\"a.tif\" an earlier delivery says disseminate: disallow until 2050-12-31; "
                        "this one says disseminate: allow"));
  EXPECT_TRUE(told(joined({statement("a.tif", "disallow")}, {statement("a.tif", "conditional")})));
  EXPECT_TRUE(
      told(joined({statement("a.tif", "disallow")}, {statement("a.tif", "disallow", "2030")})))
      << "it ends earlier";
  EXPECT_TRUE(told(joined({statement("", "disallow")}, {statement("", "allow")}))) << "of the item";
  EXPECT_TRUE(told(joined({statement("", "disallow")}, {statement("a.tif", "allow")})))
      << "a file of the item";
  RightsStatement silent = statement("a.tif", "disallow");
  silent.grants[0].act = "use";
  EXPECT_TRUE(told(joined({statement("a.tif", "disallow")}, {silent}))) << "of another act";
}

TEST(EarlierDelivery, a_restriction_that_stays_is_no_finding) {
  EXPECT_THAT(joined({statement("a.tif", "disallow", "2030")}, {statement("a.tif", "disallow")})
                  .findings,
              IsEmpty());
  EXPECT_THAT(joined({statement("a.tif", "allow")}, {statement("a.tif", "allow", "2030")}).findings,
              IsEmpty())
      << "nothing was restricted";
  EXPECT_THAT(joined({}, {statement("a.tif", "allow")}).findings, IsEmpty());
  EXPECT_THAT(joined({statement("", "disallow")}, {statement("a.tif", "disallow")}).findings,
              IsEmpty());
}

}  // namespace
}  // namespace delo::ingest
