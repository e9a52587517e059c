// Texts from producers: UTF-8 mostly, UTF-16 and the Russian single-byte
// encodings often enough.  Used to read lists and descriptions; the files
// themselves are kept as they came.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace delo::ingest {

enum class TextEncoding : std::uint8_t {
  kUtf8,
  kUtf16Little,
  kUtf16Big,
  kWindows1251,
  kIbm866,
  kKoi8R,
  kLatin1,  // ISO-8859-1; never guessed, only where a text says so itself
};
std::string_view name_of(TextEncoding encoding);  // the IANA name
inline constexpr std::array kSingleByteEncodings = {TextEncoding::kWindows1251,
                                                    TextEncoding::kIbm866, TextEncoding::kKoi8R};

// What the bytes say of themselves: a byte order mark, the zero bytes of UTF-16,
// valid UTF-8; else the likeliest of the single-byte encodings.
TextEncoding encoding_of(std::string_view bytes);

// As UTF-8, without byte order mark; what has no meaning becomes U+FFFD.
std::string decode(std::string_view bytes, TextEncoding encoding);

// Without the blanks at both ends.
inline constexpr std::string_view kBlanks = " \t";
inline constexpr std::string_view kBlanksAndLineEnds = " \t\r\n";
std::string_view trim(std::string_view text, std::string_view blanks = kBlanks);

// Small letters; of a text that is no UTF-8, of its ASCII alone.
std::string lower(std::string_view text);

// True when the bytes are the beginning of a well-known binary format (TIFF, PDF,
// JPEG, PNG, zip …): a file named like a text that is none.
bool begins_like_binary(std::string_view bytes);

}  // namespace delo::ingest
