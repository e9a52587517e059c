// The packets of a tile of JPEG 2000 (ISO/IEC 15444-1 annex B): their headers read,
// their pieces of coded data followed to the last byte.  OpenJPEG takes a header of
// zeros for an empty packet and what is left over for nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace delo::validators::pdf {

// Of one component (A.6.1, A.6.2).
struct JpxCoding {
  unsigned levels = 0;                         // of decomposition
  unsigned block_width = 6, block_height = 6;  // of code-blocks, as exponents of 2
  unsigned style = 0;                          // of code-blocks
  std::vector<std::uint8_t> precincts;         // PPy and PPx a resolution; empty: 15 and 15
};

struct JpxTile {
  std::uint32_t x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // on the reference grid
  unsigned progression = 0, layers = 1;
  struct Component {
    unsigned dx = 1, dy = 1;  // subsampling
    JpxCoding coding;
  };
  std::vector<Component> components;
  std::vector<std::string_view> parts;  // the data of its tile-parts, in order
};

// Precincts and code-blocks that are looked at of one image; beyond, nobody follows.
inline constexpr std::uint64_t kMostFollowed = 8'000'000;

// What is wrong; empty: nothing, or too large to be followed.  `spent`: precincts
// and code-blocks looked at so far, of all tiles.
std::string fault_of_packets(const JpxTile& tile, std::uint64_t& spent);

}  // namespace delo::validators::pdf
