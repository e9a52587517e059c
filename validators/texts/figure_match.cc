#include "validators/texts/figure_match.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace delo::validators {
namespace {

constexpr std::uint64_t kSmall = 13;  // numbers below are as often words

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

// "1951-01-19" · "1951-01" · "--01-17"
struct Date {
  std::string_view year, month, day;  // empty for none
};
Date date_of(std::string_view text) {
  if (text.starts_with("--") && text.size() == 7) return {"", text.substr(2, 2), text.substr(5, 2)};
  if (text.size() == 7) return {text.substr(0, 4), text.substr(5, 2), ""};
  if (text.size() == 10) return {text.substr(0, 4), text.substr(5, 2), text.substr(8, 2)};
  return {};
}
bool agree(std::string_view a, std::string_view b) { return a.empty() || b.empty() || a == b; }
// What both tell is the same; day and month of figures may be swapped.
bool same_date(const Date& a, const Date& b) {
  if (!agree(a.year, b.year)) return false;
  if (agree(a.month, b.month) && agree(a.day, b.day)) return true;
  return !a.day.empty() && !b.day.empty() && a.month == b.day && a.day == b.month;
}

// What the other text has, for looking up.
class Counterparts {
 public:
  explicit Counterparts(const TextMetadata& text) {
    for (const TextFigure& figure : text.figures) {
      if (figure.kind == TextFigureKind::kDate) {
        const Date date = date_of(figure.value);
        dates_.push_back(date);
        for (const std::string_view part : {date.year, date.month, date.day}) {
          if (const auto value = whole_number(part)) numbers_.insert(std::to_string(*value));
        }
      } else if (figure.value.starts_with('~')) {
        words_.insert(whole_number(std::string_view(figure.value).substr(1)).value_or(0));
      } else {
        numbers_.insert(figure.value);
      }
    }
  }

  bool has(const TextFigure& figure) const {
    if (figure.kind == TextFigureKind::kDate) {
      const Date date = date_of(figure.value);
      return std::any_of(dates_.begin(), dates_.end(),
                         [&](const Date& other) { return same_date(date, other); });
    }
    if (numbers_.contains(figure.value)) return true;
    const auto value = whole_number(figure.value);
    return value && is_in_words(*value);
  }

