#include "core/records/reference_tokens.h"

#include <algorithm>

#include "core/records/reference_keywords.h"

namespace delo {
namespace {

using Kind = ReferenceToken::Kind;

// What a letter does in a text.
enum class Class : std::uint8_t {
  kMark,
  kBlank,
  kLineEnd,
  kDigit,
  kLatin,
  kCyrillic,
  kLetter,
  kOn
};

constexpr Class class_of_code(char32_t c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) return Class::kLatin;
  if (is_cyrillic(c)) return Class::kCyrillic;
  if (c >= '0' && c <= '9') return Class::kDigit;
  if (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) return Class::kLetter;
  if (is_mark(c)) return Class::kOn;  // goes on with the word before it
  if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029) return Class::kLineEnd;
  const bool blank = c == ' ' || c == '\t' || c == '_' || c == 0xA0 ||
                     (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x205F || c == 0x3000 ||
                     c == 0xFEFF;
  return blank ? Class::kBlank : Class::kMark;
}
constexpr char32_t kTabled = 0x530;
constexpr std::array<Class, kTabled> kClasses = [] {
  std::array<Class, kTabled> out{};
  for (char32_t c = 0; c < kTabled; ++c) out[c] = class_of_code(c);
  return out;
}();
Class class_of(char32_t c) { return c < kTabled ? kClasses[c] : class_of_code(c); }

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
    case 0xF7:  // ÷, the old sign of a range
      return Kind::kDash;
    default:
      return c >= 0x2010 && c <= 0x2015 ? Kind::kDash : Kind::kOther;
  }
}

// The end of the word that begins at `end`; tells whose letters it has, and writes its
// skeleton, whose end is `skeleton` then.
std::size_t read_word(std::string_view text, std::size_t end, ReferenceToken& token,
                      char*& skeleton) {
  while (end < text.size()) {
    const Letter more = letter_at(text, end);
    const Class now = class_of(more.code);
    if (now == Class::kCyrillic) {
      token.cyrillic = true;
    } else if (now == Class::kLatin) {
      token.latin = true;
    } else if (now != Class::kLetter && now != Class::kOn) {
      break;
    }
    skeleton = write_skeleton(text, end, more, skeleton);
    end += more.size;
  }
  return end;
}

bool is_verso_skeleton(std::string_view skeleton) {
  static const SkeletonWords kMarks =
      skeleton_words({"ob",        "об",      "обор",      "v",         "оборот",   "verso",
                      "зв",        "zv",      "зворот",    "obor",      "обр",      "обороте",
                      "vo",        "адв",     "oborot",    "reverse",   "rev",      "zvorot",
                      "оборотом",  "vso",     "оборотами", "обороты",   "звор",     "зворотом",
                      "зворотами", "адварот", "rs",        "ruckseite", "rückseite"});
  return kMarks.contains(skeleton);
}
bool is_recto_skeleton(std::string_view skeleton) {
  static const SkeletonWords kMarks =
      skeleton_words({"r", "recto", "лиц", "лицо", "ro", "vs", "vorderseite"});
  return kMarks.contains(skeleton);
}

}  // namespace

bool SkeletonWords::search(std::string_view skeleton) const {
  return std::find(words_.begin(), words_.end(), skeleton) != words_.end();
}

SkeletonWords::SkeletonWords(std::initializer_list<std::string_view> list) {
  for (const std::string_view word : list) {
    words_.push_back(skeleton_of(word));
    sizes_ |= std::uint64_t{1} << words_.back().size();
    ends_ |= std::uint64_t{1} << (words_.back().back() & 63);
  }
}

ReferenceTokens::ReferenceTokens(std::string_view text) {
  constexpr std::size_t kLongestWord = 64;  // bytes; longer ones are in no table
  constexpr std::size_t kTokensOfReference = 50;
  tokens_.reserve(std::min(text.size() + 1, kTokensOfReference));
  // A skeleton is never longer than its word.
  char* skeleton = static_cast<char*>(memory_.allocate(std::max<std::size_t>(text.size(), 1), 1));
  bool space = false, line = false;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
    const Class first = class_of(letter.code);
    if (first == Class::kBlank || first == Class::kLineEnd) {
      space = true;
      line = line || first == Class::kLineEnd;
      at += letter.size;
      continue;
    }
    ReferenceToken& token = tokens_.emplace_back();
    token.space_before = space;
    token.line_before = line;
    token.begin = static_cast<std::uint32_t>(at);
    std::size_t end = at + letter.size;
    if (first == Class::kDigit) {
      token.kind = Kind::kNumber;
      while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    } else if (first == Class::kMark || first == Class::kOn) {
      token.kind = kind_of_mark(letter.code);
      while (letter.code == '-' && end < text.size() && text[end] == '-') ++end;  // "37--40"
    } else {
      token.kind = Kind::kWord;
      char* const begin = skeleton;
      end = read_word(text, at, token, skeleton);
      if (end - at <= kLongestWord) {
        token.skeleton = {begin, static_cast<std::size_t>(skeleton - begin)};
        token.names = names_of_part(token.skeleton);
      }
    }
    token.text = text.substr(at, end - at);
    space = line = false;
    at = end;
  }
  ReferenceToken& last = tokens_.emplace_back();
  last.space_before = space;
  last.line_before = line;
  last.begin = static_cast<std::uint32_t>(text.size());
}

