// The codes that OCFL publishes and ocfl_rules() has not: which other code tells of
// the same fault, or why no look at an object can find it.
#pragma once

#include <span>
#include <string_view>

namespace delo::packages::ocfl {

struct UntoldCode {
  std::string_view code, why;
};
std::span<const UntoldCode> untold_codes();  // in the order of the codes

}  // namespace delo::packages::ocfl
