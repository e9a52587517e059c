#include "core/records/edtf.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <vector>

#include "core/text/utf8.h"

namespace delo {
namespace {

constexpr std::size_t kLongest = 200;  // bytes; no date is longer

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Month {
  std::string_view begins;  // of its names, lower case
  int number;
};
constexpr std::array kMonths = {
    Month{"январ", 1},   Month{"феврал", 2},  Month{"март", 3},    Month{"апрел", 4},
    Month{"мая", 5},     Month{"май", 5},     Month{"июн", 6},     Month{"июл", 7},
    Month{"август", 8},  Month{"сентябр", 9}, Month{"октябр", 10}, Month{"ноябр", 11},
    Month{"декабр", 12}, Month{"січ", 1},     Month{"лют", 2},     Month{"берез", 3},
    Month{"квіт", 4},    Month{"трав", 5},    Month{"черв", 6},    Month{"лип", 7},
    Month{"серп", 8},    Month{"верес", 9},   Month{"жовт", 10},   Month{"листопад", 11},
    Month{"груд", 12},   Month{"jan", 1},     Month{"feb", 2},     Month{"mar", 3},
    Month{"apr", 4},     Month{"may", 5},     Month{"jun", 6},     Month{"jul", 7},
    Month{"aug", 8},     Month{"sep", 9},     Month{"oct", 10},    Month{"nov", 11},
    Month{"dec", 12}};
constexpr std::array<std::string_view, 12> kRoman = {"i",   "ii",   "iii", "iv", "v",  "vi",
                                                     "vii", "viii", "ix",  "x",  "xi", "xii"};

int month_named(std::string_view word) {
  for (const Month& month : kMonths) {
    if (word.starts_with(month.begins)) return month.number;
  }
  const auto roman = std::ranges::find(kRoman, word);
  return roman == kRoman.end() ? 0 : static_cast<int>(roman - kRoman.begin()) + 1;
}

// A day, a month, a year: as much as is told, 0 for the rest.
struct Day {
  int year = 0, month = 0, day = 0;
};

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

bool exists(const Day& d) {
  if (d.year < 100 || d.year > 2999 || d.month < 0 || d.month > 12) return false;
  if (d.day == 0) return true;
  constexpr std::array kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (d.month == 0) return false;
  const int days =
      d.month == 2 && !is_leap(d.year) ? 28 : kDays[static_cast<std::size_t>(d.month - 1)];
  return d.day >= 1 && d.day <= days;
}

std::string text_of(const Day& d) {
  std::array<char, 32> out{};
  if (d.day != 0) {
    std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", d.year, d.month, d.day);
  } else if (d.month != 0) {
    std::snprintf(out.data(), out.size(), "%04d-%02d", d.year, d.month);
  } else {
    std::snprintf(out.data(), out.size(), "%04d", d.year);
  }
  return out.data();
}

struct Token {
  enum class Kind { kNumber, kWord, kDash } kind;
  std::string text;
  bool glued = false;  // to what stands before it
};

// Words and numbers; dashes of all lengths are one.  Nothing for other characters.
std::optional<std::vector<Token>> tokens_of(std::string_view text) {
  std::vector<Token> out;
  bool gap = true;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == ' ' || c == '.' || c == ',' || c == '\t' || c == '\n' || c == '\r') {
      gap = c != '.' || gap;
      ++at;
      continue;
    }
    std::size_t end = at;
    Token::Kind kind = Token::Kind::kWord;
    if (is_digit(c)) {
      kind = Token::Kind::kNumber;
      while (end < text.size() && is_digit(text[end])) ++end;
    } else if (c == '-' || c == '/') {
      kind = Token::Kind::kDash;
      ++end;
    } else {
      while (end < text.size() && (static_cast<unsigned char>(text[end]) >= 0x80 ||
                                   (text[end] >= 'a' && text[end] <= 'z') || text[end] == '\'')) {
        ++end;
      }
    }
    if (end == at) return std::nullopt;
    out.push_back({kind, std::string(text.substr(at, end - at)), !gap});
    gap = false;
    at = end;
  }
  return out;
}

bool is_word_of_year(std::string_view w) {
  constexpr std::array<std::string_view, 13> kWords = {
      "г", "гг", "год", "года", "году", "годы", "р", "рр", "рік", "року", "роки", "years", "year"};
  return std::ranges::find(kWords, w) != kWords.end();
}

