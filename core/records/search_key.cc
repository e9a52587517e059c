#include "core/records/search_key.h"

#include <algorithm>
#include <array>

#include "core/records/letters.h"
#include "core/text/utf8.h"

namespace delo {
namespace {

struct Reading {
  char32_t letter;
  std::string_view key;
};
// Small letters.  "y" and "j" become "i" here, and digraphs come together in join().
constexpr std::array kReadings = {
    Reading{U'а', "a"},
    Reading{U'б', "b"},
    Reading{U'в', "v"},
    Reading{U'г', "g"},
    Reading{U'ґ', "g"},
    Reading{U'д', "d"},
    Reading{U'е', "e"},
    Reading{U'ё', "e"},
    Reading{U'є', "e"},
    Reading{U'ж', "zh"},
    Reading{U'з', "z"},
    Reading{U'и', "i"},
    Reading{U'і', "i"},
    Reading{U'ї', "i"},
    Reading{U'й', "i"},
    Reading{U'к', "k"},
    Reading{U'л', "l"},
    Reading{U'м', "m"},
    Reading{U'н', "n"},
    Reading{U'о', "o"},
    Reading{U'п', "p"},
    Reading{U'р', "r"},
    Reading{U'с', "s"},
    Reading{U'т', "t"},
    Reading{U'у', "u"},
    Reading{U'ў', "u"},
    Reading{U'ф', "f"},
    Reading{U'х', "kh"},
    Reading{U'ц', "ts"},
    Reading{U'ч', "ch"},
    Reading{U'ш', "sh"},
    Reading{U'щ', "shch"},
    Reading{U'ъ', ""},
    Reading{U'ы', "i"},
    Reading{U'ь', ""},
    Reading{U'э', "e"},
    Reading{U'ю', "iu"},
    Reading{U'я', "ia"},
    Reading{U'ѣ', "e"},
    Reading{U'ѳ', "f"},
    Reading{U'ѵ', "i"},
    Reading{U'ј', "i"},
    Reading{U'љ', "l"},
    Reading{U'њ', "n"},
    Reading{U'ћ', "ch"},
    Reading{U'ђ', "dj"},
    Reading{U'џ', "dzh"},
    Reading{U'ә', "a"},
    Reading{U'ғ', "g"},
    Reading{U'қ', "k"},
    Reading{U'ң', "n"},
    Reading{U'ө', "o"},
    Reading{U'ұ', "u"},
    Reading{U'ү', "u"},
    Reading{U'һ', "kh"},
    // Latin: ISO 9 and the scientific tables, then marks that say nothing here.
    Reading{U'ž', "zh"},
    Reading{U'č', "ch"},
    Reading{U'š', "sh"},
    Reading{U'ŝ', "shch"},
    Reading{U'â', "ia"},
    Reading{U'û', "iu"},
    Reading{U'ê', "e"},
    Reading{U'ë', "e"},
    Reading{U'è', "e"},
    Reading{U'é', "e"},
    Reading{U'ė', "e"},
    Reading{U'ě', "e"},
    Reading{U'ē', "e"},
    Reading{U'ę', "e"},
    Reading{U'ï', "i"},
    Reading{U'ì', "i"},
    Reading{U'í', "i"},
    Reading{U'î', "i"},
    Reading{U'ī', "i"},
    Reading{U'ĭ', "i"},
    Reading{U'ı', "i"},
    Reading{U'ý', "i"},
    Reading{U'ÿ', "i"},
    Reading{U'y', "i"},
    Reading{U'j', "i"},
    Reading{U'á', "a"},
    Reading{U'à', "a"},
    Reading{U'ä', "a"},
    Reading{U'ã', "a"},
    Reading{U'å', "a"},
    Reading{U'ā', "a"},
    Reading{U'ą', "a"},
    Reading{U'ă', "a"},
    Reading{U'ć', "ch"},
    Reading{U'ç', "c"},
    Reading{U'ď', "d"},
    Reading{U'đ', "d"},
    Reading{U'ģ', "g"},
    Reading{U'ğ', "g"},
    Reading{U'ķ', "k"},
    Reading{U'ļ', "l"},
    Reading{U'ł', "l"},
    Reading{U'ľ', "l"},
    Reading{U'ñ', "n"},
    Reading{U'ń', "n"},
    Reading{U'ņ', "n"},
    Reading{U'ň', "n"},
    Reading{U'ó', "o"},
    Reading{U'ò', "o"},
    Reading{U'ô', "o"},
    Reading{U'ö', "o"},
    Reading{U'õ', "o"},
    Reading{U'ō', "o"},
    Reading{U'ő', "o"},
    Reading{U'ø', "o"},
    Reading{U'ř', "r"},
    Reading{U'ś', "s"},
    Reading{U'ş', "s"},
    Reading{U'ť', "t"},
    Reading{U'ţ', "t"},
    Reading{U'ú', "u"},
    Reading{U'ù', "u"},
    Reading{U'ü', "u"},
    Reading{U'ū', "u"},
    Reading{U'ů', "u"},
    Reading{U'ű', "u"},
    Reading{U'ŭ', "u"},
    Reading{U'ų', "u"},
    Reading{U'ź', "z"},
    Reading{U'ż', "zh"},
    Reading{U'ß', "ss"},
    Reading{U'æ', "ae"},
    Reading{U'œ', "oe"},
};

// By code point, for the two blocks that nearly all letters come from.
class ReadingTable {
 public:
  ReadingTable() {
    for (const Reading& r : kReadings) places_[r.letter] = &r;
  }
  const Reading* find(char32_t c) const { return c < places_.size() ? places_[c] : nullptr; }

