#include "holdings/catalogue/date_span.h"

#include <algorithm>
#include <vector>

namespace delo::holdings {
namespace {

struct Number {
  std::string digits;
  std::size_t begin = 0, end = 0;  // bytes
};

std::vector<Number> numbers_in(std::string_view text) {
  std::vector<Number> numbers;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    if (at == begin) {
      ++at;
      continue;
    }
    numbers.push_back({std::string(text.substr(begin, at - begin)), begin, at});
  }
  return numbers;
}

bool is_year(const Number& n) {
  return n.digits.size() == 4 && (n.digits[0] == '1' || n.digits[0] == '2');
}
bool is_between(const std::string& digits, int low, int high) {
  if (digits.empty() || digits.size() > 2) return false;
  const int value = std::stoi(digits);
  return value >= low && value <= high;
}
std::string padded(const std::string& digits) { return digits.size() == 1 ? "0" + digits : digits; }

int days_of(const std::string& year, const std::string& month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int y = std::stoi(year), m = std::stoi(month);
  const bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
  return m == 2 && leap ? 29 : kDays[m - 1];
}

class SpanReader {
 public:
  explicit SpanReader(std::string_view text) : text_(text), numbers_(numbers_in(text)) {}

  std::optional<DateSpan> read() {
    for (std::size_t i = 0; i < numbers_.size();) i += take(i);
    return span_;
  }

 private:
  bool joined(std::size_t left, char by) const {
    return left + 1 < numbers_.size() && numbers_[left + 1].begin == numbers_[left].end + 1 &&
           text_[numbers_[left].end] == by;
  }
  const std::string& digits(std::size_t i) const { return numbers_[i].digits; }

  // Reads a date that begins with the i-th number; how many numbers it has.
  std::size_t take(std::size_t i) {
    // 19.01.1951
    if (joined(i, '.') && joined(i + 1, '.') && is_year(numbers_[i + 2]) &&
        is_between(digits(i + 1), 1, 12) && is_between(digits(i), 1, 31)) {
      add_day(digits(i + 2), padded(digits(i + 1)), padded(digits(i)));
      return 3;
    }
    if (!is_year(numbers_[i])) return 1;
    const std::string& year = digits(i);
    if (!joined(i, '-') || digits(i + 1).size() != 2 || !is_between(digits(i + 1), 1, 12)) {
      add(year + "-01-01", year + "-12-31");
      return 1;
    }
    const std::string& month = digits(i + 1);
    if (joined(i + 1, '-') && digits(i + 2).size() == 2 && is_between(digits(i + 2), 1, 31)) {
      add_day(year, month, digits(i + 2));
      return 3;
    }
    add(year + "-" + month + "-01",
        year + "-" + month + "-" + std::to_string(days_of(year, month)));
    return 2;
  }

  void add_day(const std::string& year, const std::string& month, const std::string& day) {
    const std::string date = year + "-" + month + "-" + day;
    add(date, date);
  }
  void add(const std::string& from, const std::string& to) {
    if (!span_) {
      span_ = DateSpan{from, to};
      return;
    }
    span_->from = std::min(span_->from, from);
    span_->to = std::max(span_->to, to);
  }

  std::string_view text_;
  std::vector<Number> numbers_;
  std::optional<DateSpan> span_;
};

}  // namespace

std::optional<DateSpan> date_span_of(std::string_view text) { return SpanReader(text).read(); }

std::optional<DateSpan> asked_dates(std::string_view text) {
  auto span = date_span_of(text);
  if (!span) return span;
  if (text.starts_with("..")) span->from = "0000-01-01";
  if (text.ends_with("..")) span->to = "9999-12-31";
  return span;
}

}  // namespace delo::holdings
