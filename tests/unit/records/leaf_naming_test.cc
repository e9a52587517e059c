#include "core/records/leaf_naming.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/records/delo_leaves.h"

namespace delo {
namespace {

std::string leaves(std::string_view name, const LeafPolicy& policy = {}) {
  std::string out;
  for (const Leaf& leaf : read_leaf_name(name, policy).leaves) {
    out += (out.empty() ? "" : " ") + leaf.label();
  }
  return out;
}

TEST(LeafNaming, one_leaf_is_read_however_its_side_is_written) {
  for (const char* name :
       {"0037ob.tif", "0037_ob.tif", "0037об.tif", "37v.tif", "GARF_f1235_op1_d16_l0037ob.tif"}) {
    EXPECT_EQ(leaves(name), "37ob") << name;
  }
  EXPECT_EQ(leaves("0037.tif"), "37");
  for (const char* name : {"0037_recto.tif", "37_л.tif", "37-front.tif", "0037_лиц.tif"}) {
    EXPECT_EQ(leaves(name), "37") << name;
  }
  EXPECT_EQ(leaves("37_back.tif"), "37ob");
  EXPECT_EQ(leaves("IMG_0001.tif"), "");
}

TEST(LeafNaming, letters_are_sides_or_leaves_as_the_policy_says) {
  EXPECT_EQ(leaves("0037b.tif"), "37b");
  EXPECT_EQ(read_leaf_name("0037b.tif", {}).lettered, 37);
  EXPECT_EQ(leaves("0037a.tif", {.letters = LeafLetters::kVerso}), "37");
  EXPECT_EQ(leaves("0037b.tif", {.letters = LeafLetters::kVerso}), "37ob");
  EXPECT_EQ(leaves("0037v.tif", {.letters = LeafLetters::kVerso}), "37ob");
}

TEST(LeafNaming, halves_are_asked_for_unless_the_policy_says_what_they_are) {
  EXPECT_EQ(leaves("0037_1.tif"), "");
  EXPECT_EQ(read_leaf_name("0037_1.tif", {}).half_of, 37);
  EXPECT_EQ(leaves("0037_2.tif", {.halves = LeafHalves::kSides}), "37ob");
  EXPECT_EQ(leaves("0037_1.tif", {.halves = LeafHalves::kOpening}), "36ob");
  EXPECT_EQ(leaves("0037_2.tif", {.halves = LeafHalves::kOpening}), "37");
  EXPECT_FALSE(read_leaf_name("IMG_0001_1.tif", {}).half_of);
  EXPECT_FALSE(read_leaf_name("37_2.tif", {}).half_of) << "two digits may be anything";
  EXPECT_EQ(leaves("37_2.tif", {.halves = LeafHalves::kSides}), "37ob");
}

TEST(LeafNaming, spreads_and_ranges_name_all_of_their_leaves) {
  EXPECT_EQ(leaves("0037-0038.tif"), "37 38");
  EXPECT_EQ(leaves("0037-0038.tif", {.spreads = LeafSpreads::kOpening}), "37ob 38");
  EXPECT_EQ(leaves("0037ob-0038.tif"), "37ob 38");
  EXPECT_EQ(leaves("0037-0040.tif"), "37 38 39 40");
  EXPECT_EQ(leaves("1951-01.tif"), "");
  EXPECT_EQ(leaves("1-99999.tif"), "");
}

TEST(LeafNaming, the_inner_list_is_known_by_its_name) {
  for (const char* path : {"inner/0001.tif", "master/Внутренняя опись/01.tif", "inner_02.tif",
                           "внутрішній опис 1.tif", "вн_опись-3об.tif"}) {
    EXPECT_TRUE(is_of_inner_list(path)) << path;
  }
  for (const char* path :
       {"0001.tif", "опись/0001.tif", "dinner/1.tif", "winner_01.tif", "v1.tif"}) {
    EXPECT_FALSE(is_of_inner_list(path)) << path;
  }
}

TEST(LeafNaming, a_name_may_declare_that_the_leaf_is_blank) {
  const LeafName name = read_leaf_name("0038ob_BLANK.tif", {});
  EXPECT_TRUE(name.blank);
  EXPECT_EQ(leaves("0038ob_BLANK.tif"), "38ob");
  EXPECT_FALSE(read_leaf_name("blank.tif", {}).blank);
}

TEST(LeafNaming, where_names_count_frames_they_say_no_leaf) {
  EXPECT_EQ(leaves("0037.tif", {.scheme = LeafScheme::kFrames}), "");
  EXPECT_EQ(leaves("0037.tif", {.scheme = LeafScheme::kCarrier}), "");
}

}  // namespace
}  // namespace delo
