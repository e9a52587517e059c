#include "validators/pdf/lexer.h"

#include <algorithm>
#include <charconv>

namespace delo::validators::pdf {
namespace {

constexpr int kMaxDepth = 64;  // trailers and cross-reference streams are flat

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Integer or real by ISO 32000-1 7.3.3, else a keyword.
Token classify(Token token) {
  const std::string_view raw = token.raw;
  std::size_t i = raw[0] == '+' || raw[0] == '-' ? 1 : 0;
  std::size_t digits = 0, points = 0;
  for (; i < raw.size(); ++i) {
    if (raw[i] >= '0' && raw[i] <= '9') {
      ++digits;
    } else if (raw[i] == '.') {
      ++points;
    } else {
      return token;
    }
  }
  if (digits == 0 || points > 1) return token;
  token.kind = points ? TokenKind::kReal : TokenKind::kInteger;
  const char* first = raw.data() + (raw[0] == '+' ? 1 : 0);
  if (std::from_chars(first, raw.data() + raw.size(), token.number).ec != std::errc())
    token.number = 0;
  return token;
}

std::optional<Object> parse_value(Lexer& lexer, const Token& token, int depth);

std::optional<Object> parse_array(Lexer& lexer, int depth) {
  Object::Array items;
  for (;;) {
    const Token token = lexer.next();
    if (token.kind == TokenKind::kArrayClose) return Object(std::move(items));
    std::optional<Object> item = parse_value(lexer, token, depth + 1);
    if (!item) return std::nullopt;
    items.push_back(std::move(*item));
  }
}

std::optional<Object> parse_dictionary(Lexer& lexer, int depth) {
  Object::Entries entries;
  for (;;) {
    const Token key = lexer.next();
    if (key.kind == TokenKind::kDictionaryClose) break;
    if (key.kind != TokenKind::kName) return std::nullopt;
    std::optional<Object> value = parse_value(lexer, lexer.next(), depth + 1);
    if (!value) return std::nullopt;
    entries.emplace_back(name_text(key.raw), std::move(*value));
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  return Object(Kind::kDictionary, std::move(entries));
}

std::optional<Object> parse_value(Lexer& lexer, const Token& token, int depth) {
  if (depth > kMaxDepth) return std::nullopt;
  switch (token.kind) {
    case TokenKind::kInteger: {
      std::int64_t value = 0;
      const char* first = token.raw.data() + (token.raw[0] == '+' ? 1 : 0);
      if (std::from_chars(first, token.raw.data() + token.raw.size(), value).ec != std::errc())
        return Object(token.number);
      // "12 0 R"?
      const std::size_t after = lexer.position();
      if (value > 0 && value <= INT32_MAX) {
        const Token generation = lexer.next();
        if (generation.kind == TokenKind::kInteger && generation.number >= 0 &&
            generation.number <= 65535) {
          if (lexer.next().raw == "R")
            return Object(ObjectId{static_cast<int>(value), static_cast<int>(generation.number)});
        }
      }
      lexer.seek(after);
      return Object(Kind::kInteger, value);
    }
    case TokenKind::kReal:
      return Object(token.number);
    case TokenKind::kString:
      return Object(Kind::kString, std::string(token.raw));
    case TokenKind::kName:
      return Object(Kind::kName, name_text(token.raw));
    case TokenKind::kArrayOpen:
      return parse_array(lexer, depth);
    case TokenKind::kDictionaryOpen:
      return parse_dictionary(lexer, depth);
    case TokenKind::kKeyword:
      if (token.raw == "true") return Object(Kind::kBoolean, std::int64_t{1});
      if (token.raw == "false") return Object(Kind::kBoolean, std::int64_t{0});
      if (token.raw == "null") return Object();
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace

bool is_white_space(char c) { return c == 0 || c == 9 || c == 10 || c == 12 || c == 13 || c == 32; }

bool is_delimiter(char c) {
  return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' ||
         c == '}' || c == '/' || c == '%';
}

void Lexer::skip_white_space() {
  while (at_ < bytes_.size()) {
    if (is_white_space(bytes_[at_])) {
      ++at_;
    } else if (bytes_[at_] == '%') {
      const std::size_t line_end = bytes_.find_first_of("\r\n", at_);
      at_ = line_end == std::string_view::npos ? bytes_.size() : line_end;
    } else {
      return;
    }
  }
}

Token Lexer::take(TokenKind kind, std::size_t end, const char* fault) {
  Token token;
  token.kind = kind;
  token.offset = at_;
  token.raw = bytes_.substr(at_, end - at_);
  token.fault = fault;
  at_ = end;
  return token;
}

Token Lexer::next() {
  skip_white_space();
  if (at_ >= bytes_.size()) return take(TokenKind::kEnd, bytes_.size());
  switch (bytes_[at_]) {
    case '(':
      return literal_string();
    case ')':
      return take(TokenKind::kBad, at_ + 1, "a ')' closes no string");
    case '<':
    case '>':
      return angle();
    case '[':
      return take(TokenKind::kArrayOpen, at_ + 1);
    case ']':
      return take(TokenKind::kArrayClose, at_ + 1);
    case '{':
      return take(TokenKind::kBraceOpen, at_ + 1);
    case '}':
      return take(TokenKind::kBraceClose, at_ + 1);
    case '/':
      return name();
    default:
      return regular();
  }
}

Token Lexer::literal_string() {
  std::size_t depth = 0;
  for (std::size_t i = at_; i < bytes_.size(); ++i) {
    if (bytes_[i] == '\\') {
      ++i;
    } else if (bytes_[i] == '(') {
      ++depth;
    } else if (bytes_[i] == ')' && --depth == 0) {
      return take(TokenKind::kString, i + 1);
    }
  }
  return take(TokenKind::kBad, bytes_.size(), "a string is not closed by ')'");
}

Token Lexer::angle() {
  const bool doubled = at_ + 1 < bytes_.size() && bytes_[at_ + 1] == bytes_[at_];
  if (bytes_[at_] == '>')
    return doubled ? take(TokenKind::kDictionaryClose, at_ + 2)
                   : take(TokenKind::kBad, at_ + 1, "a '>' closes no hexadecimal string");
  if (doubled) return take(TokenKind::kDictionaryOpen, at_ + 2);
  for (std::size_t i = at_ + 1; i < bytes_.size(); ++i) {
    if (bytes_[i] == '>') return take(TokenKind::kString, i + 1);
    if (hex_digit(bytes_[i]) < 0 && !is_white_space(bytes_[i]))
      return take(TokenKind::kBad, i + 1, "a hexadecimal string holds another character");
  }
  return take(TokenKind::kBad, bytes_.size(), "a hexadecimal string is not closed by '>'");
}

Token Lexer::name() {
  std::size_t end = at_ + 1;
  while (end < bytes_.size() && !is_white_space(bytes_[end]) && !is_delimiter(bytes_[end])) ++end;
  return take(TokenKind::kName, end);
}

Token Lexer::regular() {
  std::size_t end = at_;
  while (end < bytes_.size() && !is_white_space(bytes_[end]) && !is_delimiter(bytes_[end])) ++end;
  return classify(take(TokenKind::kKeyword, end));
}

std::string name_text(std::string_view raw) {
  std::string text;
  for (std::size_t i = 1; i < raw.size(); ++i) {
    if (raw[i] == '#' && i + 2 < raw.size() && hex_digit(raw[i + 1]) >= 0 &&
        hex_digit(raw[i + 2]) >= 0) {
      text.push_back(static_cast<char>(hex_digit(raw[i + 1]) * 16 + hex_digit(raw[i + 2])));
      i += 2;
    } else {
      text.push_back(raw[i]);
    }
  }
  return text;
}

std::optional<Object> parse_object(Lexer& lexer) { return parse_value(lexer, lexer.next(), 0); }

}  // namespace delo::validators::pdf
