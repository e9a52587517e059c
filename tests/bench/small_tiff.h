// A scan of 4 kB, and the request that has it examined.
#pragma once

#include <cstdint>
#include <string>

namespace delo::bench {

inline constexpr const char* kRequest = R"({"path":"0037.tif","profiles":[],"thumbnail":false})";

// TIFF 6.0, little-endian, 63 × 63 pixels of gray, one strip.
inline std::string small_tiff() {
  constexpr std::uint32_t kSide = 63, kPixels = kSide * kSide;
  std::string out;
  const auto put = [&out](std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xff);
  };
  const auto entry = [&put](std::uint32_t tag, std::uint32_t type, std::uint32_t value) {
    put(tag, 2), put(type, 2), put(1, 4), put(value, 4);
  };
  constexpr std::uint32_t kShort = 3, kLong = 4, kRational = 5, kEntries = 12;
  constexpr std::uint32_t kIfd = 8, kResolution = kIfd + 2 + kEntries * 12 + 4;
  constexpr std::uint32_t kStrip = kResolution + 16;
  out = "II";
  put(42, 2), put(kIfd, 4), put(kEntries, 2);
  entry(256, kLong, kSide);
  entry(257, kLong, kSide);
  entry(258, kShort, 8);
  entry(259, kShort, 1);
  entry(262, kShort, 1);
  entry(273, kLong, kStrip);
  entry(277, kShort, 1);
  entry(278, kLong, kSide);
  entry(279, kLong, kPixels);
  entry(282, kRational, kResolution);
  entry(283, kRational, kResolution + 8);
  entry(296, kShort, 2);
  put(0, 4), put(400, 4), put(1, 4), put(400, 4), put(1, 4);
  for (std::uint32_t i = 0; i < kPixels; ++i) out += static_cast<char>(i * 7);
  return out;
}

}  // namespace delo::bench
