#include "validators/text/figures.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <optional>

#include "core/records/letters.h"
#include "validators/text/utf8_writer.h"

namespace delo::validators::text {
namespace {

constexpr std::size_t kMostTokens = 20'000;

struct Token {
  enum class Kind : std::uint8_t { kNumber, kWord, kNumero, kOther };
  Kind kind = Kind::kOther;
  bool space_before = false, line_before = false;
  std::size_t begin = 0;
  std::u32string_view text;  // small letters; digits of a number
};

bool is_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x400 && c <= 0x52F) ||
         c == U'\'' || c == U'’' || (c >= 0x300 && c <= 0x36F);
}
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_blank(char32_t c) { return c <= U' ' || c == 0xA0 || c == 0x202F || c == 0x2009; }

// `small` gets the letters that tokens are views of.
std::vector<Token> tokens_of(std::string_view text, std::u32string& small) {
  std::vector<Token> out;
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
    Token token{.space_before = space, .line_before = line_start, .begin = begin, .text = {}};
    space = line_start = false;
    const std::size_t first = small.size();
    if (is_digit(c) || is_letter(c)) {
      const bool digits = is_digit(c);
      token.kind = digits ? Token::Kind::kNumber : Token::Kind::kWord;
      small += to_small(c);
      while (at < text.size()) {
        std::size_t next = at;
        c = next_code_point(text, next);
        if (digits ? !is_digit(c) : !is_letter(c)) break;
        small += to_small(c);
        at = next;
      }
    } else {
      token.kind = c == U'№' ? Token::Kind::kNumero : Token::Kind::kOther;
      small += c;
    }
    token.text = std::u32string_view(small).substr(first);
    out.push_back(token);
  }
  return out;
}

// ---- Months ----

struct Month {
  std::u32string_view stem;  // that the word begins with
  int month;
};
// Longer stems first where one begins the other; of "май", "may" the whole word counts.
constexpr std::array kMonths = {
    Month{U"январ", 1},        Month{U"феврал", 2},    Month{U"март", 3},
    Month{U"апрел", 4},        Month{U"июн", 6},       Month{U"июл", 7},
    Month{U"август", 8},       Month{U"сентябр", 9},   Month{U"октябр", 10},
    Month{U"ноябр", 11},       Month{U"декабр", 12},   Month{U"січ", 1},
    Month{U"лют", 2},          Month{U"берез", 3},     Month{U"квіт", 4},
    Month{U"трав", 5},         Month{U"черв", 6},      Month{U"лип", 7},
    Month{U"серп", 8},         Month{U"верес", 9},     Month{U"жовт", 10},
    Month{U"листопад", 11},    Month{U"груд", 12},     Month{U"january", 1},
    Month{U"february", 2},     Month{U"march", 3},     Month{U"april", 4},
    Month{U"june", 6},         Month{U"july", 7},      Month{U"august", 8},
    Month{U"september", 9},    Month{U"october", 10},  Month{U"november", 11},
    Month{U"december", 12},    Month{U"januar", 1},    Month{U"februar", 2},
    Month{U"märz", 3},         Month{U"juni", 6},      Month{U"juli", 7},
    Month{U"oktober", 10},     Month{U"dezember", 12}, Month{U"janvier", 1},
    Month{U"février", 2},      Month{U"mars", 3},      Month{U"avril", 4},
    Month{U"juin", 6},         Month{U"juillet", 7},   Month{U"août", 8},
    Month{U"septembre", 9},    Month{U"octobre", 10},  Month{U"novembre", 11},
    Month{U"décembre", 12},    Month{U"styczni", 1},   Month{U"lut", 2},
    Month{U"marc", 3},         Month{U"kwie", 4},      Month{U"czerwc", 6},
    Month{U"lipc", 7},         Month{U"sierp", 8},     Month{U"wrze", 9},
    Month{U"październik", 10}, Month{U"listopad", 11}, Month{U"grud", 12}};
