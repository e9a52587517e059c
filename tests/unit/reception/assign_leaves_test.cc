#include "ingest/reception/assign_leaves.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/reception/reception_testing.h"

namespace delo::ingest {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// An item of files, each with its role; asked which leaf each is of.
class AssignLeaves : public ::testing::Test {
 protected:
  void file(const std::string& path, FileRole role = FileRole::kMaster) {
    FileObject one;
    one.path = RelativePath::parse(path).value();
    one.role = role;
    one.leaf = leaf_of_file_name(one.path.name());  // as assign_roles() has it
    item_.files.push_back(std::move(one));
  }
  void row(const std::string& path, int leaf) {
    item_.leaf_map.push_back({.path = path, .leaf = {leaf, "", Side::kRecto}});
  }
  std::string leaf(const std::string& path) {
    for (const FileObject& one : item_.files) {
      if (one.path.text() == path) return one.leaf ? one.leaf->label() : "none";
    }
    return "no such file";
  }
  std::vector<Finding> assign() { return assign_leaves(item_, policy_); }

  Item item_;
  LeafPolicy policy_;
};

TEST_F(AssignLeaves, texts_and_copies_are_of_the_leaf_of_their_master) {
  policy_.scheme = LeafScheme::kFrames;
  for (const char* name : {"master/0001.tif", "master/0002.tif"}) file(name);
  for (const char* name : {"access/0001.jpg", "access/0002.pdf"}) file(name, FileRole::kAccess);
  file("text/0001.txt", FileRole::kTranscription);
  file("text/0002_en.txt", FileRole::kTranslation);
  item_.files.back().language = "en";
  file("text/0003.txt", FileRole::kTranscription);
  row("master/0001.tif", 37);
  row("master/0002.tif", 38);
  EXPECT_THAT(assign(), IsEmpty());
  EXPECT_EQ(leaf("access/0001.jpg"), "37");
  EXPECT_EQ(leaf("access/0002.pdf"), "38");
  EXPECT_EQ(leaf("text/0001.txt"), "37");
  EXPECT_EQ(leaf("text/0002_en.txt"), "38");
  EXPECT_EQ(leaf("text/0003.txt"), "none") << "numbers count frames";
}

TEST_F(AssignLeaves, letters_of_copies_mean_what_the_policy_says) {
  policy_.letters = LeafLetters::kVerso;
  for (const char* name : {"0037a.tif", "0037b.tif", "0038.tif", "0038a.tif"}) file(name);
  file("text/0037b.txt", FileRole::kTranscription);
  file("text/0038a.txt", FileRole::kTranscription);
  file("text/0039b.txt", FileRole::kTranscription);
  assign();
  EXPECT_EQ(leaf("text/0037b.txt"), "37ob");
  EXPECT_EQ(leaf("text/0038a.txt"), "38ob");
  EXPECT_EQ(leaf("text/0039b.txt"), "39ob");
}

TEST_F(AssignLeaves, two_cameras_may_count_alike) {
  for (const char* name : {"master/a/IMG_1.tif", "master/b/IMG_1.tif"}) file(name);
  for (const char* name : {"access/a/IMG_1.jpg", "access/b/IMG_1.jpg", "access/IMG_1.jpg"}) {
    file(name, FileRole::kAccess);
  }
  row("master/a/IMG_1.tif", 1);
  row("master/b/IMG_1.tif", 2);
  assign();
  EXPECT_EQ(leaf("access/a/IMG_1.jpg"), "1");
  EXPECT_EQ(leaf("access/b/IMG_1.jpg"), "2");
  EXPECT_EQ(leaf("access/IMG_1.jpg"), "none") << "which of the two can't be told";
}

TEST_F(AssignLeaves, a_pdf_with_a_number_that_no_leaf_has_shows_the_item) {
  for (const char* name : {"0037.tif", "0038.tif"}) file(name);
  for (const char* name : {"337.pdf", "0038.pdf"}) file(name, FileRole::kAccess);
  assign();
  EXPECT_EQ(leaf("337.pdf"), "none");
  EXPECT_EQ(leaf("0038.pdf"), "38");
}

TEST_F(AssignLeaves, pdfs_may_be_of_one_leaf_each) {
  for (const char* name : {"0037.pdf", "0038.pdf"}) file(name, FileRole::kAccess);
  assign();
  EXPECT_EQ(leaf("0037.pdf"), "37");
  item_.files.pop_back();
  assign();
  EXPECT_EQ(leaf("0037.pdf"), "none") << "one PDF alone is as likely of the whole delo";
}

TEST_F(AssignLeaves, leaves_of_the_inner_list_are_numbered_by_themselves) {
  for (const char* name : {"0001.tif", "inner/0001.tif", "внутренняя опись/02.tif", "inner-03.tif",
                           "Внутр. опись 04.tif"}) {
    file(name);
  }
  assign();
  EXPECT_EQ(leaf("0001.tif"), "1");
  for (std::size_t i = 1; i < item_.files.size(); ++i) {
    EXPECT_FALSE(item_.files[i].leaf) << item_.files[i].path.text();
  }
}

TEST_F(AssignLeaves, what_names_claim_is_bounded) {
  for (int i = 0; i < 40; ++i) file("x" + std::to_string(i) + "_l1-2000.tif");
  EXPECT_THAT(rules_of(assign()), ElementsAre("name.too-many-leaves"));
  std::size_t places = 0;
  for (const FileObject& one : item_.files) places += leaf_places_of(one).size();
  EXPECT_EQ(places, 20'000u);
}

}  // namespace
}  // namespace delo::ingest
