#include "core/run/crew.h"

#include <gtest/gtest.h>

#include <numeric>
#include <thread>
#include <vector>

namespace delo {
namespace {

// Rounds of different sizes; each adds to what the one before has left.
std::vector<std::size_t> sums(std::size_t rounds, int helpers) {
  Crew crew;
  std::vector<std::jthread> threads;
  for (int i = 0; i < helpers; ++i) threads.emplace_back([&crew] { crew.help(); });
  std::vector<std::size_t> of_task(37), out;
  for (std::size_t round = 0; round < rounds; ++round) {
    const std::size_t count = round % of_task.size() + (round % 5 == 0 ? 0 : 1);
    crew.run(count, [&](std::size_t task) {
      // The task beside this one belongs to another thread, but in the round before.
      of_task[task] += task + round;
    });
    out.push_back(std::accumulate(of_task.begin(), of_task.end(), std::size_t{0}));
  }
  crew.release();
  return out;
}

TEST(Crew, does_every_task_of_every_round_once_with_or_without_helpers) {
  const std::vector<std::size_t> alone = sums(2000, 0);
  EXPECT_EQ(sums(2000, 1), alone);
  EXPECT_EQ(sums(2000, 3), alone);
}

TEST(Crew, lets_helpers_go_that_come_after_the_end) {
  Crew crew;
  int done = 0;
  crew.run(3, [&](std::size_t) { ++done; });
  crew.release();
  crew.help();
  EXPECT_EQ(done, 3);
}

}  // namespace
}  // namespace delo