// One date without a range: day, month, year in any order that is plain.
std::optional<Day> day_in(std::vector<Token> tokens) {
  std::erase_if(tokens, [](const Token& t) { return is_word_of_year(t.text) || t.text == "of"; });
  std::erase_if(tokens, [](const Token& t) {
    return t.text == "st" || t.text == "nd" || t.text == "rd" || t.text == "th";
  });
  if (tokens.empty() || tokens.size() > 3) return std::nullopt;
  Day day;
  std::vector<std::string> numbers;
  for (const Token& token : tokens) {
    if (token.kind == Token::Kind::kDash) return std::nullopt;
    if (token.kind == Token::Kind::kNumber) {
      if (token.text.size() > 4) return std::nullopt;
      numbers.push_back(token.text);
    } else {
      if (day.month != 0) return std::nullopt;
      day.month = month_named(token.text);
      if (day.month == 0) return std::nullopt;
    }
  }
  const auto value = [&](std::size_t i) { return std::stoi(numbers[i]); };
  const auto year = std::ranges::find_if(numbers, [](const auto& n) { return n.size() >= 3; });
  if (year == numbers.end()) return std::nullopt;
  const auto at = static_cast<std::size_t>(year - numbers.begin());
  day.year = value(at);
  const std::size_t wanted = (day.month == 0 ? 3 : 2);
  if (numbers.size() == 1) return exists(day) ? std::optional(day) : std::nullopt;
  if (numbers.size() == 2 && day.month == 0) {  // "03.1953"
    day.month = value(1 - at);
    return day.month >= 1 && exists(day) ? std::optional(day) : std::nullopt;
  }
  if (numbers.size() != wanted) return std::nullopt;
  if (wanted == 2) {
    day.day = value(1 - at);
  } else if (at == 2) {  // "05.03.1953"
    day.day = value(0);
    day.month = value(1);
  } else if (at == 0) {  // "1953 03 05"
    day.month = value(1);
    day.day = value(2);
  } else {
    return std::nullopt;
  }
  return day.day >= 1 && day.month >= 1 && exists(day) ? std::optional(day) : std::nullopt;
}

bool take_word(std::string& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.erase(0, word.size());
  text.erase(0, std::min(text.find_first_not_of(" .:"), text.size()));
  return true;
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    text.replace(at, what.size(), by);
    at += by.size();
  }
}

// EDTF as it is: "1953-03-05", "1953~", "1952/..", "195X".
std::optional<std::string> as_written(const std::string& text) {
  const auto date = [](std::string_view d) {
    while (!d.empty() && (d.back() == '?' || d.back() == '~' || d.back() == '%'))
      d.remove_suffix(1);
    if (d.size() == 4 && is_digit(d[0]) && is_digit(d[1]) && (d[3] == 'X' || d[3] == 'x'))
      return true;
    const bool shape = (d.size() == 4 || (d.size() == 7 && d[4] == '-') ||
                        (d.size() == 10 && d[4] == '-' && d[7] == '-'));
    if (!shape) return false;
    for (std::size_t i = 0; i < d.size(); ++i) {
      if (i != 4 && i != 7 && !is_digit(d[i])) return false;
    }
    const auto part = [&](std::size_t at, std::size_t n) {
      return d.size() < at + n ? 0 : std::stoi(std::string(d.substr(at, n)));
    };
    const Day day{part(0, 4), part(5, 2), part(8, 2)};
    return exists(day) && (d.size() == 4 || day.month != 0) && (d.size() < 10 || day.day != 0);
  };
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return date(text) ? std::optional(text) : std::nullopt;
  const std::string from = text.substr(0, slash), to = text.substr(slash + 1);
  const auto end = [&](const std::string& d) { return d.empty() || d == ".." || date(d); };
  if (!end(from) || !end(to) || (from.size() <= 2 && to.size() <= 2)) return std::nullopt;
  const bool dates = from.size() > 2 && to.size() > 2;
  if (dates && from > to && from.find_first_of("?~%X") == std::string::npos) return std::nullopt;
  return text;
}

std::optional<std::string> decade(const std::vector<Token>& tokens) {
  // "1950-е гг.", "1950s", "1950-ті роки"
  if (tokens.size() < 2 || tokens[0].kind != Token::Kind::kNumber || tokens[0].text.size() != 4 ||
      tokens[0].text[3] != '0') {
    return std::nullopt;
  }
  std::size_t at = tokens[1].kind == Token::Kind::kDash ? 2 : 1;
  if (at >= tokens.size()) return std::nullopt;
  const std::string& end = tokens[at].text;
  if (end != "е" && end != "ые" && end != "х" && end != "s" && end != "ті" && end != "і") {
    return std::nullopt;
  }
  for (++at; at < tokens.size(); ++at) {
    if (!is_word_of_year(tokens[at].text)) return std::nullopt;
  }
  return tokens[0].text.substr(0, 3) + "X";
}

