// What several workers finish in any order, told in the order it was asked for.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

namespace delo::ingest {

// Things are numbered 0, 1, 2 …; `tell` is called for one at a time, in that order.
// Who is more than kAhead things ahead of the slowest waits, so that memory is bounded.
template <class Thing>
class InOrder {
 public:
  static constexpr std::size_t kAhead = 1000;

  explicit InOrder(std::function<void(std::size_t index, const Thing&)> tell)
      : tell_(std::move(tell)) {}

  void give(std::size_t index, Thing thing) {
    std::unique_lock lock(mutex_);
    told_.wait(lock, [&] { return index < next_ + kAhead || broken_off_; });
    waiting_.emplace(index, std::move(thing));
    while (!waiting_.empty() && waiting_.begin()->first == next_) tell_first();
    told_.notify_all();
  }

  // A thing will never come: nobody waits any longer.
  void break_off() {
    const std::lock_guard lock(mutex_);
    broken_off_ = true;
    told_.notify_all();
  }

  // What is finished beyond a thing that never came is told, too.
  void tell_rest() {
    const std::lock_guard lock(mutex_);
    while (!waiting_.empty()) tell_first();
  }

 private:
  void tell_first() {
    const auto first = waiting_.begin();
    tell_(first->first, first->second);
    next_ = first->first + 1;
    waiting_.erase(first);
  }

  std::function<void(std::size_t, const Thing&)> tell_;
  std::mutex mutex_;
  std::condition_variable told_;
  std::map<std::size_t, Thing> waiting_;
  std::size_t next_ = 0;
  bool broken_off_ = false;
};

}  // namespace delo::ingest