 private:
  std::array<const Reading*, 0x530> places_{};
};
const Reading* reading_of(char32_t small) {
  static const ReadingTable kTable;
  return kTable.find(small);
}

char32_t small_of(char32_t c) {
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7)) return c + 0x20;
  const bool even_is_capital = (c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177);
  const bool odd_is_capital = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  if ((even_is_capital && c % 2 == 0) || (odd_is_capital && c % 2 == 1)) return c + 1;
  if (c == 0x460 + 2 || c == 0x472 || c == 0x474) return c + 1;  // ѣ ѳ ѵ
  return to_small(c);
}

// A letter and the mark after it, of normal form D: only those whose reading differs.
char32_t with_mark(char32_t base, char32_t mark) {
  constexpr char32_t kCaron = 0x30C, kCircumflex = 0x302, kAcute = 0x301;
  if (mark == kCaron) return base == 'z' ? U'ž' : base == 'c' ? U'č' : base == 's' ? U'š' : base;
  if (mark == kCircumflex) {
    return base == 's' ? U'ŝ' : base == 'a' ? U'â' : base == 'u' ? U'û' : base;
  }
  return mark == kAcute && base == 'c' ? U'ć' : base;
}

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == '`' || c == 0xB4 || c == 0x2BC || c == 0x2B9 || c == 0x2BA ||
         c == 0x2018 || c == 0x2019;
}

bool is_word_letter(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (c == U'\uFFFD') return true;
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7) return false;
  return !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) &&
         !(c >= 0xFE00 && c <= 0xFE6F) && c != 0xFEFF;
}

bool is_mixed(std::string_view word) {
  bool latin = false, cyrillic = false;
  for (std::size_t at = 0; at < word.size();) {
    const Letter letter = letter_at(word, at);
    const char32_t c = letter.code;
    latin = latin || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    cyrillic = cyrillic || is_cyrillic(c);
    at += letter.size;
  }
  return latin && cyrillic;
}

std::u32string letters_of(std::string_view word) {
  std::u32string out;
  for (std::size_t at = 0; at < word.size();) {
    const Letter letter = letter_at(word, at);
    at += letter.size;
    if (letter.code == U'\uFFFD') continue;
    if (is_mark(letter.code)) {
      if (!out.empty()) out.back() = with_mark(out.back(), letter.code);
    } else if (!is_apostrophe(letter.code)) {
      out += small_of(letter.code);
    }
  }
  return out;
}

// What tables write differently and nobody hears: "ii" and "iii" are "i", "ie" is
// "e", GOST's "shh" is щ.
std::string joined(std::string_view spelt) {
  std::string key;
  for (const char c : spelt) {
    if (c == 'i' && key.ends_with('i')) continue;
    if (c == 'e' && key.ends_with('i')) {
      key.back() = 'e';
      continue;
    }
    if (c == 'h' && key.ends_with("sh")) {
      key += "ch";
      continue;
    }
    key += c;
  }
  return key;
}

bool is_only_ours(const std::u32string& letters) {
  return std::all_of(letters.begin(), letters.end(), [](char32_t c) {
    return c < 0x80 || reading_of(c) != nullptr || c < 0x250 || is_cyrillic(c);
  });
}

std::string spelt(const std::u32string& letters) {
  std::string out;
  for (const char32_t c : letters) {
    if (const Reading* reading = reading_of(c)) {
      out += reading->key;
    } else {
      append_letter(out, c);
    }
  }
  return out;
}

