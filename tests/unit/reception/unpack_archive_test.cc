#include "ingest/reception/unpack_archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstring>
#include <fstream>

#include "core/run/run_context.h"
#include "ingest/reception/receive_item.h"
#include "policies/policy_file.h"
#include "tests/unit/reception/reception_testing.h"

namespace delo::ingest {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::TempFolder;

// One entry of a ustar archive (POSIX.1-1988).
std::string tar_entry(std::string_view name, std::string_view content, char type = '0',
                      std::string_view target = "") {
  std::string header(512, '\0');
  const auto put = [&](std::size_t at, std::string_view text) {
    header.replace(at, text.size(), text);
  };
  char number[16];
  put(0, name);
  put(100, "0000644");
  put(108, "0000000");
  put(116, "0000000");
  std::snprintf(number, sizeof number, "%011zo", content.size());
  put(124, number);
  put(136, "07346545000");  // 2001-09-09
  put(148, "        ");
  header[156] = type;
  put(157, target);
  put(257, std::string_view("ustar\0"
                            "00",
                            8));
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  std::snprintf(number, sizeof number, "%06o", sum);
  put(148, std::string_view(number, 7));
  std::string entry = header + std::string(content);
  entry.resize((entry.size() + 511) / 512 * 512, '\0');
  return entry;
}
const std::string kTarEnd(1024, '\0');

class Unpack : public testing::Test {
 protected:
  fs::path archive(const std::string& bytes, const char* name = "delivery.tar") {
    return temp_.write(name, bytes);
  }
  TempFolder temp_;
};

TEST_F(Unpack, an_archive_of_an_item_is_one_item_with_the_producers_dates) {
  const fs::path tar =
      archive(tar_entry("d337/0037.tif", "one") + tar_entry("d337/0038.tif", "two") + kTarEnd);
  const Batch batch = opened(tar, temp_.path() / "work");
  EXPECT_EQ(batch.shape, BatchShape::kOneItem);
  EXPECT_EQ(batch.root, tar);
  EXPECT_EQ(batch.item_ids[0].value, "delivery");
  const BatchItem item = item_of(batch);
  EXPECT_EQ(item.unpacked_from, "delivery.tar");
  EXPECT_THAT(paths_of(item), ElementsAre("0037.tif", "0038.tif"));
  EXPECT_EQ(item.item.files[0].modified_ns / 1'000'000'000, 1'000'000'000);
}

TEST_F(Unpack, the_one_folder_in_an_archive_may_give_the_reference) {
  const fs::path tar = archive(tar_entry("GARF_f7_op1_d12_ll1-2/0001.tif", "one") + kTarEnd);
  const BatchItem item = item_of(opened(tar, temp_.path() / "work"));
  EXPECT_EQ(item.item.id.value, "delivery");
  EXPECT_EQ(item.item.reference.canonical(), "GARF, f. 7, op. 1, d. 12, ll. 1-2");
  EXPECT_EQ(count_of(item.findings, "item.reference.missing"), 0u);
  archive(tar_entry("Фонд 7/op1_d1/0001.tif", "one") + tar_entry("Фонд 7/op1_d2/0001.tif", "two") +
          kTarEnd);
  EXPECT_EQ(item_of(opened(tar, temp_.path() / "work"), 1).item.reference.canonical(),
            "f. 7, op. 1, d. 2");
}

TEST_F(Unpack, the_name_of_an_archive_may_give_the_reference) {
  const fs::path tar = archive(tar_entry("scans/0001.tif", "one") + kTarEnd, "GARF_f7_op1_d12.tar");
  EXPECT_EQ(item_of(opened(tar, temp_.path() / "work")).item.reference.canonical(),
            "GARF, f. 7, op. 1, d. 12");
}

TEST_F(Unpack, the_unpacking_is_an_event_of_the_item) {
  const fs::path tar = archive(tar_entry("0037.tif", "one") + kTarEnd);
  const BatchItem item = item_of(opened(tar, temp_.path() / "work"));
  FixedClock clock(Timestamp{});
  SilentProgress progress;
  RunContext run{.clock = clock, .progress = progress};
  const auto policy = parse_policy("id = \"p\"\nversion = 1\n", "p");
  const auto received = receive_item(item, *policy, temp_.path() / "item", run);
  ASSERT_TRUE(received);
  EXPECT_EQ(received->events.front().type, EventType::kUnpacking);
}

TEST_F(Unpack, a_second_run_takes_what_the_first_unpacked) {
  const fs::path tar = archive(tar_entry("0037.tif", "one") + kTarEnd);
  const std::string fingerprint = item_of(opened(tar, temp_.path() / "work")).fingerprint;
  EXPECT_EQ(item_of(opened(tar, temp_.path() / "work")).fingerprint, fingerprint);
  archive(tar_entry("0037.tif", "other") + kTarEnd);
  EXPECT_EQ(item_of(opened(tar, temp_.path() / "work")).item.files[0].size, 5u);
}

TEST_F(Unpack, without_a_place_it_is_temporary_and_goes_with_the_batch) {
  const fs::path tar = archive(tar_entry("0037.tif", "one") + kTarEnd);
  fs::path where;
  {
    const Batch batch = opened(tar);
    where = batch.unpacked->folder();
    EXPECT_TRUE(fs::exists(where));
  }
  EXPECT_FALSE(fs::exists(where));
}

TEST_F(Unpack, names_that_lead_out_and_links_are_errors_of_every_item) {
  for (const std::string& bad :
       {tar_entry("../HOSTILE", "x"), tar_entry("/tmp/HOSTILE", "x"),
        tar_entry("d1/link", "", '2', "/etc/passwd"), tar_entry("d1/pipe", "", '6')}) {
    const fs::path tar =
        archive(tar_entry("d1/1.tif", "x") + tar_entry("d2/1.tif", "x") + bad + kTarEnd);
    const Batch batch = opened(tar, temp_.path() / "work");
    ASSERT_EQ(batch.item_folders.size(), 2u);
    for (const std::size_t index : {0u, 1u}) {
      const BatchItem item = item_of(batch, index);
      EXPECT_TRUE(std::ranges::any_of(item.findings, [](const Finding& found) {
        return found.severity == Severity::kError;
      })) << texts_of(item.findings);
    }
    EXPECT_FALSE(fs::exists(temp_.path() / "work/HOSTILE"));
    EXPECT_FALSE(fs::exists("/tmp/HOSTILE"));
  }
}

TEST_F(Unpack, a_cut_archive_is_an_error_of_its_items) {
  std::string bytes = tar_entry("d1/1.tif", "x") + tar_entry("d1/2.tif", std::string(5000, 'y'));
  bytes.resize(bytes.size() - 3000);
  const BatchItem item = item_of(opened(archive(bytes), temp_.path() / "work"));
  EXPECT_TRUE(std::ranges::any_of(item.findings, [](const Finding& found) {
    return found.severity == Severity::kError;
  })) << texts_of(item.findings);
}

TEST_F(Unpack, an_archive_of_which_nothing_can_be_taken_is_an_item_that_is_refused) {
  const Batch batch =
      opened(archive(tar_entry("../HOSTILE", "x") + kTarEnd), temp_.path() / "work");
  ASSERT_EQ(batch.item_folders.size(), 1u);
  const BatchItem item = item_of(batch);
  EXPECT_EQ(count_of(item.findings, "reception.empty-item"), 1u);
  EXPECT_THAT(texts_of(item.findings), HasSubstr("HOSTILE"));
  const auto empty = open_batch(archive(kTarEnd, "empty.tar"), temp_.path() / "work");
  EXPECT_TRUE(!empty || item_of(*empty).item.files.empty());
}

TEST_F(Unpack, what_is_no_archive_is_refused) {
  const auto batch = open_batch(temp_.write("x.tar", "no tar at all"), temp_.path() / "work");
  ASSERT_FALSE(batch);
  EXPECT_EQ(batch.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(batch.error().text(), HasSubstr("neither a folder nor a tar, tar.gz or zip file"));
}

}  // namespace
}  // namespace delo::ingest
