// Station 3: what the policy, or a person, says of what was found.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "ingest/stations.h"
#include "ingest/work_folder.h"
#include "policies/policy.h"

namespace delo::ingest {

// All findings of an item in the order of its way: reception, files, leaves,
// expectations of the policy.  What examination says of documents from beside the items is
// none: it is told of the batch, and decides about no item.
Result<std::vector<Finding>> all_findings(const ExaminedItem& examined, const Policy& policy);

// What a person would decide about: the files, the policy, and what it says of them.
Result<DecisionGround> ground_of(const ExaminedItem& examined, const Policy& policy);

// "decision.overtaken": a person's decision that does not hold any more.
Finding overtaken(const RecordedDecision& recorded);

std::span<const Rule> decision_rules();

// The policy decides; a person's decision on the same findings stands above it.
// Adds the event "appraisal".
Result<DecidedItem> decide_item(ExaminedItem examined, const Policy& policy,
                                const std::optional<PersonalDecision>& person, RunContext& run);

}  // namespace delo::ingest
