// A hash of short words, for tables that every word of a text is looked up in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace delo {

// Of the first and the last eight bytes and the length: the tables are ours, nobody can fill them
// with words that collide.
inline std::size_t short_hash(std::string_view word) {
  const std::size_t size = word.size();
  const char* const end = word.data() + size;
  const auto load = [](const char* from, auto& into) { std::memcpy(&into, from, sizeof into); };
  std::uint64_t first = 0, last = 0;
  if (size >= 8) {
    load(word.data(), first);
    load(end - 8, last);
  } else if (size >= 4) {
    std::uint32_t low = 0, high = 0;
    load(word.data(), low);
    load(end - 4, high);
    first = std::uint64_t{high} << 32 | low;
  } else {
    for (const char c : word) first = first << 8 | static_cast<unsigned char>(c);
  }
  std::uint64_t hash = (first ^ (std::uint64_t{size} << 56)) * 0x9E3779B97F4A7C15U;
  hash = (hash ^ (hash >> 29) ^ last) * 0xBF58476D1CE4E5B9U;
  return static_cast<std::size_t>(hash ^ (hash >> 32));
}

}  // namespace delo
