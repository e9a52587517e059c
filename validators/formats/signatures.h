// The formats we can tell apart: PRONOM ids, names, media types, extensions.
// (PRONOM, signature release 118)
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace delo::validators {

struct KnownFormat {
  std::string_view puid;
  std::string_view name;  // as in PRONOM
  std::string_view version;
  std::string_view mime;
  std::string_view extensions;  // lower case, divided by blanks
};
std::span<const KnownFormat> known_formats();

// nullptr: not in the table.
const KnownFormat* known_format(std::string_view puid);

// Is `extension` (lower case, no dot) one that files of this format bear?
bool has_extension(const KnownFormat& format, std::string_view extension);
// … or that files of any format in the table bear?
bool is_known_extension(std::string_view extension);

// A format told by bytes at one place.  `bytes` is the whole evidence.
struct Signature {
  std::string_view puid;
  std::uint16_t offset;
  std::string_view bytes;
};
// In the order in which they are tried.  Formats whose signature needs more than
// a comparison (PDF, JPEG, PNG, RIFF, ZIP, text …) are in format_identifier.cc.
std::span<const Signature> signatures();

}  // namespace delo::validators
