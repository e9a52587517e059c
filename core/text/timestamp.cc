#include "core/text/timestamp.h"

#include <cstdio>

namespace delo {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::milliseconds;

std::string iso8601(Timestamp time, bool with_milliseconds) {
  const auto day = floor<days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(floor<milliseconds>(time - day));
  char text[64];
  int n = std::snprintf(
      text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", int(date.year()), unsigned(date.month()),
      unsigned(date.day()), static_cast<int>(clock.hours().count()),
      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  if (with_milliseconds) {
    n += std::snprintf(text + n, sizeof text - static_cast<std::size_t>(n), ".%03d",
                       static_cast<int>(clock.subseconds().count()));
  }
  return std::string(text, static_cast<std::size_t>(n)) + "Z";
}

}  // namespace

std::string to_iso8601(Timestamp time) { return iso8601(time, false); }
std::string to_iso8601_ms(Timestamp time) { return iso8601(time, true); }

std::optional<Timestamp> timestamp_of(std::string_view text) {
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, ms = 0, read = 0;
  const std::string copy(text);
  if (std::sscanf(copy.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%n", &y, &mo, &d, &h, &mi, &s, &read) !=
      6) {
    return std::nullopt;
  }
  std::string_view rest = std::string_view(copy).substr(static_cast<std::size_t>(read));
  if (rest.size() == 5 && std::sscanf(rest.data(), ".%3d", &ms) == 1) rest.remove_prefix(4);
  if (rest != "Z") return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(y),
                                         std::chrono::month(static_cast<unsigned>(mo)),
                                         std::chrono::day(static_cast<unsigned>(d))};
  if (!date.ok() || h > 23 || mi > 59 || s > 60 || h < 0 || mi < 0 || s < 0) return std::nullopt;
  return Timestamp(std::chrono::sys_days(date)) + std::chrono::hours(h) + std::chrono::minutes(mi) +
         std::chrono::seconds(s) + milliseconds(ms);
}

Timestamp timestamp_of_ns(std::int64_t nanoseconds_since_1970) {
  return floor<milliseconds>(std::chrono::sys_time<std::chrono::nanoseconds>(
      std::chrono::nanoseconds(nanoseconds_since_1970)));
}

}  // namespace delo
