// The boxes around a JPEG 2000 codestream (ISO/IEC 15444-1 annex I).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace delo::validators::pdf {

struct JpxBoxes {
  std::string_view codestream;          // of the first jp2c; empty: there is none
  std::uint32_t width = 0, height = 0;  // by the image header box
  unsigned components = 0;
  unsigned colour_channels = 0;  // after palette and channel definitions
  std::string fault;             // empty: none
};

JpxBoxes read_jpx_boxes(std::string_view data);

}  // namespace delo::validators::pdf
