// What glyphs are called, and what they stand for (ISO 32000-1 9.6.6, annex D; Adobe Glyph List
// Specification § 2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace delo::validators::pdf {

// UTF-8; empty when the name tells nothing ("g37", "c12").  Known are the names of Latin and
// Cyrillic letters, digits, punctuation, "uniXXXX" and "uXXXXXX".
std::string text_of_glyph(std::string_view name);

enum class BaseEncoding : std::uint8_t { kStandard, kWinAnsi, kMacRoman };
std::optional<BaseEncoding> base_encoding_named(std::string_view name);  // "WinAnsiEncoding"
// U+FFFD where the encoding has no character.
char32_t character_in(BaseEncoding encoding, std::uint8_t code);

}  // namespace delo::validators::pdf
