// What an HTML text says of its own encoding (HTML Living Standard § 4.2.5.4, § 13.2.3.2;
// Encoding Standard § 4.2).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/records/format.h"

namespace delo::validators::text {

// Where a label stands, bytes into the text: of <meta charset>, of <meta http-equiv=content-type>,
// of an XML declaration before them.
struct DeclaredEncoding {
  std::size_t begin = 0, end = 0;
  std::string_view label_in(std::string_view html) const { return html.substr(begin, end - begin); }
  bool operator==(const DeclaredEncoding&) const = default;
};

inline bool is_html(const Format& format) {
  return format.puid == "fmt/96" || format.puid == "fmt/471";
}

// A declaration has to stand in the first 1024 bytes; programs take it later too, in whatever
// element.  Tags that begin within so many bytes are looked at, and end within so many.
inline constexpr std::size_t kMostOfHead = 64 * 1024;
inline constexpr std::size_t kMostHeld = kMostOfHead + 4096;

// All of them, in order; the first counts.  `html` is the beginning of a text in an encoding that
// has ASCII where ASCII has it, of kMostHeld bytes or the whole.
std::vector<DeclaredEncoding> encodings_declared_in(std::string_view html);

// "cp1251" → "windows-1251": the name that TechnicalMetadata::text_encoding has for what a label
// means; empty for a label that means none of those.
std::string_view encoding_of_label(std::string_view label);

}  // namespace delo::validators::text