// Words that are a month as a whole, abbreviations among them.
constexpr std::array kWholeMonths = {
    Month{U"май", 5},  Month{U"мая", 5},  Month{U"мае", 5},  Month{U"маю", 5},  Month{U"янв", 1},
    Month{U"фев", 2},  Month{U"февр", 2}, Month{U"мар", 3},  Month{U"апр", 4},  Month{U"авг", 8},
    Month{U"сен", 9},  Month{U"сент", 9}, Month{U"окт", 10}, Month{U"ноя", 11}, Month{U"нояб", 11},
    Month{U"дек", 12}, Month{U"may", 5},  Month{U"jan", 1},  Month{U"feb", 2},  Month{U"mar", 3},
    Month{U"apr", 4},  Month{U"jun", 6},  Month{U"jul", 7},  Month{U"aug", 8},  Month{U"sep", 9},
    Month{U"sept", 9}, Month{U"oct", 10}, Month{U"nov", 11}, Month{U"dec", 12}, Month{U"mai", 5},
    Month{U"maja", 5}, Month{U"maj", 5}};
constexpr std::array kRoman = {Month{U"i", 1}, Month{U"ii", 2}, Month{U"iii", 3}, Month{U"iv", 4},
                               Month{U"v", 5}, Month{U"vi", 6}, Month{U"vii", 7}, Month{U"viii", 8},
                               Month{U"ix", 9}, Month{U"x", 10}, Month{U"xi", 11},
                               Month{U"xii", 12},
                               // Cyrillic letters that look alike.
                               Month{U"х", 10}, Month{U"хі", 11}, Month{U"хіі", 12},
                               Month{U"іх", 9}, Month{U"і", 1}, Month{U"іі", 2}, Month{U"ііі", 3}};

template <std::size_t N>
std::optional<int> whole(const std::array<Month, N>& months, std::u32string_view word) {
  for (const Month& month : months) {
    if (word == month.stem) return month.month;
  }
  return std::nullopt;
}

// Stems may begin other words ("маршал", "lipid"): what follows must be an ending.
std::optional<int> month_of(std::u32string_view word) {
  if (const auto month = whole(kWholeMonths, word)) return month;
  for (const Month& month : kMonths) {
    if (word.starts_with(month.stem) && word.size() <= month.stem.size() + 3) return month.month;
  }
  return std::nullopt;
}

// ---- Numbers in words ----

struct NumberWord {
  std::u32string_view stem;
  int value;
};
constexpr std::array kNumberWords = {
    NumberWord{U"тринадцат", 13},    NumberWord{U"четырнадцат", 14},
    NumberWord{U"пятнадцат", 15},    NumberWord{U"шестнадцат", 16},
    NumberWord{U"семнадцат", 17},    NumberWord{U"восемнадцат", 18},
    NumberWord{U"девятнадцат", 19},  NumberWord{U"двадцат", 20},
    NumberWord{U"тридцат", 30},      NumberWord{U"сорок", 40},
    NumberWord{U"пятьдесят", 50},    NumberWord{U"пятидесят", 50},
    NumberWord{U"шестьдесят", 60},   NumberWord{U"шестидесят", 60},
    NumberWord{U"семьдесят", 70},    NumberWord{U"семидесят", 70},
    NumberWord{U"восемьдесят", 80},  NumberWord{U"девяност", 90},
    NumberWord{U"двести", 200},      NumberWord{U"двухсот", 200},
    NumberWord{U"триста", 300},      NumberWord{U"трехсот", 300},
    NumberWord{U"четыреста", 400},   NumberWord{U"пятьсот", 500},
    NumberWord{U"пятисот", 500},     NumberWord{U"шестьсот", 600},
    NumberWord{U"семьсот", 700},     NumberWord{U"восемьсот", 800},
    NumberWord{U"девятьсот", 900},   NumberWord{U"тринадцять", 13},
    NumberWord{U"двадцят", 20},      NumberWord{U"тридцят", 30},
    NumberWord{U"п'ятдесят", 50},    NumberWord{U"шістдесят", 60},
    NumberWord{U"сімдесят", 70},     NumberWord{U"вісімдесят", 80},
    NumberWord{U"двісті", 200},      NumberWord{U"п'ятсот", 500},
    NumberWord{U"thirteen", 13},     NumberWord{U"fourteen", 14},
    NumberWord{U"fifteen", 15},      NumberWord{U"sixteen", 16},
    NumberWord{U"seventeen", 17},    NumberWord{U"eighteen", 18},
    NumberWord{U"nineteen", 19},     NumberWord{U"twenty", 20},
    NumberWord{U"twentie", 20},      NumberWord{U"thirty", 30},
    NumberWord{U"thirtie", 30},      NumberWord{U"forty", 40},
    NumberWord{U"fortie", 40},       NumberWord{U"fifty", 50},
    NumberWord{U"fiftie", 50},       NumberWord{U"sixty", 60},
    NumberWord{U"sixtie", 60},       NumberWord{U"seventy", 70},
    NumberWord{U"seventie", 70},     NumberWord{U"eighty", 80},
    NumberWord{U"eightie", 80},      NumberWord{U"ninety", 90},
    NumberWord{U"ninetie", 90},      NumberWord{U"сто", 100},
    NumberWord{U"ста", 100},         NumberWord{U"сотн", 100},
    NumberWord{U"hundred", 100},     NumberWord{U"тысяч", 1000},
    NumberWord{U"тисяч", 1000},      NumberWord{U"thousand", 1000},
    NumberWord{U"миллион", 1000000}, NumberWord{U"мільйон", 1000000},
    NumberWord{U"million", 1000000}};

