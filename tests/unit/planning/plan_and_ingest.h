// A batch that is planned and then ingested, by one policy, into holdings of its own.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "ingest/pipeline.h"
#include "ingest/planning/plan_batch.h"
#include "tests/bench/small_tiff.h"
#include "tests/support/batch_builder.h"

namespace delo::ingest::tests_of_planning {

// Tells a test when bytes were read, so that it can change something meanwhile.
class ToldProgress final : public Progress {
 public:
  std::function<void()> on_read;
  void expect(std::uint64_t, std::uint64_t) override {}
  void advance(std::uint64_t) override {
    if (on_read) on_read();
  }
  void item_done() override {}
  void now_doing(std::string_view) override {}
  void finished() override {}
};

class PlanAndIngest : public testing::Test {
 protected:
  static std::string tiff(char last) {
    std::string out = bench::small_tiff();
    out.back() = last;
    return out;
  }

  std::filesystem::path root() const { return work_ / "holdings"; }
  std::filesystem::path plan_file() const { return work_ / "made.plan"; }

  std::unique_ptr<holdings::Holdings> open(holdings::Access access) {
    auto opened = holdings::Holdings::open(root(), access, run_);
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().text());
    return opened ? *std::move(opened) : nullptr;
  }

  std::vector<PlannedItem> plan() {
    std::unique_ptr<holdings::Holdings> held;
    if (std::filesystem::exists(root())) held = open(holdings::Access::kRead);
    const PlanOrder order{.batch = batch_.root(),
                          .policy = policy_,
                          .policy_name = "test",
                          .root = root(),
                          .holdings = held.get(),
                          .program = DELO_EXAMINER_PROGRAM,
                          .output = plan_file()};
    std::vector<PlannedItem> items;
    const auto made = plan_batch(order, run_, [&](const PlannedItem& item) -> Result<void> {
      items.push_back(item);
      return {};
    });
    EXPECT_TRUE(made) << (made ? "" : made.error().text());
    return items;
  }

  // Items as they end; `after` is called after each.  What was refused is in told_.
  std::vector<ItemRecord> ingest(bool by_plan, const std::function<void()>& after = {}) {
    std::vector<ItemRecord> records;
    told_.clear();
    const auto held = open(holdings::Access::kWork);
    if (!held) return records;
    const IngestOrder order{
        .batch = batch_.root(),
        .policy = policy_,
        .program = DELO_EXAMINER_PROGRAM,
        .plan = by_plan ? plan_file() : std::filesystem::path(),
        .tell_changes = [&](const PlanChanges& changes) { told_ = changes.first; }};
    const auto done = ingest_batch(order, *held, run_, [&](const ItemRecord& record) {
      records.push_back(record);
      if (after) after();
    });
    if (!done) error_ = done.error().text();
    if (done) of_batch_ = done->record.findings;
    return records;
  }

  static std::vector<std::string> rules_of(const std::vector<Finding>& findings) {
    std::vector<std::string> rules;
    for (const Finding& finding : findings) rules.push_back(finding.rule);
    return rules;
  }

  tests::BatchBuilder batch_;
  tests::TempFolder work_;
  Policy policy_{.id = {"test"}, .version = 1};
  SystemClock clock_;
  ToldProgress progress_;
  RunContext run_{.clock = clock_,
                  .progress = progress_,
                  .software = {{.id = {"delo"}, .name = "delo", .version = "0"}}};
  std::vector<std::string> told_;
  std::string error_;
  std::vector<Finding> of_batch_;  // that was ingested last
};

}  // namespace delo::ingest::tests_of_planning
