// Runs of one byte in data that were compressed: entropy coding leaves none, so a
// long one was written by damage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace delo::validators::pdf {

struct Run {
  std::size_t at = 0, length = 0;  // length 0: none
  unsigned char byte = 0;
};

// The first run of more than `limit` equal bytes.
inline Run long_run(std::string_view data, std::uint64_t limit) {
  const std::size_t step = static_cast<std::size_t>(limit / 2) + 1;  // a run holds two of them
  for (std::size_t i = 0; i + 1 < data.size(); i += step) {
    if (data[i] != data[i + 1]) continue;
    std::size_t begin = i, end = i + 1;
    while (end < data.size() && data[end] == data[i]) ++end;
    while (begin > 0 && data[begin - 1] == data[i]) --begin;
    if (end - begin > limit) return {begin, end - begin, static_cast<unsigned char>(data[i])};
    if (end - i > step) i = end - step;  // no second look at it
  }
  return {};
}

inline std::string hexadecimal(unsigned char byte) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  return {kDigits[byte >> 4], kDigits[byte & 15]};
}

}  // namespace delo::validators::pdf
