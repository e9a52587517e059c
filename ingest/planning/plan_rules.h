// What a plan finds beside what reception and examination find.
#pragma once

#include <span>

#include "core/records/finding.h"

namespace delo::ingest {

std::span<const Rule> plan_rules();
const Rule& rule_same_bytes();  // "plan.same-bytes"
const Rule& rule_held_bytes();  // "plan.held-bytes"
const Rule& rule_left_out();    // "plan.left-out"
const Rule& rule_changed();     // "plan.changed"

}  // namespace delo::ingest
