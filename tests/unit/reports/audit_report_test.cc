#include "ingest/reports/audit_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"
#include "tests/unit/reports/record_fixture.h"

namespace delo::ingest::test {
namespace {

using holdings::AuditLine;
using holdings::FileState;
using testing::HasSubstr;
using testing::Not;

class AuditReportTest : public testing::Test {
 protected:
  AuditReportTest() {
    run.run = "2026-11-24T063631Z-audit";
    run.holdings = "/srv/holdings";
    run.started = at("2026-11-24T06:36:31Z");
    run.finished = at("2026-11-24T06:39:31Z");
    run.order = "everything";
    run.policy = "audit-yearly, version 1";
    run.summary.copies = 20;
    run.summary.files = run.summary.intact = 480;
    run.summary.bytes = 2'600'000'000;
    run.summary.coverage = 1;
  }
  std::string page_of(const std::vector<AuditLine>& lines) {
    std::ofstream(folder / "audit.json") << to_json(run).dump();
    std::ofstream out(folder / "audit.jsonl", std::ios::binary);
    for (const AuditLine& line : lines) out << to_json(line).dump() << '\n';
    out.close();
    const auto page = write_audit_report(folder.path());
    EXPECT_TRUE(page.has_value()) << (page.has_value() ? "" : page.error().text());
    return page.has_value() ? text_of(*page) : std::string();
  }
  tests::TempFolder folder;
  AuditRunRecord run;
};

TEST_F(AuditReportTest, a_clean_audit_says_so) {
  const std::string page = page_of({});
  EXPECT_THAT(page, HasSubstr("All 480 files that were read are there and intact."));
  EXPECT_THAT(page, Not(HasSubstr("class=\"alert\"")));
}

TEST_F(AuditReportTest, what_the_holdings_needed_is_told_and_escaped) {
  EXPECT_THAT(page_of({}), Not(HasSubstr("What the holdings needed")));
  run.noticed = {"the ledger was gone; it came back from <b>store-a</b>"};
  const std::string page = page_of({});
  EXPECT_THAT(page, HasSubstr("What the holdings needed"));
  EXPECT_THAT(page, HasSubstr("it came back from &lt;b&gt;store-a"));
}

TEST_F(AuditReportTest, each_damaged_missing_and_repaired_file_is_named) {
  run.summary.damaged = run.summary.missing = run.summary.repaired = 1;
  run.summary.intact = 478;
  const std::string page = page_of({
      {"store-a/5b1f", "data/0037.tif", FileState::kDamaged, "sha256:aa", "sha256:bb", ""},
      {"store-b/5b1f", "data/0038.tif", FileState::kMissing, "sha256:cc", "nothing", ""},
      {"store-b/5b1f", "data/0039.tif", FileState::kRepaired, "sha256:dd", "sha256:ee", "from a"},
  });
  EXPECT_THAT(page, HasSubstr("478 of 480 files are intact, 1 damaged, 1 missing, 1 repaired"));
  for (const char* name : {"data/0037.tif", "data/0038.tif", "data/0039.tif", "sha256:bb"}) {
    EXPECT_THAT(page, HasSubstr(name));
  }
  EXPECT_THAT(text_of(folder / "report.csv"),
              HasSubstr("store-a/5b1f,data/0037.tif,damaged,sha256:aa,sha256:bb,\r\n"));
  EXPECT_TRUE(Json::parse(text_of(folder / "report.json")).has_value());
}

TEST_F(AuditReportTest, a_store_that_is_gone_is_told_though_nothing_was_due) {
  run.summary.files = run.summary.intact = 0;
  run.summary.missing = 1;
  const std::string page =
      page_of({{"store-b", "", FileState::kMissing, "the store in /mnt/b", "", "mount its disk"}});
  EXPECT_THAT(page, Not(HasSubstr("Nothing was due")));
  EXPECT_THAT(page, HasSubstr("mount its disk"));
}

TEST_F(AuditReportTest, coverage_is_never_rounded_up_to_everything) {
  run.summary.coverage = 0.99996;
  const std::string page = page_of({});
  EXPECT_THAT(page, HasSubstr("99.9 % of all copies verified"));
  EXPECT_THAT(page, HasSubstr("0.1 % not yet"));
}

TEST_F(AuditReportTest, a_ledger_that_is_not_intact_is_an_alarm) {
  run.summary.ledger_intact = false;
  EXPECT_THAT(page_of({}), HasSubstr("The ledger is not intact"));
}

TEST_F(AuditReportTest, an_audit_record_is_read_back_as_it_was_written) {
  run.summary.not_checked = {"store-b could not be reached"};
  run.interrupted = true;
  const auto again = audit_run_record_from(Json::parse(to_json(run).dump()).value());
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(to_json(*again), to_json(run));
}

TEST_F(AuditReportTest, without_a_word_on_the_ledger_it_is_not_called_intact) {
  Json json = to_json(run);
  json.set("summary", Json::object({{"files", 1}}));
  EXPECT_FALSE(audit_run_record_from(json).value().summary.ledger_intact);
}

}  // namespace
}  // namespace delo::ingest::test
