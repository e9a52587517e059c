#include "core/text/utf8.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace delo {
namespace {

constexpr char kHexDigits[] = "0123456789ABCDEF";

// The next code point and its length in bytes; -1 for a byte that is not UTF-8.
struct Decoded {
  UChar32 code = -1;
  std::size_t length = 1;
};

Decoded decode_at(std::string_view bytes, std::size_t at) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  // ICU counts in int32; hand it a window, never the whole.
  const auto window = static_cast<std::int32_t>(std::min<std::size_t>(bytes.size() - at, 8));
  std::int32_t i = 0;
  UChar32 code = 0;
  U8_NEXT(data + at, i, window, code);
  if (code < 0) return {-1, 1};
  return {code, static_cast<std::size_t>(i)};
}

bool is_control(UChar32 code) { return code < 0x20 || (code >= 0x7f && code < 0xa0); }

// Characters that change how the text around them looks without being seen.
bool is_treacherous(UChar32 code) {
  return u_charType(code) == U_FORMAT_CHAR || code == 0x2028 || code == 0x2029 ||
         (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) == 0xfffe;
}

void append_percent(std::string& out, std::string_view bytes) {
  for (const char c : bytes) {
    const auto b = static_cast<unsigned char>(c);
    out += '%';
    out += kHexDigits[b >> 4];
    out += kHexDigits[b & 15];
  }
}

template <class Keep>
bool all_code_points(std::string_view bytes, Keep keep) {
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      if (!keep(static_cast<UChar32>(bytes[at]))) return false;
      ++at;
      continue;
    }
    const Decoded next = decode_at(bytes, at);
    if (next.code < 0 || !keep(next.code)) return false;
    at += next.length;
  }
  return true;
}

const icu::Normalizer2* normalizer(bool fold) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = fold ? icu::Normalizer2::getNFKCCasefoldInstance(status)
                                       : icu::Normalizer2::getNFCInstance(status);
  return U_SUCCESS(status) ? found : nullptr;
}

// Without an exit, so that it is done in vectors.
bool is_ascii(std::string_view text) {
  unsigned seen = 0;
  for (const char c : text) seen |= static_cast<unsigned char>(c);
  return seen < 0x80;
}

std::string lower_ascii(std::string_view ascii) {
  std::string lower(ascii);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::UnicodeString to_icu(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

bool fits_icu(std::string_view text) { return text.size() < (1u << 30); }

}  // namespace

bool is_utf8(std::string_view bytes) {
  if (is_ascii(bytes)) return true;
  return all_code_points(bytes, [](UChar32) { return true; });
}

std::string display_of(std::string_view bytes) {
  if (all_code_points(bytes, [](UChar32 code) { return !is_control(code); })) {
    return std::string(bytes);
  }
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    const Decoded next = decode_at(bytes, at);
    const std::string_view piece = bytes.substr(at, next.length);
    if (next.code < 0 || is_control(next.code) || next.code == '%') {
      append_percent(out, piece);
    } else {
      out += piece;
    }
    at += next.length;
  }
  return out;
}

std::string terminal_text(std::string_view bytes) {
  const std::string shown = display_of(bytes);
  if (all_code_points(shown, [](UChar32 code) { return !is_treacherous(code); })) return shown;
  std::string out;
  for (std::size_t at = 0; at < shown.size();) {
    const Decoded next = decode_at(shown, at);
    if (is_treacherous(next.code)) {
      out += "\\u{";
      bool started = false;
      for (int shift = 20; shift >= 0; shift -= 4) {
        const auto digit = static_cast<std::size_t>((next.code >> shift) & 15);
        started = started || digit != 0 || shift == 0;
        if (started) out += kHexDigits[digit];
      }
      out += '}';
    } else {
      out += std::string_view(shown).substr(at, next.length);
    }
    at += next.length;
  }
  return out;
}

std::optional<std::string> nfc(std::string_view text) {
  if (!is_utf8(text) || !fits_icu(text)) return std::nullopt;
  const icu::Normalizer2* form = normalizer(false);
  if (!form) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString normal = form->normalize(to_icu(text), status);
  if (U_FAILURE(status)) return std::nullopt;
  return to_utf8(normal);
}

std::string collision_key(std::string_view name) {
  if (is_ascii(name)) return lower_ascii(name);
  if (!is_utf8(name) || !fits_icu(name)) return std::string(name);
  const icu::Normalizer2* form = normalizer(true);
  if (!form) return std::string(name);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString key = form->normalize(to_icu(name), status);
  return U_SUCCESS(status) ? to_utf8(key) : std::string(name);
}

std::string to_lower(std::string_view utf8) {
  if (is_ascii(utf8)) return lower_ascii(utf8);
  if (!is_utf8(utf8) || !fits_icu(utf8)) return std::string(utf8);
  return to_utf8(to_icu(utf8).toLower());
}

std::string oddity_of_name(std::string_view name) {
  static constexpr std::array<std::string_view, 22> kReserved = {
      "con",  "prn",  "aux",  "nul",  "com1", "com2", "com3", "com4", "com5", "com6", "com7",
      "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"};
  if (name.empty()) return "is empty";
  if (!is_utf8(name)) return "is not valid UTF-8";
  if (!all_code_points(name, [](UChar32 code) { return !is_control(code); })) {
    return "holds a control character";
  }
  if (!all_code_points(name, [](UChar32 code) { return !is_treacherous(code); })) {
    return "holds an invisible or text-direction character";
  }
  if (name.find('\\') != std::string_view::npos) {
    return "holds a backslash, which divides folders on Windows";
  }
  if (name.find(':') == 1) return "looks like a drive letter or a stream on Windows";
  if (name.front() == ' ' || name.back() == ' ') return "begins or ends with a blank";
  if (name.back() == '.' && name.find_first_not_of('.') != std::string_view::npos) {
    return "ends with a dot, which Windows drops";
  }
  const std::string base = to_lower(name.substr(0, name.find('.')));
  if (std::ranges::find(kReserved, base) != kReserved.end()) return "is reserved on Windows";
  return {};
}

}  // namespace delo
