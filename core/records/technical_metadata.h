// What was measured in a file or is declared by it.  Empty: the file does not say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/records/page_look.h"

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
};

struct TechnicalMetadata {
  std::uint32_t page_count = 0;     // of image files and PDF; 0: not paged, or unknown
  std::vector<PageMetadata> pages;  // the first 2000 at most
  std::string pdf_version;          // "1.7"
  std::string pdfa_claim;           // "2b"; empty when the file claims none
  std::optional<bool> encrypted;    // PDF
  std::string text_encoding;        // "UTF-8" "UTF-16LE" "windows-1251" "KOI8-R" "IBM866" …
  std::string capture_device, capture_software;
  std::string captured;             // ISO 8601 as far as the file says, no zone unless it says one
  // Embedded metadata as read: "Exif.Photo.LensModel" → text.  Names are unique
  // enough to print, values cut to 4096 bytes.
  std::vector<std::pair<std::string, std::string>> embedded;
};

}  // namespace delo
