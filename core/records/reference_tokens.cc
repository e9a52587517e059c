#include "core/records/reference_tokens.h"

#include <algorithm>
#include <array>

#include "core/records/letters.h"

namespace delo {
namespace {

using Kind = ReferenceToken::Kind;

bool is_latin(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_letter(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || is_cyrillic(c) ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}
bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == '_' || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) ||
         c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}
bool is_line_end(char32_t c) { return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029; }

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

bool is_verso_skeleton(std::string_view skeleton) {
  static const std::array<std::string, 20> kMarks = {
      skeleton_of("ob"),     skeleton_of("об"),      skeleton_of("обор"),
      skeleton_of("v"),      skeleton_of("оборот"),  skeleton_of("verso"),
      skeleton_of("зв"),     skeleton_of("zv"),      skeleton_of("зворот"),
      skeleton_of("obor"),   skeleton_of("oborot"),  skeleton_of("адв"),
      skeleton_of("обр"),    skeleton_of("обороте"), skeleton_of("vo"),
      skeleton_of("vso"),    skeleton_of("reverse"), skeleton_of("rev"),
      skeleton_of("zvorot"), skeleton_of("оборотом")};
  return std::find(kMarks.begin(), kMarks.end(), skeleton) != kMarks.end();
}
bool is_recto_skeleton(std::string_view skeleton) {
  static const std::array<std::string, 5> kMarks = {skeleton_of("r"), skeleton_of("recto"),
                                                    skeleton_of("лиц"), skeleton_of("лицо"),
                                                    skeleton_of("ro")};
  return std::find(kMarks.begin(), kMarks.end(), skeleton) != kMarks.end();
}

}  // namespace

ReferenceTokens reference_tokens(std::string_view text) {
  constexpr std::size_t kLongestWord = 64;  // bytes; longer ones are in no table
  ReferenceTokens tokens;
  bool space = false, line = false;
  for (std::size_t at = 0; at < text.size();) {
    const Letter letter = letter_at(text, at);
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
      token.latin = is_latin(letter.code);
      while (end < text.size()) {
        const Letter more = letter_at(text, end);
        if (!is_letter(more.code) && !is_mark(more.code)) break;
        token.cyrillic = token.cyrillic || is_cyrillic(more.code);
        token.latin = token.latin || is_latin(more.code);
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
