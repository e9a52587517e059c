#include "validators/likeness/sample_bytes.h"

#include <cstring>
#include <utility>

namespace delo::validators::likeness {

SampleBytes::SampleBytes(unsigned bits, std::vector<std::uint8_t> table)
    : bits_(bits), table_(std::move(table)) {
  if (bits >= 8) return;
  const std::size_t values = std::size_t{1} << bits;
  for (std::size_t i = table_.size(); i < values; ++i) {
    table_.push_back(static_cast<std::uint8_t>(i * 255 / (values - 1)));
  }
  unpacked_.assign(256, {});
  for (std::size_t byte = 0; byte < 256; ++byte) {
    for (std::size_t i = 0; i < 8 / bits; ++i) {
      unpacked_[byte][i] = table_[byte >> (8 - bits * (i + 1)) & (values - 1)];
    }
  }
}

std::span<const std::uint8_t> SampleBytes::of(std::span<const std::byte> row, std::size_t upper) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(row.data());
  if (bits_ == 16) {
    row_.resize(row.size() / 2);
    for (std::size_t i = 0; i < row_.size(); ++i) row_[i] = bytes[2 * i + upper];
    return row_;
  }
  if (bits_ == 8) {
    if (table_.empty()) return {bytes, row.size()};
    row_.resize(row.size());
    for (std::size_t i = 0; i < row_.size(); ++i) {
      row_[i] = bytes[i] < table_.size() ? table_[bytes[i]] : 0;
    }
    return row_;
  }
  const std::size_t per_byte = 8 / bits_;
  row_.resize(row.size() * per_byte + 8);
  std::uint8_t* out = row_.data();
  for (std::size_t i = 0; i < row.size(); ++i, out += per_byte) {
    std::memcpy(out, unpacked_[bytes[i]].data(), 8);
  }
  return std::span(row_).first(row.size() * per_byte);
}

}  // namespace delo::validators::likeness
