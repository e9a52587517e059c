// The one loop that reads files.  A ReadOrder says what is to be known of a
// file and where its bytes go; orders handed in together advance together, so
// that an engine which hashes many streams at once can fill its lanes across
// files.  Callers that have many files hand in many orders; how far they run
// side by side is this file's business alone.
#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

#include "core/bytes/byte_sink.h"
#include "core/bytes/byte_source.h"
#include "core/fixity/digest.h"

namespace delo {

struct ReadOrder {
  const ByteSource* source = nullptr;       // borrowed
  std::vector<DigestAlgorithm> algorithms;  // may be empty
  std::vector<ByteSink*> sinks;             // borrowed; each gets every chunk, then finish()
};

struct ReadOutcome {
  std::uint64_t bytes = 0;
  DigestSet digests;  // one per algorithm that was asked for
};

// A good number of orders to hand in at once; each has a descriptor open.
inline constexpr std::size_t kReadWindow = 16;

// Reads each source from beginning to end once and gives every chunk to its
// sinks; then finishes them.  One result per order, in the same order.  A short
// read or an I/O error is that order's Error, none of its sinks is finished,
// and a digest of half a file cannot come into being; the others go on.
// Error kCancelled when `stop` was requested before an order was done.
std::vector<Result<ReadOutcome>> read_together(std::span<const ReadOrder> orders,
                                               std::stop_token stop = {});

// The same on two threads that share the work by algorithm, so that lanes are filled by as
// few as a dozen files and one file too is digested twice as fast: for large ones that are
// no more than kReadWindow, and have more than one algorithm.  REQUIRES: as many at most
std::vector<Result<ReadOutcome>> read_in_pair(std::span<const ReadOrder> orders,
                                              std::stop_token stop = {});

Result<ReadOutcome> read_once(const ReadOrder& order, std::stop_token stop = {});

}  // namespace delo
