#include "policies/nearest_word.h"

#include <gtest/gtest.h>

#include <array>

namespace delo {
namespace {

constexpr std::array<std::string_view, 4> kWords = {"accept", "note", "review", "reject"};

TEST(NearestWord, a_swap_of_neighbours_is_one_edit) {
  EXPECT_EQ(nearest_word("reveiw", kWords), "review");
  EXPECT_EQ(nearest_word("acept", kWords), "accept");
  EXPECT_EQ(nearest_word("rejects", kWords), "reject");
}

TEST(NearestWord, what_is_far_from_every_word_has_no_nearest) {
  EXPECT_EQ(nearest_word("destroy", kWords), "");
  EXPECT_EQ(nearest_word("", kWords), "");
  EXPECT_EQ(nearest_word(std::string(100'000, 'a'), kWords), "");
}

TEST(NearestWord, a_suggestion_names_the_nearest_or_all) {
  EXPECT_EQ(suggestion("noet", kWords), "; did you mean 'note'?");
  EXPECT_EQ(suggestion("zzz", kWords), "; possible are 'accept', 'note', 'review', 'reject'");
  EXPECT_EQ(suggestion("zzz", {}), "");
}

}  // namespace
}  // namespace delo
