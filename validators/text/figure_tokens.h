// A paragraph as words, numbers and signs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace delo::validators::text {

struct FigureToken {
  enum class Kind : std::uint8_t { kNumber, kWord, kNumero, kOther };
  Kind kind = Kind::kOther;
  bool space_before = false, line_before = false;
  std::size_t begin = 0;
  std::u32string_view text;  // small letters; digits of a number
};

// Of one paragraph, at most 20,000, in order.  Asking behind the last one gives a sign without
// text.
class FigureTokens {
 public:
  explicit FigureTokens(std::string_view paragraph);
  FigureTokens(const FigureTokens&) = delete;  // the tokens look into `small_`
  FigureTokens& operator=(const FigureTokens&) = delete;

  std::size_t size() const { return tokens_.size(); }
  const FigureToken& at(std::size_t i) const {
    static const FigureToken kEnd;
    return i < tokens_.size() ? tokens_[i] : kEnd;
  }
  // A sign.
  bool is(std::size_t i, char32_t c) const {
    return at(i).kind == FigureToken::Kind::kOther && at(i).text.size() == 1 && at(i).text[0] == c;
  }
  // Of so many digits.
  bool number(std::size_t i, std::size_t fewest, std::size_t most) const {
    const FigureToken& t = at(i);
    return t.kind == FigureToken::Kind::kNumber && t.text.size() >= fewest && t.text.size() <= most;
  }
  bool word(std::size_t i) const { return at(i).kind == FigureToken::Kind::kWord; }
  bool begins_line(std::size_t i) const { return i >= tokens_.size() || tokens_[i].line_before; }
  bool is_capital(std::size_t i) const;  // its first letter, as written
  std::u32string as_written(std::size_t i) const;

 private:
  std::string_view text_;
  std::u32string small_;
  std::vector<FigureToken> tokens_;
};

// Of the first eight digits.
int value_of(std::u32string_view digits);
// Of digits and other ASCII.
std::string ascii(std::u32string_view text);

}  // namespace delo::validators::text
