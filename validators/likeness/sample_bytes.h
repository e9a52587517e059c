// Rows of packed samples as a PageLooker takes them: a byte each.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace delo::validators::likeness {

class SampleBytes {
 public:
  // `bits`: of a sample, 1, 2, 4, 8 or 16.  `table`: the brightness of each value of a
  // sample of at most 8 bits; empty: the value itself, scaled to 255.
  explicit SampleBytes(unsigned bits, std::vector<std::uint8_t> table = {});

  // Valid until the next call.  Of 16 bits the upper byte is taken; `upper`: where in a
  // sample it stands, 0 or 1.
  std::span<const std::uint8_t> of(std::span<const std::byte> row, std::size_t upper = 0);

 private:
  unsigned bits_;
  std::vector<std::uint8_t> table_;
  std::vector<std::array<std::uint8_t, 8>> unpacked_;  // of each byte of samples of 1 to 4 bits
  std::vector<std::uint8_t> row_;
};

}  // namespace delo::validators::likeness
