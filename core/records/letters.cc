#include "core/records/letters.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <utility>

namespace delo {
namespace {

struct Twins {
  char32_t cyrillic;
  char latin;
};
constexpr std::array kTwins = {
    Twins{U'А', 'A'}, Twins{U'В', 'B'}, Twins{U'Е', 'E'}, Twins{U'К', 'K'}, Twins{U'М', 'M'},
    Twins{U'Н', 'H'}, Twins{U'О', 'O'}, Twins{U'Р', 'P'}, Twins{U'С', 'C'}, Twins{U'Т', 'T'},
    Twins{U'У', 'Y'}, Twins{U'Х', 'X'}, Twins{U'І', 'I'}, Twins{U'Ѕ', 'S'}, Twins{U'Ј', 'J'},
};

// The letter below the mark, for those that transliterations use.
constexpr char32_t latin_base(char32_t c) {
  constexpr std::u32string_view kMarked = U"ïÏìÌíÍîÎĭĬīĪëËéÉèÈêÊėĖûÛŭŬüÜâÂáÁàÀāĀšŠčČžŽôÔöÖóÓŝŜ";
  constexpr std::u32string_view kBases = U"IIIIIIIIIIIIEEEEEEEEEEUUUUUUAAAAAAAASSCCZZOOOOOOSS";
  static_assert(kMarked.size() == kBases.size());
  const std::size_t at = kMarked.find(c);
  return at == std::u32string_view::npos ? c : kBases[at];
}

// Letters that normal form D takes apart are their bases: a skeleton has no marks.
constexpr char32_t twin_in_latin(char32_t capital) {
  if (capital == U'Ё') return 'E';
  if (capital == U'Ї') return 'I';
  if (capital == U'Й') return U'И';
  if (capital == U'Ў') return 'Y';
  if (capital >= 0xC0 && capital <= 0x17F) return latin_base(capital);
  for (const Twins& t : kTwins) {
    if (t.cyrillic == capital) return static_cast<char32_t>(t.latin);
  }
  return capital;
}

// Small letters look alike less often: "в" is no "b", but "р" is a "p".
char32_t twin_in_cyrillic(char32_t c) {
  constexpr std::u32string_view kSmallTwins = U"aceopxyisj";
  const bool small = c >= 'a' && c <= 'z';
  if (small && kSmallTwins.find(c) == std::u32string_view::npos) return c;
  for (const Twins& t : kTwins) {
    if (static_cast<char32_t>(t.latin) == to_capital(c))
      return small ? to_small(t.cyrillic) : t.cyrillic;
  }
  return c;
}

// ALA-LC, marks left out.  The order of the first 28 is that of lettered leaves.
struct Transliteration {
  char32_t cyrillic;
  std::string_view latin;
};
constexpr std::array kAlphabet = {
    Transliteration{U'а', "a"},    Transliteration{U'б', "b"},  Transliteration{U'в', "v"},
    Transliteration{U'г', "g"},    Transliteration{U'д', "d"},  Transliteration{U'е', "e"},
    Transliteration{U'ж', "zh"},   Transliteration{U'з', "z"},  Transliteration{U'и', "i"},
    Transliteration{U'к', "k"},    Transliteration{U'л', "l"},  Transliteration{U'м', "m"},
    Transliteration{U'н', "n"},    Transliteration{U'о', "o"},  Transliteration{U'п', "p"},
    Transliteration{U'р', "r"},    Transliteration{U'с', "s"},  Transliteration{U'т', "t"},
    Transliteration{U'у', "u"},    Transliteration{U'ф', "f"},  Transliteration{U'х', "kh"},
    Transliteration{U'ц', "ts"},   Transliteration{U'ч', "ch"}, Transliteration{U'ш', "sh"},
    Transliteration{U'щ', "shch"}, Transliteration{U'э', "eh"}, Transliteration{U'ю', "iu"},
    Transliteration{U'я', "ia"},   Transliteration{U'ё', "e"},  Transliteration{U'й', "i"},
    Transliteration{U'ъ', ""},     Transliteration{U'ы', "y"},  Transliteration{U'ь', ""},
    Transliteration{U'і', "i"},    Transliteration{U'ї', "i"},  Transliteration{U'є', "ie"},
    Transliteration{U'ґ', "g"},
};
constexpr std::size_t kLeafLetters = 28;

// Place of each small Cyrillic letter in kAlphabet; kAlphabet.size(): it is not there.
constexpr std::array<std::uint8_t, 0x130> kPlaces = [] {
  std::array<std::uint8_t, 0x130> out{};
  out.fill(kAlphabet.size());
  for (std::size_t i = kAlphabet.size(); i-- > 0;) {
    out[kAlphabet[i].cyrillic - 0x400] = static_cast<std::uint8_t>(i);
  }
  return out;
}();
std::size_t place_in_alphabet(char32_t small) {
  return is_cyrillic(small) ? kPlaces[small - 0x400] : kAlphabet.size();
}

// Latin letters that transliterate no Cyrillic one: the nearest, so that a number
// written in Cyrillic has no Latin letter that could be taken for a slip.
void append_without_sound(std::string& out, std::string_view bytes, char32_t code) {
  constexpr std::array kNearest = {
      std::pair{U'c', U'ц'}, std::pair{U'h', U'х'}, std::pair{U'j', U'ж'}, std::pair{U'q', U'к'},
      std::pair{U'w', U'в'}, std::pair{U'x', U'х'}, std::pair{U'y', U'ы'}};
  for (const auto& [latin, cyrillic] : kNearest) {
    if (code == latin) return append_letter(out, cyrillic);
    if (code == to_capital(latin)) return append_letter(out, to_capital(cyrillic));
  }
  out += bytes;
}

template <class Change>
std::string each_letter(std::string_view text, Change change) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
    if (letter.code == U'\uFFFD') {
      out += text.substr(at, letter.size);
    } else {
      change(out, letter.code);
    }
    at += letter.size;
  }
  return out;
}

}  // namespace

