#include "validators/leaves/leaf_likeness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "validators/leaves/leaf_rules.h"

namespace delo::validators {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// What is told, as "rule path[ part]: message".
std::vector<std::string> told(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const Finding& f : findings) {
    out.push_back(f.rule + " " + f.where.path.text() +
                  (f.where.part.empty() ? "" : " " + f.where.part) + ": " + f.message);
  }
  return out;
}

struct Scan {
  FileObject file;
  TechnicalMetadata technical;
};

// A scan whose content is told by `content`, its pages by their `looks`.
Scan scan(const std::string& name, char content, std::vector<std::uint64_t> looks,
          std::uint32_t marked = 1000) {
  Scan out;
  out.file.path = RelativePath::parse(name).value();
  out.file.size = 1;
  out.file.digests.set(*Digest::parse(DigestAlgorithm::kSha256, std::string(64, content)));
  for (const std::uint64_t look : looks) {
    PageMetadata page;
    page.look = PageLook{{look, look, look, look}, 4096, marked};
    out.technical.pages.push_back(page);
  }
  out.technical.page_count = static_cast<std::uint32_t>(looks.size());
  return out;
}

void add(LeafAlbum& album, std::uint32_t item, const Scan& scan) {
  album.add(item, scan.file, scan.technical);
}

constexpr std::uint64_t kOne = 0x00FF00FF00FF00FF, kOther = 0xFF00FF00F0F0F0F0,
                        kNearOne = kOne ^ 0x3FF;  // 4 × 10 bits differ

TEST(LeafAlbum, leaves_that_differ_are_nothing_to_say) {
  LeafAlbum album;
  add(album, 0, scan("37.tif", 'a', {kOne}));
  add(album, 0, scan("38.tif", 'b', {kOther}));
  EXPECT_THAT(told(album.twins()), IsEmpty());
}

TEST(LeafAlbum, the_same_file_under_two_names_is_told_once) {
  LeafAlbum album;
  add(album, 0, scan("37.tif", 'a', {kOne}));
  add(album, 0, scan("38.tif", 'a', {kOne}));
  add(album, 0, scan("39.tif", 'a', {kOne}));
  EXPECT_THAT(told(album.twins()),
              ElementsAre("leaves.same-file 38.tif: 38.tif is 37.tif, byte for byte",
                          "leaves.same-file 39.tif: 39.tif is 37.tif, byte for byte"));
}

TEST(LeafAlbum, a_second_scan_of_a_leaf_is_told_with_how_near_it_is) {
  LeafAlbum album;
  add(album, 0, scan("37.tif", 'a', {kOne}));
  add(album, 0, scan("38.tif", 'b', {kNearOne}));
  EXPECT_EQ(album.twins().at(0).rule, leaf_rule::kSameImage.id);
  EXPECT_THAT(told(album.twins()),
              ElementsAre("leaves.same-image 38.tif: 38.tif looks like 37.tif: "
                          "40 of 255 features of the image differ"));
}

TEST(LeafAlbum, what_is_just_too_far_is_another_leaf) {
  LeafAlbum album;
  add(album, 0, scan("37.tif", 'a', {kOne}));
  add(album, 0, scan("38.tif", 'b', {kOne ^ 0xFFF}));  // 48 bits
  EXPECT_THAT(told(album.twins()), IsEmpty());
}

TEST(LeafAlbum, blank_pages_are_not_each_others_twins) {
  LeafAlbum album;
  add(album, 0, scan("37ob.tif", 'a', {kOne}, 0));
  add(album, 0, scan("38ob.tif", 'b', {kOne}, 2));
  EXPECT_THAT(told(album.twins()), IsEmpty());
}

TEST(LeafAlbum, pages_of_one_file_are_compared_and_named) {
  LeafAlbum album;
  add(album, 0, scan("37-39.tif", 'a', {kOne, kOther, kNearOne}));
  EXPECT_THAT(told(album.twins()),
              ElementsAre("leaves.same-image 37-39.tif page 3: page 3 of 37-39.tif looks like "
                          "page 1 of 37-39.tif: 40 of 255 features of the image differ"));
}

TEST(LeafAlbum, between_items_only_what_is_in_two_items_is_told_in_the_order_of_the_batch) {
  LeafAlbum album;
  add(album, 1, scan("37.tif", 'a', {kOne}));  // items end in any order
  add(album, 1, scan("38.tif", 'c', {kNearOne}));
  add(album, 0, scan("12.tif", 'a', {kOne}));
  add(album, 0, scan("13.tif", 'b', {kOther}));
  const auto name = [](std::uint32_t item) { return item == 0 ? "d336" : "d337"; };
  EXPECT_THAT(told(album.twins_between_items(name)),
              ElementsAre("leaves.same-file d337/37.tif: d337/37.tif is d336/12.tif, byte for byte",
                          "leaves.same-image d337/38.tif: d337/38.tif looks like d336/12.tif: "
                          "40 of 255 features of the image differ"));
}

TEST(LeafAlbum, a_thousand_doubles_are_not_a_thousand_lines) {
  LeafAlbum album;
  for (int i = 0; i < 1000; ++i) add(album, 0, scan(std::to_string(i) + ".tif", 'a', {kOne}));
  const auto twins = album.twins();
  ASSERT_EQ(twins.size(), LeafAlbum::kMostFindings + 1);
  EXPECT_EQ(twins.back().message, "799 more files are the same as one before them");
}

TEST(LeafAlbum, masters_are_compared_and_where_there_are_none_what_is_for_use) {
  EXPECT_TRUE(is_in_album(FileRole::kMaster, true));
  EXPECT_FALSE(is_in_album(FileRole::kAccess, true));
  EXPECT_TRUE(is_in_album(FileRole::kAccess, false));
  EXPECT_FALSE(is_in_album(FileRole::kTranscription, false));
}

}  // namespace
}  // namespace delo::validators
