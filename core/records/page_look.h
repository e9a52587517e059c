// What a page looks like, in so few bytes that every page of a batch can be compared
// with every other.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace delo {

struct PageLook {
  // A perceptual hash: the 255 lowest frequencies of the page's brightness, each
  // above their median or not.  Another scan of the same leaf differs in few bits.
  using Hash = std::array<std::uint64_t, 4>;
  Hash hash{};
  std::uint32_t places = 0;  // that were looked at: parts of the page some millimetres wide
  std::uint32_t marked = 0;  // places with something written, drawn or soiled

  // Dust and the number of the leaf are no content.
  bool blank() const { return marked <= 2 || std::uint64_t{marked} * 500 <= places; }

  bool operator==(const PageLook&) const = default;
};

// Bits that differ, 0 to 255.
inline int distance(const PageLook::Hash& a, const PageLook::Hash& b) {
  int bits = 0;
  for (std::size_t i = 0; i < a.size(); ++i) bits += std::popcount(a[i] ^ b[i]);
  return bits;
}

// So near that it is the same leaf: measured on typed pages, where two scans of one
// leaf (shifted by 2 mm, turned by 0.7°, lighter, at half the resolution) differ in 41
// bits at most and two leaves in 64 at least.
inline constexpr int kAlikeBits = 44;

}  // namespace delo
