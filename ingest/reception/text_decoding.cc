#include "ingest/reception/text_decoding.h"

#include <algorithm>
#include <array>

#include "core/text/utf8.h"

namespace delo::ingest {
namespace {

using Table = std::array<std::uint16_t, 128>;  // of the bytes 0x80 … 0xff

// clang-format off
constexpr Table kWindows1251 = {0x0402, 0x0403, 0x201a, 0x0453, 0x201e, 0x2026, 0x2020, 0x2021,
    0x20ac, 0x2030, 0x0409, 0x2039, 0x040a, 0x040c, 0x040b, 0x040f, 0x0452, 0x2018, 0x2019, 0x201c,
    0x201d, 0x2022, 0x2013, 0x2014, 0xfffd, 0x2122, 0x0459, 0x203a, 0x045a, 0x045c, 0x045b, 0x045f,
    0x00a0, 0x040e, 0x045e, 0x0408, 0x00a4, 0x0490, 0x00a6, 0x00a7, 0x0401, 0x00a9, 0x0404, 0x00ab,
    0x00ac, 0x00ad, 0x00ae, 0x0407, 0x00b0, 0x00b1, 0x0406, 0x0456, 0x0491, 0x00b5, 0x00b6, 0x00b7,
    0x0451, 0x2116, 0x0454, 0x00bb, 0x0458, 0x0405, 0x0455, 0x0457, 0x0410, 0x0411, 0x0412, 0x0413,
    0x0414, 0x0415, 0x0416, 0x0417, 0x0418, 0x0419, 0x041a, 0x041b, 0x041c, 0x041d, 0x041e, 0x041f,
    0x0420, 0x0421, 0x0422, 0x0423, 0x0424, 0x0425, 0x0426, 0x0427, 0x0428, 0x0429, 0x042a, 0x042b,
    0x042c, 0x042d, 0x042e, 0x042f, 0x0430, 0x0431, 0x0432, 0x0433, 0x0434, 0x0435, 0x0436, 0x0437,
    0x0438, 0x0439, 0x043a, 0x043b, 0x043c, 0x043d, 0x043e, 0x043f, 0x0440, 0x0441, 0x0442, 0x0443,
    0x0444, 0x0445, 0x0446, 0x0447, 0x0448, 0x0449, 0x044a, 0x044b, 0x044c, 0x044d, 0x044e, 0x044f};
constexpr Table kIbm866 = {0x0410, 0x0411, 0x0412, 0x0413, 0x0414, 0x0415, 0x0416, 0x0417,
    0x0418, 0x0419, 0x041a, 0x041b, 0x041c, 0x041d, 0x041e, 0x041f, 0x0420, 0x0421, 0x0422, 0x0423,
    0x0424, 0x0425, 0x0426, 0x0427, 0x0428, 0x0429, 0x042a, 0x042b, 0x042c, 0x042d, 0x042e, 0x042f,
    0x0430, 0x0431, 0x0432, 0x0433, 0x0434, 0x0435, 0x0436, 0x0437, 0x0438, 0x0439, 0x043a, 0x043b,
    0x043c, 0x043d, 0x043e, 0x043f, 0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x2561, 0x2562, 0x2556,
    0x2555, 0x2563, 0x2551, 0x2557, 0x255d, 0x255c, 0x255b, 0x2510, 0x2514, 0x2534, 0x252c, 0x251c,
    0x2500, 0x253c, 0x255e, 0x255f, 0x255a, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256c, 0x2567,
    0x2568, 0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256b, 0x256a, 0x2518, 0x250c, 0x2588,
    0x2584, 0x258c, 0x2590, 0x2580, 0x0440, 0x0441, 0x0442, 0x0443, 0x0444, 0x0445, 0x0446, 0x0447,
    0x0448, 0x0449, 0x044a, 0x044b, 0x044c, 0x044d, 0x044e, 0x044f, 0x0401, 0x0451, 0x0404, 0x0454,
    0x0407, 0x0457, 0x040e, 0x045e, 0x00b0, 0x2219, 0x00b7, 0x221a, 0x2116, 0x00a4, 0x25a0, 0x00a0};
constexpr Table kKoi8R = {0x2500, 0x2502, 0x250c, 0x2510, 0x2514, 0x2518, 0x251c, 0x2524,
    0x252c, 0x2534, 0x253c, 0x2580, 0x2584, 0x2588, 0x258c, 0x2590, 0x2591, 0x2592, 0x2593, 0x2320,
    0x25a0, 0x2219, 0x221a, 0x2248, 0x2264, 0x2265, 0x00a0, 0x2321, 0x00b0, 0x00b2, 0x00b7, 0x00f7,
    0x2550, 0x2551, 0x2552, 0x0451, 0x2553, 0x2554, 0x2555, 0x2556, 0x2557, 0x2558, 0x2559, 0x255a,
    0x255b, 0x255c, 0x255d, 0x255e, 0x255f, 0x2560, 0x2561, 0x0401, 0x2562, 0x2563, 0x2564, 0x2565,
    0x2566, 0x2567, 0x2568, 0x2569, 0x256a, 0x256b, 0x256c, 0x00a9, 0x044e, 0x0430, 0x0431, 0x0446,
    0x0434, 0x0435, 0x0444, 0x0433, 0x0445, 0x0438, 0x0439, 0x043a, 0x043b, 0x043c, 0x043d, 0x043e,
    0x043f, 0x044f, 0x0440, 0x0441, 0x0442, 0x0443, 0x0436, 0x0432, 0x044c, 0x044b, 0x0437, 0x0448,
    0x044d, 0x0449, 0x0447, 0x044a, 0x042e, 0x0410, 0x0411, 0x0426, 0x0414, 0x0415, 0x0424, 0x0413,
    0x0425, 0x0418, 0x0419, 0x041a, 0x041b, 0x041c, 0x041d, 0x041e, 0x041f, 0x042f, 0x0420, 0x0421,
    0x0422, 0x0423, 0x0416, 0x0412, 0x042c, 0x042b, 0x0417, 0x0428, 0x042d, 0x0429, 0x0427, 0x042a};
// clang-format on

const Table& table_of(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::kIbm866:
      return kIbm866;
    case TextEncoding::kKoi8R:
      return kKoi8R;
    default:
      return kWindows1251;
  }
}

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3f));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (code & 0x3f));
  }
}

