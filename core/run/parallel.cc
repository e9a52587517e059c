#include "core/run/parallel.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

namespace delo {

Result<void> for_each_parallel(
    std::size_t count, int jobs,
    const std::function<Result<void>(std::size_t index, int worker)>& work) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  std::mutex mutex;
  std::optional<Error> first;
  const auto run = [&](int worker) {
    while (!failed) {
      const std::size_t index = next++;
      if (index >= count) return;
      if (auto done = work(index, worker); !done) {
        const std::lock_guard lock(mutex);
        if (!first) first = std::move(done).error();
        failed = true;
      }
    }
  };
  const int threads =
      static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(jobs), count));
  {
    std::vector<std::jthread> others;
    try {
      for (int worker = 1; worker < threads; ++worker) others.emplace_back(run, worker);
    } catch (const std::system_error&) {
      // No more threads to be had here: those that there are do the work.
    }
    run(0);
  }
  if (first) return *std::move(first);
  return {};
}

}  // namespace delo
