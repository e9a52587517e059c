#include "validators/pdf/character_map.h"

#include <algorithm>
#include <utility>

#include "core/text/hex.h"
#include "validators/pdf/lexer.h"
#include "validators/text/utf8_writer.h"

namespace delo::validators::pdf {
namespace {

std::string hex_bytes(std::string_view raw) {
  std::string out;
  int high = -1;
  for (const char c : raw) {
    const int value = hex_value(c);
    if (value < 0) continue;
    if (high < 0) {
      high = value;
    } else {
      out += static_cast<char>(high * 16 + value);
      high = -1;
    }
  }
  if (high >= 0) out += static_cast<char>(high * 16);  // a digit that is missing is 0
  return out;
}

// Of table 3; `at` is behind the backslash and moves behind the escape.
void append_escape(std::string_view inside, std::size_t& at, std::string& out) {
  const char c = inside[at++];
  constexpr std::string_view kLetters = "nrtbf", kBytes = "\n\r\t\b\f";
  if (const std::size_t letter = kLetters.find(c); letter != std::string_view::npos) {
    out += kBytes[letter];
  } else if (c >= '0' && c <= '7') {
    int value = c - '0';
    for (int digits = 1; digits < 3 && at < inside.size(); ++digits) {
      if (inside[at] < '0' || inside[at] > '7') break;
      value = value * 8 + (inside[at++] - '0');
    }
    out += static_cast<char>(value & 0xFF);
  } else if (c == '\r') {  // the line goes on
    if (at < inside.size() && inside[at] == '\n') ++at;
  } else if (c != '\n') {
    out += c;
  }
}

std::string utf8_of(const std::u16string& units) {
  std::string out;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const char32_t unit = units[i];
    const bool pair = unit >= 0xD800 && unit <= 0xDBFF && i + 1 < units.size() &&
                      units[i + 1] >= 0xDC00 && units[i + 1] <= 0xDFFF;
    if (pair) {
      text::append_utf8(out, 0x10000 + ((unit - 0xD800) << 10) + (units[++i] - 0xDC00U));
    } else {
      text::append_utf8(out, unit);
    }
  }
  return out;
}

}  // namespace

std::string string_bytes(std::string_view raw) {
  if (raw.starts_with('<')) return hex_bytes(raw);
  std::string out;
  if (raw.starts_with('(')) raw.remove_prefix(1);
  if (raw.ends_with(')')) raw.remove_suffix(1);
  for (std::size_t at = 0; at < raw.size();) {
    const char c = raw[at++];
    if (c == '\\' && at < raw.size()) {
      append_escape(raw, at, out);
    } else if (c == '\r') {  // any line end is a line feed
      if (at < raw.size() && raw[at] == '\n') ++at;
      out += '\n';
    } else {
      out += c;
    }
  }
  return out;
}

// Takes the sections between "begin…" and "end…" as they come.
class CharacterMap::Parser {
 public:
  explicit Parser(std::string_view bytes) : lexer_(bytes) {}

  CharacterMap parse() {
    for (Token token = lexer_.next(); token.kind != TokenKind::kEnd; token = lexer_.next()) {
      if (token.kind != TokenKind::kKeyword) continue;
      if (token.raw == "begincodespacerange") codespaces();
      if (token.raw == "beginbfchar") bf_chars();
      if (token.raw == "beginbfrange") bf_ranges();
      if (token.raw == "begincidchar") cid_chars();
      if (token.raw == "begincidrange") cid_ranges();
    }
    const auto by_first = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::stable_sort(map_.texts_.begin(), map_.texts_.end(), by_first);
    std::stable_sort(map_.cids_.begin(), map_.cids_.end(), by_first);
    return std::move(map_);
  }

 private:
  struct Code {
    std::uint32_t value = 0;
    std::size_t length = 0;  // 0: the section ended
  };

