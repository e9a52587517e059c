#include "validators/formats/text_family.h"

#include <algorithm>
#include <cstdint>

#include "core/text/utf8.h"

namespace delo::validators {
namespace {

using namespace std::string_view_literals;

bool is_control(unsigned char c) {
  return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B && c != 0x1A;
}

// ASCII letters of a UTF-16 or UTF-32 text, for a look at its beginning.
std::string narrowed(std::string_view sample, std::size_t width, std::size_t low) {
  std::string out;
  for (std::size_t at = 0; at + width <= sample.size() && out.size() < 2048; at += width) {
    bool plain = true;
    for (std::size_t i = 0; i < width; ++i) plain = plain && (i == low || sample[at + i] == 0);
    out += plain && static_cast<unsigned char>(sample[at + low]) < 0x80 ? sample[at + low] : '?';
  }
  return out;
}

struct Encoding {
  std::string_view name;
  std::string beginning;  // ASCII-readable
};

std::optional<Encoding> encoding_of(std::string_view sample, bool cut) {
  if (sample.starts_with("\xEF\xBB\xBF"sv)) {
    return Encoding{"UTF-8 text with byte order mark", std::string(sample.substr(3, 2048))};
  }
  if (sample.starts_with("\xFF\xFE\0\0"sv)) {
    return Encoding{"UTF-32LE text", narrowed(sample.substr(4), 4, 0)};
  }
  if (sample.starts_with("\0\0\xFE\xFF"sv)) {
    return Encoding{"UTF-32BE text", narrowed(sample.substr(4), 4, 3)};
  }
  if (sample.starts_with("\xFF\xFE"sv)) {
    return Encoding{"UTF-16LE text", narrowed(sample.substr(2), 2, 0)};
  }
  if (sample.starts_with("\xFE\xFF"sv)) {
    return Encoding{"UTF-16BE text", narrowed(sample.substr(2), 2, 1)};
  }
  if (sample.starts_with("<\0?\0x\0m\0"sv)) {
    return Encoding{"UTF-16LE text without byte order mark", narrowed(sample, 2, 0)};
  }
  if (sample.starts_with("\0<\0?\0x\0m"sv)) {
    return Encoding{"UTF-16BE text without byte order mark", narrowed(sample, 2, 1)};
  }
  // XML says itself that it is text; what else is in it is for its examination.
  if (sample.starts_with("<?xml")) return Encoding{"text", std::string(sample.substr(0, 2048))};

  std::size_t zeros_even = 0, zeros_odd = 0, controls = 0, high = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const auto c = static_cast<unsigned char>(sample[i]);
    if (c == 0) ++(i % 2 == 0 ? zeros_even : zeros_odd);
    if (is_control(c)) ++controls;
    if (c >= 0x80) ++high;
  }
  const std::size_t zeros = zeros_even + zeros_odd;
  // Cyrillic UTF-16 has a 04 beside each letter and a 00 beside each blank.
  if (zeros > 0 && sample.size() >= 8) {
    for (const bool little : {true, false}) {
      std::size_t plausible = 0;
      for (std::size_t i = 0; i + 1 < sample.size(); i += 2) {
        const auto top = static_cast<unsigned char>(sample[little ? i + 1 : i]);
        const auto low = static_cast<unsigned char>(sample[little ? i : i + 1]);
        if (top == 4 || (top == 0 && !is_control(low) && low != 0)) ++plausible;
      }
      if (plausible * 2 * 100 >= sample.size() / 2 * 2 * 98) {
        return Encoding{little ? "UTF-16LE text without byte order mark"
                               : "UTF-16BE text without byte order mark",
                        narrowed(sample, 2, little ? 0 : 1)};
      }
    }
    return std::nullopt;
  }
  if (controls * 200 > sample.size()) return std::nullopt;  // more than half a percent
  std::string_view whole = sample;
  if (cut) {  // the last character may be cut in two
    for (int i = 0; i < 3 && !whole.empty() && (whole.back() & 0xC0) == 0x80; ++i) {
      whole.remove_suffix(1);
    }
    if (!whole.empty() && static_cast<unsigned char>(whole.back()) >= 0xC0) whole.remove_suffix(1);
  }
  if (high == 0) return Encoding{"ASCII text", std::string(sample.substr(0, 2048))};
  if (is_utf8(whole)) return Encoding{"UTF-8 text", std::string(sample.substr(0, 2048))};
  // One byte a letter: text has blanks and line ends, and no controls at all.
  const auto blanks =
      static_cast<std::size_t>(std::count_if(sample.begin(), sample.end(), [](char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
      }));
  if (controls > 0 || (sample.size() > 64 && blanks * 50 < sample.size())) return std::nullopt;
  return Encoding{"8-bit text", std::string(sample.substr(0, 2048))};
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

}  // namespace

std::optional<TextKind> text_kind_of(std::string_view sample, bool cut) {
  if (sample.empty()) return std::nullopt;
  const std::optional<Encoding> encoding = encoding_of(sample, cut);
  if (!encoding) return std::nullopt;
  std::string_view text = encoding->beginning;
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f"), text.size()));
  const std::string start = lower(text.substr(0, 1024));
  const auto says = [&](std::string_view what) {
    return std::string(encoding->name) + ", begins with " + std::string(what);
  };
  const bool html_root = start.find("<html") != std::string::npos;
  if (start.starts_with("<?xml")) {
    if (html_root) return TextKind{"fmt/102", says("<?xml and <html")};
    if (start.find("<svg") != std::string::npos) return TextKind{"fmt/92", says("<?xml and <svg")};
    return TextKind{"fmt/101", says("<?xml")};
  }
  if (start.starts_with("<!doctype html>")) return TextKind{"fmt/471", says("<!DOCTYPE html>")};
  if (start.starts_with("<!doctype html") || start.starts_with("<html")) {
    const bool xhtml = start.find("xhtml") != std::string::npos;
    return TextKind{xhtml ? "fmt/102"sv : "fmt/96"sv, says(start.substr(0, 14))};
  }
  if (start.starts_with("<svg")) return TextKind{"fmt/92", says("<svg")};
  return TextKind{"", std::string(encoding->name)};
}

}  // namespace delo::validators