std::optional<int> number_in_words(std::u32string_view word) {
  for (const NumberWord& number : kNumberWords) {
    const bool exact = number.stem == U"сто" || number.stem == U"ста";
    if (exact ? word == number.stem
              : word.starts_with(number.stem) && word.size() <= number.stem.size() + 4) {
      return number.value;
    }
  }
  return std::nullopt;
}

// Most words begin like none of the tables' words.
std::size_t beginning_of(std::u32string_view word) { return (word[0] * 61 + word[1]) % 4096; }
bool begins_like_one(std::u32string_view word) {
  static const std::vector<bool> kBeginnings = [] {
    std::vector<bool> out(4096);
    for (const Month& month : kMonths) out[beginning_of(month.stem)] = true;
    for (const Month& month : kWholeMonths) out[beginning_of(month.stem)] = true;
    for (const NumberWord& number : kNumberWords) out[beginning_of(number.stem)] = true;
    return out;
  }();
  return word.size() >= 2 && kBeginnings[beginning_of(word)];
}

// "3 тысячи", "1,5 млн", "20 thousand": how many zeros.
int zeros_of(std::u32string_view word) {
  const auto starts = [&](std::u32string_view stem) { return word.starts_with(stem); };
  if (starts(U"тыс") || starts(U"тис") || starts(U"thousand")) return 3;
  if (starts(U"миллион") || starts(U"млн") || starts(U"мільйон") || starts(U"million")) return 6;
  if (starts(U"миллиард") || starts(U"млрд") || starts(U"мільярд") || starts(U"billion")) return 9;
  return 0;
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

std::string date_text(int year, int month, int day) {
  char text[32];
  if (year == 0) {
    std::snprintf(text, sizeof text, "--%02d-%02d", month, day);
  } else if (day == 0) {
    std::snprintf(text, sizeof text, "%04d-%02d", year, month);
  } else {
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  }
  return text;
}

class FigureReader {
 public:
  explicit FigureReader(std::string_view paragraph)
      : text_(paragraph), tokens_(tokens_of(paragraph, small_)) {}

  std::vector<FoundFigure> read() {
    for (std::size_t i = 0; i < tokens_.size();) i = read_at(i);
    return std::move(found_);
  }

 private:
  const Token& at(std::size_t i) const {
    static const Token kEnd;
    return i < tokens_.size() ? tokens_[i] : kEnd;
  }
  bool is(std::size_t i, char32_t c) const {
    return at(i).kind == Token::Kind::kOther && at(i).text.size() == 1 && at(i).text[0] == c;
  }
  bool number(std::size_t i, std::size_t fewest, std::size_t most) const {
    const Token& t = at(i);
    return t.kind == Token::Kind::kNumber && t.text.size() >= fewest && t.text.size() <= most;
  }
  bool word(std::size_t i) const { return at(i).kind == Token::Kind::kWord; }
  void add(TextFigureKind kind, std::string value, std::size_t token) {
    found_.push_back({kind, std::move(value), at(token).begin});
  }

  std::optional<int> day(std::size_t i) const {
    if (!number(i, 1, 2)) return std::nullopt;
    const int value = value_of(at(i).text);
    return value >= 1 && value <= 31 ? std::optional(value) : std::nullopt;
  }
  // Four digits, or two where two are usual.
  std::optional<int> year(std::size_t i, bool short_too) const {
    if (number(i, 4, 4)) {
      const int value = value_of(at(i).text);
      return value >= 1000 && value <= 2100 ? std::optional(value) : std::nullopt;
    }
    if (short_too && number(i, 2, 2)) return 1900 + value_of(at(i).text);
    return std::nullopt;
  }

  std::size_t read_at(std::size_t i) {
    const Token& token = at(i);
    if (token.kind == Token::Kind::kNumero) return after_numero(i + 1);
    if (token.kind == Token::Kind::kWord) return read_word(i);
    if (token.kind != Token::Kind::kNumber) return i + 1;
    if (const std::size_t next = read_numeric_date(i)) return next;
    if (const std::size_t next = read_day_month(i)) return next;
    if (const std::size_t next = read_section(i)) return next;
    return read_number(i);
  }

  // "№ 311/16", "№ 449": names, no quantities.
  std::size_t after_numero(std::size_t i) const {
    if (i > 0 && at(i - 1).line_before && at(i - 1).kind == Token::Kind::kNumero) {
      while (i < tokens_.size() && !at(i).line_before) ++i;
      return i;
    }
    const auto joins = [&](std::size_t k) {
      return (is(k, U'/') || is(k, U'-') || is(k, U'.')) && !at(k).space_before &&
             number(k + 1, 1, 99) && !at(k + 1).space_before;
    };
    while (number(i, 1, 99) || joins(i)) ++i;
    return i;
  }

  std::size_t read_word(std::size_t i) {
    const Token& token = at(i);
    if (!begins_like_one(token.text) && token.text[0] != U'n') return i + 1;
    // "March 5, 1953" · "March 5" · "March 1953" · "март 1953 г."
    if (const auto month = month_of(token.text)) {
      std::size_t next = i + 1;
      if (is(next, U'.')) ++next;
      const auto d = day(next);
      const bool english = token.text[0] < 0x80;
      if (d && english) {
        std::size_t after = next + 1;
        if (word(after) && !at(after).space_before) ++after;  // "5th"
        std::size_t y = is(after, U',') ? after + 1 : after;
        if (const auto full = year(y, false)) {
          add(TextFigureKind::kDate, date_text(*full, *month, *d), i);
          return y + 1;
        }
        add(TextFigureKind::kDate, date_text(0, *month, *d), i);
        return after;
      }
      if (const auto y = year(next, false)) {
        add(TextFigureKind::kDate, date_text(*y, *month, 0), i);
        return next + 1;
      }
      return i + 1;
    }
    // "No. 449" names, as № does.
    if ((token.text == U"no" || token.text == U"nos") && is(i + 1, U'.') && number(i + 2, 1, 99)) {
      return after_numero(i + 2);
    }
    if (const auto value = number_in_words(token.text)) {
      add(TextFigureKind::kNumber, "~" + std::to_string(*value), i);
    }
    return i + 1;
  }

  // "5.3.53", "05.03.1953", "5/III-53", "1953-03-05", "5-III-1953".  0: none stands here.
  std::size_t read_numeric_date(std::size_t i) {
    const auto separator = [&](std::size_t k) {
      return !at(k).space_before && (is(k, U'.') || is(k, U'/') || is(k, U'-'));
    };
    if (!separator(i + 1)) return 0;
    if (number(i, 4, 4) && is(i + 1, U'-') && number(i + 2, 2, 2) && is(i + 3, U'-')) {
      const auto y = year(i, false);
      const auto d = day(i + 4);
      const int m = value_of(at(i + 2).text);
      if (!y || !d || m < 1 || m > 12) return 0;
      add(TextFigureKind::kDate, date_text(*y, m, *d), i);
      return i + 5;
    }
    const auto d = day(i);
    if (!d || !separator(i + 3) || at(i + 2).space_before) return 0;
    const auto y = year(i + 4, true);
    if (!y || at(i + 4).space_before) return 0;
    int month = 0;
    if (number(i + 2, 1, 2)) month = value_of(at(i + 2).text);
    if (word(i + 2))
      month = whole(kRoman, at(i + 2).text).value_or(month_of(at(i + 2).text).value_or(0));
    int day_of_month = *d;
    if (month > 12 && day_of_month <= 12 && is(i + 1, U'/')) std::swap(month, day_of_month);
    if (month < 1 || month > 12) return 0;
    // "12.3.53.7" is a number of some other kind.
    if (separator(i + 5) && number(i + 6, 1, 9) && !at(i + 6).space_before) return 0;
    add(TextFigureKind::kDate, date_text(*y, month, day_of_month), i);
    return i + 5;
  }

  // "5 марта 1953", "5 марта", "19 янв. 1951", "5th of March 1953".
  std::size_t read_day_month(std::size_t i) {
    const auto d = day(i);
    if (!d) return 0;
    std::size_t at_month = i + 1;
    if (word(at_month) && !at(at_month).space_before && at(at_month).text.size() <= 2) ++at_month;
    if (is(at_month, U'.')) ++at_month;  // "5. März"
    if (word(at_month) && at(at_month).text == U"of") ++at_month;
    if (!word(at_month)) return 0;
    const auto month = month_of(at(at_month).text);
    if (!month) return 0;
    std::size_t next = at_month + 1;
    if (is(next, U'.')) ++next;
    const std::size_t y = is(next, U',') ? next + 1 : next;
    if (const auto full = year(y, false)) {
      add(TextFigureKind::kDate, date_text(*full, *month, *d), i);
      return y + 1;
    }
    add(TextFigureKind::kDate, date_text(0, *month, *d), i);
    return next;
  }

  // "2. Вопрос": at the start of a line or behind the end of a sentence, before a capital.
  std::size_t read_section(std::size_t i) {
    if (!number(i, 1, 2) || !is(i + 1, U'.') || at(i + 1).space_before) return 0;
    if (!word(i + 2) || !at(i + 2).space_before || !is_capital_at(at(i + 2).begin)) return 0;
    if (!at(i).line_before) {
      const bool sentence = is(i - 1, U'.') || is(i - 1, U':') || is(i - 1, U'!') ||
                            is(i - 1, U'?') || is(i - 1, U'"') || is(i - 1, U'»');
      // "Оп. 1. Д. 337": behind an abbreviation.
      const bool abbreviation =
          i > 1 && is(i - 1, U'.') && word(i - 2) && at(i - 2).text.size() <= 3;
      if (!sentence || abbreviation || !at(i).space_before) return 0;
    }
    if (at(i + 2).text.size() <= 2 && is(i + 3, U'.') && number(i + 4, 1, 9)) return 0;
    add(TextFigureKind::kSection, std::to_string(value_of(at(i).text)), i);
    return i + 2;
  }
  bool is_capital_at(std::size_t begin) const {
    const char32_t c = next_code_point(text_, begin);
    return to_small(c) != c;
  }

  // Digits, grouped perhaps: "200.000", "1 000 000", "3,000"; decimals: "0,5".
  struct Digits {
    std::u32string whole, decimals;
    std::size_t next = 0;
  };
  Digits read_digits(std::size_t i) const {
    Digits out{std::u32string(at(i).text), {}, i + 1};
    if (out.whole.size() <= 3 && out.whole[0] != U'0') {
      char32_t mark = 0;
      while (true) {
        if (at(out.next).line_before) break;
        const bool spaced = at(out.next).space_before;
        const std::size_t group = spaced ? out.next : out.next + 1;
        const char32_t here = spaced ? U' '
                                     : (is(out.next, U'.')    ? U'.'
                                        : is(out.next, U',')  ? U','
                                        : is(out.next, U'\'') ? U'\''
                                                              : U'\0');
        if (here == 0 || (mark != 0 && here != mark) || !number(group, 3, 3)) break;
        if (!spaced && at(group).space_before) break;
        mark = here;
        out.whole += at(group).text;
        out.next = group + 1;
      }
      if (mark != 0) return out;
    }
    const bool point = !at(out.next).space_before && (is(out.next, U',') || is(out.next, U'.'));
    if (point && number(out.next + 1, 1, 9) && !at(out.next + 1).space_before) {
      out.decimals = at(out.next + 1).text;
      out.next += 2;
    }
    return out;
  }

  void multiply(Digits& digits, int zeros) const {
    for (; zeros > 0; --zeros) {
      digits.whole += digits.decimals.empty() ? U'0' : digits.decimals.front();
      if (!digits.decimals.empty()) digits.decimals.erase(0, 1);
    }
  }

  static std::string plain(const Digits& digits) {
    std::u32string_view whole = digits.whole, decimals = digits.decimals;
    while (whole.size() > 1 && whole.front() == U'0') whole.remove_prefix(1);
    while (!decimals.empty() && decimals.back() == U'0') decimals.remove_suffix(1);
    std::string out = ascii(whole.substr(0, 30));
    if (!decimals.empty()) out += "." + ascii(decimals.substr(0, 30));
    return out;
  }

  std::size_t read_number(std::size_t i) {
    // "12:00"
    if (number(i, 1, 2) && is(i + 1, U':') && number(i + 2, 2, 2) && !at(i + 2).space_before) {
      add(TextFigureKind::kNumber,
          std::to_string(value_of(at(i).text)) + ":" + ascii(at(i + 2).text), i);
      return i + 3;
    }
    std::vector<Digits> run = {read_digits(i)};
    std::vector<std::size_t> begins = {i};
    // "3-4-5000", "4-5": all of a range.
    while (run.size() < 8) {
      const std::size_t next = run.back().next;
      const bool dash = is(next, U'-') || is(next, U'–') || is(next, U'—');
      if (!dash || at(next).space_before || !number(next + 1, 1, 30) || at(next + 1).space_before) {
        break;
      }
      begins.push_back(next + 1);
      run.push_back(read_digits(next + 1));
    }
    // The last one's thousands hold for those before it.
    const std::size_t next = run.back().next;
    const int zeros = word(next) ? zeros_of(at(next).text) : 0;
    const std::u32string& last = run.back().whole;
    const bool thousands = run.size() > 1 && last.size() >= 4 && last.ends_with(U"000");
    for (std::size_t k = 0; k < run.size(); ++k) {
      if (thousands && k + 1 < run.size() && run[k].whole.size() + 3 <= last.size() &&
          run[k].decimals.empty()) {
        run[k].whole += U"000";
      }
      multiply(run[k], zeros);
      add(TextFigureKind::kNumber, plain(run[k]), begins[k]);
    }
    return zeros > 0 ? next + 1 : next;
  }

  std::string_view text_;
  std::u32string small_;  // before the tokens, which look into it
  std::vector<Token> tokens_;
  std::vector<FoundFigure> found_;
};

}  // namespace

std::vector<FoundFigure> figures_in(std::string_view paragraph) {
  return FigureReader(paragraph).read();
}

}  // namespace delo::validators::text
