#include "core/records/reference_tokens.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace delo {
namespace {

using Kind = ReferenceToken::Kind;

struct Letter {
  char32_t code = 0;     // U+FFFD for a byte that is not UTF-8
  std::size_t size = 1;  // bytes
};

// One code point; overlong forms and surrogates can't do harm here and pass.
Letter decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < size) return {U'\uFFFD', 1};
  char32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {U'\uFFFD', 1};
    code = (code << 6) | (byte(i) & 0x3FU);
  }
  return {code, size};
}

void append(std::string& out, char32_t code) {
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

bool is_cyrillic(char32_t c) { return c >= 0x400 && c <= 0x52F; }
bool is_mark(char32_t c) { return (c >= 0x300 && c <= 0x36F) || c == 0xAD; }  // soft hyphen too
bool is_letter(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || is_cyrillic(c) ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}
bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == '_' || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) ||
         c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}
bool is_line_end(char32_t c) { return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029; }

char32_t upper(char32_t c) {
  if (c >= 'a' && c <= 'z') return c - 32;
  if (c >= 0x430 && c <= 0x44F) return c - 0x20;
  if (c >= 0x450 && c <= 0x45F) return c - 0x50;
  if (c >= 0x48A && c <= 0x52F && c % 2 == 1) return c - 1;  // pairs, ґ among them
  return c;
}
char32_t lower(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  if (c >= 0x48A && c <= 0x52F && c % 2 == 0) return c + 1;
  return c;
}

// Capitals that look alike.
struct Twins {
  char32_t cyrillic;
  char latin;
};
constexpr std::array kTwins = {
    Twins{U'А', 'A'}, Twins{U'В', 'B'}, Twins{U'Е', 'E'}, Twins{U'К', 'K'}, Twins{U'М', 'M'},
    Twins{U'Н', 'H'}, Twins{U'О', 'O'}, Twins{U'Р', 'P'}, Twins{U'С', 'C'}, Twins{U'Т', 'T'},
    Twins{U'У', 'Y'}, Twins{U'Х', 'X'}, Twins{U'І', 'I'}, Twins{U'Ѕ', 'S'}, Twins{U'Ј', 'J'},
};

char32_t twin_in_latin(char32_t capital) {
  if (capital == U'Ё') return 'E';
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
    if (static_cast<char32_t>(t.latin) == upper(c)) return small ? lower(t.cyrillic) : t.cyrillic;
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

template <class Change>
std::string each_letter(std::string_view text, Change change) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = decode(text, at);
    if (letter.code == U'\uFFFD') {
      out += text.substr(at, letter.size);
    } else {
      change(out, letter.code);
    }
    at += letter.size;
  }
  return out;
}

Kind kind_of_mark(char32_t c) {
  switch (c) {
    case ',':
      return Kind::kComma;
    case '.':
      return Kind::kDot;
    case ';':
      return Kind::kSemicolon;
    case '(':
    case '[':
      return Kind::kOpen;
    case ')':
    case ']':
      return Kind::kClose;
    case '/':
    case '\\':
      return Kind::kSlash;
    case 0x2116:
      return Kind::kNumero;
    case '-':
    case 0x2212:
      return Kind::kDash;
    default:
      return c >= 0x2010 && c <= 0x2015 ? Kind::kDash : Kind::kOther;
  }
}

