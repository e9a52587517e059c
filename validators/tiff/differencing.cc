#include "validators/tiff/differencing.h"

#include <cstdint>
#include <cstring>

namespace delo::validators::tiff {
namespace {

// A sample, and the same bytes in the other order.
std::uint8_t turned(std::uint8_t sample) { return sample; }
std::uint16_t turned(std::uint16_t sample) {
  return static_cast<std::uint16_t>(sample << 8 | sample >> 8);
}

// Makes samples out of their differences, for one row.  TIFF 6.0 p. 64
template <class Sample, std::size_t kSamples, bool kTurned>
void add_up_row(std::byte* row, std::size_t size) {
  Sample sums[kSamples] = {};
  for (std::size_t i = 0; i + kSamples * sizeof(Sample) <= size; i += kSamples * sizeof(Sample)) {
    for (std::size_t k = 0; k < kSamples; ++k) {
      Sample sample;
      std::memcpy(&sample, row + i + k * sizeof sample, sizeof sample);
      if (kTurned) sample = turned(sample);
      sums[k] = static_cast<Sample>(sums[k] + sample);
      const Sample sum = kTurned ? turned(sums[k]) : sums[k];
      std::memcpy(row + i + k * sizeof sum, &sum, sizeof sum);
    }
  }
}

template <class Sample, bool kTurned>
auto add_up_of(std::size_t samples) {
  return samples == 1   ? &add_up_row<Sample, 1, kTurned>
         : samples == 3 ? &add_up_row<Sample, 3, kTurned>
                        : &add_up_row<Sample, 4, kTurned>;
}

}  // namespace

void add_up_rows(std::span<std::byte> rows, std::size_t row_size, std::size_t samples, bool deep,
                 bool swapped) {
  const auto add_up = !deep     ? add_up_of<std::uint8_t, false>(samples)
                      : swapped ? add_up_of<std::uint16_t, true>(samples)
                                : add_up_of<std::uint16_t, false>(samples);
  for (std::size_t at = 0; row_size > 0 && rows.size() - at >= row_size; at += row_size) {
    add_up(rows.data() + at, row_size);
  }
}

}  // namespace delo::validators::tiff
