#include "validators/rules.h"

#include "validators/pdf/pdf_rules.h"

namespace delo::validators {

std::span<const RuleTable> rule_tables() {
  static const std::vector<RuleTable> kTables = {
      {"pdf", pdf::pdf_rules()},
  };
  return kTables;
}

}  // namespace delo::validators
