#include "ingest/reception/receive_item.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <optional>

#include "core/run/run_context.h"
#include "policies/policy_file.h"
#include "tests/support/as_nobody.h"
#include "tests/unit/reception/reception_testing.h"

namespace delo::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::BatchBuilder;
using tests::TempFolder;

class Receive : public testing::Test {
 protected:
  Receive() : batch_("d337") { batch_.record(""); }

  Result<ReceivedItem> receive(const BatchItem& item, std::stop_token stop = {}) {
    run_.emplace(RunContext{.clock = clock_,
                            .progress = progress_,
                            .software = {{{"delo-0"}, "delo", "software", "0"}},
                            .stop = std::move(stop)});
    const auto policy = parse_policy("id = \"p\"\nversion = 1\n", "p.toml");
    return receive_item(item, *policy, work_.path() / "item", *run_);
  }
  ReceivedItem received() {
    auto item = receive(only_item(batch_.root()));
    EXPECT_TRUE(item) << (item ? "" : item.error().text());
    return item ? std::move(item).value() : ReceivedItem{};
  }
  static std::optional<ItemFile> file(const ReceivedItem& item, std::string_view path) {
    std::optional<ItemFile> found;
    EXPECT_TRUE(item.files.for_each([&](const ItemFile& f) {
      if (f.object.path.text() == path) found = f;
    }));
    return found;
  }
  static const Event* event(const ReceivedItem& item, EventType type) {
    for (const Event& e : item.events) {
      if (e.type == type) return &e;
    }
    return nullptr;
  }

  BatchBuilder batch_;
  TempFolder work_;
  // Later than the dates of files that a test makes, whenever it runs.
  FixedClock clock_{*timestamp_of("2100-01-01T06:00:00Z")};
  SilentProgress progress_;
  std::optional<RunContext> run_;
};

TEST_F(Receive, every_file_is_copied_byte_for_byte_with_its_digests) {
  const ReceivedItem item = received();
  EXPECT_THAT(item.findings, IsEmpty()) << texts_of(item.findings);
  ASSERT_EQ(item.files.size(), 9u);
  EXPECT_THAT(item.item.files, IsEmpty());
  const std::vector<ItemFile> files = item.files.all().value();
  for (const ItemFile& f : files) {
    const std::string content = batch_.content(f.object.path.text());
    EXPECT_EQ(TempFolder::read(f.content), content);
    EXPECT_EQ(f.object.size, content.size());
    EXPECT_EQ(f.object.digests.find(DigestAlgorithm::kSha256)->hex,
              tests::hex_of(DigestAlgorithm::kSha256, content));
    EXPECT_TRUE(f.object.digests.find(DigestAlgorithm::kSha512));
    EXPECT_EQ(f.object.digests.all().size(), 2u);
  }
  EXPECT_EQ(item.files.at(0)->content.filename(), "000001");
  EXPECT_EQ(item.fingerprint, only_item(batch_.root()).fingerprint);
}

TEST_F(Receive, listed_files_are_verified_and_the_list_itself_needs_none) {
  const ReceivedItem item = received();
  EXPECT_EQ(file(item, "0037.tif")->fixity, ProducerFixity::kVerified);
  EXPECT_EQ(file(item, "checksum.sha256")->fixity, ProducerFixity::kNoList);
  const Event* check = event(item, EventType::kFixityCheck);
  ASSERT_TRUE(check);
  EXPECT_EQ(check->outcome, EventOutcome::kSuccess);
  EXPECT_EQ(check->outcome_note, "8 verified, 0 different, 0 unlisted");
}

TEST_F(Receive, a_flipped_bit_is_found) {
  batch_.flip("0039.tif", 4);
  const ReceivedItem item = received();
  const Finding different = first_of(item.findings, "reception.checksum.different");
  EXPECT_EQ(different.where.path.text(), "0039.tif");
  EXPECT_EQ(different.severity, Severity::kError);
  EXPECT_THAT(different.message, HasSubstr("by checksum.sha256 line 3"));
  EXPECT_EQ(count_of(item.findings, "reception.checksum.different"), 1u);
  EXPECT_EQ(file(item, "0039.tif")->fixity, ProducerFixity::kDifferent);
  EXPECT_EQ(event(item, EventType::kFixityCheck)->outcome, EventOutcome::kFailure);
}

