#include "core/text/natural_order.h"

#include <algorithm>

namespace delo {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

unsigned rank_of(char c) {
  if (c == '/') return 0;  // what is in a folder stands together
  if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return static_cast<unsigned char>(c) + 1u;
}

// Takes a run of digits off the front, without leading zeros.
std::string_view take_number(std::string_view& text) {
  const std::size_t end =
      static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

std::weak_ordering compare(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const std::string_view left = take_number(a), right = take_number(b);
      if (const auto by = left.size() <=> right.size(); by != 0) return by;
      if (const auto by = left <=> right; by != 0) return by;
      continue;
    }
    if (const auto by = rank_of(a.front()) <=> rank_of(b.front()); by != 0) return by;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.size() <=> b.size();
}

std::size_t extension_at(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  const std::size_t slash = path.rfind('/');
  const std::size_t name = slash == std::string_view::npos ? 0 : slash + 1;
  return dot == std::string_view::npos || dot <= name ? path.size() : dot;
}

}  // namespace

std::weak_ordering natural_order(std::string_view a, std::string_view b) {
  const std::size_t end_a = extension_at(a), end_b = extension_at(b);
  if (const auto by = compare(a.substr(0, end_a), b.substr(0, end_b)); by != 0) return by;
  return compare(a.substr(end_a), b.substr(end_b));
}

}  // namespace delo
