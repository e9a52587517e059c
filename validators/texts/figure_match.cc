#include "validators/texts/figure_match.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "validators/texts/figure_kinds.h"

namespace delo::validators {
namespace {

constexpr std::uint64_t kSmall = 13;  // numbers below are as often words

// What the other text has, for looking up.
class Counterparts {
 public:
  explicit Counterparts(const TextMetadata& text) {
    for (const TextFigure& figure : text.figures) add(figure);
  }

  bool has(const TextFigure& figure) const {
    const std::string_view value = bare_value(figure);
    switch (kind_of(figure)) {
      case FigureKind::kDate:
        return std::any_of(dates_.begin(), dates_.end(), [&](const FigureDate& other) {
          return same_date(date_of(value), other);
        });
      case FigureKind::kName:
        return has_name(value);
      case FigureKind::kTime:
        return has_time(value);
      case FigureKind::kNumeral:
        return has_number(std::to_string(value_of_numeral(value).value_or(0)));
      case FigureKind::kNumber:
      case FigureKind::kCounterpart:
      case FigureKind::kSection:
        break;
    }
    return has_number(value);
  }

 private:
  void add(const TextFigure& figure) {
    const std::string_view value = bare_value(figure);
    switch (kind_of(figure)) {
      case FigureKind::kDate: {
        const FigureDate date = date_of(value);
        dates_.push_back(date);
        for (const std::string_view part : {date.year, date.month, date.day}) {
          if (const auto number = whole_number(part)) numbers_.insert(std::to_string(*number));
        }
        break;
      }
      case FigureKind::kTime:
        add_time(value);
        break;
      case FigureKind::kNumeral:
        numbers_.insert(std::to_string(value_of_numeral(value).value_or(0)));
        break;
      case FigureKind::kCounterpart:
        if (figure.value.starts_with('~')) {
          words_.insert(whole_number(value).value_or(0));
          break;
        }
        [[fallthrough]];
      case FigureKind::kName:
        names_.insert(joined(value));
        for_parts(value, [&](std::string_view part) { numbers_.emplace(part); });
        break;
      case FigureKind::kNumber:
      case FigureKind::kSection:
        numbers_.emplace(value);
        break;
    }
  }

  // "16:45" may be "16.45", "16-45" or, of a full hour, "16".
  void add_time(std::string_view value) {
    const auto time = clock_time(value);
    if (!time) return;
    times_.push_back(*time);
    const std::string hour(value.substr(0, value.find(':')));
    numbers_.insert(hour);
    if (time->minute == 0) return;
    numbers_.insert(std::to_string(time->minute));
    std::string decimal = hour + "." + std::string(value.substr(value.find(':') + 1));
    while (decimal.back() == '0') decimal.pop_back();
    numbers_.insert(std::move(decimal));
  }

  template <typename Do>
  static void for_parts(std::string_view name, Do take) {
    while (!name.empty()) {
      const std::size_t end = std::min(name.find('/'), name.size());
      take(name.substr(0, end));
      name.remove_prefix(std::min(end + 1, name.size()));
    }
  }

  bool has_number(std::string_view value) const {
    if (numbers_.contains(value)) return true;
    const auto number = whole_number(value);
    return number && is_in_words(*number);
  }
  bool has_name(std::string_view value) const {
    const std::string all = joined(value);
    if (names_.contains(all) || numbers_.contains(all)) return true;
    bool each = true;
    for_parts(value, [&](std::string_view part) { each = each && has_number(part); });
    return each;
  }
  bool has_time(std::string_view value) const {
    const auto time = clock_time(value);
    if (!time) return true;
    if (std::find(times_.begin(), times_.end(), *time) != times_.end()) return true;
    const std::string_view hour = value.substr(0, value.find(':'));
    const bool hour_is_there = has_number(hour) || has_number(std::to_string(time->hour)) ||
                               has_number(std::to_string(time->hour + 12));
    if (hour_is_there && (time->minute == 0 || has_number(std::to_string(time->minute)))) {
      return true;
    }
    std::string decimal = std::string(hour) + "." + std::string(value.substr(hour.size() + 1));
    while (decimal.back() == '0') decimal.pop_back();
    return numbers_.contains(decimal);
  }

  // "двадцать пять" is told as its first word.
  bool is_in_words(std::uint64_t value) const {
    if (words_.contains(value)) return true;
    if (value < 100) return words_.contains(value / 10 * 10);
    for (const std::uint64_t unit : {1'000'000U, 1'000U, 100U}) {
      if (value >= unit && value % unit == 0) return words_.contains(unit);
    }
    return value < 1000 && words_.contains(value / 100 * 100);
  }

  std::set<std::string, std::less<>> numbers_, names_;
  std::set<std::uint64_t> words_;
  std::vector<FigureDate> dates_;
  std::vector<ClockTime> times_;
};

// Whether the other text must have a figure.
enum class Weight : std::uint8_t {
  kNone,
  // Told in other ways as often: only when the other text has one of the kind too many, too.
  kWeak,
  kFull,
};
Weight weight_of(const TextFigure& figure) {
  const FigureKind kind = kind_of(figure);
  const auto number = whole_number(bare_value(figure));
  switch (kind) {
    case FigureKind::kDate:
      return Weight::kFull;
    case FigureKind::kNumber:
      return number && *number < kSmall ? Weight::kNone : Weight::kFull;
    case FigureKind::kName:
      return number && *number < kSmall ? Weight::kWeak : Weight::kFull;
    case FigureKind::kTime:
      return Weight::kWeak;
    case FigureKind::kNumeral:
      return static_cast<std::uint64_t>(value_of_numeral(figure.value).value_or(0)) < kSmall
                 ? Weight::kNone
                 : Weight::kWeak;
    case FigureKind::kCounterpart:
    case FigureKind::kSection:
      break;
  }
  return Weight::kNone;
}

struct Judged {
  std::vector<const TextFigure*> figures;  // of full weight
  std::vector<bool> found;
  std::size_t first = 0, last = 0;      // the body: from its first to behind its last
  std::vector<const TextFigure*> weak;  // not found
};
Judged judged(const TextMetadata& here, const Counterparts& there) {
  Judged out;
  for (const TextFigure& figure : here.figures) {
    const Weight weight = weight_of(figure);
    if (weight == Weight::kNone) continue;
    const bool found = there.has(figure);
    if (weight == Weight::kFull) {
      out.figures.push_back(&figure);
      out.found.push_back(found);
    } else if (!found) {
      out.weak.push_back(&figure);
    }
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

bool any_lost(const Judged& text, std::size_t begin, std::size_t end, FigureKind kind) {
  for (std::size_t i = begin; i < end; ++i) {
    if (!text.found[i] && kind_of(*text.figures[i]) == kind) return true;
  }
  return false;
}

// What both texts have in place of each other.
void add_weak(const Judged& ours, const Judged& theirs, std::vector<TextFigure>& out) {
  for (const TextFigure* figure : ours.weak) {
    const auto rival = [&](const TextFigure* other) { return kind_of(*other) == kind_of(*figure); };
    if (std::any_of(theirs.weak.begin(), theirs.weak.end(), rival)) out.push_back(*figure);
  }
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
      if (!any_lost(theirs, begin, end, kind_of(figure))) continue;
    }
    out.push_back(figure);
  }
  add_weak(ours, theirs, out);
  std::stable_sort(out.begin(), out.end(),
                   [](const TextFigure& a, const TextFigure& b) { return a.offset < b.offset; });
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
