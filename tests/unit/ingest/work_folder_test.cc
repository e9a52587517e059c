#include "ingest/work_folder.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "tests/support/temp_folder.h"

namespace delo::ingest {
namespace {

namespace fs = std::filesystem;

class WorkFolderTest : public testing::Test {
 protected:
  WorkFolder open(const std::string& inputs = "fingerprint", const std::string& batch = "") {
    auto work = WorkFolder::open(temp_.path() / batch / "item", inputs);
    EXPECT_TRUE(work);
    return *std::move(work);
  }
  ReceivedItem received() {
    const std::string content = "a leaf";
    fs::create_directories(temp_.path() / "item/content");
    std::ofstream(temp_.path() / "item/content/000001", std::ios::binary) << content;
    ItemFile file;
    file.object.path = *RelativePath::parse("caf\xe9/0037.tif");  // a name that is no UTF-8
    file.object.size = content.size();
    file.object.role = FileRole::kMaster;
    file.object.leaf = Leaf{.number = 37, .letter = "a", .side = Side::kVerso};
    file.object.digests.set(sha256_of(content));
    file.content = temp_.path() / "item/content/000001";
    file.fixity = ProducerFixity::kVerified;
    ReceivedItem item;
    item.item.id = {"d337"};
    item.item.reference = *parse_reference("APRF, f. 45, op. 1, d. 337, ll. 37-40");
    EXPECT_TRUE(item.files.append(file));
    item.findings.push_back({.rule = "name.not-utf8",
                             .severity = Severity::kWarning,
                             .clause = "",
                             .where = {.path = file.object.path, .offset = 7, .part = "x"},
                             .message = "odd"});
    return item;
  }
  static PolicyDecision decision() {
    return {.policy = {"scans"}, .policy_version = 1, .verdict = Verdict::kReview, .reasons = {}};
  }
  static DecisionGround ground() {
    return {.content = "files",
            .policy = "scans",
            .policy_digest = "its text",
            .reasons = {"leaves.missing"}};
  }
  // What the item of a batch waits for.
  void decide(const std::string& batch, bool accept) {
    ASSERT_TRUE(open("seen", batch).save(decision(), ground()));
    ASSERT_TRUE(WorkFolder::save_decision(temp_.path() / batch / "item",
                                          {.accept = accept,
                                           .because = "leaf 39 is lost, act of 1994",
                                           .person = "A. Ivanova",
                                           .time = *timestamp_of("2026-11-24T06:36:31Z")}));
  }

  tests::TempFolder temp_;
};

TEST_F(WorkFolderTest, a_received_item_is_resumed_as_it_was) {
  ASSERT_TRUE(open().save(received()));
  const auto back = open().load_received();
  ASSERT_TRUE(back);
  ASSERT_TRUE(back->has_value());
  const ReceivedItem& item = **back;
  EXPECT_EQ(item.item.id.value, "d337");
  EXPECT_EQ(item.item.reference.canonical(), "APRF, f. 45, op. 1, d. 337, ll. 37-40");
  ASSERT_EQ(item.files.size(), 1u);
  const auto file = item.files.at(0);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->object.path.text(), "caf\xe9/0037.tif");
  EXPECT_EQ(file->object.leaf->label(), "37aob");
  EXPECT_EQ(file->fixity, ProducerFixity::kVerified);
  EXPECT_EQ(item.findings, received().findings);
}

TEST_F(WorkFolderTest, a_record_made_from_other_inputs_is_no_record) {
  ASSERT_TRUE(open("before").save(received()));
  const auto back = open("after").load_received();
  ASSERT_TRUE(back);
  EXPECT_FALSE(back->has_value());
}

TEST_F(WorkFolderTest, content_that_a_crash_took_is_received_again) {
  for (const auto spoil : {+[](const fs::path& file) { fs::remove(file); },
                           +[](const fs::path& file) { fs::resize_file(file, 3); },
                           +[](const fs::path& file) {
                             std::ofstream(file, std::ios::binary) << "a lEaf";
                           }}) {
    ASSERT_TRUE(open().save(received()));
    spoil(temp_.path() / "item/content/000001");
    const auto back = open().load_received();
    ASSERT_TRUE(back);
    EXPECT_FALSE(back->has_value());
  }
}

TEST_F(WorkFolderTest, an_examined_item_is_resumed_as_it_was) {
  ExaminedItem examined{received(), {}};
  ItemFile file = *examined.received.files.at(0);
  file.examination.validity = Validity::kValid;
  file.examination.format.puid = "fmt/353";
  file.examination.thumbnail = "jpeg";
  examined.received.files = {};
  ASSERT_TRUE(examined.received.files.append(file));
  ASSERT_TRUE(open().save(examined));
  const auto back = open().load_examined(received());
  ASSERT_TRUE(back);
  ASSERT_EQ(back->received.files.size(), 1u);
  const auto again = back->received.files.at(0);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->examination.validity, Validity::kValid);
  EXPECT_EQ(again->examination.thumbnail, "jpeg");
  EXPECT_EQ(again->object.format.puid, "fmt/353");
  EXPECT_EQ(again->content, file.content);
  EXPECT_EQ(again->fixity, ProducerFixity::kVerified);
}

