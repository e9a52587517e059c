// Small tasks, round after round, for threads that stay together in between: where a
// round takes less than a thread takes to start.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace delo {

// One thread, the owner, calls run() for each round and release() at the end; any number
// of others, also none, call help() and take part until then.  Nobody waits for a thread
// that is not at work, so that all goes well where no other thread could be had.
class Crew {
 public:
  static constexpr std::size_t kMostTasks = 0xffff;

  // Calls task(0) … task(count-1), which are given out in this order, on the threads there
  // are, and returns when all have been done.  What they did is seen by all in the next
  // round.  REQUIRES: count ≤ kMostTasks; `task` throws nothing
  void run(std::size_t count, const std::function<void(std::size_t)>& task);
  void help();
  void release();

 private:
  // The number of the round, how many tasks it has, and how many were given out.
  static constexpr std::uint64_t kRound = std::uint64_t{1} << 32, kCount = 1 << 16;
  static constexpr std::uint64_t kReleased = ~std::uint64_t{0};
  bool take_part();  // false: nothing is left to be taken

  std::atomic<std::uint64_t> state_{0};
  std::atomic<std::size_t> done_{0};
  const std::function<void(std::size_t)>* task_ = nullptr;  // of the round
};

}  // namespace delo
