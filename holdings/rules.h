// Rules about what is kept: a damaged, missing or unexpected file in a copy, a
// ledger that was altered.
#pragma once

#include <span>
#include <string_view>

#include "core/records/finding.h"

namespace delo::holdings {

std::span<const Rule> holdings_rules();

// REQUIRES: one of ours
const Rule& holdings_rule(std::string_view id);

}  // namespace delo::holdings