bool is_verso_mark(const ReferenceToken& token) {
  return token.kind == Kind::kWord && is_verso_skeleton(token.skeleton);
}

namespace {

// 37"а", 37«а»: the letter in the quotes is meant as it stands.
void take_quoted_letter(const ReferenceTokens& tokens, ScannedLeaf& found) {
  const auto is_quote = [&](std::size_t at) {
    return at < tokens.size() && tokens[at].kind == Kind::kOther &&
           (tokens[at].text == "\"" || tokens[at].text == "«" || tokens[at].text == "»" ||
            tokens[at].text == "“" || tokens[at].text == "”" || tokens[at].text == "„");
  };
  const std::size_t open = found.next;
  if (open + 2 >= tokens.size() || !is_quote(open) || !is_quote(open + 2)) return;
  if (tokens[open + 1].kind != Kind::kWord || tokens[open].line_before) return;
  const Letter first = letter_at(tokens[open + 1].text, 0);
  if (first.size != tokens[open + 1].text.size()) return;
  found.leaf.letter = leaf_letter(first.code, false);
  if (!found.leaf.letter.empty()) found.next = open + 3;
}

}  // namespace

std::optional<ScannedLeaf> scan_leaf(const ReferenceTokens& tokens, std::size_t at, bool cyrillic) {
  const ReferenceToken& number = tokens[at];
  if (number.kind != Kind::kNumber || number.text.size() > 9) return std::nullopt;
  ScannedLeaf found;
  for (const char digit : number.text) found.leaf.number = found.leaf.number * 10 + (digit - '0');
  found.next = at + 1;

  const auto skip_degree = [&] {  // "37 v°"
    const ReferenceToken& sign = tokens[found.next];
    if (sign.kind == Kind::kOther && (sign.text == "°" || sign.text == "º")) ++found.next;
  };
  const auto take_verso = [&](std::size_t mark) {
    found.leaf.side = Side::kVerso;
    found.next = mark + 1;
    skip_degree();
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
      skip_degree();
      return found;
    }
    const Letter first = letter_at(glued.text, 0);
    const std::size_t spelt = glued.cyrillic ? 0 : spelt_leaf_letter(glued.text);  // "39shch"
    const std::string letter =
        spelt > 0 ? std::string(glued.text.substr(0, spelt)) : leaf_letter(first.code, cyrillic);
    const std::string_view rest = glued.text.substr(spelt > 0 ? spelt : first.size);
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
    const Letter first = word.kind == Kind::kWord ? letter_at(word.text, 0) : Letter{};
    if (glued.text == "-" && is_verso_mark(word) && !word.space_before) {  // "0037-ob"
      take_verso(at + 2);
      return found;
    }
    if (word.kind == Kind::kWord && !word.space_before && first.size == word.text.size() &&
        tokens[at + 3].kind != Kind::kNumber) {
      found.leaf.letter = leaf_letter(first.code, cyrillic);
      if (!found.leaf.letter.empty()) found.next = at + 3;
    }
  } else if (glued.kind == Kind::kWord && glued.space_before && !glued.line_before) {
    // "37 r-v", "37 r."
    static const SkeletonWords kRecto = skeleton_words({"r", "recto", "ro"});
    if (kRecto.contains(glued.skeleton) && !glued.cyrillic &&
        tokens[at + 2].kind != Kind::kNumber && tokens[at + 2].kind != Kind::kWord) {
      found.next = at + 2;
      skip_degree();
      if (tokens[found.next].kind == Kind::kDot && tokens[found.next + 1].kind != Kind::kNumber) {
        ++found.next;
      }
      return found;
    }
    // "37 а": a letter, unless it is the conjunction ("37, а также", "37 a letter").
    const Letter first = letter_at(glued.text, 0);
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
  if (found.leaf.letter.empty()) take_quoted_letter(tokens, found);
  // "37 об." "37.об" "37/об." "37а (об.)"
  std::size_t mark = found.next;
  const bool bracketed = tokens[mark].kind == Kind::kOpen;
  const bool dot_between = (tokens[mark].kind == Kind::kDot || tokens[mark].kind == Kind::kSlash) &&
                           !tokens[mark].space_before && !tokens[mark + 1].space_before;
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

}  // namespace delo
