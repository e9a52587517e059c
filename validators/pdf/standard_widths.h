// Widths of the standard fonts, which a file need not tell (ISO 32000-1 9.6.2.2).
#pragma once

#include <cstdint>
#include <string_view>

namespace delo::validators::pdf {

// Of a character of ASCII, in thousandths of the size; of other characters, and in fonts that are
// none of the fourteen, what letters have on the average.  Bold and italic count as plain: it is
// for telling words apart.
double standard_width(std::string_view font, std::uint8_t code);

}  // namespace delo::validators::pdf
