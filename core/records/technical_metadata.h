// What was measured in a file or is declared by it.  Empty: the file does not say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/records/page_look.h"
#include "core/records/text_metadata.h"

namespace delo {

struct PageMetadata {
  // Image files: one entry per page (IFD of the main chain).
  std::optional<std::uint32_t> width, height;         // pixels
  std::optional<double> resolution_x, resolution_y;   // pixels per inch
  std::vector<std::uint16_t> bits_per_sample;         // one per sample
  std::string compression;                            // "none" "lzw" "deflate" "g4" "jpeg" …
  std::string photometric;                            // "min-is-black" "rgb" …
  std::string icc;                                    // the profile's description; empty for none
  std::optional<PageLook> look;                       // blank or not, and a perceptual hash
  // PDF: one entry per page.
  std::optional<std::uint32_t> images;  // drawn on the page
  std::optional<bool> text;             // has a text layer
  std::optional<double> ppi;            // lowest effective resolution of its images
  std::optional<bool> invisible_text;   // of a page with text: none of it is painted (OCR)
  std::optional<bool> fonts_embedded;   // of a page with text: all its fonts are
  std::optional<bool> blank;            // nothing on it can be seen
  std::optional<std::uint64_t> pixels;  // of its images together, each as often as drawn
  std::vector<std::string> codecs;      // of its images, each once: "jpeg" "g4"
  std::vector<std::string> colour_spaces;  // of its images, each once: "rgb" "gray"
  std::string label;                    // the number that the document gives it: "iv"
};

// What a PDF says of itself as a whole.
struct PdfMetadata {
  std::string pdfa_revision;  // pdfaid:rev, "2020"; empty when it names none
  std::string pdfua_claim;    // pdfuaid:part, "1"; empty when the file claims none
  std::string form;           // "acroform" "xfa"; empty for none
  std::uint32_t attachments = 0;
  std::vector<std::string> attachment_names;  // the first 100 at most
  bool javascript = false;
  std::uint32_t signatures = 0;
  std::vector<std::string> fonts_not_embedded;  // that text is shown in; the first 100 at most
};

struct TechnicalMetadata {
  std::uint32_t page_count = 0;     // of image files and PDF; 0: not paged, or unknown
  std::vector<PageMetadata> pages;  // the first 2000 at most
  std::string pdf_version;          // "1.7"
  std::string pdfa_claim;           // "2b"; empty when the file claims none
  std::optional<bool> encrypted;    // PDF
  std::optional<PdfMetadata> pdf;   // of a PDF that could be opened
  std::string text_encoding;        // "UTF-8" "UTF-16LE" "windows-1251" "KOI8-R" "IBM866" …
  std::optional<TextMetadata> text;  // of texts and documents that could be read
  std::string capture_device, capture_software;
  std::string captured;             // ISO 8601 as far as the file says, no zone unless it says one
  // Embedded metadata as read: "Exif.Photo.LensModel" → text.  Names are unique
  // enough to print, values cut to 4096 bytes.
  std::vector<std::pair<std::string, std::string>> embedded;
};

}  // namespace delo