  // The next string; anything else ends the section.
  std::optional<std::string> bytes() {
    const Token token = lexer_.next();
    if (token.kind != TokenKind::kString) {
      last_ = token;
      return std::nullopt;
    }
    return string_bytes(token.raw);
  }
  Code code() {
    const auto written = bytes();
    if (!written || written->empty() || written->size() > 4) return {};
    Code out{0, written->size()};
    for (const char c : *written) out.value = out.value << 8 | static_cast<unsigned char>(c);
    return out;
  }
  std::optional<std::uint32_t> number() {
    const Token token = lexer_.next();
    if (token.kind != TokenKind::kInteger || token.number < 0 || token.number > 0xFFFFFF) {
      return std::nullopt;
    }
    return static_cast<std::uint32_t>(token.number);
  }
  static std::u16string units_of(const std::string& bytes) {
    constexpr std::size_t kMostUnits = 64;
    std::u16string out;
    // Some writers give a code of one byte.
    if (bytes.size() == 1) return {static_cast<char16_t>(static_cast<unsigned char>(bytes[0]))};
    for (std::size_t i = 0; i + 1 < bytes.size() && out.size() < kMostUnits; i += 2) {
      out += static_cast<char16_t>(static_cast<unsigned char>(bytes[i]) << 8 |
                                   static_cast<unsigned char>(bytes[i + 1]));
    }
    return out;
  }

  void codespaces() {
    for (;;) {
      const Code first = code();
      if (first.length == 0) return;
      const Code last = code();
      if (last.length != first.length) return;
      if (map_.spaces_.size() < 1000) {
        map_.spaces_.push_back({first.length, first.value, last.value});
      }
    }
  }

  void add(std::uint32_t first, std::uint32_t last, std::u16string text) {
    if (text.empty() || last < first || map_.texts_.size() >= kMostRanges) return;
    map_.texts_.push_back({first, last, std::move(text)});
  }
  void bf_chars() {
    for (;;) {
      const Code from = code();
      if (from.length == 0) return;
      const auto to = bytes();
      if (!to) return;
      add(from.value, from.value, units_of(*to));
    }
  }
  void bf_ranges() {
    for (;;) {
      const Code first = code();
      if (first.length == 0) return;
      const Code last = code();
      if (last.length == 0) return;
      if (const auto to = bytes()) {
        add(first.value, last.value, units_of(*to));
      } else if (last_.kind == TokenKind::kArrayOpen) {
        std::uint32_t at = first.value;
        while (const auto one = bytes()) {
          if (at >= first.value && at <= last.value) add(at, at, units_of(*one));
          ++at;
        }
        if (last_.kind != TokenKind::kArrayClose) return;
      } else {
        return;
      }
    }
  }

  void add(std::uint32_t first, std::uint32_t last, std::uint32_t cid) {
    if (last < first || map_.cids_.size() >= kMostRanges) return;
    map_.cids_.push_back({first, last, cid});
  }
  void cid_chars() {
    for (;;) {
      const Code from = code();
      if (from.length == 0) return;
      const auto cid = number();
      if (!cid) return;
      add(from.value, from.value, *cid);
    }
  }
  void cid_ranges() {
    for (;;) {
      const Code first = code();
      if (first.length == 0) return;
      const Code last = code();
      const auto cid = last.length > 0 ? number() : std::nullopt;
      if (!cid) return;
      add(first.value, last.value, *cid);
    }
  }

  Lexer lexer_;
  Token last_;
  CharacterMap map_;
};

CharacterMap CharacterMap::parse(std::string_view bytes) { return Parser(bytes).parse(); }

std::size_t CharacterMap::code_length(std::string_view bytes) const {
  std::uint32_t code = 0;
  for (std::size_t length = 1; length <= 4 && length <= bytes.size(); ++length) {
    code = code << 8 | static_cast<unsigned char>(bytes[length - 1]);
    for (const Space& space : spaces_) {
      if (space.length != length) continue;
      bool fits = true;  // each byte for itself (9.7.6.2)
      for (std::size_t i = 0; i < length; ++i) {
        const auto byte = [&](std::uint32_t value) { return value >> (8 * i) & 0xFF; };
        fits = fits && byte(code) >= byte(space.first) && byte(code) <= byte(space.last);
      }
      if (fits) return length;
    }
  }
  return 0;
}

std::optional<std::string> CharacterMap::text_of(std::uint32_t code) const {
  auto at = std::upper_bound(texts_.begin(), texts_.end(), code,
                             [](std::uint32_t c, const Texts& range) { return c < range.first; });
  if (at == texts_.begin() || code > (--at)->last) return std::nullopt;
  std::u16string text = at->text;
  text.back() = static_cast<char16_t>(text.back() + (code - at->first));
  return utf8_of(text);
}

std::optional<std::uint32_t> CharacterMap::cid_of(std::uint32_t code) const {
  auto at = std::upper_bound(cids_.begin(), cids_.end(), code,
                             [](std::uint32_t c, const Cids& range) { return c < range.first; });
  if (at == cids_.begin() || code > (--at)->last) return std::nullopt;
  return at->cid + (code - at->first);
}

}  // namespace delo::validators::pdf
