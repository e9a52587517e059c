#include "ingest/reports/run_record.h"

#include <gtest/gtest.h>

#include "tests/unit/reports/record_fixture.h"

namespace delo::ingest::test {
namespace {

ItemRecord read_back(const ItemRecord& item) {
  return item_record_from(Json::parse(to_json(item).dump()).value()).value();
}

TEST(RunRecord, an_item_is_read_back_as_it_was_written) {
  ItemRecord item = incomplete_telegram();
  item.files[0].examination.thumbnail = std::string("\xFF\xD8\x00\x01", 4);
  item.files[0].examination.not_checked = {"JPX images were not decoded"};
  item.files[1].object.path = path("\xEB\xE8\xF1\xF2.tif");
  item.files[1].fixity = ProducerFixity::kDifferent;
  item.person =
      PersonalDecision{true, "the leaf is lost", "A. Ivanova", at("2026-11-25T10:00:00Z")};
  item.was_there = true;
  const ItemRecord again = read_back(item);
  EXPECT_EQ(to_json(again), to_json(item));
  EXPECT_EQ(again.files[0].examination.thumbnail, item.files[0].examination.thumbnail);
  EXPECT_EQ(again.files[1].object.path, item.files[1].object.path);
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
  Json json = to_json(telegram());
  json.set("verdict", "perhaps");
  const auto read = item_record_from(json);
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, ErrorCode::kCorrupt);
}

TEST(RunRecord, a_line_that_is_no_object_is_refused) {
  EXPECT_FALSE(item_record_from(Json::array()).has_value());
  EXPECT_FALSE(run_record_from(Json("text")).has_value());
}

}  // namespace
}  // namespace delo::ingest::test
