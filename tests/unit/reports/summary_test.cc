#include "ingest/cli/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/reports/record_fixture.h"

namespace delo::ingest::test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(IngestSummary, counts_and_names_what_somebody_must_look_at) {
  IngestSummary summary;
  summary.add(telegram());
  summary.add(incomplete_telegram());
  const std::string text = summary.text(run_of(2), "/srv/holdings/reports/r/report.html", false);
  EXPECT_THAT(text, HasSubstr("       1  ✓ Accepted\n"));
  EXPECT_THAT(text, HasSubstr("       1  ? Withheld: to be decided\n"));
  EXPECT_THAT(text, HasSubstr("leaves.missing: the reference names leaf 39, no scan shows it"));
  EXPECT_THAT(text, HasSubstr("/srv/holdings/reports/r/report.html"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(IngestSummary, fits_one_screen_whatever_the_batch) {
  IngestSummary summary;
  for (int i = 0; i < 5000; ++i) summary.add(incomplete_telegram());
  const std::string text = summary.text(run_of(5000), "report.html", false);
  EXPECT_LE(std::ranges::count(text, '\n'), 36);
  EXPECT_THAT(text, HasSubstr("and 4,994 further items"));
}

TEST(IngestSummary, a_name_cannot_steer_the_terminal) {
  ItemRecord item = incomplete_telegram();
  item.item.value = "\x1b]0;evil\x07 name";
  IngestSummary summary;
  summary.add(item);
  EXPECT_THAT(summary.text(run_of(1), "report.html", false), Not(HasSubstr("\x1b")));
}

TEST(AuditSummaryText, states_coverage_and_names_faults) {
  AuditRunRecord run;
  run.summary.files = 10;
  run.summary.intact = 9;
  run.summary.damaged = 1;
  run.summary.coverage = 0.5;
  AuditSummaryText summary;
  summary.add({"store-a/5b1f", "data/0037.tif", holdings::FileState::kDamaged, "", "", ""});
  const std::string text = summary.text(run, "report.html", false);
  EXPECT_THAT(text, HasSubstr("         1  ✗ damaged\n"));
  EXPECT_THAT(text, HasSubstr("50.0 % of all copies verified"));
  EXPECT_THAT(text, HasSubstr("  damaged  store-a/5b1f\n      data/0037.tif\n"));
}

}  // namespace
}  // namespace delo::ingest::test