void append_letter(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

std::string leaf_letter(char32_t code, bool cyrillic) {
  const char32_t c = to_small(cyrillic ? twin_in_cyrillic(code) : code);
  if (c >= 'a' && c <= 'z') return std::string(1, static_cast<char>(c));
  const std::size_t place = place_in_alphabet(c);
  return place < kLeafLetters ? std::string(kAlphabet[place].latin) : std::string();
}

constexpr std::array<char16_t, kSkeletonLetters> kSkeletonOf = [] {
  std::array<char16_t, kSkeletonLetters> out{};
  for (char32_t c = 0; c < kSkeletonLetters; ++c) {
    out[c] = is_mark(c) ? u'\0' : static_cast<char16_t>(twin_in_latin(to_capital(c)));
  }
  return out;
}();

std::string skeleton_of(std::string_view word) {
  std::string out(word.size(), '\0');
  char* end = out.data();
  for (std::size_t at = 0; at < word.size();) {
    const Letter letter = letter_at(word, at);
    end = write_skeleton(word, at, letter, end);
    at += letter.size;
  }
  out.resize(static_cast<std::size_t>(end - out.data()));
  return out;
}

std::string latin_of(std::string_view text) {
  return each_letter(text, [](std::string& out, char32_t c) {
    const char32_t small = to_small(c);
    const std::size_t place = place_in_alphabet(small);
    if (place == kAlphabet.size()) return append_letter(out, c);
    const std::string_view latin = kAlphabet[place].latin;
    const std::size_t begin = out.size();
    out += latin;
    if (c != small && !latin.empty()) out[begin] = static_cast<char>(std::toupper(latin[0]));
  });
}

std::string cyrillic_of(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    // The longest spelling wins: "shch" before "sh" before "s".
    const Transliteration* best = nullptr;
    for (std::size_t i = 0; i < kLeafLetters; ++i) {
      const Transliteration& t = kAlphabet[i];
      if ((text[at] | 0x20) != t.latin.front()) continue;  // letters are in capitals or small
      const std::string_view here = text.substr(at, t.latin.size());
      const bool same = here.size() == t.latin.size() &&
                        std::equal(here.begin(), here.end(), t.latin.begin(), [](char a, char b) {
                          return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b;
                        });
      if (same && (best == nullptr || t.latin.size() > best->latin.size())) best = &t;
    }
    if (best == nullptr) {
      const Letter letter = letter_at(text, at);
      append_without_sound(out, text.substr(at, letter.size), letter.code);
      at += letter.size;
    } else {
      const bool capital = text[at] >= 'A' && text[at] <= 'Z';
      append_letter(out, capital ? to_capital(best->cyrillic) : best->cyrillic);
      at += best->latin.size();
    }
  }
  return out;
}

std::string lookalikes_to_cyrillic(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (std::all_of(text.begin(), text.end(), is_digit)) return std::string(text);
  return each_letter(text,
                     [](std::string& out, char32_t c) { append_letter(out, twin_in_cyrillic(c)); });
}

bool is_roman(std::string_view skeleton) {
  if (skeleton.empty() || skeleton.size() > 8) return false;
  if (skeleton.size() == 1) return std::string_view("IVX").find(skeleton) != skeleton.npos;
  // Of four digits: one, five, ten in each place ("XIV", "MCM"; not "IMLI").
  std::size_t at = 0;
  const auto take = [&](char c, int most) {
    int count = 0;
    while (at < skeleton.size() && skeleton[at] == c && count < most) ++at, ++count;
    return count;
  };
  const auto place = [&](char one, char five, char ten) {
    if (at + 1 < skeleton.size() && skeleton[at] == one &&
        (skeleton[at + 1] == five || skeleton[at + 1] == ten)) {
      at += 2;
      return;
    }
    take(five, 1);
    take(one, 4);
  };
  take('M', 4);
  place('C', 'D', 'M');
  place('X', 'L', 'C');
  place('I', 'V', 'X');
  return at == skeleton.size();
}

std::size_t spelt_leaf_letter(std::string_view word) {
  std::size_t longest = 0;
  for (std::size_t i = 0; i < kLeafLetters; ++i) {
    const std::string_view latin = kAlphabet[i].latin;
    if (latin.size() > 1 && latin.size() > longest && word.substr(0, latin.size()) == latin) {
      longest = latin.size();
    }
  }
  return longest;
}

int rank_of_leaf_letter(std::string_view letter) {
  if (letter.empty()) return 0;
  for (std::size_t i = 0; i < kLeafLetters; ++i) {
    if (kAlphabet[i].latin == letter) return static_cast<int>(2 * (i + 1));
  }
  // "c" follows "b" where somebody lettered in Latin; the others come last.
  if (letter == "c") return rank_of_leaf_letter("b") + 1;
  return static_cast<int>(2 * (kLeafLetters + 1)) + static_cast<unsigned char>(letter.front());
}

std::string next_leaf_letter(std::string_view letter) {
  const int rank = rank_of_leaf_letter(letter);
  const auto next = static_cast<std::size_t>(rank / 2);  // "c" goes on with "v"
  return next < kLeafLetters ? std::string(kAlphabet[next].latin) : std::string();
}

}  // namespace delo