struct KeywordName {
  std::string_view first, second;  // two words: "ед. хр."
  ReferencePart part;
};
constexpr std::array kKeywordNames = {
    KeywordName{"f", "", ReferencePart::kFond},
    KeywordName{"ф", "", ReferencePart::kFond},
    KeywordName{"fond", "", ReferencePart::kFond},
    KeywordName{"fonds", "", ReferencePart::kFond},
    KeywordName{"фонд", "", ReferencePart::kFond},
    KeywordName{"op", "", ReferencePart::kOpis},
    KeywordName{"оп", "", ReferencePart::kOpis},
    KeywordName{"opis", "", ReferencePart::kOpis},
    KeywordName{"опись", "", ReferencePart::kOpis},
    KeywordName{"опис", "", ReferencePart::kOpis},
    KeywordName{"p", "", ReferencePart::kBox},  // AVPRF: папка
    KeywordName{"п", "", ReferencePart::kBox},
    KeywordName{"papka", "", ReferencePart::kBox},
    KeywordName{"папка", "", ReferencePart::kBox},
    KeywordName{"k", "", ReferencePart::kBox},
    KeywordName{"к", "", ReferencePart::kBox},
    KeywordName{"kor", "", ReferencePart::kBox},
    KeywordName{"кор", "", ReferencePart::kBox},
    KeywordName{"korobka", "", ReferencePart::kBox},
    KeywordName{"коробка", "", ReferencePart::kBox},
    KeywordName{"короб", "", ReferencePart::kBox},
    KeywordName{"box", "", ReferencePart::kBox},
    KeywordName{"d", "", ReferencePart::kDelo},
    KeywordName{"д", "", ReferencePart::kDelo},
    KeywordName{"delo", "", ReferencePart::kDelo},
    KeywordName{"дело", "", ReferencePart::kDelo},
    KeywordName{"spr", "", ReferencePart::kDelo},
    KeywordName{"спр", "", ReferencePart::kDelo},
    KeywordName{"sprava", "", ReferencePart::kDelo},
    KeywordName{"справа", "", ReferencePart::kDelo},
    KeywordName{"por", "", ReferencePart::kDelo},  // AVPRF: порядковый номер
    KeywordName{"пор", "", ReferencePart::kDelo},
    KeywordName{"ed", "khr", ReferencePart::kDelo},
    KeywordName{"ed", "hr", ReferencePart::kDelo},
    KeywordName{"ед", "хр", ReferencePart::kDelo},
    KeywordName{"од", "зб", ReferencePart::kDelo},
    KeywordName{"od", "zb", ReferencePart::kDelo},
    KeywordName{"a", "e", ReferencePart::kDelo},  // Bulgarian архивна единица
    KeywordName{"t", "", ReferencePart::kVolume},
    KeywordName{"т", "", ReferencePart::kVolume},
    KeywordName{"tom", "", ReferencePart::kVolume},
    KeywordName{"том", "", ReferencePart::kVolume},
    KeywordName{"vol", "", ReferencePart::kVolume},
    KeywordName{"ch", "", ReferencePart::kVolume},
    KeywordName{"ч", "", ReferencePart::kVolume},
    KeywordName{"часть", "", ReferencePart::kVolume},
    KeywordName{"l", "", ReferencePart::kLeaves},
    KeywordName{"ll", "", ReferencePart::kLeaves},
    KeywordName{"л", "", ReferencePart::kLeaves},
    KeywordName{"лл", "", ReferencePart::kLeaves},
    KeywordName{"list", "", ReferencePart::kLeaves},
    KeywordName{"listy", "", ReferencePart::kLeaves},
    KeywordName{"лист", "", ReferencePart::kLeaves},
    KeywordName{"листы", "", ReferencePart::kLeaves},
    KeywordName{"leaf", "", ReferencePart::kLeaves},
    KeywordName{"leaves", "", ReferencePart::kLeaves},
    KeywordName{"арк", "", ReferencePart::kLeaves},
    KeywordName{"ark", "", ReferencePart::kLeaves},
    KeywordName{"аркуш", "", ReferencePart::kLeaves},
    KeywordName{"аркуші", "", ReferencePart::kLeaves},
};

struct KeywordSkeleton {
  std::string first, second;
  ReferencePart part;
};
const std::vector<KeywordSkeleton>& keyword_skeletons() {
  static const std::vector<KeywordSkeleton> kSkeletons = [] {
    std::vector<KeywordSkeleton> out;
    for (const KeywordName& name : kKeywordNames) {
      out.push_back({skeleton_of(name.first), skeleton_of(name.second), name.part});
    }
    return out;
  }();
  return kSkeletons;
}

bool is_verso_skeleton(std::string_view skeleton) {
  static const std::array<std::string, 9> kMarks = {
      skeleton_of("ob"), skeleton_of("об"),     skeleton_of("обор"),
      skeleton_of("v"),  skeleton_of("оборот"), skeleton_of("verso"),
      skeleton_of("зв"), skeleton_of("zv"),     skeleton_of("зворот")};
  return std::find(kMarks.begin(), kMarks.end(), skeleton) != kMarks.end();
}
bool is_recto_skeleton(std::string_view skeleton) {
  static const std::array<std::string, 3> kMarks = {skeleton_of("r"), skeleton_of("recto"),
                                                    skeleton_of("лиц")};
  return std::find(kMarks.begin(), kMarks.end(), skeleton) != kMarks.end();
}

