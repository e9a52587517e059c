#include "core/fixity/read_once.h"

#include <algorithm>
#include <cassert>
#include <memory>
#include <optional>
#include <utility>

#include "core/fixity/hasher.h"
#include "core/run/crew.h"
#include "core/run/parallel.h"

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

  // REQUIRES: its hasher was finished
  Result<ReadOutcome> end() {
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

// Orders that advance together, a chunk of each in a round: while the chunks of one round
// are digested, those of the next are read.
class Rounds {
 public:
  Rounds(std::span<const ReadOrder> orders, std::stop_token stop)
      : stop_(std::move(stop)),
        slots_(orders.size()),
        outcomes_(orders.size(), Error{ErrorCode::kCancelled, "interrupted"}) {
    for (std::size_t i = 0; i < orders.size(); ++i) {
      auto begun = Reading::begin(orders[i], slots_[i].hasher);
      if (begun) {
        slots_[i].reading.emplace(std::move(begun).value());
      } else {
        outcomes_[i] = std::move(begun).error();
      }
      for (const DigestAlgorithm algorithm : orders[i].algorithms) {
        if (!std::ranges::count(algorithms_, algorithm)) algorithms_.push_back(algorithm);
      }
    }
    std::ranges::sort(algorithms_, std::ranges::greater{});  // SHA-512 takes longest
    for (auto& buffer : buffers_) buffer.resize(orders.size() * kStride);
  }

  std::vector<Result<ReadOutcome>> run(Crew& crew) {
    std::vector<std::size_t> reads;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].reading) reads.push_back(i);
    }
    for (bool first = true; first || !in_digests_.empty(); first = false) {
      if (stop_.stop_requested()) return std::move(outcomes_);
      std::swap(buffers_[0], buffers_[1]);
      crew.run(digests_.size() + reads.size(), [&](std::size_t task) {
        if (task < digests_.size()) {
          digest(digests_[task]);
        } else {
          read(reads[task - digests_.size()]);
        }
      });
      settle(reads);
    }
    return std::move(outcomes_);
  }

 private:
  struct Digests {
    DigestAlgorithm algorithm;
    std::size_t from, count;  // of hashers_
    Result<void> done;
  };
  struct Place {
    std::optional<Reading> reading;
    std::unique_ptr<Hasher> hasher;
    Result<void> advanced;
  };

  void digest(Digests& digests) {
    digests.done = Hasher::write_together(std::span(hashers_).subspan(digests.from, digests.count),
                                          std::span(chunks_).subspan(digests.from, digests.count),
                                          digests.algorithm);
  }

  void read(std::size_t i) {
    slots_[i].advanced =
        slots_[i].reading->advance(std::span(buffers_[0]).subspan(i * kStride, kChunk));
  }

  // Ends what is digested to its end, and says what is to be done in the next round:
  // digested what was read in this one, and read what has more.
  void settle(std::vector<std::size_t>& reads) {
    for (const Digests& digests : digests_) {
      if (!digests.done) fail_all(digests.done.error());
    }
    for (const std::size_t i : in_digests_) {
      Place& slot = slots_[i];
      // One that was at its end was not read again in this round.
      if (slot.reading && !std::ranges::count(reads, i)) {
        const auto finished = slot.hasher->finish();
        outcomes_[i] = finished ? slot.reading->end() : finished.error();
        slot.reading.reset();
      }
    }
    hashers_.clear();
    chunks_.clear();
    in_digests_.clear();
    for (const std::size_t i : reads) {
      Place& slot = slots_[i];
      if (slot.reading && !slot.advanced) {
        outcomes_[i] = slot.advanced.error();
        slot.reading.reset();
      }
      if (!slot.reading) continue;
      hashers_.push_back(slot.hasher.get());
      chunks_.push_back(slot.reading->chunk());
      in_digests_.push_back(i);
    }
    std::erase_if(
        reads, [&](std::size_t i) { return !slots_[i].reading || slots_[i].reading->is_at_end(); });
    digests_.clear();
    for (const DigestAlgorithm algorithm : algorithms_) {
      const std::size_t together = Hasher::streams_together(algorithm);
      for (std::size_t from = 0; from < hashers_.size(); from += together) {
        digests_.push_back({algorithm, from, std::min(together, hashers_.size() - from), {}});
      }
    }
    // What takes longest first, so that the threads end together.
    std::ranges::stable_sort(digests_, std::ranges::greater{}, &Digests::count);
  }

  void fail_all(const Error& error) {
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].reading) outcomes_[i] = error;
      slots_[i].reading.reset();
    }
  }

  std::stop_token stop_;
  std::vector<DigestAlgorithm> algorithms_;
  std::vector<Place> slots_;
  std::vector<Result<ReadOutcome>> outcomes_;
  std::vector<std::byte> buffers_[2];  // what is being read, and what is being digested
  // Of the chunks that are being digested:
  std::vector<Digests> digests_;
  std::vector<Hasher*> hashers_;
  std::vector<std::span<const std::byte>> chunks_;
  std::vector<std::size_t> in_digests_;  // their slots
};

}  // namespace

std::vector<Result<ReadOutcome>> read_in_pair(std::span<const ReadOrder> orders,
                                              std::stop_token stop) {
  Crew crew;
  std::vector<Result<ReadOutcome>> outcomes;
  const auto never = for_each_parallel(2, 2, [&](std::size_t index, int) -> Result<void> {
    if (index != 0) {
      crew.help();
      return {};
    }
    // Also where memory runs out: nobody must be left waiting.
    const std::unique_ptr<Crew, void (*)(Crew*)> to_release(&crew, [](Crew* c) { c->release(); });
    outcomes = Rounds(orders, std::move(stop)).run(crew);
    return {};
  });
  assert(never);
  static_cast<void>(never);
  return outcomes;
}

Result<ReadOutcome> read_once(const ReadOrder& order, std::stop_token stop) {
  const std::span<std::byte> buffer = chunk_buffer(kLoneChunk);
  std::unique_ptr<Hasher> hasher;
  DELO_TRY(Reading reading, Reading::begin(order, hasher));
  while (!reading.is_at_end()) {
    if (stop.stop_requested()) return Error{ErrorCode::kCancelled, "interrupted"};
    DELO_CHECK(reading.advance(buffer));
    DELO_CHECK(reading.hasher().write(reading.chunk()));
  }
  DELO_CHECK(reading.hasher().finish());
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
    auto hashed = Hasher::write_together(hashers, chunks);
    hashers.clear();
    for (Slot& slot : slots) {
      if (slot.reading && slot.reading->is_at_end()) hashers.push_back(&slot.reading->hasher());
    }
    if (hashed) hashed = Hasher::finish_together(hashers);
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
