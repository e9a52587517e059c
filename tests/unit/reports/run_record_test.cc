#include "ingest/reports/run_record.h"

#include <gtest/gtest.h>

#include "tests/unit/reports/record_fixture.h"

namespace delo::ingest::test {
namespace {

ItemRecord read_back(const ItemRecord& item) { return record_of_line(line_of(item)).value(); }

TEST(RunRecord, an_item_is_read_back_as_it_was_written) {
  ItemRecord item = incomplete_telegram();
  const std::string picture("\xFF\xD8\x00\x01", 4);
  change_files(item, [&](std::vector<ItemFile>& files) {
    files[0].examination.thumbnail = picture;
    files[0].examination.not_checked = {"JPX images were not decoded"};
    files[1].object.path = path("\xEB\xE8\xF1\xF2.tif");
    files[1].fixity = ProducerFixity::kDifferent;
  });
  item.person =
      PersonalDecision{true, "the leaf is lost", "A. Ivanova", at("2026-11-25T10:00:00Z")};
  item.was_there = true;
  const ItemRecord again = read_back(item);
  EXPECT_EQ(line_of(again), line_of(item));
  EXPECT_EQ(again.files.at(0)->examination.thumbnail, picture);
  EXPECT_EQ(again.files.at(1)->object.path, path("\xEB\xE8\xF1\xF2.tif"));
  EXPECT_EQ(again.decision.reasons, item.decision.reasons);
  EXPECT_EQ(again.person->time, item.person->time);
}

TEST(RunRecord, an_item_that_was_not_finished_has_no_verdict) {
  ItemRecord item;
  item.item.value = "one";
  item.error = "The store is full";
  const ItemRecord again = read_back(item);
  EXPECT_FALSE(again.verdict.has_value());
  EXPECT_EQ(again.error, "The store is full");
  EXPECT_TRUE(again.begun);
  item.begun = false;
  EXPECT_FALSE(read_back(item).begun);
}

TEST(RunRecord, a_run_is_read_back_as_it_was_written) {
  RunRecord run = run_of(3);
  run.findings = {a_finding("batch.loose-file", Severity::kWarning, "readme.txt", "a loose file")};
  run.noticed = {"the last run died while it wrote to the ledger"};
  run.interrupted = true;
  const auto again = run_record_from(Json::parse(to_json(run).dump()).value());
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(to_json(*again), to_json(run));
}

TEST(RunRecord, a_word_that_is_no_verdict_is_refused) {
  Json json = Json::parse(line_of(telegram())).value();
  json.set("verdict", "perhaps");
  const auto read = record_of_line(json.dump());
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, ErrorCode::kCorrupt);
}

TEST(RunRecord, a_line_that_is_no_object_is_refused) {
  EXPECT_FALSE(record_of_line("[]").has_value());
  EXPECT_FALSE(run_record_from(Json("text")).has_value());
}

}  // namespace
}  // namespace delo::ingest::test
