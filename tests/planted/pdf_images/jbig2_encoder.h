// JBIG2 (ISO/IEC 14492) as PDF embeds it, for tests: no encoder is in Debian.
#pragma once

#include <string>

#include "tests/planted/pdf_images/image_encoders.h"

namespace delo::planted {

// A page of one generic region, coded arithmetically (template 0) or as MMR.
std::string jbig2_of(const Bilevel& page, bool mmr);

// A page of a halftone region, its two patterns in the globals.
struct Jbig2WithGlobals {
  std::string globals, data;
};
Jbig2WithGlobals halftone_of(const Bilevel& cells);  // a pixel becomes 8 x 8

}  // namespace delo::planted
