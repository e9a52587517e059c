// The one decision on the encoding of a text file.
#pragma once

#include <string>

#include "core/bytes/byte_source.h"
#include "core/records/format.h"
#include "validators/text/text_scan.h"

namespace delo::validators::text {

struct EncodingVerdict {
  std::string name;      // as TechnicalMetadata::text_encoding; empty when nothing fits
  bool unicode = false;  // US-ASCII, UTF-8, UTF-16 or UTF-32, damaged perhaps
  bool certain = false;
  std::string evidence;  // of a code page
};
// Of the whole text, its scan given: a code page has to read well to the end, and in HTML a
// declaration decides between pages that the bytes do not tell apart.  Error kIo.
Result<EncodingVerdict> encoding_of(const ByteSource& bytes, const Format& format,
                                    const TextScan& scan);

}  // namespace delo::validators::text