TEST_F(Receive, an_unlisted_file_and_an_absent_one_are_told) {
  batch_.remove("0039.tif").file("0041.tif", "II*");
  const ReceivedItem item = received();
  EXPECT_EQ(first_of(item.findings, "reception.checksum.absent").where.path.text(), "0039.tif");
  EXPECT_EQ(first_of(item.findings, "reception.checksum.unlisted").where.path.text(), "0041.tif");
  EXPECT_EQ(file(item, "0041.tif")->fixity, ProducerFixity::kUnlisted);
}

TEST_F(Receive, the_producers_algorithms_are_made_beside_sha256) {
  batch_.remove("checksum.sha256")
      .checksums("", "checksum.md5", DigestAlgorithm::kMd5, {"0037.tif"});
  batch_.checksums("", "scans.sfv.txt", DigestAlgorithm::kSha1, {"0038.tif"});
  batch_.rename("scans.sfv.txt", "checksum.sha1");
  const ReceivedItem item = received();
  EXPECT_EQ(file(item, "0037.tif")->fixity, ProducerFixity::kVerified);
  EXPECT_TRUE(file(item, "0037.tif")->object.digests.find(DigestAlgorithm::kMd5));
  EXPECT_TRUE(file(item, "0037.tif")->object.digests.find(DigestAlgorithm::kSha256));
  EXPECT_FALSE(file(item, "0038.tif")->object.digests.find(DigestAlgorithm::kMd5));
  EXPECT_TRUE(file(item, "0038.tif")->object.digests.find(DigestAlgorithm::kSha1));
  EXPECT_EQ(count_of(item.findings, "reception.checksum.weak"), 1u);
}

TEST_F(Receive, without_any_list_there_is_no_fixity_check) {
  batch_.remove("checksum.sha256");
  const ReceivedItem item = received();
  EXPECT_EQ(file(item, "0037.tif")->fixity, ProducerFixity::kNoList);
  EXPECT_FALSE(event(item, EventType::kFixityCheck));
  ASSERT_TRUE(event(item, EventType::kTransfer));
  EXPECT_EQ(event(item, EventType::kTransfer)->outcome, EventOutcome::kSuccess);
  EXPECT_THAT(event(item, EventType::kTransfer)->detail, HasSubstr("copied 8 files"));
  ASSERT_TRUE(event(item, EventType::kMessageDigestCalculation));
  EXPECT_THAT(event(item, EventType::kMessageDigestCalculation)->detail,
              HasSubstr("SHA-256, SHA-512 of every file"));
}

TEST_F(Receive, a_list_that_verifies_nothing_is_no_success) {
  batch_.file("checksum.sha256", "; nothing\n");
  const ReceivedItem item = received();
  EXPECT_EQ(event(item, EventType::kFixityCheck)->outcome, EventOutcome::kFailure);
  EXPECT_EQ(count_of(item.findings, "reception.checksum.empty-list"), 1u);
}

TEST_F(Receive, events_tell_no_path_of_this_machine) {
  for (const Event& e : received().events) {
    EXPECT_EQ(e.detail.find(batch_.root().parent_path().string()), std::string::npos) << e.detail;
    EXPECT_EQ(e.detail.find(work_.path().string()), std::string::npos) << e.detail;
    EXPECT_THAT(e.agents, ElementsAre(AgentId{"delo-0"}));
  }
}

TEST_F(Receive, a_file_that_vanished_is_unreadable_and_the_others_are_received) {
  const BatchItem listed = only_item(batch_.root());
  batch_.remove("0039.tif");
  const auto item = receive(listed);
  ASSERT_TRUE(item) << item.error().text();
  EXPECT_EQ(first_of(item->findings, "reception.unreadable").where.path.text(), "0039.tif");
  EXPECT_EQ(item->files.size(), 8u);
  EXPECT_EQ(event(*item, EventType::kTransfer)->outcome, EventOutcome::kFailure);
}