 private:
  // "двадцать пять" is told as its first word.
  bool is_in_words(std::uint64_t value) const {
    if (words_.contains(value)) return true;
    if (value < 100) return words_.contains(value / 10 * 10);
    for (const std::uint64_t unit : {1'000'000U, 1'000U, 100U}) {
      if (value >= unit && value % unit == 0) return words_.contains(unit);
    }
    return value < 1000 && words_.contains(value / 100 * 100);
  }

  std::set<std::string, std::less<>> numbers_;
  std::set<std::uint64_t> words_;
  std::vector<Date> dates_;
};

bool matters(const TextFigure& figure) {
  if (figure.kind == TextFigureKind::kDate) return true;
  if (figure.kind == TextFigureKind::kSection || figure.value.starts_with('~')) return false;
  // Times are told in other ways, too.
  if (figure.value.find(':') != std::string::npos) return false;
  const auto value = whole_number(figure.value);
  return !value || *value >= kSmall;
}

// Of what stands outside the body only these are looked at.
bool weighs(const TextFigure& figure) {
  if (figure.kind == TextFigureKind::kDate) return true;
  return whole_number(figure.value).value_or(0) >= 100;
}

struct Judged {
  std::vector<const TextFigure*> figures;  // that matter
  std::vector<bool> found;
  std::size_t first = 0, last = 0;  // the body: from its first to behind its last
};
Judged judged(const TextMetadata& here, const Counterparts& there) {
  Judged out;
  for (const TextFigure& figure : here.figures) {
    if (!matters(figure)) continue;
    out.figures.push_back(&figure);
    out.found.push_back(there.has(figure));
  }
  out.first = out.last = out.figures.size();
  return out;
}

bool same(const TextFigure& a, const TextFigure& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == TextFigureKind::kDate) return same_date(date_of(a.value), date_of(b.value));
  return a.value == b.value;
}

// The body of both: from the first to the last figure of the longest sequence that both have in
// one order.  A date in the heading of the one and at the end of the other is no part of it.
void find_bodies(Judged& ours, Judged& theirs) {
  constexpr std::size_t kMost = 1'500;  // figures of each; 4 MB
  const std::size_t rows = std::min(ours.figures.size(), kMost);
  const std::size_t columns = std::min(theirs.figures.size(), kMost);
  std::vector<std::uint16_t> length((rows + 1) * (columns + 1), 0);  // from here to the ends
  const auto at = [&](std::size_t i, std::size_t k) -> std::uint16_t& {
    return length[i * (columns + 1) + k];
  };
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t k = columns; k-- > 0;) {
      at(i, k) = same(*ours.figures[i], *theirs.figures[k])
                     ? static_cast<std::uint16_t>(at(i + 1, k + 1) + 1)
                     : std::max(at(i + 1, k), at(i, k + 1));
    }
  }
  bool begun = false;
  for (std::size_t i = 0, k = 0; i < rows && k < columns;) {
    if (same(*ours.figures[i], *theirs.figures[k])) {
      if (!begun) ours.first = i, theirs.first = k;
      begun = true;
      ours.last = ++i;
      theirs.last = ++k;
    } else if (at(i + 1, k) >= at(i, k + 1)) {
      ++i;
    } else {
      ++k;
    }
  }
  // What lies behind is a body, too.
  if (rows < ours.figures.size() || columns < theirs.figures.size()) {
    ours.last = ours.figures.size();
    theirs.last = theirs.figures.size();
  }
}
bool any_weighs(const Judged& text, std::size_t begin, std::size_t end, TextFigureKind kind) {
  for (std::size_t i = begin; i < end; ++i) {
    if (!text.found[i] && text.figures[i]->kind == kind && weighs(*text.figures[i])) return true;
  }
  return false;
}

// Sections in order when they count up one by one; else none.
std::vector<int> sections_of(const TextMetadata& text) {
  std::vector<int> out;
  for (const TextFigure& figure : text.figures) {
    if (figure.kind != TextFigureKind::kSection) continue;
    const auto value = static_cast<int>(whole_number(figure.value).value_or(0));
    if (!out.empty() && value <= out.back()) return {};
    out.push_back(value);
  }
  return out;
}

}  // namespace

std::vector<TextFigure> unmatched_figures(const TextMetadata& here, const TextMetadata& there) {
  const bool whole =
      here.figures_in_all == here.figures.size() && there.figures_in_all == there.figures.size();
  if (!whole) return {};
  Judged ours = judged(here, Counterparts(there));
  Judged theirs = judged(there, Counterparts(here));
  find_bodies(ours, theirs);
  std::vector<TextFigure> out;
  for (std::size_t i = 0; i < ours.figures.size(); ++i) {
    if (ours.found[i]) continue;
    const TextFigure& figure = *ours.figures[i];
    if (i < ours.first || i >= ours.last) {
      const bool head = i < ours.first;
      const std::size_t begin = head ? 0 : theirs.last;
      const std::size_t end = head ? theirs.first : theirs.figures.size();
      if (!weighs(figure) || !any_weighs(theirs, begin, end, figure.kind)) continue;
    }
    out.push_back(figure);
  }
  return out;
}

std::vector<int> unmatched_sections(const TextMetadata& here, const TextMetadata& there) {
  const std::vector<int> ours = sections_of(here), theirs = sections_of(there);
  if (ours.size() < 2 || theirs.size() < 2) return {};
  // A gap is no counting up: "12." may be a day.
  const auto counts = [](const std::vector<int>& list) {
    return list.back() - list.front() <= static_cast<int>(list.size()) + 2;
  };
  if (!counts(ours) || !counts(theirs)) return {};
  std::vector<int> out;
  for (const int section : ours) {
    if (section < theirs.front()) continue;
    if (std::find(theirs.begin(), theirs.end(), section) == theirs.end()) out.push_back(section);
  }
  return out;
}

}  // namespace delo::validators