// The letter of a leaf in Latin; empty when `code` can be none.
std::string leaf_letter(char32_t code, bool cyrillic) {
  const char32_t c = lower(cyrillic ? twin_in_cyrillic(code) : code);
  if (c >= 'a' && c <= 'z') return std::string(1, static_cast<char>(c));
  for (std::size_t i = 0; i < kLeafLetters; ++i) {
    if (kAlphabet[i].cyrillic == c) return std::string(kAlphabet[i].latin);
  }
  return {};
}

}  // namespace

std::string skeleton_of(std::string_view word) {
  return each_letter(word, [](std::string& out, char32_t c) {
    if (!is_mark(c)) append(out, twin_in_latin(upper(c)));
  });
}

std::string latin_of(std::string_view text) {
  return each_letter(text, [](std::string& out, char32_t c) {
    const char32_t small = lower(c);
    const auto* found = std::find_if(kAlphabet.begin(), kAlphabet.end(),
                                     [&](const auto& t) { return t.cyrillic == small; });
    if (found == kAlphabet.end()) return append(out, c);
    std::string latin(found->latin);
    if (c != small && !latin.empty()) latin[0] = static_cast<char>(std::toupper(latin[0]));
    out += latin;
  });
}

std::string cyrillic_of(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    // The longest spelling wins: "shch" before "sh" before "s".
    const Transliteration* best = nullptr;
    for (std::size_t i = 0; i < kLeafLetters; ++i) {
      const Transliteration& t = kAlphabet[i];
      const std::string_view here = text.substr(at, t.latin.size());
      const bool same = here.size() == t.latin.size() &&
                        std::equal(here.begin(), here.end(), t.latin.begin(), [](char a, char b) {
                          return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b;
                        });
      if (same && (best == nullptr || t.latin.size() > best->latin.size())) best = &t;
    }
    if (best == nullptr) {
      out += text[at++];
    } else {
      const bool capital = text[at] >= 'A' && text[at] <= 'Z';
      append(out, capital ? upper(best->cyrillic) : best->cyrillic);
      at += best->latin.size();
    }
  }
  return out;
}

std::string lookalikes_to_cyrillic(std::string_view text) {
  return each_letter(text, [](std::string& out, char32_t c) { append(out, twin_in_cyrillic(c)); });
}

ReferenceTokens reference_tokens(std::string_view text) {
  constexpr std::size_t kLongestWord = 64;  // bytes; longer ones are in no table
  ReferenceTokens tokens;
  bool space = false, line = false;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = decode(text, at);
    if (is_space(letter.code) || is_line_end(letter.code)) {
      space = true;
      line = line || is_line_end(letter.code);
      at += letter.size;
      continue;
    }
    ReferenceToken token;
    token.space_before = space;
    token.line_before = line;
    token.begin = static_cast<std::uint32_t>(at);
    std::size_t end = at + letter.size;
    if (letter.code >= '0' && letter.code <= '9') {
      token.kind = Kind::kNumber;
      while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    } else if (is_letter(letter.code)) {
      token.kind = Kind::kWord;
      token.cyrillic = is_cyrillic(letter.code);
      while (end < text.size()) {
        const Letter more = decode(text, end);
        if (!is_letter(more.code) && !is_mark(more.code)) break;
        token.cyrillic = token.cyrillic || is_cyrillic(more.code);
        end += more.size;
      }
    } else {
      token.kind = kind_of_mark(letter.code);
    }
    token.text = text.substr(at, end - at);
    if (token.kind == Kind::kWord && token.text.size() <= kLongestWord) {
      token.skeleton = skeleton_of(token.text);
    }
    tokens.push_back(std::move(token));
    space = line = false;
    at = end;
  }
  ReferenceToken last;
  last.space_before = space;
  last.line_before = line;
  last.begin = static_cast<std::uint32_t>(text.size());
  tokens.push_back(std::move(last));
  return tokens;
}