TEST_F(Receive, of_a_medium_that_was_pulled_out_each_file_is_told_of) {
  const BatchItem listed = only_item(batch_.root());
  std::filesystem::rename(batch_.root(), batch_.root().parent_path() / "elsewhere");
  const auto item = receive(listed);
  ASSERT_TRUE(item) << item.error().text();
  std::vector<RelativePath> told, all;
  for (const Finding& found : item->findings) {
    if (found.rule == "reception.unreadable") told.push_back(found.where.path);
  }
  for (const FileObject& file : listed.item.files) all.push_back(file.path);
  ASSERT_EQ(all.size(), 9u);
  EXPECT_EQ(told, all);
  EXPECT_EQ(item->files.size(), 0u);
}

class ReceiveAsNobody : private tests::AsNobody, public Receive {};

TEST_F(ReceiveAsNobody, a_file_that_may_not_be_read_is_a_finding_and_the_others_are_received) {
  std::filesystem::permissions(batch_.at("0039.tif"), std::filesystem::perms::none);
  const auto item = receive(only_item(batch_.root()));
  ASSERT_TRUE(item) << item.error().text();
  ASSERT_EQ(count_of(item->findings, "reception.unreadable"), 1u) << texts_of(item->findings);
  const Finding told = first_of(item->findings, "reception.unreadable");
  EXPECT_EQ(told.where.path.text(), "0039.tif");
  EXPECT_THAT(told.message, HasSubstr("Permission denied"));
  EXPECT_EQ(item->files.size(), 8u);
  EXPECT_FALSE(file(*item, "0039.tif"));
  EXPECT_EQ(TempFolder::read(file(*item, "0040.tif")->content), batch_.content("0040.tif"));
  EXPECT_EQ(event(*item, EventType::kTransfer)->outcome_note, "1 file could not be read");
}

TEST_F(Receive, a_file_that_became_a_link_is_not_followed) {
  const BatchItem listed = only_item(batch_.root());
  batch_.remove("0039.tif").symlink("/etc/passwd", "0039.tif");
  const auto item = receive(listed);
  ASSERT_TRUE(item);
  EXPECT_EQ(count_of(item->findings, "reception.unreadable"), 1u);
  EXPECT_FALSE(file(*item, "0039.tif"));
}

TEST_F(Receive, a_folder_that_became_a_link_is_not_followed) {
  batch_.file("text/ru.txt", "x");
  const BatchItem listed = only_item(batch_.root());
  batch_.rename("text", "../elsewhere").symlink("../elsewhere", "text");
  const auto item = receive(listed);
  ASSERT_TRUE(item);
  EXPECT_EQ(first_of(item->findings, "reception.unreadable").where.path.text(), "text/ru.txt");
}

TEST_F(Receive, a_file_that_changed_after_it_was_listed_is_told) {
  const BatchItem listed = only_item(batch_.root());
  batch_.file("0039.tif", "another, and longer");
  const auto item = receive(listed);
  ASSERT_TRUE(item);
  const Finding changed = first_of(item->findings, "reception.source-changed");
  EXPECT_EQ(changed.where.path.text(), "0039.tif");
  EXPECT_EQ(changed.severity, Severity::kError);
}

TEST_F(Receive, a_file_that_another_program_is_writing_is_told) {
  const int writer = ::open(batch_.at("0039.tif").c_str(), O_WRONLY | O_CLOEXEC);
  ASSERT_GE(writer, 0);
  const ReceivedItem item = received();
  ::close(writer);
  if (count_of(item.findings, "reception.source-open-for-writing") == 0) {
    GTEST_SKIP() << "this file system gives no leases";
  }
  EXPECT_EQ(first_of(item.findings, "reception.source-open-for-writing").where.path.text(),
            "0039.tif");
  EXPECT_EQ(count_of(item.findings, "reception.source-open-for-writing"), 1u);
}