TEST_F(WorkFolderTest, an_examination_of_other_files_is_no_record) {
  ExaminedItem examined{received(), {}};
  ASSERT_TRUE(open().save(examined));
  ReceivedItem fewer = received(), more = received();
  fewer.files = {};
  EXPECT_FALSE(open().load_examined(fewer));
  ASSERT_TRUE(more.files.append(*more.files.at(0)));
  EXPECT_FALSE(open().load_examined(more));
}

TEST_F(WorkFolderTest, a_torn_record_is_no_record) {
  ASSERT_TRUE(open().save(received()));
  const fs::path record = temp_.path() / "item/1-received.json";
  fs::resize_file(record, fs::file_size(record) / 2);
  const auto back = open().load_received();
  ASSERT_TRUE(back);
  EXPECT_FALSE(back->has_value());
}

TEST_F(WorkFolderTest, a_persons_decision_counts_for_what_the_person_saw) {
  decide("batch", true);
  // Another medium, another version of the program: other inputs.
  const auto back = open("remounted", "batch").load_decision(ground());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->overtaken_by, "");
  EXPECT_TRUE(back->decision.accept);
  EXPECT_EQ(back->decision.because, "leaf 39 is lost, act of 1994");
  EXPECT_EQ(back->decision.person, "A. Ivanova");
}

TEST_F(WorkFolderTest, a_decision_that_does_not_fit_any_more_says_why) {
  const auto overtaken = [&](auto change) {
    DecisionGround now = ground();
    change(now);
    const auto back = open("seen", "batch").load_decision(now);
    EXPECT_TRUE(back);
    return back ? back->overtaken_by : std::string();
  };
  decide("batch", true);
  EXPECT_EQ(overtaken([](DecisionGround& now) { now.content = "another"; }),
            "the item's files are others now");
  EXPECT_EQ(overtaken([](DecisionGround& now) { now.policy = "other"; }),
            "the policy is other now, and was scans");
  EXPECT_EQ(overtaken([](DecisionGround& now) { now.policy_digest = "another"; }),
            "the policy scans was changed");
  EXPECT_EQ(overtaken([](DecisionGround& now) { now.reasons.push_back("tiff.ifd.loop"); }),
            "tiff.ifd.loop was not found then");
  // What fewer reasons withhold, and what is sent back anyway, need no new decision.
  EXPECT_EQ(overtaken([](DecisionGround& now) { now.reasons.clear(); }), "");
  decide("batch", false);
  EXPECT_EQ(overtaken([](DecisionGround& now) { now.reasons.push_back("tiff.ifd.loop"); }), "");
}

TEST_F(WorkFolderTest, a_torn_decision_is_told_and_does_not_count) {
  decide("batch", true);
  std::ofstream(temp_.path() / "batch/item/decision.json", std::ios::trunc) << "{\"decision\": \"acc";
  const auto back = open("seen", "batch").load_decision(ground());
  ASSERT_TRUE(back);
  EXPECT_EQ(back->overtaken_by, "its record can't be read");
}

TEST_F(WorkFolderTest, the_same_delivery_at_another_place_finds_its_decision) {
  decide("batch", true);
  EXPECT_TRUE(open("seen", "batch-elsewhere").load_decision_elsewhere(ground()));
  DecisionGround other = ground();
  other.content = "another";
  EXPECT_FALSE(open("seen", "batch-elsewhere").load_decision_elsewhere(other));
  EXPECT_FALSE(open("seen", "batch").load_decision_elsewhere(ground()));
}

TEST_F(WorkFolderTest, two_items_never_share_a_folder) {
  EXPECT_NE(item_folder_name({"a/b"}), item_folder_name({"a_b"}));
  EXPECT_NE(item_folder_name({"\xff"}), item_folder_name({"\xfe"}));
  for (const std::string& name :
       std::vector<std::string>{"..", ".hidden", "x\n", std::string(255, '\xff')}) {
    const std::string folder = item_folder_name({name});
    EXPECT_LE(folder.size(), 255u);
    EXPECT_TRUE(RelativePath::parse(folder)) << folder;
    EXPECT_NE(folder.front(), '.');
  }
}

}  // namespace
}  // namespace delo::ingest