std::optional<Keyword> keyword_at(const ReferenceTokens& tokens, std::size_t at) {
  const ReferenceToken& word = tokens[at];
  if (word.kind != Kind::kWord || word.skeleton.empty()) return std::nullopt;
  // tokens.back() is kEnd, so that every word has a token after it.
  const bool dotted = tokens[at + 1].kind == Kind::kDot;
  const std::size_t next = at + (dotted ? 2 : 1);
  for (const KeywordSkeleton& name : keyword_skeletons()) {
    if (name.first != word.skeleton) continue;
    if (name.second.empty()) return Keyword{name.part, word.cyrillic, dotted, next};
    if (next < tokens.size() && tokens[next].skeleton == name.second) {
      const bool second_dotted = tokens[next + 1].kind == Kind::kDot;
      return Keyword{name.part, word.cyrillic, second_dotted, next + (second_dotted ? 2 : 1)};
    }
  }
  return std::nullopt;
}

bool is_verso_mark(const ReferenceToken& token) {
  return token.kind == Kind::kWord && is_verso_skeleton(token.skeleton);
}

std::optional<ScannedLeaf> scan_leaf(const ReferenceTokens& tokens, std::size_t at, bool cyrillic) {
  const ReferenceToken& number = tokens[at];
  if (number.kind != Kind::kNumber || number.text.size() > 9) return std::nullopt;
  ScannedLeaf found;
  for (const char digit : number.text) found.leaf.number = found.leaf.number * 10 + (digit - '0');
  found.next = at + 1;

  const auto take_verso = [&](std::size_t mark) {
    found.leaf.side = Side::kVerso;
    found.next = mark + 1;
    if (tokens[found.next].kind == Kind::kDot) ++found.next;
  };
  // "37ob" "37а" "37аоб" "37r", all of one piece.
  const ReferenceToken& glued = tokens[at + 1];
  if (glued.kind == Kind::kWord && !glued.space_before) {
    if (is_verso_mark(glued)) {
      take_verso(at + 1);
      return found;
    }
    if (is_recto_skeleton(glued.skeleton)) {
      ++found.next;
      return found;
    }
    const Letter first = decode(glued.text, 0);
    const std::string letter = leaf_letter(first.code, cyrillic);
    const std::string_view rest = glued.text.substr(first.size);
    if (letter.empty()) return found;
    if (!rest.empty()) {
      if (is_verso_skeleton(skeleton_of(rest))) {
        found.leaf.letter = letter;
        take_verso(at + 1);
      }
      return found;  // else the word is no part of the leaf; the caller says so
    }
    found.leaf.letter = letter;
    ++found.next;
  } else if (glued.kind == Kind::kDash && !glued.space_before) {  // "37-а"
    const ReferenceToken& word = tokens[at + 2];
    const Letter first = word.kind == Kind::kWord ? decode(word.text, 0) : Letter{};
    if (word.kind == Kind::kWord && !word.space_before && first.size == word.text.size() &&
        tokens[at + 3].kind != Kind::kNumber && !is_verso_mark(word)) {
      found.leaf.letter = leaf_letter(first.code, cyrillic);
      if (!found.leaf.letter.empty()) found.next = at + 3;
    }
  } else if (glued.kind == Kind::kWord && glued.space_before && !glued.line_before) {
    // "37 а": a letter, unless it is the conjunction ("37, а также", "37 a letter").
    const Letter first = decode(glued.text, 0);
    const std::string letter = leaf_letter(first.code, cyrillic);
    const bool alone = first.size == glued.text.size() && !is_verso_mark(glued);
    const ReferenceToken& after = tokens[at + 2];
    const bool read_on = after.kind == Kind::kWord && !is_verso_mark(after);
    if (alone && !read_on && (letter == "a" || letter == "b") && after.kind != Kind::kDot &&
        after.kind != Kind::kNumber) {
      found.leaf.letter = letter;
      found.next = at + 2;
    }
  }
  // "37 об." "37.об" "37а (об.)"
  std::size_t mark = found.next;
  const bool bracketed = tokens[mark].kind == Kind::kOpen;
  const bool dot_between = tokens[mark].kind == Kind::kDot && !tokens[mark].space_before &&
                           !tokens[mark + 1].space_before;
  if (bracketed || dot_between) ++mark;
  if (mark < tokens.size() && is_verso_mark(tokens[mark]) && !tokens[mark].line_before) {
    const std::size_t after = tokens[mark + 1].kind == Kind::kDot ? mark + 2 : mark + 1;
    if (!bracketed) {
      take_verso(mark);
    } else if (tokens[after].kind == Kind::kClose) {
      found.leaf.side = Side::kVerso;
      found.next = after + 1;
    }
  }
  return found;
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
