// The planted files: sound scans in every coding, and the same with one fault.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>

namespace delo::planted {

// `expected`: "sound", or the rules one of which must be broken, with '|' between.
using Plant = std::function<void(const std::string& name, std::string_view expected,
                                 const std::string& bytes)>;

void plant_dct(const Plant& plant);
void plant_jpx(const Plant& plant);
void plant_bilevel(const Plant& plant);  // G3, G4, JBIG2
void plant_filters(const Plant& plant);  // Flate, LZW, RunLength, ASCII
void plant_colours(const Plant& plant);  // colour spaces, profiles, masks
void plant_places(const Plant& plant);   // inline, forms, patterns, thumbnails

// ---- What the faults are made with ----
inline std::string zeroed(std::string data, std::size_t at, std::size_t count) {
  count = std::min(count, data.size() - at);
  return data.replace(at, count, count, '\0');
}
inline std::string filled(std::string data, std::size_t at, std::size_t count, char with) {
  count = std::min(count, data.size() - at);
  return data.replace(at, count, count, with);
}
// Bytes of chance, the same every time.
inline std::string overwritten(std::string data, std::size_t at, std::size_t count) {
  std::uint32_t random = 12345;
  for (std::size_t i = at; i < std::min(at + count, data.size()); ++i) {
    random = random * 1664525 + 1013904223;
    data[i] = static_cast<char>(random >> 24);
  }
  return data;
}
inline std::string without(std::string data, std::size_t at, std::size_t count) {
  return data.erase(at, count);
}
inline std::string half(const std::string& data) { return data.substr(0, data.size() / 2); }
// The first `from` becomes `to`; both must be there.
inline std::string with(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) std::abort();
  return text.replace(at, from.size(), to);
}

inline std::string sides(int width, int height) {
  return "/Width " + std::to_string(width) + " /Height " + std::to_string(height) + " ";
}

}  // namespace delo::planted
