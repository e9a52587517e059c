// The order in which people read numbered names: "p2" before "p10".
#pragma once

#include <compare>
#include <string_view>

namespace delo {

// Names or paths: folder by folder, runs of digits by their number, ASCII letters without
// case, the extension last.  Equivalent are names that differ in case or in leading zeros
// only ("p1", "P01"): nothing tells which of them comes first.
std::weak_ordering natural_order(std::string_view a, std::string_view b);

}  // namespace delo
