// Rules about the examination itself: what a file may do to whoever looks at it.
#pragma once

#include <span>

#include "core/records/finding.h"

namespace delo::validators {

std::span<const Rule> examination_rules();

const Rule& rule_empty_file();     // examination.empty-file
const Rule& rule_crashed();        // examination.crashed
const Rule& rule_timeout();        // examination.timeout
const Rule& rule_out_of_memory();  // examination.out-of-memory
const Rule& rule_violation();      // examination.violation
const Rule& rule_text_cut();       // examination.text-cut

}  // namespace delo::validators
