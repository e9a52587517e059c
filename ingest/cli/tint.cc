#include "ingest/cli/tint.h"

#include <algorithm>
#include <array>

#include "core/text/utf8.h"

namespace delo::ingest {
namespace {

constexpr std::string_view kPlain = "\x1b[0m";
// In the order of Tint.
constexpr std::array<std::string_view, 5> kTints = {"\x1b[32m", "\x1b[33m", "\x1b[31m", "\x1b[2m",
                                                    "\x1b[1m"};

// Length of the colour at the beginning of the text; 0: there is none.
std::size_t colour_at(std::string_view text) {
  if (text.starts_with(kPlain)) return kPlain.size();
  const auto found =
      std::ranges::find_if(kTints, [&](std::string_view tint) { return text.starts_with(tint); });
  return found == kTints.end() ? 0 : found->size();
}

}  // namespace

std::string tinted(std::string_view text, Tint tint, bool colour) {
  if (!colour) return std::string(text);
  std::string out(kTints[static_cast<std::size_t>(tint)]);
  return out.append(text).append(kPlain);
}

std::string safe_lines(std::string_view text, bool colour) {
  std::string out;
  while (!text.empty()) {
    if (text.front() == '\n') {
      out += '\n';
      text.remove_prefix(1);
      continue;
    }
    if (const std::size_t length = colour ? colour_at(text) : 0; length > 0) {
      out += text.substr(0, length);
      text.remove_prefix(length);
      continue;
    }
    // Up to the next that may be one of these.
    const std::size_t end = std::min(text.find_first_of("\n\x1b", 1), text.size());
    out += terminal_text(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

}  // namespace delo::ingest
