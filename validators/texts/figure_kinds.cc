#include "validators/texts/figure_kinds.h"

#include <algorithm>
#include <charconv>

#include "validators/text/figure_words.h"

namespace delo::validators {
namespace {

constexpr std::string_view kNumero = "№";

}  // namespace

FigureKind kind_of(const TextFigure& figure) {
  if (figure.kind == TextFigureKind::kDate) return FigureKind::kDate;
  if (figure.kind == TextFigureKind::kSection) return FigureKind::kSection;
  const std::string_view value = figure.value;
  if (value.starts_with('~') || value.starts_with('?')) return FigureKind::kCounterpart;
  if (value.starts_with(kNumero)) return FigureKind::kName;
  if (value.find(':') != std::string_view::npos) return FigureKind::kTime;
  const bool numeral = !value.empty() && value.find_first_not_of("IVX") == std::string_view::npos;
  return numeral ? FigureKind::kNumeral : FigureKind::kNumber;
}

std::string_view bare_value(const TextFigure& figure) {
  std::string_view value = figure.value;
  if (value.starts_with('~') || value.starts_with('?')) return value.substr(1);
  return value.starts_with(kNumero) ? value.substr(kNumero.size()) : value;
}

std::string joined(std::string_view name) {
  std::string out;
  std::copy_if(name.begin(), name.end(), std::back_inserter(out), [](char c) { return c != '/'; });
  return out;
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<int> value_of_numeral(std::string_view numeral) {
  return text::roman_number(std::u32string(numeral.begin(), numeral.end()));
}

std::optional<ClockTime> clock_time(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto hour = whole_number(text.substr(0, colon));
  const auto minute = whole_number(text.substr(colon + 1));
  if (!hour || !minute || *hour > 99 || *minute > 99) return std::nullopt;
  // What is no hour stays as it is, so as to be none of the other text.
  const int shown = static_cast<int>(*hour);
  return ClockTime{shown <= 24 ? shown % 12 : shown, static_cast<int>(*minute)};
}

FigureDate date_of(std::string_view text) {
  if (text.starts_with("--") && text.size() == 7) return {"", text.substr(2, 2), text.substr(5, 2)};
  if (text.size() == 7) return {text.substr(0, 4), text.substr(5, 2), ""};
  if (text.size() == 10) return {text.substr(0, 4), text.substr(5, 2), text.substr(8, 2)};
  return {};
}

bool same_date(const FigureDate& a, const FigureDate& b) {
  const auto agree = [](std::string_view x, std::string_view y) {
    return x.empty() || y.empty() || x == y;
  };
  if (!agree(a.year, b.year)) return false;
  if (agree(a.month, b.month) && agree(a.day, b.day)) return true;
  return !a.day.empty() && !b.day.empty() && a.month == b.day && a.day == b.month;
}

}  // namespace delo::validators
