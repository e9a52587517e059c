// Standard input, line by line, for commands that can be interrupted while they wait.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

#include "core/result.h"

namespace delo::ingest {

struct InputLine {
  std::string text;          // without its end, "\n" or "\r\n"
  std::uint64_t number = 0;  // from 1
  bool cut = false;          // it was longer than kMostOfLine, and the rest was passed over
};

class InputLines {
 public:
  static constexpr std::size_t kMostOfLine = 64 * 1024;  // bytes

  // `descriptor` is borrowed.
  InputLines(int descriptor, std::stop_token stop)
      : descriptor_(descriptor), stop_(std::move(stop)) {}

  // Nothing at the end.  Errors: kCancelled, kIo.
  Result<std::optional<InputLine>> next();
  // Whether next() would have to wait for whoever writes.
  bool would_wait() const;

 private:
  Result<bool> read_more();

  int descriptor_;
  std::stop_token stop_;
  std::string read_;  // and not yet given out, from at_ on
  std::size_t at_ = 0;
  std::uint64_t number_ = 0;
  bool ended_ = false;
};

}  // namespace delo::ingest
