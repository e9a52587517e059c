// Data of another standard that a tag holds: ICC, XMP, IPTC, Photoshop, GeoTIFF.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.h"
#include "validators/finding_list.h"
#include "validators/tiff/tiff_reader.h"

namespace delo::validators::tiff {

using Bytes = std::span<const std::byte>;

inline std::string_view chars(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline unsigned byte_at(Bytes bytes, std::size_t i) { return std::to_integer<unsigned>(bytes[i]); }
inline std::uint64_t big_endian(Bytes bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) value = value << 8 | byte_at(bytes, at + i);
  return value;
}

// Borrows all, for the time of a check.
struct Blob {
  const TiffFile& file;
  const Ifd& ifd;
  const Entry& entry;
  FindingList& findings;

  Bytes bytes() const { return file.bytes(entry); }
  void add(const Rule& rule, std::string message, std::uint64_t at = 0) const {
    findings.add(rule, entry.value_at + at, TiffFile::part(ifd, entry), std::move(message));
  }
};

void check_iptc(const Blob& blob);
void check_photoshop(const Blob& blob);
void check_geo_keys(const Blob& blob);
void check_geo_model(const Blob& blob);  // of a tie point or transformation

}  // namespace delo::validators::tiff
