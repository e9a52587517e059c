// Every rule of the house, for `delo rules`, policies and reports.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/records/finding.h"
#include "core/records/reference.h"

namespace delo::ingest {

struct NamedRules {
  std::string_view of;  // "tiff" "pdf" "leaves" "reception" "bag" …
  std::span<const Rule> rules;
};
std::vector<NamedRules> all_rules();
// Of a text that names no record, or not clearly (delo reference).
const Rule& reference_rule(ReferenceFault::Kind kind);
// nullptr: no such rule.
const Rule* rule_named(std::string_view id);

}  // namespace delo::ingest
