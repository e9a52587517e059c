// Dates of descriptions, as far as a search needs them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace delo::holdings {

// First and last day, both included: "1951-01-01", "1951-12-31".
struct DateSpan {
  std::string from, to;
  bool operator==(const DateSpan&) const = default;
};

// What the dates in a text span: "1951", "1951-01", "1951-01-19", "19.01.1951",
// "1951-01/1952", "1951..1952", "1949-1951", "19 января 1951 г." (the year).  Years are of four
// digits, 1000 … 2999.  Nothing: no date is there.
std::optional<DateSpan> date_span_of(std::string_view text);

// The same for what somebody asks for: "1951..", "..1952" are open at one end.  Nothing: that
// is no date.
std::optional<DateSpan> asked_dates(std::string_view text);

}  // namespace delo::holdings
