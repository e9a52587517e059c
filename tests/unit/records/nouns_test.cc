#include <gtest/gtest.h>

#include <set>

#include "core/records/event.h"
#include "core/records/examination.h"
#include "core/records/file_object.h"
#include "core/records/finding.h"
#include "core/records/record_json.h"
#include "core/records/rights_json.h"

namespace delo {
namespace {

TEST(Nouns, every_event_type_is_read_back_by_its_name) {
  std::set<std::string> uris;
  for (int i = 0; i <= static_cast<int>(EventType::kPackageSplitting); ++i) {
    const auto type = static_cast<EventType>(i);
    EXPECT_EQ(event_type_named(name_of(type)), type);
    uris.insert(uri_of(type));
  }
  EXPECT_EQ(uris.size(), 16U);
  EXPECT_EQ(uri_of(EventType::kMessageDigestCalculation),
            "http://id.loc.gov/vocabulary/preservation/eventType/mes");
  EXPECT_EQ(event_type_named("baking"), std::nullopt);
}

TEST(Nouns, names_of_roles_outcomes_and_severities_are_read_back) {
  for (int i = 0; i <= static_cast<int>(FileRole::kOther); ++i) {
    EXPECT_EQ(file_role_named(name_of(static_cast<FileRole>(i))), static_cast<FileRole>(i));
  }
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(event_outcome_named(name_of(static_cast<EventOutcome>(i))),
              static_cast<EventOutcome>(i));
    EXPECT_EQ(severity_named(name_of(static_cast<Severity>(i))), static_cast<Severity>(i));
  }
  EXPECT_EQ(file_role_named("Master"), std::nullopt);
}

constexpr Rule kRule{.id = "tiff.strip.outside-file",
                     .severity = Severity::kError,
                     .clause = "TIFF 6.0 p. 19",
                     .summary = "Strips lie within the file",
                     .cause = "The file was cut short",
                     .remedy = "Ask for the file again"};

TEST(Nouns, a_finding_takes_severity_and_clause_of_its_rule) {
  const Finding f = finding(kRule, {.offset = 8}, "strip 3 ends at 900, the file at 700");
  EXPECT_EQ(f.rule, "tiff.strip.outside-file");
  EXPECT_EQ(f.severity, Severity::kError);
  EXPECT_EQ(f.clause, "TIFF 6.0 p. 19");
  EXPECT_EQ(f.where.offset, 8U);
}

TEST(Nouns, a_finding_as_text_names_place_and_message_on_one_safe_line) {
  Finding f = finding(kRule, {}, "strip 3 ends at 900, the file at 700");
  EXPECT_EQ(text_of(f), "ERROR tiff.strip.outside-file: strip 3 ends at 900, the file at 700");
  f.where.path = RelativePath::parse("0037.tif").value();
  f.where.part = "IFD 0, tag 273";
  f.where.offset = 8;
  EXPECT_EQ(text_of(f),
            "ERROR tiff.strip.outside-file 0037.tif [IFD 0, tag 273 @ 8]: strip 3 ends at 900, the "
            "file at 700");
  f.where.part.clear();
  f.message = "a\x1b[2Jb\nc";
  EXPECT_EQ(text_of(f).find_first_of("\x1b\n"), std::string::npos);
}

TEST(Nouns, one_error_among_warnings_makes_invalid) {
  std::vector<Finding> findings;
  EXPECT_EQ(validity_of(findings), Validity::kValid);
  findings.push_back({.rule = "a", .severity = Severity::kWarning});
  EXPECT_EQ(validity_of(findings), Validity::kValid);
  findings.push_back({.rule = "b", .severity = Severity::kError});
  EXPECT_EQ(validity_of(findings), Validity::kInvalid);
}

TEST(Nouns, a_file_nobody_looked_into_is_not_examined) {
  EXPECT_EQ(name_of(Examination{}.validity), "not-examined");
}

TEST(Rights, come_back_from_json_as_they_were) {
  RightsStatement statement{
      .basis = "other", .other_basis = "donor", .start = "1951", .end = "open", .note = "n"};
  statement.documents = {{"URL", "u", "r"}};
  statement.grants = {{"use", "allow", "2020", "", "x"}};
  statement.objects = {*RelativePath::parse("caf\xE9.tif"), *RelativePath::parse("a/b")};
  Item item;
  item.rights = {statement};
  const auto back = item_from(to_json(item));
  ASSERT_TRUE(back) << back.error().text();
  ASSERT_EQ(back->rights.size(), 1u);
  EXPECT_TRUE(back->rights[0].same_ground(statement));
  EXPECT_EQ(back->rights[0].grants, statement.grants);
  EXPECT_EQ(back->rights[0].objects, statement.objects);
  EXPECT_EQ(to_json(Item{}).find("rights"), nullptr) << "no member where there are none";
  EXPECT_TRUE(to_json(PackageSettings{}).is_null());
}

TEST(Rights, dates_are_days_that_there_are) {
  for (const char* good : {"1951", "1951-01", "1952-02-29"}) EXPECT_TRUE(is_rights_date(good));
  for (const char* bad : {"", "51", "1951-13", "1951-02-29", "1951-1-1", "1951/01/01", "open"}) {
    EXPECT_FALSE(is_rights_date(bad)) << bad;
  }
}

}  // namespace
}  // namespace delo
