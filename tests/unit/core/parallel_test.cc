#include "core/run/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace delo {
namespace {

TEST(ParallelTest, every_index_is_worked_on_once) {
  for (const int jobs : {1, 2, 7, 64}) {
    for (const std::size_t count : {0u, 1u, 2u, 1000u}) {
      std::vector<std::atomic<int>> seen(count);
      const auto done = for_each_parallel(count, jobs, [&](std::size_t i, int) -> Result<void> {
        ++seen[i];
        return {};
      });
      EXPECT_TRUE(done);
      for (const auto& times : seen) EXPECT_EQ(times, 1);
    }
  }
}

TEST(ParallelTest, a_worker_is_one_thread_at_a_time) {
  constexpr int kJobs = 4;
  std::vector<std::atomic<int>> busy(kJobs);
  const auto done = for_each_parallel(2000, kJobs, [&](std::size_t, int worker) -> Result<void> {
    EXPECT_GE(worker, 0);
    EXPECT_LT(worker, kJobs);
    EXPECT_EQ(busy[static_cast<std::size_t>(worker)]++, 0);
    --busy[static_cast<std::size_t>(worker)];
    return {};
  });
  EXPECT_TRUE(done);
}

TEST(ParallelTest, indices_start_in_order) {
  std::mutex mutex;
  std::vector<std::size_t> order;
  EXPECT_TRUE(for_each_parallel(100, 1, [&](std::size_t i, int) -> Result<void> {
    const std::lock_guard lock(mutex);
    order.push_back(i);
    return {};
  }));
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(ParallelTest, the_first_error_ends_the_giving_out) {
  std::atomic<int> started{0};
  const auto done = for_each_parallel(100'000, 3, [&](std::size_t i, int) -> Result<void> {
    ++started;
    if (i == 10) return Error{ErrorCode::kIo, "item 10"};
    // Else the others may be through with everything before item 10 has its turn.
    if (i > 10) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return {};
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "item 10");
  EXPECT_LT(started, 100'000);
}

}  // namespace
}  // namespace delo
