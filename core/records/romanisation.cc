#include "core/records/romanisation.h"

#include <algorithm>
#include <array>

#include "core/records/letters.h"

namespace delo {
namespace {

struct Row {
  char32_t letter;
  std::string_view iso9, ala_ru, bgn_ru, ala_uk, uk2010;
};
// bgn_ru of е and ё is what stands after a consonant; uk2010 of є ї й ю я is what
// stands inside a word; starts_differently() has the others.
constexpr std::array kRows = {
    Row{U'а', "a", "a", "a", "a", "a"},       Row{U'б', "b", "b", "b", "b", "b"},
    Row{U'в', "v", "v", "v", "v", "v"},       Row{U'г', "g", "g", "g", "h", "h"},
    Row{U'ґ', "g\u0300", "g", "g", "g", "g"}, Row{U'д', "d", "d", "d", "d", "d"},
    Row{U'е', "e", "e", "e", "e", "e"},       Row{U'ё', "ë", "ë", "ë", "ë", "ë"},
    Row{U'є', "ê", "ie", "ye", "ie", "ie"},   Row{U'ж', "ž", "zh", "zh", "zh", "zh"},
    Row{U'з', "z", "z", "z", "z", "z"},       Row{U'и', "i", "i", "i", "y", "y"},
    Row{U'і', "ì", "ī", "i", "i", "i"},       Row{U'ї', "ï", "ï", "yi", "ï", "i"},
    Row{U'й', "j", "ĭ", "y", "ĭ", "i"},       Row{U'к', "k", "k", "k", "k", "k"},
    Row{U'л', "l", "l", "l", "l", "l"},       Row{U'м', "m", "m", "m", "m", "m"},
    Row{U'н', "n", "n", "n", "n", "n"},       Row{U'о', "o", "o", "o", "o", "o"},
    Row{U'п', "p", "p", "p", "p", "p"},       Row{U'р', "r", "r", "r", "r", "r"},
    Row{U'с', "s", "s", "s", "s", "s"},       Row{U'т', "t", "t", "t", "t", "t"},
    Row{U'у', "u", "u", "u", "u", "u"},       Row{U'ў', "ŭ", "ŭ", "w", "ŭ", "u"},
    Row{U'ф', "f", "f", "f", "f", "f"},       Row{U'х', "h", "kh", "kh", "kh", "kh"},
    Row{U'ц', "c", "ts", "ts", "ts", "ts"},   Row{U'ч', "č", "ch", "ch", "ch", "ch"},
    Row{U'ш', "š", "sh", "sh", "sh", "sh"},   Row{U'щ', "ŝ", "shch", "shch", "shch", "shch"},
    Row{U'ъ', "ʺ", "ʺ", "ʺ", "ʺ", ""},        Row{U'ы', "y", "y", "y", "y", "y"},
    Row{U'ь', "ʹ", "ʹ", "ʹ", "ʹ", ""},        Row{U'э', "è", "ė", "e", "ė", "e"},
    Row{U'ю', "û", "iu", "yu", "iu", "iu"},   Row{U'я', "â", "ia", "ya", "ia", "ia"},
    Row{U'ѣ', "ě", "ie", "e", "ie", "ie"},    Row{U'ѳ', "f\u0300", "ḟ", "f", "ḟ", "f"},
    Row{U'ѵ', "ỳ", "ẏ", "i", "ẏ", "y"},
};

const Row* row_of(char32_t small) {
  const auto* found =
      std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return r.letter == small; });
  return found == kRows.end() ? nullptr : found;
}

// After these BGN/PCGN writes "ye" for е and "yë" for ё; so it does at a start.
bool calls_for_ye(char32_t before) {
  constexpr std::u32string_view kBefore = U"аеёиоуыэюяйъьіїє";
  return before == 0 || kBefore.find(before) != std::u32string_view::npos;
}

std::string_view at_the_start(char32_t letter) {
  switch (letter) {
    case U'є':
      return "ye";
    case U'ї':
      return "yi";
    case U'й':
      return "y";
    case U'ю':
      return "yu";
    case U'я':
      return "ya";
    default:
      return {};
  }
}

// `before`: the small letter before this one in the word; 0 at its start.
std::string_view written(const Row& row, char32_t before, Romanisation table,
                         CyrillicLanguage language) {
  const bool ukrainian = language == CyrillicLanguage::kUkrainian;
  if (table == Romanisation::kIso9) return row.iso9;
  if (table == Romanisation::kAlaLc) {
    if (ukrainian && row.letter == U'і') return "i";
    return ukrainian ? row.ala_uk : row.ala_ru;
  }
  if (table == Romanisation::kUkrainian2010 || ukrainian) {
    if (row.letter == U'г' && before == U'з') return "gh";  // "Згурський" is no "zh"
    const std::string_view start = before == 0 ? at_the_start(row.letter) : std::string_view{};
    return start.empty() ? row.uk2010 : start;
  }
  if (row.letter == U'е' && calls_for_ye(before)) return "ye";
  if (row.letter == U'ё' && calls_for_ye(before)) return "yë";
  return row.bgn_ru;
}

// The capital of a first letter that kRows writes.
char32_t capital_of(char32_t c) {
  if (c >= 0xE0 && c <= 0xFE) return c - 0x20;
  if (c >= 0x100 && c <= 0x137) return c & ~char32_t{1};
  if (c == U'ž') return U'Ž';
  return c >= 0x14A && c <= 0x177 ? c & ~char32_t{1} : to_capital(c);
}

// The first letter of `latin` as a capital.
void append_capital(std::string& out, std::string_view latin) {
  if (latin.empty()) return;
  const Letter first = letter_at(latin, 0);
  append_letter(out, capital_of(first.code));
  out += latin.substr(first.size);
}

}  // namespace

CyrillicLanguage cyrillic_language_of(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
    const char32_t c = to_small(letter.code);
    if (c == U'і' || c == U'ї' || c == U'є' || c == U'ґ') return CyrillicLanguage::kUkrainian;
    at += letter.size;
  }
  return CyrillicLanguage::kRussian;
}

std::string romanised(std::string_view text, Romanisation table, CyrillicLanguage language) {
  std::string out;
  out.reserve(text.size());
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
    const char32_t small = to_small(letter.code);
    const Row* row = row_of(small);
    if (row != nullptr) {
      const std::string_view latin = written(*row, before, table, language);
      small != letter.code ? append_capital(out, latin) : void(out += latin);
      before = small;
    } else {
      // The apostrophe of "п'ять" divides no word, and the 2010 table leaves it out.
      const bool apostrophe = before != 0 && (small == U'\'' || small == U'’' || small == U'ʼ');
      if (!(apostrophe && table == Romanisation::kUkrainian2010)) {
        out += text.substr(at, letter.size);
      }
      if (!apostrophe) before = 0;
    }
    at += letter.size;
  }
  return out;
}

}  // namespace delo
