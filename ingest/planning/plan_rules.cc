#include "ingest/planning/plan_rules.h"

#include <array>

namespace delo::ingest {
namespace {

constexpr std::array kRules = {
    Rule{"plan.same-bytes", Severity::kWarning, "",
         "No two scans or texts of a batch have the same bytes",
         "a file was copied in the place of another, or a delo is in the batch twice",
         "Compare the files; have the missing leaf scanned, or leave one of the two out",
         Remedier::kProducer},
    Rule{"plan.held-bytes", Severity::kWarning, "", "The holdings have no file of the same bytes",
         "the file was delivered before, alone or with another delo",
         "Compare the item with the package that has the file; leave it out if it is the same",
         Remedier::kArchivist},
    Rule{"plan.left-out", Severity::kInfo, "", "Of a plan, what it calls not ready is left out",
         "the plan found what the policy rejects, and the plan was carried out all the same",
         "Have the item put right and make a new plan; ingest without --plan sets it aside for "
         "delo decide",
         Remedier::kArchivist},
    Rule{"plan.changed", Severity::kError, "", "An item is taken as it was planned, or not at all",
         "somebody wrote to the delivery while the plan was carried out",
         "Find out who changes the delivery and have it left alone; then make a new plan",
         Remedier::kArchivist},
};

}  // namespace

std::span<const Rule> plan_rules() { return kRules; }
const Rule& rule_same_bytes() { return kRules[0]; }
const Rule& rule_held_bytes() { return kRules[1]; }
const Rule& rule_left_out() { return kRules[2]; }
const Rule& rule_changed() { return kRules[3]; }

}  // namespace delo::ingest
