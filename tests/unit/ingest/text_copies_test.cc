#include "ingest/texts/text_copies.h"

#include <gtest/gtest.h>

#include "core/fixity/hasher.h"
#include "tests/support/temp_folder.h"

namespace delo::ingest {
namespace {

namespace fs = std::filesystem;

class TextCopiesOfAnItem : public testing::Test {
 protected:
  // A program whose children do with a text what its first letter says.
  TextCopiesOfAnItem()
      : examiner_(temp_ / "hostile_examiner",
                  {.cpu = std::chrono::seconds(5), .wall = std::chrono::seconds(5)}) {
    fs::create_symlink(DELO_EXAMINER_PROGRAM, temp_ / "hostile_examiner");
    item_.folder = temp_ / "item";
    fs::create_directories(item_.folder);
  }

  void add_text(const std::string& name, const std::string& content) {
    ItemFile file;
    file.object.path = *RelativePath::parse(name);
    file.object.size = content.size();
    file.object.role = FileRole::kTranscription;
    file.object.digests.set(sha256_of(content));
    file.content = temp_.write(name, content);
    file.examination.format.puid = "x-fmt/111";
    file.examination.technical.text_encoding = "windows-1251";
    file.examination.technical.text = TextMetadata{.encoding_certain = true};
    EXPECT_TRUE(item_.files.append(file));
  }

  tests::TempFolder temp_;
  validators::IsolatedExaminer examiner_;
  FixedClock clock_{*timestamp_of("2026-11-24T06:36:31Z")};
  SilentProgress progress_;
  RunContext run_{.clock = clock_, .progress = progress_, .software = {{.id = {"delo-0.1.0"}}}};
  ReceivedItem item_;
};

TEST_F(TextCopiesOfAnItem, are_made_of_each_text) {
  add_text("a.txt", "live");
  const auto findings = copy_texts(item_, examiner_, run_);
  ASSERT_TRUE(findings) << findings.error().text();
  EXPECT_TRUE(findings->empty());
  ASSERT_EQ(item_.copies.size(), 1u);
  EXPECT_EQ(item_.copies.at(0)->object.path.text(), "a.utf-8.txt");
}

TEST_F(TextCopiesOfAnItem, give_way_to_files_of_their_name_and_keep_the_ending) {
  add_text("a.txt", "live");
  add_text("a.utf-8.txt", "live");
  ASSERT_TRUE(copy_texts(item_, examiner_, run_));
  ASSERT_EQ(item_.copies.size(), 2u);
  EXPECT_EQ(item_.copies.at(0)->object.path.text(), "a.utf-8-.txt");
  EXPECT_EQ(item_.copies.at(1)->object.path.text(), "a.utf-8.utf-8.txt");
}

TEST_F(TextCopiesOfAnItem, of_a_name_that_is_too_long_keep_folder_and_ending) {
  const auto text = RelativePath::parse("text/" + std::string(251, 'n') + ".txt");
  const auto free = [](const RelativePath&) { return false; };
  const std::string name = path_of_copy(*text, free).text();
  EXPECT_TRUE(name.starts_with("text/")) << name;
  EXPECT_TRUE(name.ends_with(".utf-8.txt")) << name;
  EXPECT_EQ(path_of_copy(*RelativePath::parse("noending"), free).text(), "noending.utf-8");
}

// A joined item is examined beside the delivery, whose record names its copies.
TEST_F(TextCopiesOfAnItem, of_a_joined_item_leave_those_of_the_delivery) {
  add_text("a.txt", "live");
  ASSERT_TRUE(copy_texts(item_, examiner_, run_));
  ReceivedItem joined = item_;
  joined.copies = ItemFiles(item_.folder);
  ASSERT_TRUE(copy_texts(joined, examiner_, run_, "joined/made"));
  EXPECT_TRUE(fs::exists(item_.copies.at(0)->content));
  EXPECT_TRUE(fs::exists(joined.copies.at(0)->content));
}

// As a note it would let another package be accepted on a loaded machine.
TEST_F(TextCopiesOfAnItem, whose_children_die_hold_the_item) {
  add_text("a.txt", "die");
  const auto findings = copy_texts(item_, examiner_, run_);
  ASSERT_TRUE(findings) << findings.error().text();
  ASSERT_EQ(findings->size(), 1u);
  EXPECT_EQ(findings->front().rule, "examination.crashed");
  EXPECT_EQ(findings->front().severity, Severity::kError);
  EXPECT_EQ(findings->front().where.path.text(), "a.txt");
  EXPECT_TRUE(item_.copies.empty());
  EXPECT_TRUE(item_.events.empty());
}

}  // namespace
}  // namespace delo::ingest
