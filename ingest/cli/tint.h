// Colours on the terminal, and nothing else that would steer it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace delo::ingest {

enum class Tint : std::uint8_t { kGood, kNote, kBad, kSoft, kBold };

// Text in a colour, where colours are wanted.
std::string tinted(std::string_view text, Tint tint, bool colour);

// Lines of text as they may go to a terminal: names and messages from outside may
// stand in them, so every control character but '\n' is shown and not sent; with
// `colour`, what tinted() writes gets through.
std::string safe_lines(std::string_view text, bool colour);

}  // namespace delo::ingest
