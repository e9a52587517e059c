// The one decision on the encoding of a text file.
#pragma once

#include <string>

#include "validators/text/text_scan.h"

namespace delo::validators::text {

struct EncodingVerdict {
  std::string name;      // as TechnicalMetadata::text_encoding; empty when nothing fits
  bool unicode = false;  // US-ASCII, UTF-8, UTF-16 or UTF-32, damaged perhaps
  bool certain = false;
  std::string evidence;  // of a code page
};
EncodingVerdict encoding_of(const TextScan& scan);

}  // namespace delo::validators::text
