// Tokens of PDF syntax (ISO 32000-1 7.2, 7.3) from bytes in memory: for the
// parts of a file we read ourselves, and for content streams.  Strict: what a
// lenient reader would guess comes out as kBad with the reason.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "validators/pdf/object.h"

namespace delo::validators::pdf {

enum class TokenKind : std::uint8_t {
  kEnd,
  kInteger,
  kReal,
  kString,  // literal or hexadecimal
  kName,
  kArrayOpen,
  kArrayClose,
  kDictionaryOpen,
  kDictionaryClose,
  kBraceOpen,  // PostScript calculator functions only
  kBraceClose,
  kKeyword,  // operators, obj, stream, true, null …
  kBad,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string_view raw;    // as in the bytes
  std::size_t offset = 0;  // of the first byte of `raw`
  double number = 0;       // kInteger, kReal
  const char* fault = "";  // kBad: why
};

bool is_white_space(char c);  // ISO 32000-1 table 1
bool is_delimiter(char c);    // table 2

class Lexer {
 public:
  explicit Lexer(std::string_view bytes, std::size_t at = 0) : bytes_(bytes), at_(at) {}
  Token next();
  std::size_t position() const { return at_; }
  void seek(std::size_t at) { at_ = at; }
  std::string_view bytes() const { return bytes_; }
  void skip_white_space();  // and comments

 private:
  Token literal_string();
  Token angle();
  Token name();
  Token regular();
  Token take(TokenKind kind, std::size_t end, const char* fault = "");

  std::string_view bytes_;
  std::size_t at_;
};

// "/A#42C" → "ABC".  REQUIRES: a kName token's raw.
std::string name_text(std::string_view raw);

// The next object, references included; nothing when it is malformed, cut off
// or nested deeper than 64.  Strings are left as they are written.
std::optional<Object> parse_object(Lexer& lexer);

}  // namespace delo::validators::pdf