TEST_F(Receive, nothing_changes_on_the_producers_side) {
  struct stat before {};
  ASSERT_EQ(::stat(batch_.at("0037.tif").c_str(), &before), 0);
  (void)received();
  struct stat after {};
  ASSERT_EQ(::stat(batch_.at("0037.tif").c_str(), &after), 0);
  EXPECT_EQ(before.st_atim.tv_sec, after.st_atim.tv_sec);
  EXPECT_EQ(before.st_atim.tv_nsec, after.st_atim.tv_nsec);
  EXPECT_EQ(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
  EXPECT_EQ(before.st_ctim.tv_nsec, after.st_ctim.tv_nsec);
}

TEST_F(Receive, what_a_broken_off_run_left_is_replaced) {
  std::filesystem::create_directories(work_.path() / "item/content");
  work_.write("item/content/000001", "half");
  const ReceivedItem item = received();
  EXPECT_EQ(TempFolder::read(item.files.at(0)->content),
            batch_.content(item.files.at(0)->object.path.text()));
}

TEST_F(Receive, a_date_in_the_future_is_told_and_an_old_one_not) {
  batch_.modified("0037.tif", 7'258'118'400).modified("0038.tif", -2'208'988'800);
  const ReceivedItem item = received();
  EXPECT_EQ(count_of(item.findings, "reception.date-in-future"), 1u);
  EXPECT_THAT(first_of(item.findings, "reception.date-in-future").message, HasSubstr("2200-01-01"));
}

TEST_F(Receive, a_file_of_holes_is_not_read) {
  batch_.file("0041.tif", "II*");
  std::filesystem::resize_file(batch_.at("0041.tif"), std::uintmax_t{1} << 40);
  const ReceivedItem item = received();
  EXPECT_EQ(count_of(item.findings, "reception.sparse-file"), 1u);
  EXPECT_FALSE(file(item, "0041.tif"));
}

TEST_F(Receive, an_item_larger_than_the_work_folder_is_our_error_with_the_bytes_needed) {
  BatchItem listed = only_item(batch_.root());
  listed.item.files[0].size = std::uint64_t{1} << 62;
  const auto item = receive(listed);
  ASSERT_FALSE(item);
  EXPECT_EQ(item.error().code, ErrorCode::kIo);
  EXPECT_EQ(item.error().sys_errno, ENOSPC);
  EXPECT_THAT(item.error().text(), HasSubstr("bytes are needed"));
}

TEST_F(Receive, an_interruption_is_obeyed) {
  std::stop_source stop;
  stop.request_stop();
  const auto item = receive(only_item(batch_.root()), stop.get_token());
  ASSERT_FALSE(item);
  EXPECT_EQ(item.error().code, ErrorCode::kCancelled);
}

TEST_F(Receive, more_files_than_a_window_are_all_received) {
  for (int i = 100; i < 150; ++i) batch_.file("0" + std::to_string(i) + ".tif", std::to_string(i));
  EXPECT_EQ(received().files.size(), 59u);
}

TEST(ReceptionRules, every_rule_tells_summary_cause_and_remedy_and_no_id_is_twice) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : reception_rules()) {
    EXPECT_FALSE(rule.summary.empty() || rule.cause.empty() || rule.remedy.empty()) << rule.id;
    ids.push_back(rule.id);
  }
  std::ranges::sort(ids);
  EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end());
  EXPECT_GE(ids.size(), 74u);  // ids live for ever
}

TEST(ReceptionRules, the_built_in_policies_name_rules_that_exist) {
  std::vector<std::string_view> ids = {
      "leaves.missing",    "leaves.unnumbered",       "leaves.same-file",     "leaves.same-image",
      "leaves.page-count", "tiff.tag.ascii-encoding", "tiff.exif.type",       "tiff.exif.count",
      "tiff.exif.value",   "tiff.iptc.structure",     "tiff.xmp.well-formed", "tiff.xmp.encoding",
      "tiff.icc.damaged",  "tiff.icc.version",        "tiff.icc.value"};
  for (const Rule& rule : reception_rules()) ids.push_back(rule.id);
  ids.push_back("policy.format");
  for (const char* id : {"scans", "scans-master-tiff", "scans-access-pdf"}) {
    const auto policy = parse_policy(built_in_policy(id), id);
    ASSERT_TRUE(policy);
    const auto checked = check_rule_names(*policy, ids);
    EXPECT_TRUE(checked) << checked.error().text();
  }
}

}  // namespace
}  // namespace delo::ingest
