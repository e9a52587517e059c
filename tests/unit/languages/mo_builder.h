// Catalogues as msgfmt writes them, byte by byte.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace delo::ingest {

inline void put_number(std::string& out, std::size_t number) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(number >> shift & 0xff);
}

// REQUIRES: sorted by the first of each pair
inline std::string mo_file(const std::vector<std::pair<std::string, std::string>>& messages) {
  const std::size_t tables = 20, rows = messages.size() * 8;
  std::string out, strings;
  for (const std::size_t number :
       {std::size_t{0x950412de}, std::size_t{0}, messages.size(), tables, tables + rows}) {
    put_number(out, number);
  }
  const auto add = [&](const std::string& text) {
    put_number(out, text.size());
    put_number(out, tables + 2 * rows + strings.size());
    strings += text + '\0';
  };
  for (const auto& [key, value] : messages) add(key);
  for (const auto& [key, value] : messages) add(value);
  return out + strings;
}

inline std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

}  // namespace delo::ingest
