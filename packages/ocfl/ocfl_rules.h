// The requirements of OCFL 1.0 and 1.1, by the codes that the specification
// publishes (E001 … E112, W001 … W016).
#pragma once

#include <span>
#include <string_view>

#include "core/records/finding.h"

namespace delo::packages::ocfl {

std::span<const Rule> ocfl_rules();

// REQUIRES: the code is one of the published ones
const Rule& ocfl_rule(std::string_view code);

}  // namespace delo::packages::ocfl
