// What the inventories of large packages tell is in memory one at a time.
#include <gtest/gtest.h>

#include <chrono>
#include <future>

#include "core/fixity/hasher.h"
#include "holdings/audit/expected_contents.h"
#include "tests/support/inventory_text.h"
#include "tests/support/package_builder.h"
#include "tests/support/temp_folder.h"

namespace delo::holdings {
namespace {

using Shared = std::shared_ptr<const CopyContents>;

class ContentsAtHandTest : public testing::Test {
 protected:
  KeptInventory inventory_of(const std::string& content) {
    const auto files =
        tests::files_of({tests::packaged_file(folder_.path() / content, "data/x", content)});
    const auto text = packages::ocfl::first_inventory("urn:uuid:" + content, files, {});
    EXPECT_TRUE(text);
    return {packages::ocfl::text_of_inventory(*text), sha256_of(*text)};
  }

  tests::TempFolder folder_;
};

TEST_F(ContentsAtHandTest, copies_of_one_large_package_share_them) {
  ContentsAtHand at_hand(1);
  const KeptInventory kept = inventory_of("a");
  const auto first = at_hand.of(kept), second = at_hand.of(kept);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
  EXPECT_EQ((*first)->parsed.id, "urn:uuid:a");
}

TEST_F(ContentsAtHandTest, small_ones_are_had_side_by_side) {
  ContentsAtHand at_hand;
  const auto a = at_hand.of(inventory_of("a")), b = at_hand.of(inventory_of("b"));
  ASSERT_TRUE(a && b);
  EXPECT_EQ((*a)->parsed.id, "urn:uuid:a");
  EXPECT_EQ((*b)->parsed.id, "urn:uuid:b");
}

TEST_F(ContentsAtHandTest, another_large_one_waits_until_the_first_is_let_go) {
  ContentsAtHand at_hand(1);
  const KeptInventory a = inventory_of("a"), b = inventory_of("b");
  Shared held = *at_hand.of(a);
  auto other = std::async(std::launch::async, [&] { return at_hand.of(b); });
  EXPECT_EQ(other.wait_for(std::chrono::milliseconds(50)), std::future_status::timeout);
  EXPECT_EQ(*at_hand.of(a), held);  // whoever has the same need not wait
  held.reset();
  const auto got = other.get();
  ASSERT_TRUE(got);
  EXPECT_EQ((*got)->parsed.id, "urn:uuid:b");
}

TEST_F(ContentsAtHandTest, an_inventory_that_is_none_keeps_nobody_waiting) {
  ContentsAtHand at_hand(1);
  const KeptInventory none{packages::ocfl::text_of_inventory("{}"), sha256_of("{}")};
  EXPECT_EQ(at_hand.of(none).error().code, ErrorCode::kCorrupt);
  EXPECT_TRUE(at_hand.of(inventory_of("a")));
}

}  // namespace
}  // namespace delo::holdings
