// What a figure of a text is, and how far the other text must have it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/records/text_metadata.h"

namespace delo::validators {

enum class FigureKind : std::uint8_t {
  kNumber,       // "3000"
  kDate,         // "1951-01-19"
  kName,         // "№4512": the number of an order, a protocol
  kTime,         // "16:45"
  kNumeral,      // "XVIII"
  kCounterpart,  // "~20", "?449": the other text need not have it
  kSection,
};
FigureKind kind_of(const TextFigure& figure);

// "№311/16" and "?311/16": "311/16"; "~20": "20"; else the value as it is.
std::string_view bare_value(const TextFigure& figure);
// "311/16" as "31116": what joins the numbers of a name differs between texts.
std::string joined(std::string_view name);

std::optional<std::uint64_t> whole_number(std::string_view text);  // nothing: "0.5"
std::optional<int> value_of_numeral(std::string_view numeral);     // of "XVIII": 18

// Of "16:45"; hours by 12, as p.m. is often left out.
struct ClockTime {
  int hour = 0, minute = 0;
  bool operator==(const ClockTime&) const = default;
};
std::optional<ClockTime> clock_time(std::string_view text);

// "1951-01-19" · "1951-01" · "--01-17"
struct FigureDate {
  std::string_view year, month, day;  // empty for none
};
FigureDate date_of(std::string_view text);
// What both tell is the same; day and month of figures may be swapped.
bool same_date(const FigureDate& a, const FigureDate& b);

}  // namespace delo::validators
