// The dictionary of an image (ISO 32000-1 8.9.5): what it says, and what is wrong
// with it before a byte of the data is decoded.
#pragma once

#include <cstdint>
#include <string>

#include "validators/pdf/colour_spaces.h"
#include "validators/pdf/findings.h"
#include "validators/pdf/streams.h"

namespace delo::validators::pdf {

struct ImageFacts {
  std::uint32_t width = 0, height = 0;  // pixels, by the dictionary
  int bits = 0;                         // per component; 0: unknown
  ColourSpace colour;
  std::string
      compression;  // "none" "deflate" "lzw" "run-length" "jpeg" "jpeg2000" "g3" "g4" "jbig2"
};
ImageFacts facts_of(const Value& image);

// An image as it is looked at.
struct ImageSubject {
  const Value& image;
  const StreamCoding& coding;
  const ImageFacts& facts;
  std::string part = {};  // of an inline image: where it lies
};

void check_image_dictionary(Document& document, const ImageSubject& subject, Findings& findings);

}  // namespace delo::validators::pdf
