#include "validators/text/figure_tokens.h"

#include "core/records/letters.h"
#include "validators/text/utf8_writer.h"

namespace delo::validators::text {
namespace {

constexpr std::size_t kMostTokens = 20'000;

bool is_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x400 && c <= 0x52F) ||
         c == U'\'' || c == U'’' || (c >= 0x300 && c <= 0x36F);
}
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_blank(char32_t c) { return c <= U' ' || c == 0xA0 || c == 0x202F || c == 0x2009; }

// `small` gets the letters that tokens are views of.
std::vector<FigureToken> tokens_of(std::string_view text, std::u32string& small) {
  std::vector<FigureToken> out;
  out.reserve(text.size() / 6);
  small.reserve(text.size());  // never more characters than bytes: views stay
  bool space = true, line_start = true;
  for (std::size_t at = 0; at < text.size() && out.size() < kMostTokens;) {
    const std::size_t begin = at;
    char32_t c = next_code_point(text, at);
    if (is_blank(c)) {
      space = true;
      line_start |= c == U'\n';
      continue;
    }
    FigureToken token{.space_before = space, .line_before = line_start, .begin = begin, .text = {}};
    space = line_start = false;
    const std::size_t first = small.size();
    if (is_digit(c) || is_letter(c)) {
      const bool digits = is_digit(c);
      token.kind = digits ? FigureToken::Kind::kNumber : FigureToken::Kind::kWord;
      small += to_small(c);
      while (at < text.size()) {
        std::size_t next = at;
        c = next_code_point(text, next);
        if (digits ? !is_digit(c) : !is_letter(c)) break;
        small += to_small(c);
        at = next;
      }
    } else {
      token.kind = c == U'№' ? FigureToken::Kind::kNumero : FigureToken::Kind::kOther;
      small += c;
    }
    token.text = std::u32string_view(small).substr(first);
    out.push_back(token);
  }
  return out;
}

}  // namespace

FigureTokens::FigureTokens(std::string_view paragraph)
    : text_(paragraph), tokens_(tokens_of(paragraph, small_)) {}

bool FigureTokens::is_capital(std::size_t i) const {
  std::size_t begin = at(i).begin;
  const char32_t c = next_code_point(text_, begin);
  return to_small(c) != c;
}

std::u32string FigureTokens::as_written(std::size_t i) const {
  std::u32string out;
  std::size_t begin = at(i).begin;
  while (out.size() < at(i).text.size()) out += next_code_point(text_, begin);
  return out;
}

int value_of(std::u32string_view digits) {
  int value = 0;
  for (const char32_t c : digits.substr(0, 8)) value = value * 10 + static_cast<int>(c - U'0');
  return value;
}

std::string ascii(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) out += static_cast<char>(c);
  return out;
}

}  // namespace delo::validators::text
