#include "core/fixity/read_once.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "core/fixity/hasher.h"

namespace delo {
namespace {

// Bytes read of one file at a time: alone, and beside others, whose chunks have
// to stay in the cache together from the reading to the last digest.
constexpr std::size_t kLoneChunk = 256 * 1024, kChunk = 64 * 1024;
// From one chunk to the next: not a power of two, by which all lanes would want the
// same lines of the cache at once.
constexpr std::size_t kStride = kChunk + 192;

// One order on its way.
class Reading {
 public:
  // `hasher`: any, or none yet; its owner keeps it until the end.
  static Result<Reading> begin(const ReadOrder& order, std::unique_ptr<Hasher>& hasher) {
    if (hasher) {
      DELO_CHECK(hasher->restart(order.algorithms));
    } else {
      DELO_TRY(hasher, Hasher::create(order.algorithms));
    }
    return Reading(order, *hasher);
  }

  // Reads the next chunk into `buffer` and gives it to the sinks, not yet to the hasher.
  Result<void> advance(std::span<std::byte> buffer) {
    // No further than the size it had at first: what is appended meanwhile is not this file.
    const std::size_t wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), size_ - at_));
    DELO_TRY(const std::size_t n, order_->source->read_at(at_, buffer.first(wanted)));
    if (n == 0 && wanted > 0) {
      return Error{ErrorCode::kIo, "file ended after " + std::to_string(at_) + " of " +
                                       std::to_string(size_) + " bytes"};
    }
    chunk_ = buffer.first(n);
    for (ByteSink* sink : order_->sinks) DELO_CHECK(sink->write(chunk_));
    at_ += n;
    return {};
  }

  Result<ReadOutcome> end() {
    DELO_CHECK(hasher_->finish());
    for (ByteSink* sink : order_->sinks) DELO_CHECK(sink->finish());
    return ReadOutcome{.bytes = at_, .digests = hasher_->take_digests()};
  }

  bool is_at_end() const { return at_ == size_; }
  std::span<const std::byte> chunk() const { return chunk_; }
  Hasher& hasher() { return *hasher_; }

 private:
  Reading(const ReadOrder& order, Hasher& hasher)
      : order_(&order), hasher_(&hasher), size_(order.source->size()) {}

  const ReadOrder* order_;
  Hasher* hasher_;
  std::uint64_t size_;
  std::uint64_t at_ = 0;
  std::span<const std::byte> chunk_;  // the last one, in the caller's buffer
};

// Where chunks are read to; a thread keeps its own.
std::span<std::byte> chunk_buffer(std::size_t bytes) {
  thread_local std::vector<std::byte> buffer;
  if (buffer.size() < bytes) buffer.resize(bytes);
  return std::span(buffer).first(bytes);
}

// A place for one of the orders that advance together.
struct Slot {
  std::size_t order = 0;
  std::optional<Reading> reading;  // none: free
  std::unique_ptr<Hasher> hasher;  // serves one file after the other
};

}  // namespace

Result<ReadOutcome> read_once(const ReadOrder& order, std::stop_token stop) {
  const std::span<std::byte> buffer = chunk_buffer(kLoneChunk);
  std::unique_ptr<Hasher> hasher;
  DELO_TRY(Reading reading, Reading::begin(order, hasher));
  while (!reading.is_at_end()) {
    if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
    DELO_CHECK(reading.advance(buffer));
    DELO_CHECK(reading.hasher().write(reading.chunk()));
  }
  return reading.end();
}

std::vector<Result<ReadOutcome>> read_together(std::span<const ReadOrder> orders,
                                               std::stop_token stop) {
  if (orders.size() == 1) return {read_once(orders.front(), stop)};
  std::vector<Result<ReadOutcome>> outcomes(orders.size(),
                                            Error{ErrorCode::kCancelled, "interrupted"});
  std::vector<Slot> slots(std::min(orders.size(), kReadWindow));
  const std::span<std::byte> buffer = chunk_buffer(slots.size() * kStride);
  std::vector<Hasher*> hashers;
  std::vector<std::span<const std::byte>> chunks;

  // As soon as a file is done, the next one takes its place.
  const auto settle = [&](Slot& slot, Result<ReadOutcome> outcome) {
    outcomes[slot.order] = std::move(outcome);
    slot.reading.reset();
  };
  std::size_t next = 0;
  for (;;) {
    if (stop.stop_requested()) return outcomes;  // what is on its way stays kCancelled
    hashers.clear();
    chunks.clear();
    for (std::size_t i = 0; i < slots.size(); ++i) {
      Slot& slot = slots[i];
      while (!slot.reading && next < orders.size()) {
        slot.order = next++;
        auto begun = Reading::begin(orders[slot.order], slot.hasher);
        if (begun) {
          slot.reading.emplace(std::move(begun).value());
        } else {
          outcomes[slot.order] = std::move(begun).error();
        }
      }
      if (!slot.reading) continue;
      auto advanced = slot.reading->advance(buffer.subspan(i * kStride, kChunk));
      if (!advanced) {
        settle(slot, std::move(advanced).error());
        continue;
      }
      hashers.push_back(&slot.reading->hasher());
      chunks.push_back(slot.reading->chunk());
    }
    if (hashers.empty() && next == orders.size()) return outcomes;
    const auto hashed = Hasher::write_together(hashers, chunks);
    for (Slot& slot : slots) {
      if (!slot.reading) continue;
      if (!hashed) {
        settle(slot, hashed.error());
      } else if (slot.reading->is_at_end()) {
        settle(slot, slot.reading->end());
      }
    }
  }
}

}  // namespace delo
