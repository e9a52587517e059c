#include "holdings/catalogue/fold.h"

#include <array>

#include "core/text/utf8.h"

namespace delo::holdings {
namespace {

// Lower-case letters only; close to ALA-LC without its diacritics.
constexpr std::array<std::pair<std::string_view, std::string_view>, 38> kLatin = {{
    {"а", "a"},  {"б", "b"},  {"в", "v"},  {"г", "g"},    {"ґ", "g"}, {"д", "d"}, {"е", "e"},
    {"ё", "e"},  {"є", "ie"}, {"ж", "zh"}, {"з", "z"},    {"и", "i"}, {"і", "i"}, {"ї", "i"},
    {"й", "i"},  {"к", "k"},  {"л", "l"},  {"м", "m"},    {"н", "n"}, {"о", "o"}, {"п", "p"},
    {"р", "r"},  {"с", "s"},  {"т", "t"},  {"у", "u"},    {"ў", "u"}, {"ф", "f"}, {"х", "kh"},
    {"ц", "ts"}, {"ч", "ch"}, {"ш", "sh"}, {"щ", "shch"}, {"ъ", ""},  {"ы", "y"}, {"ь", ""},
    {"э", "e"},  {"ю", "iu"}, {"я", "ia"},
}};

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         (static_cast<unsigned char>(c) >= 0x80);
}

// Normal form C, lower case, Cyrillic letters (Russian, Ukrainian, Belarusian) written in
// Latin.
std::string fold(std::string_view text) {
  const std::string shown = display_of(text);
  const std::string lower = to_lower(nfc(shown).value_or(shown));
  std::string out;
  out.reserve(lower.size());
  for (std::size_t i = 0; i < lower.size();) {
    const auto lead = static_cast<unsigned char>(lower[i]);
    // Every letter of the table is a two-byte sequence starting with D0, D1 or D2.
    if (lead >= 0xd0 && lead <= 0xd2 && i + 1 < lower.size()) {
      const std::string_view letter = std::string_view(lower).substr(i, 2);
      bool found = false;
      for (const auto& [cyrillic, latin] : kLatin) {
        if (letter == cyrillic) {
          out += latin;
          found = true;
          break;
        }
      }
      if (!found) out += letter;
      i += 2;
    } else {
      out += lower[i++];
    }
  }
  return out;
}

}  // namespace

std::string key_of(std::string_view part) {
  std::string key;
  for (const char c : fold(part)) {
    if (is_word_byte(c)) key += c;
  }
  return key;
}

}  // namespace delo::holdings
