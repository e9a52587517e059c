#include "ingest/cli/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/cli/tint.h"
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

TEST(IngestSummary, says_what_is_wrong_beside_the_items) {
  RunRecord run = run_of(1);
  run.findings.push_back({.rule = "reception.not-a-regular-file",
                          .severity = Severity::kError,
                          .clause = "",
                          .where = {.path = *RelativePath::parse("d338"), .offset = {}, .part = ""},
                          .message = "a link lies beside the items"});
  IngestSummary summary;
  summary.add(telegram());
  const std::string text = summary.text(run, "report.html", false);
  EXPECT_THAT(text, HasSubstr("\n  d338\n      ✗ reception.not-a-regular-file: a link lies"));
  EXPECT_THAT(text, HasSubstr("      → Ask the producer to put the file itself"));
}

TEST(IngestSummary, says_how_many_items_a_fault_of_ours_kept_from_being_begun) {
  RunRecord run = run_of(1);
  EXPECT_THAT(IngestSummary().text(run, "report.html", false), Not(HasSubstr("not begun")));
  run.not_begun = 25;
  EXPECT_THAT(IngestSummary().text(run, "report.html", false),
              HasSubstr("  25 further items of the batch not begun; the same command goes on"));
}

TEST(IngestSummary, items_are_told_in_the_batchs_order_whoever_ended_first) {
  ItemRecord first = incomplete_telegram(), second = incomplete_telegram();
  first.item.value = "d001";
  second.item.value = "d002";
  IngestSummary summary;
  summary.add(second);
  summary.add(first);
  const std::string text = summary.text(run_of(2), "report.html", false);
  EXPECT_LT(text.find("d001"), text.find("d002"));
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

TEST(AuditSummaryText, advises_a_repair_only_where_one_may_help) {
  AuditRunRecord run;
  run.summary.missing = 1;
  holdings::AuditLine line{
      .copy = "store-b", .path = "", .state = holdings::FileState::kMissing, .repairable = false};
  AuditSummaryText summary;
  summary.add(line);
  EXPECT_THAT(summary.text(run, "report.html", false), Not(HasSubstr("→")));
  run.summary.unrepairable = 1;
  const std::string beyond = summary.text(run, "report.html", false);
  EXPECT_THAT(beyond, Not(HasSubstr("--repair")));
  EXPECT_THAT(beyond, HasSubstr("→ keep what is left, and look for another source"));
  line.repairable = true;
  summary.add(line);
  EXPECT_THAT(summary.text(run, "report.html", false), HasSubstr("→ delo audit --all --repair"));
}

TEST(AuditSummaryText, a_strays_name_cannot_steer_the_terminal) {
  AuditSummaryText summary;
  summary.add({"store-a/5b1f", "stray", holdings::FileState::kUnexpected, "", "",
               "a copy that is not whole: \x1b]0;evil\x07\nintact is missing"});
  const std::string text = summary.text({}, "report.html", false);
  EXPECT_THAT(text, HasSubstr("(a copy that is not whole: %1B]0;evil%07%0Aintact is missing)\n"));
}

TEST(AuditSummaryText, says_what_was_not_checked) {
  AuditRunRecord run;
  run.summary.not_checked = {"store store-b is not there; mount its disk"};
  EXPECT_THAT(AuditSummaryText().text(run, "report.html", false),
              HasSubstr("\n  Not checked: store store-b is not there; mount its disk\n"));
}

TEST(SafeLines, show_what_would_steer_a_terminal_and_do_not_send_it) {
  EXPECT_EQ(safe_lines("дело  ✓ 100 %\nd337\n", false), "дело  ✓ 100 %\nd337\n");
  EXPECT_EQ(safe_lines("a \x1b]0;evil\x07 b\r\n", false), "a %1B]0;evil%07 b%0D\n");
  EXPECT_EQ(safe_lines("\x1b", true), "%1B");
  EXPECT_EQ(safe_lines("\xc2\x9b"
                       "2J",
                       true),
            "%C2%9B2J");
}

TEST(SafeLines, our_own_colours_get_through_where_they_are_wanted) {
  const std::string red = tinted("ERROR", Tint::kBad, true);
  EXPECT_EQ(red, "\x1b[31mERROR\x1b[0m");
  EXPECT_EQ(safe_lines(red + " \x1b[2J\n", true), red + " %1B[2J\n");
  EXPECT_EQ(safe_lines(red, false), "%1B[31mERROR%1B[0m");
}

}  // namespace
}  // namespace delo::ingest::test
