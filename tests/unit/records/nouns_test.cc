#include <gtest/gtest.h>

#include <set>

#include "core/records/event.h"
#include "core/records/examination.h"
#include "core/records/file_object.h"
#include "core/records/finding.h"

namespace delo {
namespace {

TEST(Nouns, every_event_type_is_read_back_by_its_name) {
  std::set<std::string> uris;
  for (int i = 0; i <= static_cast<int>(EventType::kUnpacking); ++i) {
    const auto type = static_cast<EventType>(i);
    EXPECT_EQ(event_type_named(name_of(type)), type);
    uris.insert(uri_of(type));
  }
  EXPECT_EQ(uris.size(), 14U);
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

}  // namespace
}  // namespace delo
