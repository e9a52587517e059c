#include "core/run/crew.h"

#include <cassert>

namespace delo {
namespace {

// Waits a little at once, and then asleep: rounds are shorter than it takes to wake up.
template <class T>
void wait_while(const std::atomic<T>& value, T old) {
  constexpr int kTurns = 20'000;
  for (int i = 0; i < kTurns; ++i) {
    if (value.load(std::memory_order_acquire) != old) return;
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
  }
  value.wait(old, std::memory_order_acquire);
}

}  // namespace

bool Crew::take_part() {
  std::uint64_t state = state_.load(std::memory_order_acquire);
  for (;;) {
    if (state == kReleased) return false;
    const std::uint64_t count = state / kCount % kCount, next = state % kCount;
    if (next == count) return false;
    // The round can't end, nor its task go, before what is taken here was done.
    if (state_.compare_exchange_weak(state, state + 1, std::memory_order_acq_rel)) {
      (*task_)(next);
      done_.fetch_add(1, std::memory_order_acq_rel);
      done_.notify_one();
      return true;
    }
  }
}

void Crew::run(std::size_t count, const std::function<void(std::size_t)>& task) {
  assert(count <= kMostTasks);
  task_ = &task;
  done_.store(0, std::memory_order_relaxed);
  const std::uint64_t round = state_.load(std::memory_order_relaxed) / kRound + 1;
  state_.store(round * kRound + count * kCount, std::memory_order_release);
  state_.notify_all();
  while (take_part()) {
  }
  for (std::size_t done = done_.load(std::memory_order_acquire); done != count;
       done = done_.load(std::memory_order_acquire)) {
    wait_while(done_, done);
  }
}

void Crew::help() {
  for (;;) {
    const std::uint64_t before = state_.load(std::memory_order_acquire);
    if (before == kReleased) return;
    if (!take_part()) wait_while(state_, before);
  }
}

void Crew::release() {
  state_.store(kReleased, std::memory_order_release);
  state_.notify_all();
}

}  // namespace delo
