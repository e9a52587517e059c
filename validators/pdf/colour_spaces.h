// Colour spaces (ISO 32000-1 8.6): their families, and what each asks for.
#pragma once

#include <map>
#include <string>

#include "validators/pdf/findings.h"
#include "validators/pdf/view.h"

namespace delo::validators::pdf {

struct ColourSpace {
  int components = 0;  // 0: unknown
  std::string name;    // "gray" "rgb" "cmyk" "indexed" "lab" "separation" …; empty: unknown
  Value icc;           // the profile's stream; null for none
};
ColourSpace colour_space_of(const Value& value);

// What is wrong with it; empty: nothing.  `image`: a space that samples can be in,
// so no Pattern.
std::string fault_of_colour_space(Document& document, const Value& space, bool image);

}  // namespace delo::validators::pdf
