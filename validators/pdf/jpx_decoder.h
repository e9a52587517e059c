// JPEG 2000 images (ISO/IEC 15444-1): boxes and codestream walked by ourselves,
// then decoded by OpenJPEG, whose one door this is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/records/page_look.h"

namespace delo::validators::pdf {

struct JpxReport {
  bool opened = false;                  // the main header could be read
  std::uint32_t width = 0, height = 0;  // pixels
  unsigned components = 0;
  unsigned bits = 0;             // of the first component
  unsigned colour_channels = 0;  // after palette and channel definitions
  bool boxed = false;
  std::string fault;  // the first; empty: none
  std::string remark;
  unsigned reduced = 0;       // resolutions left out when decoding; 0: decoded in full
  bool undecoded = false;     // too large to be decoded at all
  std::uint64_t samples = 0;  // decoded
  std::optional<PageLook> look;
};

// `budget`: samples that may still be decoded in full; beyond, lower resolutions.
JpxReport decode_jpx(std::string_view data, std::uint64_t budget);

std::string jpx_library();  // "OpenJPEG 2.5.0"

}  // namespace delo::validators::pdf
