#include "holdings/preflight.h"

#include <sys/stat.h>

#include <limits>

#include "tests/support/as_nobody.h"
#include "tests/unit/holdings/holdings_fixture.h"

namespace delo::holdings {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class PreflightTest : public HoldingsTest {
 protected:
  Preflight look(const ExpectedLoad& load = {.to_each_store = 1000, .to_work = 10},
                 const std::vector<std::string>& stores = {}) {
    const auto holdings = std::filesystem::exists(root()) ? open(Access::kRead) : nullptr;
    const auto seen = look_ahead(root(), holdings.get(), stores, load);
    EXPECT_TRUE(seen) << (seen ? "" : seen.error().text());
    return seen ? *seen : Preflight{};
  }
};

TEST_F(PreflightTest, nothing_stops_a_run_in_sound_holdings_or_where_there_are_none_yet) {
  EXPECT_THAT(look().obstacles, IsEmpty());
  EXPECT_EQ(look().bytes_needed, 2010u);  // two stores by default
  EXPECT_FALSE(std::filesystem::exists(root()));
  fill();
  EXPECT_THAT(look().obstacles, IsEmpty());
  EXPECT_EQ(look({.to_each_store = 1000, .to_work = 0}, {"store-b"}).bytes_needed, 1000u);
  EXPECT_GT(look().bytes_free, 0u);
}

TEST_F(PreflightTest, a_run_at_work_is_named) {
  const auto at_work = open();
  EXPECT_THAT(look().obstacles, ElementsAre(AllOf(HasSubstr("in use by delo, process "),
                                                  HasSubstr("wait for it to end"))));
}

TEST_F(PreflightTest, a_store_that_is_gone_is_named_and_not_taken_for_a_new_one) {
  fill();
  std::filesystem::rename(root() / "store-b", root() / "elsewhere");
  EXPECT_THAT(look().obstacles, ElementsAre(HasSubstr("store store-b is not there")));
  EXPECT_THAT(look({}, {"store-a"}).obstacles, IsEmpty());
}

TEST_F(PreflightTest, a_store_that_the_settings_do_not_name_is_an_obstacle) {
  fill();
  EXPECT_THAT(look({}, {"tape"}).obstacles, ElementsAre(HasSubstr("copy in store tape")));
}

TEST_F(PreflightTest, too_little_room_is_told_with_what_is_needed) {
  const std::uint64_t much = std::numeric_limits<std::uint64_t>::max() / 8;
  EXPECT_THAT(look({.to_each_store = much}).obstacles,
              ElementsAre(AllOf(HasSubstr("store-a, store store-b needs about " +
                                          std::to_string(2 * much)),
                                HasSubstr("make room there"))));
}

// Root may write everywhere.
class PreflightOfNobodyTest : private tests::AsNobody, public PreflightTest {};

TEST_F(PreflightOfNobodyTest, a_store_without_the_right_to_write_is_named) {
  fill();
  ::chmod((root() / "store-a").c_str(), 0500);
  EXPECT_THAT(look().obstacles, ElementsAre(HasSubstr("no right to write to store store-a")));
  ::chmod((root() / "store-a").c_str(), 0700);
}

}  // namespace
}  // namespace delo::holdings
