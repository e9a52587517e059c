// The structure of a JPEG 2000 codestream (ISO/IEC 15444-1 annex A) and the boxes
// around it (annex I), without decoding: what a decoder passes over in silence.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace delo::validators::pdf {

struct JpxStructure {
  bool boxed = false;  // JP2 boxes, else a bare codestream
  std::uint32_t width = 0, height = 0;
  unsigned components = 0, bits = 0;  // of the codestream; bits of its first component
  // Channels of colour after palette and channel definitions; 0: as `components`.
  unsigned colour_channels = 0;
  unsigned resolutions = 0;  // decomposition levels + 1
  std::string fault;         // empty: none
  std::string remark;
};

JpxStructure walk_jpx(std::string_view data);

}  // namespace delo::validators::pdf
