// JPEG images (ISO/IEC 10918-1), the one door to libjpeg-turbo of this room.
// Every entropy-coded bit is decoded; the pixels only at an eighth of the size.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/page_look.h"

namespace delo::validators::pdf {

struct JpegReport {
  bool opened = false;                  // the header could be read
  std::uint32_t width = 0, height = 0;  // pixels
  int components = 0;
  int bits = 8;                     // per component
  std::vector<std::string> faults;  // the first five
  std::vector<std::string> remarks;
  bool too_large = false;  // progressive and larger than can be held
  std::uint64_t rest = 0;  // bytes after the end of the image
  std::optional<PageLook> look;  // of the part that could be decoded, if that is nearly all
  std::string thumbnail;   // a JPEG of 176 pixels at most; empty unless asked for
};

JpegReport decode_jpeg(std::string_view data, bool thumbnail);

std::string jpeg_library();  // "libjpeg-turbo 2.1.5"

}  // namespace delo::validators::pdf
