// Every rule of the validators' rooms.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/records/finding.h"

namespace delo::validators {

// One table a room: {"tiff", tiff_rules()}, …
struct RuleTable {
  std::string_view of;  // "tiff" "pdf" "text" "xml" "format" "metadata" "leaves" "examination"
  std::span<const Rule> rules;
};
std::span<const RuleTable> rule_tables();

}  // namespace delo::validators
