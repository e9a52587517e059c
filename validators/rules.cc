#include "validators/rules.h"

namespace delo::validators {

std::span<const RuleTable> rule_tables() {
  static const std::vector<RuleTable> kTables = {};
  return kTables;
}

}  // namespace delo::validators
