// The PDF/A level that a PDF claims in its XMP metadata, found in the bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes/byte_source.h"
#include "core/result.h"

namespace delo::validators {

struct PdfClaim {
  std::string level;         // "1b" "2u" "4" "4f"; as claimed, "9x" too
  std::uint64_t offset = 0;  // of pdfaid:part, bytes
};

// PDF/A wants its XMP in the clear, so that it can be found without reading the
// PDF (ISO 19005-2, 6.6.2.1).  Of several claims the last one in the file counts:
// it is the newest.  Error kIo.
Result<std::optional<PdfClaim>> find_pdf_claim(const ByteSource& bytes);

// PRONOM id of "2b"; empty for a level that does not exist.
std::string_view puid_of_claim(std::string_view level);

}  // namespace delo::validators
