// What a PDF says about itself: document information (ISO 32000-1 14.3.3), XMP
// (14.3.2), and the PDF/A part and level it claims (ISO 19005).
#pragma once

#include <string>

#include "core/records/technical_metadata.h"
#include "validators/pdf/findings.h"
#include "validators/pdf/view.h"

namespace delo::validators::pdf {

// A text string (7.9.2.2) as UTF-8: PDFDocEncoding, UTF-16BE or UTF-8.
std::string utf8_of(std::string_view string);

// An XMP packet: well-formed, without a document type.
struct XmpReport {
  bool sound = false;
  std::string pdfa_part, pdfa_conformance;  // "2" and "B"
  std::string pdfa_revision;                // "2020", of PDF/A-4
  std::string pdfua_part;                   // "1"
};
XmpReport check_xmp(std::string packet, const Value& stream, Findings& findings);

// The document's own metadata into `technical`; what it claims.
XmpReport read_metadata(Document& document, TechnicalMetadata& technical, Findings& findings);

}  // namespace delo::validators::pdf
