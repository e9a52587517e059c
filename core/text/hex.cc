#include "core/text/hex.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace delo {
namespace {

// By arithmetic, for many at once: compilers make vector instructions of it.
char digit_of(unsigned char value) {
  return static_cast<char>(value + (value > 9 ? 'a' - 10 : '0'));
}

// Writes two digits for each byte.
void write_digits(std::string_view bytes, char* out) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    out[2 * i] = digit_of(byte >> 4);
    out[2 * i + 1] = digit_of(byte & 15);
  }
}

constexpr std::array<std::uint8_t, 256> kValues = [] {
  std::array<std::uint8_t, 256> values{};
  for (unsigned c = 0; c < values.size(); ++c) {
    values[c] = static_cast<std::uint8_t>(hex_value(static_cast<char>(c)));  // 255: no digit
  }
  return values;
}();

}  // namespace

std::string hex_of(std::string_view bytes) {
  std::string hex(2 * bytes.size(), '\0');
  write_digits(bytes, hex.data());
  return hex;
}

bool is_hex_of(std::string_view hex, std::string_view bytes) {
  if (hex.size() != 2 * bytes.size()) return false;
  std::array<char, 128> digits;
  while (!bytes.empty()) {
    const std::string_view some = bytes.substr(0, digits.size() / 2);
    write_digits(some, digits.data());
    if (!std::equal(digits.begin(), digits.begin() + 2 * some.size(), hex.begin())) return false;
    bytes.remove_prefix(some.size());
    hex.remove_prefix(2 * some.size());
  }
  return true;
}

bool read_hex(std::string_view hex, std::string& bytes) {
  if (hex.size() % 2 != 0) return false;
  bytes.resize(hex.size() / 2);
  unsigned seen = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const unsigned high = kValues[static_cast<unsigned char>(hex[2 * i])];
    const unsigned low = kValues[static_cast<unsigned char>(hex[2 * i + 1])];
    seen |= high | low;
    bytes[i] = static_cast<char>(high << 4 | (low & 15));
  }
  return seen < 16;
}

std::optional<std::string> bytes_of_hex(std::string_view hex) {
  std::string bytes;
  return read_hex(hex, bytes) ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace delo
