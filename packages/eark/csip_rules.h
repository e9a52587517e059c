// Every rule of E-ARK information packages.
#pragma once

#include <span>
#include <string_view>

#include "core/records/finding.h"

namespace delo::packages {

std::span<const Rule> csip_rules();

// REQUIRES: `id` is one of csip_rules()
const Rule& csip_rule(std::string_view id);

}  // namespace delo::packages
