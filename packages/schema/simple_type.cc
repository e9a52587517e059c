#include "packages/schema/simple_type.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace delo::packages {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t kMostDigits = 1000;  // of a number, leading zeros included

using T = SimpleType;
constexpr std::array kNames = {
    std::pair{std::string_view("string"), T::kString},
    std::pair{std::string_view("ID"), T::kId},
    std::pair{std::string_view("IDREF"), T::kIdref},
    std::pair{std::string_view("IDREFS"), T::kIdrefs},
    std::pair{std::string_view("NCName"), T::kNcName},
    std::pair{std::string_view("dateTime"), T::kDateTime},
    std::pair{std::string_view("integer"), T::kInteger},
    std::pair{std::string_view("positiveInteger"), T::kPositiveInteger},
    std::pair{std::string_view("nonNegativeInteger"), T::kNonNegativeInteger},
    std::pair{std::string_view("long"), T::kLong},
    std::pair{std::string_view("int"), T::kInt},
    std::pair{std::string_view("anyURI"), T::kUri},
    std::pair{std::string_view("anyURIs"), T::kUris},
    std::pair{std::string_view("language"), T::kLanguage},
    std::pair{std::string_view("base64Binary"), T::kBase64}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// One character of UTF-8, cut off `rest`; the reader has seen that it is sound.
char32_t next_character(std::string_view& rest) {
  const auto lead = static_cast<unsigned char>(rest.front());
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t c = size == 1 ? lead : lead & (0x7FU >> size);
  for (std::size_t i = 1; i < std::min(size, rest.size()); ++i) {
    c = (c << 6) | (static_cast<unsigned char>(rest[i]) & 0x3FU);
  }
  rest.remove_prefix(std::min(size, rest.size()));
  return c;
}

// XML 1.0 5th edition, productions 4 and 4a, without the colon.
bool begins_name(char32_t c) {
  if (c < 0x80) return is_letter(static_cast<char>(c)) || c == '_';
  return (c >= 0xC0 && c <= 0xD6) || (c >= 0xD8 && c <= 0xF6) || (c >= 0xF8 && c <= 0x2FF) ||
         (c >= 0x370 && c <= 0x37D) || (c >= 0x37F && c <= 0x1FFF) ||
         (c >= 0x200C && c <= 0x200D) || (c >= 0x2070 && c <= 0x218F) ||
         (c >= 0x2C00 && c <= 0x2FEF) || (c >= 0x3001 && c <= 0xD7FF) ||
         (c >= 0xF900 && c <= 0xFDCF) || (c >= 0xFDF0 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0xEFFFF);
}
bool goes_on_in_name(char32_t c) {
  return begins_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == 0xB7 ||
         (c >= 0x300 && c <= 0x36F) || (c >= 0x203F && c <= 0x2040);
}

bool is_name(std::string_view text) {
  if (text.empty() || !begins_name(next_character(text))) return false;
  while (!text.empty()) {
    if (!goes_on_in_name(next_character(text))) return false;
  }
  return true;
}

// Digits that are read off the front of a date.
class Fields {
 public:
  explicit Fields(std::string_view text) : rest_(text) {}
  bool skip(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // Exactly two digits; -1 when there are none.
  int two() {
    if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) return -1;
    const int value = (rest_[0] - '0') * 10 + (rest_[1] - '0');
    rest_.remove_prefix(2);
    return value;
  }
  std::string_view digits() {
    const std::size_t end = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
    const std::string_view found = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return found;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

int days_in(std::string_view year, int month) {
  constexpr std::array kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month != 2) return kDays[static_cast<std::size_t>(month - 1)];
  int rest = 0;  // the year modulo 400
  for (const char c : year) rest = (rest * 10 + (c - '0')) % 400;
  return rest % 4 == 0 && (rest % 100 != 0 || rest == 0) ? 29 : 28;
}

bool is_zone(Fields& at) {
  if (at.at_end() || at.skip('Z')) return at.at_end();
  if (!at.skip('+') && !at.skip('-')) return false;
  const int hour = at.two();
  if (!at.skip(':')) return false;
  const int minute = at.two();
  if (hour < 0 || minute < 0 || minute > 59 || !at.at_end()) return false;
  return hour < 14 || (hour == 14 && minute == 0);
}

// XML Schema 1.0 Part 2 §3.2.7: no year 0, 24:00:00 only as a whole.
bool is_date_and_time(std::string_view text) {
  Fields at(text);
  at.skip('-');
  const std::string_view year = at.digits();
  if (year.size() < 4 || (year.size() > 4 && year.front() == '0')) return false;
  if (year.find_first_not_of('0') == std::string_view::npos || !at.skip('-')) return false;
  const int month = at.two();
  if (month < 1 || month > 12 || !at.skip('-')) return false;
  const int day = at.two();
  if (day < 1 || day > days_in(year, month) || !at.skip('T')) return false;
  const int hour = at.two();
  if (!at.skip(':')) return false;
  const int minute = at.two();
  if (!at.skip(':')) return false;
  const int second = at.two();
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 59) return false;
  bool fraction = false;
  if (at.skip('.')) {
    const std::string_view digits = at.digits();
    if (digits.empty()) return false;
    fraction = digits.find_first_not_of('0') != std::string_view::npos;
  }
  if (hour == 24 && (minute != 0 || second != 0 || fraction)) return false;
  return is_zone(at);
}

// An integer; `most` and `least` are its greatest and smallest value without sign,
// empty for none.
bool is_integer(std::string_view text, std::string_view most, std::string_view least) {
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || text.size() > kMostDigits || !std::ranges::all_of(text, is_digit)) {
    return false;
  }
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  const std::string_view limit = negative ? least : most;
  if (limit.empty()) return true;
  return text.size() < limit.size() || (text.size() == limit.size() && text <= limit);
}

