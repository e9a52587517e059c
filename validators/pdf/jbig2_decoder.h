// JBIG2 images (ISO/IEC 14492) as PDF embeds them: pages of segments, symbols in
// a stream of globals.  The one door to jbig2dec.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/records/page_look.h"

namespace delo::validators::pdf {

struct Jbig2Report {
  bool opened = false;                  // a page came out
  std::uint32_t width = 0, height = 0;  // pixels
  std::string fault;                    // the first; empty: none
  std::optional<PageLook> look;
};

Jbig2Report decode_jbig2(std::string_view data, std::string_view globals);

std::string jbig2_library();  // "jbig2dec 0.19"

}  // namespace delo::validators::pdf
