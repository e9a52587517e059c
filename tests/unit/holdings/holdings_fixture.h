// A small vocabulary for tests of the holdings.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/run/run_context.h"
#include "holdings/catalogue/find.h"
#include "holdings/holdings.h"
#include "holdings/members.h"
#include "tests/support/package_builder.h"

namespace delo::holdings {

// A clock that goes on by a second each time it is asked.
class TickingClock final : public Clock {
 public:
  Timestamp now() override { return time_ += std::chrono::seconds(1); }
  void skip(std::chrono::hours hours) { time_ += hours; }

 private:
  Timestamp time_ = *timestamp_of("2026-11-24T06:00:00Z");
};

class HoldingsTest : public testing::Test {
 protected:
  static constexpr const char* kFirst = "11111111-0000-5000-8000-000000000001";

  std::filesystem::path root() const { return folder_ / "holdings"; }

  std::unique_ptr<Holdings> open(Access access = Access::kWork) {
    auto holdings = Holdings::open(root(), access, run_);
    if (!holdings) {
      ADD_FAILURE() << holdings.error().text();
      return nullptr;
    }
    return *std::move(holdings);
  }

  PackageSummary summary(const std::string& id = kFirst,
                         const std::string& reference = "APRF, f. 45, op. 1, d. 337, ll. 37-40") {
    PackageSummary summary;
    summary.id.value = id;
    summary.reference = parse_reference(reference).value_or(ArchivalReference{});
    summary.title = "Письмо Сталину";
    summary.item.value = "APRF_f45_op1_d337_ll37-40";
    summary.batch.value = "batch-1";
    summary.policy = "scans, version 3";
    summary.files = 2;
    summary.bytes = 3;
    summary.words = {"Molotov", "a.txt"};
    return summary;
  }

  packages::PackageFiles bag(const std::string& id = kFirst,
                             std::map<std::string, std::string> payload = {}) {
    if (payload.empty()) payload = {{"a.txt", "a of " + id}, {"sub/b.txt", std::string(3000, 'b')}};
    return tests::build_bag(folder_ / ("bag-" + id), payload);
  }

  std::vector<Event> events() {
    Event event;
    event.type = EventType::kValidation;
    event.time = *timestamp_of("2026-11-24T05:00:00.123Z");
    event.outcome = EventOutcome::kSuccess;
    event.detail = "all files examined";
    event.agents = {{"libtiff-4.5.0"}};
    return {event};
  }

  // How many packages a search finds.
  std::size_t found_by(Holdings& holdings, const std::string& words) {
    const auto answer = holdings.search({.words = words});
    EXPECT_TRUE(answer) << answer.error().text();
    return answer ? answer->hits.size() : 0;
  }

  Result<PackageEntry> accept(Holdings& holdings, const std::string& id = kFirst) {
    const auto files = bag(id);
    const auto happened = events();
    return holdings.accept(summary(id), files, happened, {}, run_);
  }

  // A holdings folder with one accepted package, closed again.
  void fill(const std::vector<std::string>& ids = {kFirst}) {
    auto holdings = open();
    ASSERT_TRUE(holdings);
    for (const std::string& id : ids) {
      const auto entry = accept(*holdings, id);
      ASSERT_TRUE(entry) << entry.error().text();
    }
    ASSERT_TRUE(holdings->publish_ledger());
  }

  std::filesystem::path copy(const std::string& store, const std::string& id = kFirst) {
    return root() / store /
           packages::ocfl::StorageRoot::open(root() / store)->layout_path("urn:uuid:" + id);
  }

  tests::TempFolder folder_;
  TickingClock clock_;
  SilentProgress progress_;
  RunContext run_{.clock = clock_, .progress = progress_, .software = {}, .stop = {}, .jobs = 2};
};

}  // namespace delo::holdings
