#include "core/fixity/read_once.h"

#include <algorithm>

#include "core/fixity/hasher.h"

namespace delo {
namespace {

constexpr std::size_t kChunk = 256 * 1024;  // the fastest of 64 KiB … 1 MiB when warm

}  // namespace

Result<ReadOutcome> read_once(const ReadOrder& order, std::stop_token stop) {
  thread_local std::vector<std::byte> buffer(kChunk);
  DELO_TRY(const std::unique_ptr<Hasher> hasher, Hasher::create(order.algorithms));
  const std::uint64_t size = order.source->size();
  std::uint64_t at = 0;
  while (at < size) {
    if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
    // No further than the size it had at first: what is appended meanwhile is not this file.
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kChunk, size - at));
    DELO_TRY(const std::size_t n, order.source->read_at(at, std::span(buffer).first(wanted)));
    if (n == 0) {
      return Error{ErrorCode::kIo, "file ended after " + std::to_string(at) + " of " +
                                       std::to_string(size) + " bytes"};
    }
    const auto chunk = std::span<const std::byte>(buffer).first(n);
    DELO_CHECK(hasher->write(chunk));
    for (ByteSink* sink : order.sinks) DELO_CHECK(sink->write(chunk));
    at += n;
  }
  DELO_CHECK(hasher->finish());
  for (ByteSink* sink : order.sinks) DELO_CHECK(sink->finish());
  return ReadOutcome{.bytes = at, .digests = hasher->digests()};
}

std::vector<Result<ReadOutcome>> read_together(std::span<const ReadOrder> orders,
                                               std::stop_token stop) {
  std::vector<Result<ReadOutcome>> outcomes;
  outcomes.reserve(orders.size());
  for (const ReadOrder& order : orders) outcomes.push_back(read_once(order, stop));
  return outcomes;
}

}  // namespace delo
