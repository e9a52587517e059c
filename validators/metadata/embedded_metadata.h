// Exif, IPTC and XMP as text, from the blobs that a format keeps them in.  Each
// format's room finds the blobs; none of them knows the library that reads them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/records/technical_metadata.h"

namespace delo::validators::metadata {

// Borrowed; what is empty is not there.
struct MetadataBlobs {
  std::string_view exif;  // a TIFF stream: header, IFD0, Exif IFD (Exif 2.32 § 4.5)
  std::string_view xmp;   // an XMP packet, UTF-8
  std::string_view iptc;  // IIM data sets
};

struct EmbeddedMetadata {
  // "Exif.Photo.LensModel" → text as the library interprets it; sorted by name,
  // texts cut to kLongestText bytes, at most kMostPairs.
  std::vector<std::pair<std::string, std::string>> pairs;
  std::string capture_device;  // make and model
  std::string capture_software;
  std::string captured;  // "2024-03-01T12:30:00"; empty when unknown
  // Of each blob that could not be read, a sentence.
  std::vector<std::string> unreadable;
};

inline constexpr std::size_t kLongestText = 4096;  // bytes
inline constexpr std::size_t kMostPairs = 500;

// From memory only: no path, no network, nothing is written or printed.
EmbeddedMetadata read_embedded_metadata(const MetadataBlobs& blobs);

// Takes what was read over into `technical`.
void add_to(TechnicalMetadata& technical, EmbeddedMetadata embedded);

std::string metadata_library_version();  // "Exiv2 0.27.6"

}  // namespace delo::validators::metadata
