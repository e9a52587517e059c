#include "ingest/planning/plan_batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "ingest/planning/plan_changes.h"
#include "tests/bench/small_tiff.h"
#include "tests/support/batch_builder.h"

namespace delo::ingest {
namespace {

using testing::Contains;
using testing::IsEmpty;
using tests::BatchBuilder;
using tests::TempFolder;

std::string tiff(char last) {
  std::string out = bench::small_tiff();
  out.back() = last;
  return out;
}

void add_item(BatchBuilder& batch, const std::string& item, char first) {
  batch.file(item + "/0001.tif", tiff(first)).file(item + "/0002.tif", tiff(first + 1));
  batch.checksums(item, "checksum.sha256", DigestAlgorithm::kSha256, {"0001.tif", "0002.tif"});
}

std::vector<std::string> rules_of(const PlannedItem& item) {
  std::vector<std::string> rules;
  for (const Finding& finding : item.findings) rules.push_back(finding.rule);
  return rules;
}

class PlanBatch : public testing::Test {
 protected:
  PlanBatch() {
    add_item(batch_, "APRF_f45_op1_d1", 'a');
    add_item(batch_, "APRF_f45_op1_d2", 'c');
  }

  std::vector<PlannedItem> plan(const std::filesystem::path& output = {}) {
    PlanOrder order{.batch = batch_.root(),
                    .policy = {.id = {"test"}, .version = 1},
                    .policy_name = "test",
                    .root = work_ / "holdings",
                    .program = DELO_EXAMINER_PROGRAM,
                    .output = output};
    std::vector<PlannedItem> items;
    const auto made = plan_batch(order, run_, [&](const PlannedItem& item) -> Result<void> {
      items.push_back(item);
      return {};
    });
    EXPECT_TRUE(made) << (made ? "" : made.error().text());
    return items;
  }
  std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  BatchBuilder batch_;
  TempFolder work_;
  FixedClock clock_{Timestamp{}};
  SilentProgress progress_;
  RunContext run_{.clock = clock_, .progress = progress_};
};

TEST_F(PlanBatch, a_sound_batch_is_ready) {
  const auto items = plan();
  ASSERT_EQ(items.size(), 2u);
  for (const PlannedItem& item : items) {
    EXPECT_EQ(item.readiness(), Readiness::kReady);
    EXPECT_THAT(item.findings, IsEmpty());
    EXPECT_TRUE(item.because().empty());
    EXPECT_EQ(item.headers_seen, 3u);
    EXPECT_EQ(item.listed, 2u);
    EXPECT_EQ(item.leaves.present.size(), 2u);
    ASSERT_EQ(item.lists.size(), 1u);
    EXPECT_EQ(item.lists.front().form.dialect, "md5sum");
    EXPECT_EQ(item.lists.front().found, 2u);
  }
  EXPECT_EQ(items.front().reference_basis, "name of the folder");
}

TEST_F(PlanBatch, files_of_the_same_bytes_are_told_of_each_other) {
  batch_.file("APRF_f45_op1_d2/0002.tif", tiff('a'));
  batch_.checksums("APRF_f45_op1_d2", "checksum.sha256", DigestAlgorithm::kSha256,
                   {"0001.tif", "0002.tif"});
  const auto items = plan();
  ASSERT_EQ(items.size(), 2u);
  for (const PlannedItem& item : items) {
    EXPECT_EQ(item.readiness(), Readiness::kRemarks);
    ASSERT_EQ(item.duplicates.size(), 1u);
    EXPECT_EQ(item.duplicates.front().basis, "checksums");
    EXPECT_THAT(rules_of(item), Contains("plan.same-bytes"));
  }
  EXPECT_EQ(items[0].duplicates.front().of, "APRF_f45_op1_d2");
  EXPECT_EQ(items[0].duplicates.front().path.text(), "0001.tif");
  EXPECT_EQ(items[0].duplicates.front().other_path, "0002.tif");
}

TEST_F(PlanBatch, the_same_batch_gives_the_same_plan_and_an_edited_one_is_refused) {
  run_.jobs = 3;
  plan(work_ / "a.plan");
  run_.jobs = 1;
  plan(work_ / "b.plan");
  const std::string bytes = bytes_of(work_ / "a.plan");
  EXPECT_EQ(bytes, bytes_of(work_ / "b.plan"));
  const auto reader = PlanReader::open(work_ / "a.plan");
  ASSERT_TRUE(reader);
  EXPECT_EQ((*reader)->items(), 2u);
  std::vector<PlannedFile> files;
  const auto item = (*reader)->next(&files);
  ASSERT_TRUE(item && *item);
  EXPECT_EQ((*item)->item.value, "APRF_f45_op1_d1");
  EXPECT_EQ(files.size(), 3u);

  std::string edited = bytes;
  edited[edited.find("d337") == std::string::npos ? bytes.size() / 2 : 0] ^= 1;
  for (const std::string& spoilt :
       {edited, bytes.substr(0, bytes.size() - 1), bytes.substr(0, bytes.size() / 2),
        bytes.substr(0, bytes.rfind("{\"end\"")), std::string("garbage\n"), std::string()}) {
    work_.write("spoilt.plan", spoilt);
    const auto refused = PlanReader::open(work_ / "spoilt.plan");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
  }
}

TEST_F(PlanBatch, a_plan_never_lies_in_the_batch) {
  PlanOrder order{.batch = batch_.root(),
                  .policy = {.id = {"test"}},
                  .root = work_ / "holdings",
                  .program = DELO_EXAMINER_PROGRAM,
                  .output = batch_.at("my.plan")};
  const auto refused = plan_batch(order, run_, [](const PlannedItem&) { return Result<void>(); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(std::filesystem::exists(batch_.at("my.plan")));
}

}  // namespace
}  // namespace delo::ingest
