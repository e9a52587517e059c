#include "ingest/rules.h"

#include <unordered_map>

#include "holdings/rules.h"
#include "ingest/decision/decide_item.h"
#include "ingest/planning/plan_rules.h"
#include "ingest/reception/receive_item.h"
#include "packages/aip.h"
#include "packages/ocfl/ocfl_rules.h"
#include "policies/decide.h"
#include "validators/rules.h"

namespace delo::ingest {
namespace {

constexpr Rule kReferenceRules[] = {
    {.id = "reference.unreadable",
     .severity = Severity::kError,
     .clause = "",
     .summary = "An archival reference names archive, fond, opis, delo and leaves in the usual way",
     .cause = "The text has another order, or abbreviations that are not known",
     .remedy = "Write it as 'APRF, f. 45, op. 1, d. 337, ll. 37-40' or "
               "'АПРФ. Ф. 45. Оп. 1. Д. 337. Лл. 37–40'",
     .who = Remedier::kArchivist},
    {.id = "reference.mixed-letters",
     .severity = Severity::kWarning,
     .clause = "",
     .summary = "The letters of a word in a reference are of one script",
     .cause = "A look-alike letter was typed on the other keyboard: a Latin c for a Cyrillic с",
     .remedy = "Type the letter again; it was read as what it was meant to be",
     .who = Remedier::kArchivist},
    {.id = "reference.read-as",
     .severity = Severity::kInfo,
     .clause = "",
     .summary = "A reference can be read in one way only",
     .cause = "The end of a range is abbreviated ('137–9'), a leaf has no number, or 'ff.' "
              "leaves open how many follow",
     .remedy = "See whether it was read as it was meant; write the numbers out if not",
     .who = Remedier::kArchivist},
};

}  // namespace

const Rule& reference_rule(ReferenceFault::Kind kind) {
  switch (kind) {
    case ReferenceFault::Kind::kMixedLetters:
      return kReferenceRules[1];
    case ReferenceFault::Kind::kRemark:
      return kReferenceRules[2];
    case ReferenceFault::Kind::kUnreadable:
      break;
  }
  return kReferenceRules[0];
}

std::vector<NamedRules> all_rules() {
  std::vector<NamedRules> out = {{"reception", reception_rules()}};
  for (const validators::RuleTable& table : validators::rule_tables()) {
    out.push_back({table.of, table.rules});
  }
  out.push_back({"decision", decision_rules()});
  out.push_back({"plan", plan_rules()});
  out.push_back({"reference", kReferenceRules});
  out.push_back({"policy", policy_rules()});
  out.push_back({"package", packages::package_rules()});
  out.push_back({"ocfl", packages::ocfl::ocfl_rules()});
  out.push_back({"holdings", holdings::holdings_rules()});
  return out;
}

const Rule* rule_named(std::string_view id) {
  static const std::unordered_map<std::string_view, const Rule*> kById = [] {
    std::unordered_map<std::string_view, const Rule*> by_id;
    for (const NamedRules& table : all_rules()) {
      for (const Rule& rule : table.rules) by_id.emplace(rule.id, &rule);
    }
    return by_id;
  }();
  const auto at = kById.find(id);
  return at == kById.end() ? nullptr : at->second;
}

}  // namespace delo::ingest
