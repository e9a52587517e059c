// Points in time, always UTC.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace delo {

using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

// "2026-11-24T06:36:31Z"; with milliseconds "2026-11-24T06:36:31.250Z".
std::string to_iso8601(Timestamp time);
std::string to_iso8601_ms(Timestamp time);
// Reads both forms back.
std::optional<Timestamp> timestamp_of(std::string_view text);
Timestamp timestamp_of_ns(std::int64_t nanoseconds_since_1970);

}  // namespace delo
