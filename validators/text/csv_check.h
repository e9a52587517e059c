// The quotation marks and columns of a CSV file (RFC 4180).
#pragma once

#include <cstdint>
#include <optional>

#include "core/bytes/byte_source.h"
#include "core/result.h"

namespace delo::validators::text {

struct CsvCheck {
  char delimiter = ',';
  std::uint64_t records = 0, columns = 0;  // columns of the first record
  struct Place {
    std::uint64_t offset = 0, line = 0;  // bytes; from 1
    std::uint64_t columns = 0;
  };
  std::optional<Place> unclosed;  // the quotation mark that is never closed
  std::optional<Place> ragged;    // the first record with another number of columns
  std::uint64_t ragged_records = 0;
};

// For encodings that hold ASCII as itself.  The delimiter is the most frequent of
// comma, semicolon and tab in the first line.  Error kIo.
Result<CsvCheck> check_csv(const ByteSource& bytes);

}  // namespace delo::validators::text