// One more way to read what stands at `at` of a key, and how much of it.
struct Alternative {
  std::string_view from, to;
};
constexpr std::array kAlternatives = {
    Alternative{"kh", "h"}, Alternative{"ts", "c"},  Alternative{"h", "kh"}, Alternative{"h", "g"},
    Alternative{"g", "h"},  Alternative{"c", "ts"},  Alternative{"x", "kh"}, Alternative{"w", "v"},
    Alternative{"io", "e"}, Alternative{"tz", "ts"},
};

// "h" of zh, kh, ch, sh and "c" of ch are no letters of their own.
bool is_whole(std::string_view key, std::size_t at, std::string_view from) {
  if (from == "h") {
    const char before = at > 0 ? key[at - 1] : '\0';
    return before != 'k' && before != 'z' && before != 'c' && before != 's' && before != 't' &&
           before != 'p' && before != 'g';
  }
  if (from == "c") return at + 1 >= key.size() || key[at + 1] != 'h';
  return true;
}

}  // namespace

std::string search_key(std::string_view word) {
  const std::u32string letters =
      letters_of(is_mixed(word) ? lookalikes_to_cyrillic(word) : std::string(word));
  if (is_only_ours(letters)) return joined(spelt(letters));
  const std::string shown(word);
  return to_lower(nfc(shown).value_or(shown));
}

std::vector<std::string> search_keys(std::string_view word) {
  constexpr std::size_t kMost = 16;
  std::vector<std::string> keys = {search_key(word)};
  if (keys.front().empty()) return {};
  // Each alternative is applied everywhere in a word: whoever writes х as "h"
  // does so twice.
  for (const Alternative& other : kAlternatives) {
    const std::size_t known = keys.size();
    for (std::size_t i = 0; i < known && keys.size() < kMost; ++i) {
      std::string changed;
      const std::string& key = keys[i];
      for (std::size_t at = 0; at < key.size();) {
        const bool here = key.compare(at, other.from.size(), other.from) == 0;
        if (here && is_whole(key, at, other.from)) {
          changed += other.to;
          at += other.from.size();
        } else {
          changed += key[at++];
        }
      }
      if (std::find(keys.begin(), keys.end(), changed) == keys.end()) {
        keys.push_back(std::move(changed));
      }
    }
  }
  return keys;
}

SearchWordSieve::SearchWordSieve(std::span<const std::string> keys) {
  std::array<bool, 0x80> firsts{};
  bool others = false;  // a key that begins with no letter of ours
  for (const std::string& key : keys) {
    if (key.empty() || static_cast<unsigned char>(key.front()) >= 0x80) {
      others = true;
    } else {
      firsts[static_cast<unsigned char>(key.front())] = true;
    }
  }
  const auto is_first = [&](char c) { return firsts[static_cast<unsigned char>(c) & 0x7F]; };
  const auto reads = [&](char32_t small) {
    const Reading* reading = reading_of(small);
    if (small < 0x80 && is_first(static_cast<char>(small))) return true;
    if (!reading) return small >= 0x80;
    if (reading->key.empty()) return true;
    const char first = reading->key.front();
    // "ie" is joined; a mark that comes apart makes "ia" of a, "iu" of u.
    return is_first(first) || (first == 'i' && is_first('e'));
  };
  for (char32_t c = 0; c < passes_.size(); ++c) {
    const char32_t small = small_of(c);
    bool passes = others || is_mark(c) || is_apostrophe(c) || reads(small);
    if (!passes && (small == 'a' || small == 'u')) passes = is_first('i') || is_first('e');
    if (!passes && c < 0x80) {
      // It may stand for the letter that looks like it.
      const std::string cyrillic = lookalikes_to_cyrillic(std::string(1, static_cast<char>(c)));
      passes = reads(small_of(letter_at(cyrillic, 0).code));
    }
    passes_[c] = passes;
  }
}

bool SearchWordSieve::may_have(std::string_view word) const {
  if (word.empty()) return true;
  const char32_t first = letter_at(word, 0).code;
  return first >= passes_.size() || passes_[first];
}

void for_each_search_word(std::string_view text,
                          const std::function<bool(std::string_view word, std::size_t at)>& visit) {
  std::size_t begin = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
    const bool belongs = is_word_letter(letter.code) ||
                         (inside && (is_mark(letter.code) || is_apostrophe(letter.code)));
    if (belongs && !inside) begin = at;
    if (!belongs && inside && !visit(text.substr(begin, at - begin), begin)) return;
    inside = belongs;
    at += letter.size;
  }
  if (inside) visit(text.substr(begin), begin);
}

std::string search_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for_each_search_word(text, [&](std::string_view word, std::size_t) {
    const std::string key = search_key(word);
    if (!key.empty() && !out.empty()) out += ' ';
    out += key;
    return true;
  });
  return out;
}

}  // namespace delo
