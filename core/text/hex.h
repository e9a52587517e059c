// Bytes as hexadecimal digits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace delo {

// In small digits, as digests are written.
std::string hex_of(std::string_view bytes);
// As hex_of(bytes) == hex, without making it.
bool is_hex_of(std::string_view hex, std::string_view bytes);
// nullopt: an odd number of digits, or something that is none.
std::optional<std::string> bytes_of_hex(std::string_view hex);
// The same into `bytes`, whose memory serves again; false where nullopt is above.
bool read_hex(std::string_view hex, std::string& bytes);

// 0 to 15 for a digit, large or small; -1 for anything else.
constexpr int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace delo
