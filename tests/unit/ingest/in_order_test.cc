#include "ingest/cli/in_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

namespace delo::ingest {
namespace {

TEST(InOrder, TellsInOrderWhateverEndsFirst) {
  std::vector<int> told;
  InOrder<int> results([&](std::size_t, const int& thing) { told.push_back(thing); });
  results.give(2, 20);
  results.give(1, 10);
  EXPECT_TRUE(told.empty());
  results.give(0, 0);
  EXPECT_EQ(told, (std::vector{0, 10, 20}));
}

TEST(InOrder, WhoIsFarAheadWaitsForTheSlowest) {
  std::vector<std::size_t> told;
  InOrder<int> results([&](std::size_t index, const int&) { told.push_back(index); });
  std::jthread fast([&] {
    for (std::size_t i = 1; i <= 2 * InOrder<int>::kAhead; ++i) results.give(i, 0);
  });
  std::this_thread::yield();
  results.give(0, 0);
  fast.join();
  EXPECT_EQ(told.size(), 2 * InOrder<int>::kAhead + 1);
  EXPECT_TRUE(std::ranges::is_sorted(told));
}

TEST(InOrder, NobodyWaitsForAThingThatWillNeverComeAndTheRestIsTold) {
  std::vector<std::size_t> told;
  InOrder<int> results([&](std::size_t index, const int&) { told.push_back(index); });
  std::jthread fast([&] {
    for (std::size_t i = 1; i <= InOrder<int>::kAhead + 5; ++i) results.give(i, 0);
  });
  results.break_off();
  fast.join();
  EXPECT_TRUE(told.empty());
  results.tell_rest();
  EXPECT_EQ(told.size(), InOrder<int>::kAhead + 5);
}

}  // namespace
}  // namespace delo::ingest
