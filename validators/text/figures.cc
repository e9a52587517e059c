#include "validators/text/figures.h"

#include <cstdint>
#include <cstdio>
#include <optional>
#include <utility>

#include "validators/text/figure_names.h"
#include "validators/text/figure_times.h"
#include "validators/text/figure_tokens.h"
#include "validators/text/figure_words.h"

namespace delo::validators::text {
namespace {

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
  explicit FigureReader(std::string_view paragraph) : tokens_(paragraph) {}

  std::vector<FoundFigure> read() {
    for (std::size_t i = 0; i < tokens_.size();) i = read_at(i);
    return std::move(found_);
  }

 private:
  const FigureToken& at(std::size_t i) const { return tokens_.at(i); }
  bool is(std::size_t i, char32_t c) const { return tokens_.is(i, c); }
  bool number(std::size_t i, std::size_t fewest, std::size_t most) const {
    return tokens_.number(i, fewest, most);
  }
  bool word(std::size_t i) const { return tokens_.word(i); }
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
    using Kind = FigureToken::Kind;
    const FigureToken& token = at(i);
    if (const std::size_t sign = number_sign_at(tokens_, i)) return read_names(i, sign);
    if (token.kind == Kind::kWord) return read_word(i);
    if (token.kind != Kind::kNumber) return i + 1;
    if (auto time = time_at(tokens_, i)) {
      add(TextFigureKind::kNumber, std::move(time->value), i);
      return time->next;
    }
    if (const std::size_t next = read_numeric_date(i)) return next;
    if (const std::size_t next = read_day_month(i)) return next;
    if (const std::size_t next = read_section(i)) return next;
    return read_number(i);
  }

  std::size_t read_names(std::size_t i, std::size_t length) {
    FigureNames names = names_at(tokens_, i, length);
    for (FigureName& name : names.names) {
      add(TextFigureKind::kNumber, std::move(name.value), name.token);
    }
    return names.next;
  }

  std::size_t read_word(std::size_t i) {
    const FigureToken& token = at(i);
    if (const auto value = roman_at(i)) {
      add(TextFigureKind::kNumber, *value, i);
      return i + 1;
    }
    if (!begins_like_figure_word(token.text)) return i + 1;
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
    if (const auto value = number_in_words(token.text)) {
      add(TextFigureKind::kNumber, "~" + std::to_string(*value), i);
    }
    return i + 1;
  }

  // "XVIII", as the other text has "18th".
  std::optional<std::string> roman_at(std::size_t i) const {
    constexpr std::u32string_view kFirst = U"ivxіх";
    const FigureToken& token = at(i);
    if (token.text.size() < 2 || kFirst.find(token.text[0]) == kFirst.npos) return std::nullopt;
    if (token.text.size() > 12) return std::nullopt;
    const auto value = roman_number(tokens_.as_written(i));
    if (!value) return std::nullopt;
    return roman_numeral(*value);
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
      month = month_in_roman(at(i + 2).text).value_or(month_of(at(i + 2).text).value_or(0));
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
    if (!word(i + 2) || !at(i + 2).space_before || !tokens_.is_capital(i + 2)) return 0;
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

  // A paragraph that is a number, "- 37 -": of a page.
  bool stands_alone(std::size_t i) const {
    const auto dash = [&](std::size_t k) {
      return is(k, U'-') || is(k, U'–') || is(k, U'—') || is(k, U'.');
    };
    const bool first = i == 0 || (i == 1 && dash(0));
    const bool last = i + 1 == tokens_.size() || (i + 2 == tokens_.size() && dash(i + 1));
    return first && last && number(i, 1, 3);
  }

  std::size_t read_number(std::size_t i) {
    if (stands_alone(i)) {
      add(TextFigureKind::kNumber, "?" + std::to_string(value_of(at(i).text)), i);
      return i + 1;
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

  FigureTokens tokens_;
  std::vector<FoundFigure> found_;
};

}  // namespace

std::vector<FoundFigure> figures_in(std::string_view paragraph) {
  return FigureReader(paragraph).read();
}

}  // namespace delo::validators::text