std::optional<std::string> century(const std::vector<Token>& tokens) {
  constexpr std::array<std::string_view, 21> kNumbers = {
      "x",   "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
      "xxi", "10", "11",  "12",   "13",  "14", "15",  "16",   "17",    "18"};
  if (tokens.size() < 2) return std::nullopt;
  const std::string& last = tokens.back().text;
  if (last != "в" && last != "век" && last != "века" && last != "ст" && last != "століття" &&
      last != "century") {
    return std::nullopt;
  }
  int number = 0;
  if (tokens[0].kind == Token::Kind::kNumber && tokens[0].text.size() == 2) {
    number = std::stoi(tokens[0].text);
  } else if (const auto roman = std::ranges::find(kNumbers, tokens[0].text);
             roman != kNumbers.end() && roman - kNumbers.begin() < 12) {
    number = 10 + static_cast<int>(roman - kNumbers.begin());
  }
  if (tokens.size() > 3 || number < 10 || number > 21) return std::nullopt;
  return std::to_string(number - 1) + "XX";
}

// A range whose first end may leave out what the second says: "5–10 марта 1953".
std::optional<std::string> range_in(const std::vector<Token>& tokens) {
  for (std::size_t dash = 1; dash + 1 < tokens.size(); ++dash) {
    if (tokens[dash].kind != Token::Kind::kDash) continue;
    std::vector<Token> left(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(dash));
    const std::vector<Token> right(tokens.begin() + static_cast<std::ptrdiff_t>(dash) + 1,
                                   tokens.end());
    std::optional<Day> to = day_in(right);
    std::optional<Day> from = day_in(left);
    if (from && !to && right.size() == 1 && right[0].text.size() == 2 &&
        right[0].kind == Token::Kind::kNumber && from->month == 0) {  // "1952-53"
      to = Day{from->year / 100 * 100 + std::stoi(right[0].text), 0, 0};
    }
    if (!to) continue;
    if (!from && left.size() == 1) {
      const Token& one = left[0];
      Day begin = *to;
      if (one.kind == Token::Kind::kNumber && one.text.size() <= 2 && to->day != 0) {
        begin.day = std::stoi(one.text);
      } else if (one.kind == Token::Kind::kWord && to->day == 0 && to->month != 0) {
        begin.month = month_named(one.text);
        if (begin.month == 0) continue;
      } else {
        continue;
      }
      from = begin;
    } else if (!from && to->month != 0) {  // "28 февраля – 5 марта 1953 г."
      left.push_back({Token::Kind::kNumber, std::to_string(to->year)});
      from = day_in(left);
    }
    if (!from || !exists(*from) || !exists(*to)) continue;
    const std::string first = text_of(*from), last = text_of(*to);
    if (first > last && !first.starts_with(last)) return std::nullopt;
    return first + "/" + last;
  }
  return std::nullopt;
}

std::string read(std::string text) {
  if (text.empty()) return {};
  if (auto edtf = as_written(text)) return *std::move(edtf);
  text = to_lower(text);
  for (const std::string_view dash : {"—", "–", "‒", "−", "‐", "‑", "―"})
    replace_all(text, dash, "-");
  replace_all(text, "\xC2\xA0", " ");
  bool uncertain = false, about = false, until = false, since = false;
  std::erase_if(text, [&](char c) {
    uncertain = uncertain || c == '?';
    return c == '[' || c == ']' || c == '(' || c == ')' || c == '?' || c == '<' || c == '>';
  });
  take_word(text, " ");
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view w : {"около ", "ок. ", "ок.", "приблизно ", "бл. ", "circa ",
                                     "ca. ", "ca ", "c. ", "about ", "примерно "}) {
      if (take_word(text, w)) again = about = true;
    }
    for (const std::string_view w : {"не позднее ", "не позже ", "не пізніше ", "до ", "before ",
                                     "not later than ", "not after "}) {
      if (take_word(text, w)) again = until = true;
    }
    for (const std::string_view w : {"не ранее ", "не раньше ", "не раніше ", "после ", "після ",
                                     "after ", "not earlier than ", "not before ", "с ", "from "}) {
      if (take_word(text, w)) again = since = true;
    }
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '.')) text.pop_back();
  if (auto edtf = as_written(text); edtf && text.find('/') == std::string::npos) {
    text = *edtf;
  } else {
    replace_all(text, "'s", "s");
    const auto tokens = tokens_of(text);
    if (!tokens || tokens->empty()) return {};
    std::optional<std::string> found;
    if (const auto day = day_in(*tokens)) found = text_of(*day);
    if (!found) found = decade(*tokens);
    if (!found) found = century(*tokens);
    if (!found) found = range_in(*tokens);
    if (!found) return {};
    text = *std::move(found);
  }
  if (text.find('/') != std::string::npos) return until || since || about || uncertain ? "" : text;
  if (about || uncertain) text += about && uncertain ? '%' : about ? '~' : '?';
  if (until && since) return {};
  return until ? "../" + text : since ? text + "/.." : text;
}

}  // namespace

std::string edtf_of(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n.,;";
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || text.size() > kLongest || !is_utf8(text)) return {};
  text = text.substr(begin, text.find_last_not_of(kBlanks) + 1 - std::min(begin, text.size()));
  return read(std::string(text));
}

}  // namespace delo
