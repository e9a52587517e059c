// What a font program in the Compact Font Format (Adobe Technical Note 5176) says of its codes.
#pragma once

#include <string_view>

namespace delo::validators::pdf {

// true: its codes are those of the standard encoding (§ 12).  false: of another one, of none, or
// the program can't be read so far.
bool cff_is_standard(std::string_view program);

}  // namespace delo::validators::pdf
