#include "ingest/reports/run_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "tests/support/temp_folder.h"
#include "tests/unit/reports/record_fixture.h"

namespace delo::ingest::test {
namespace {

namespace fs = std::filesystem;
using testing::UnorderedElementsAre;

class RunFolderTest : public testing::Test {
 protected:
  void run(const std::string& name, const std::string& batch, bool interrupted) {
    RunRecord record = run_of(0);
    record.batch = batch;
    record.interrupted = interrupted;
    write_records(holdings_ / "reports" / name, record, {});
  }
  std::vector<std::string> runs() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(holdings_ / "reports")) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }
  tests::TempFolder holdings_;
};

TEST_F(RunFolderTest, what_killed_runs_of_a_batch_left_is_removed_and_nothing_else) {
  run("20261124T063631Z-5f1c2a9e", "/in/one", true);
  run("20261124T063632Z-5f1c2a9e-2", "/in/one", true);
  run("20261124T063633Z-5f1c2a9e", "/in/one", false);
  run("20261124T063634Z-00000000", "/in/other", true);
  run("20261124T063635Z-5f1c2a9e", "/in/of-the-same-digits", true);
  run("audit-20261124T063636Z", "/in/one", true);
  // A power cut took the record.
  fs::create_directories(holdings_ / "reports/20261124T063637Z-5f1c2a9e");
  ASSERT_TRUE(remove_interrupted_runs(holdings_.path(), "/in/one", "-5f1c2a9e"));
  EXPECT_THAT(runs(), UnorderedElementsAre("20261124T063633Z-5f1c2a9e", "20261124T063634Z-00000000",
                                           "20261124T063635Z-5f1c2a9e", "audit-20261124T063636Z"));
}

TEST_F(RunFolderTest, the_newest_run_is_one_that_left_a_record) {
  run("20261124T063631Z-5f1c2a9e", "/in/one", true);
  fs::create_directories(holdings_ / "reports/20261124T063637Z-5f1c2a9e");
  const auto found = find_run_folder(holdings_.path(), "");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->filename(), "20261124T063631Z-5f1c2a9e");
}

TEST_F(RunFolderTest, of_two_runs_in_one_second_the_one_recorded_later_is_the_newer) {
  const auto now = fs::file_time_type::clock::now();
  for (const bool first_is_newer : {true, false}) {
    run("20261124T063631Z-5f1c2a9e", "/in/one", false);
    run("audit-20261124T063631Z", "/in/one", false);
    const auto first = holdings_.path() / "reports/20261124T063631Z-5f1c2a9e/run.json";
    fs::last_write_time(first, now + std::chrono::milliseconds(first_is_newer ? 5 : -5));
    fs::last_write_time(holdings_.path() / "reports/audit-20261124T063631Z/run.json", now);
    EXPECT_EQ(find_run_folder(holdings_.path(), "").value().filename(),
              first_is_newer ? "20261124T063631Z-5f1c2a9e" : "audit-20261124T063631Z");
  }
}

}  // namespace
}  // namespace delo::ingest::test