bool is_sound_port_and_host(std::string_view authority) {
  authority.remove_prefix(std::min(authority.rfind('@') + 1, authority.size()));
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos) return false;
    authority.remove_prefix(end + 1);
    if (authority.empty()) return true;
  }
  const std::size_t colon = authority.find(':');
  if (colon == std::string_view::npos) return authority.find_first_of("[]") == colon;
  const std::string_view port = authority.substr(colon + 1);
  return std::ranges::all_of(port, is_digit) &&
         authority.substr(0, colon).find_first_of("[]") == std::string_view::npos;
}

// XML Schema 1.0 Part 2 §3.2.17 refers to RFC 2396 after what isn't ASCII, and blanks,
// are escaped (XLink 1.0 §5.4): so these are sound here.
bool is_uri(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') continue;
    if (text.size() - i < 3 || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
  }
  const std::size_t hash = text.find('#');
  if (hash != std::string_view::npos &&
      text.substr(hash + 1).find_first_of("#[]") != std::string_view::npos) {
    return false;
  }
  text = text.substr(0, hash);
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos && text.find_first_of("/?") > colon) {
    const std::string_view scheme = text.substr(0, colon);
    if (scheme.empty() || !is_letter(scheme.front()) || !std::ranges::all_of(scheme, [](char c) {
          return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
        })) {
      return false;
    }
    text.remove_prefix(colon + 1);
  }
  if (text.starts_with("//")) {
    text.remove_prefix(2);
    const std::size_t end = std::min(text.find_first_of("/?"), text.size());
    if (!is_sound_port_and_host(text.substr(0, end))) return false;
    text.remove_prefix(end);
  }
  return text.find_first_of("[]") == std::string_view::npos;
}

// RFC 3066 §2.1: letters, then letters and digits, eight at most; xml:lang may be empty.
bool is_language(std::string_view text) {
  if (text.empty()) return true;
  for (bool first = true; true; first = false) {
    const std::size_t end = std::min(text.find('-'), text.size());
    const std::string_view part = text.substr(0, end);
    if (part.empty() || part.size() > 8 || !std::ranges::all_of(part, [first](char c) {
          return is_letter(c) || (!first && is_digit(c));
        })) {
      return false;
    }
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
  }
}

bool is_each(std::string_view text, bool (*is)(std::string_view), bool may_be_none) {
  std::string_view word = next_word(text);
  if (word.empty()) return may_be_none;
  for (; !word.empty(); word = next_word(text)) {
    if (!is(word)) return false;
  }
  return true;
}

}  // namespace

std::optional<SimpleType> simple_type_named(std::string_view name) {
  const auto found = std::ranges::find(kNames, name, &std::pair<std::string_view, T>::first);
  return found != kNames.end() ? std::optional(found->second) : std::nullopt;
}

std::string_view description_of(SimpleType type) {
  switch (type) {
    case T::kString:
      return "text";
    case T::kEnumeration:
      return "a word of a list";
    case T::kId:
    case T::kIdref:
    case T::kNcName:
      return "an XML name without a colon";
    case T::kIdrefs:
      return "the IDs of elements, blanks between them";
    case T::kDateTime:
      return "a date and time like 2026-01-31T12:00:00Z";
    case T::kInteger:
      return "a whole number";
    case T::kPositiveInteger:
      return "a whole number from 1";
    case T::kNonNegativeInteger:
      return "a whole number from 0";
    case T::kLong:
      return "a whole number of 64 bits";
    case T::kInt:
      return "a whole number of 32 bits";
    case T::kUri:
    case T::kUris:
      return "an address with every other character percent-encoded";
    case T::kLanguage:
      return "a language tag like ru or en-GB";
    case T::kBase64:
      return "base64";
  }
  return "";
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::string_view next_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
  const std::size_t end = std::min(rest.find_first_of(kBlanks), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end);
  return word;
}

bool is_valid(SimpleType type, std::string_view value) {
  const std::string_view text = without_blanks(value);
  switch (type) {
    case T::kString:
    case T::kEnumeration:
      return true;
    case T::kId:
    case T::kIdref:
    case T::kNcName:
      return is_name(text);
    case T::kIdrefs:
      return is_each(text, is_name, false);
    case T::kDateTime:
      return is_date_and_time(text);
    case T::kInteger:
      return is_integer(text, {}, {});
    case T::kPositiveInteger:
      return is_integer(text, {}, "0") && text.find_first_of("123456789") != text.npos;
    case T::kNonNegativeInteger:
      return is_integer(text, {}, "0");
    case T::kLong:
      return is_integer(text, "9223372036854775807", "9223372036854775808");
    case T::kInt:
      return is_integer(text, "2147483647", "2147483648");
    case T::kUri:
      return is_uri(text);
    case T::kUris:
      return is_each(text, is_uri, true);
    case T::kLanguage:
      return is_language(text);
    case T::kBase64: {
      Base64Check check;
      check.add(text);
      return check.is_whole();
    }
  }
  return false;
}

void Base64Check::add(std::string_view text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (const char c : text) {
    if (kBlanks.find(c) != std::string_view::npos) continue;
    ++digits_;
    if (c == '=') {
      // Two at most, at the end, and behind a digit whose spare bits are zero.
      ++padding_;
      const auto place = (digits_ - 1) % 4;
      if (place < 2 || padding_ > 2) sound_ = false;
      if (padding_ == 1 && (last_ & (place == 2 ? 0xF : 0x3)) != 0) sound_ = false;
      continue;
    }
    const std::size_t value = kDigits.find(c);
    if (value == std::string_view::npos || padding_ > 0) {
      sound_ = false;
      continue;
    }
    last_ = static_cast<int>(value);
  }
}

}  // namespace delo::packages