std::string decode_utf16(std::string_view bytes, bool big) {
  const auto unit_at = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<std::uint32_t>(big ? first << 8 | second : second << 8 | first);
  };
  std::string out;
  out.reserve(bytes.size());
  std::size_t at = 0;
  if (bytes.size() >= 2 && unit_at(0) == 0xfeff) at = 2;
  for (; bytes.size() - at >= 2; at += 2) {
    std::uint32_t code = unit_at(at);
    if (code >= 0xd800 && code < 0xdc00 && bytes.size() - at >= 4) {
      const std::uint32_t low = unit_at(at + 2);
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        at += 2;
      }
    }
    append_utf8(out, code >= 0xd800 && code < 0xe000 ? 0xfffd : code);
  }
  if (at < bytes.size()) append_utf8(out, 0xfffd);
  return out;
}

// Russian text is mostly small letters; a wrong table turns them into capitals,
// box drawings and signs.
long likelihood(std::string_view bytes, TextEncoding encoding) {
  const Table& table = table_of(encoding);
  long score = 0;
  bool after_small = false;
  for (const char c : bytes) {
    const auto b = static_cast<unsigned char>(c);
    if (b < 0x80) {
      after_small = false;
      continue;
    }
    const std::uint16_t code = table[b - 0x80u];
    const bool small = code >= 0x430 && code <= 0x44f;
    const bool capital = code >= 0x410 && code <= 0x42f;
    if (small) {
      score += 2;
    } else if (capital) {
      score += after_small ? -2 : 1;
    } else if (code == 0x2116 || code == 0xab || code == 0xbb || code == 0x2013 || code == 0x2014 ||
               code == 0x401 || code == 0x451) {
      score += 1;  // № « » – — Ё ё
    } else {
      score -= 3;
    }
    after_small = small;
  }
  return score;
}

constexpr std::size_t kSample = 64 * 1024;  // bytes looked at to tell encodings apart

}  // namespace

std::string_view name_of(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::kUtf8:
      return "UTF-8";
    case TextEncoding::kUtf16Little:
      return "UTF-16LE";
    case TextEncoding::kUtf16Big:
      return "UTF-16BE";
    case TextEncoding::kWindows1251:
      return "windows-1251";
    case TextEncoding::kIbm866:
      return "IBM866";
    case TextEncoding::kKoi8R:
      return "KOI8-R";
    case TextEncoding::kLatin1:
      return "ISO-8859-1";
  }
  return "UTF-8";
}

TextEncoding encoding_of(std::string_view bytes) {
  if (bytes.starts_with("\xff\xfe")) return TextEncoding::kUtf16Little;
  if (bytes.starts_with("\xfe\xff")) return TextEncoding::kUtf16Big;
  const std::string_view sample = bytes.substr(0, kSample);
  std::size_t zeros_at_even = 0, zeros_at_odd = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (sample[i] == '\0') ++(i % 2 == 0 ? zeros_at_even : zeros_at_odd);
  }
  // Latin text in UTF-16 has a zero in every other byte.
  if (zeros_at_odd * 4 > sample.size() && zeros_at_even * 16 < sample.size()) {
    return TextEncoding::kUtf16Little;
  }
  if (zeros_at_even * 4 > sample.size() && zeros_at_odd * 16 < sample.size()) {
    return TextEncoding::kUtf16Big;
  }
  if (is_utf8(bytes)) return TextEncoding::kUtf8;
  return *std::ranges::max_element(kSingleByteEncodings, {}, [&](TextEncoding encoding) {
    return likelihood(sample, encoding);
  });
}

std::string decode(std::string_view bytes, TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::kUtf8:
      if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
      return std::string(bytes);
    case TextEncoding::kUtf16Little:
      return decode_utf16(bytes, false);
    case TextEncoding::kUtf16Big:
      return decode_utf16(bytes, true);
    default:
      break;
  }
  const Table& table = table_of(encoding);
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto b = static_cast<unsigned char>(c);
    append_utf8(out, b < 0x80 || encoding == TextEncoding::kLatin1 ? b : table[b - 0x80u]);
  }
  return out;
}

std::string_view trim(std::string_view text, std::string_view blanks) {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string lower(std::string_view text) {
  if (is_utf8(text)) return to_lower(text);
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool begins_like_binary(std::string_view bytes) {
  using namespace std::string_view_literals;
  constexpr std::array kBeginnings = {
      "II*\0"sv,  "MM\0*"sv,   "II+\0"sv,    "MM\0+"sv,      "%PDF-"sv,          "\xff\xd8\xff"sv,
      "PK\3\4"sv, "\x89PNG"sv, "\x1f\x8b"sv, "7z\xbc\xaf"sv, "\0\0\0\x0cjP  "sv, "GIF8"sv};
  return std::ranges::any_of(
      kBeginnings, [&](std::string_view beginning) { return bytes.starts_with(beginning); });
}

}  // namespace delo::ingest
