// Code points as UTF-8, and UTF-8 as code points.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace delo::validators::text {

// U+FFFD for what is no character (surrogates, beyond U+10FFFF).
inline void append_utf8(std::string& out, char32_t code) {
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = 0xFFFD;
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

// The code point at `at`, which moves behind it.  REQUIRES: well-formed UTF-8, at < text.size()
inline char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) & 0x3FU : 0U;
  };
  const auto lead = static_cast<unsigned char>(text[at]);
  char32_t code = lead;
  std::size_t size = 1;
  if (lead >= 0xF0) {
    code = (lead & 0x07U) << 18 | byte(1) << 12 | byte(2) << 6 | byte(3);
    size = 4;
  } else if (lead >= 0xE0) {
    code = (lead & 0x0FU) << 12 | byte(1) << 6 | byte(2);
    size = 3;
  } else if (lead >= 0xC0) {
    code = (lead & 0x1FU) << 6 | byte(1);
    size = 2;
  }
  at += size;
  return code;
}

}  // namespace delo::validators::text
