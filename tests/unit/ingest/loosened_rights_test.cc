#include "ingest/versions/loosened_rights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace delo::ingest {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

RightsStatement statement(std::string_view file, std::string restriction, std::string end = "",
                          std::string act = "disseminate") {
  RightsStatement out{.basis = "other", .other_basis = "donor"};
  out.grants = {{std::move(act), std::move(restriction), "", std::move(end), ""}};
  if (!file.empty()) out.objects = {*RelativePath::parse(file)};
  return out;
}

bool told(const RightsStatement& before, const std::vector<RightsStatement>& now) {
  const auto findings = loosened_rights({before}, now, 1);
  return findings.size() == 1 && findings[0].rule == "rights.loosened" &&
         findings[0].severity == Severity::kError;
}

TEST(LoosenedRights, a_restriction_that_is_taken_back_is_told) {
  const auto lifted = loosened_rights({statement("a.tif", "disallow", "2050")},
                                      {statement("a.tif", "allow")}, 3);
  ASSERT_THAT(lifted, SizeIs(1));
  EXPECT_EQ(lifted[0].rule, "rights.loosened");
  EXPECT_EQ(lifted[0].where.path.text(), "a.tif");
  EXPECT_EQ(lifted[0].message,
            "of the file version 3 says disseminate: disallow until 2050-12-31; "
            "the next says disseminate: allow");
  EXPECT_TRUE(told(statement("a.tif", "disallow"), {statement("a.tif", "conditional")}));
  EXPECT_TRUE(told(statement("a.tif", "disallow"), {statement("a.tif", "disallow", "2030")}))
      << "it ends earlier";
  EXPECT_TRUE(told(statement("", "disallow"), {statement("", "allow")})) << "of the item";
}

TEST(LoosenedRights, a_restriction_that_is_lost_is_told) {
  EXPECT_TRUE(told(statement("a.tif", "disallow"), {}));
  EXPECT_TRUE(told(statement("", "disallow"), {}));
  EXPECT_TRUE(told(statement("a.tif", "disallow"), {statement("objects/a.tif", "disallow")}))
      << "it counts for another file";
  EXPECT_TRUE(told(statement("a.tif", "disallow"), {statement("a.tif", "disallow", "", "use")}))
      << "of another act";
}

TEST(LoosenedRights, what_is_granted_for_a_file_of_a_restricted_item_is_told_once) {
  const RightsStatement item = statement("", "disallow");
  EXPECT_TRUE(told(item, {item, statement("a.tif", "allow")}));
  EXPECT_THAT(loosened_rights({item, statement("a.tif", "allow")},
                              {item, statement("a.tif", "allow")}, 2),
              IsEmpty())
      << "it was so before";
}

TEST(LoosenedRights, a_restriction_that_stays_is_no_finding) {
  const auto same = [](const RightsStatement& before, const std::vector<RightsStatement>& now) {
    return loosened_rights({before}, now, 1);
  };
  EXPECT_THAT(same(statement("a.tif", "disallow", "2030"), {statement("a.tif", "disallow")}),
              IsEmpty());
  EXPECT_THAT(same(statement("a.tif", "conditional"), {statement("a.tif", "disallow")}), IsEmpty());
  EXPECT_THAT(same(statement("a.tif", "disallow"), {statement("", "disallow")}), IsEmpty())
      << "by the item";
  EXPECT_THAT(same(statement("a.tif", "allow"), {}), IsEmpty()) << "nothing was restricted";
  EXPECT_THAT(loosened_rights({}, {statement("a.tif", "allow")}, 1), IsEmpty());
}

TEST(LoosenedRights, of_thousands_of_files_the_rest_is_counted) {
  std::vector<RightsStatement> before;
  for (int i = 0; i < 1200; ++i) before.push_back(statement(std::to_string(i), "disallow"));
  const auto findings = loosened_rights(before, {}, 1);
  ASSERT_THAT(findings, SizeIs(1001));
  EXPECT_EQ(findings.back().message, "200 more are loosened");
}

}  // namespace
}  // namespace delo::ingest
