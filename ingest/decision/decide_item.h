// Station 3: what the policy, or a person, says of what was found.
#pragma once

#include <optional>
#include <vector>

#include "ingest/stations.h"
#include "policies/policy.h"

namespace delo::ingest {

// All findings of an item in the order of its way: reception, files, leaves,
// expectations of the policy.
std::vector<Finding> all_findings(const ExaminedItem& examined, const Policy& policy);

// The policy decides; a person's decision on the same findings stands above it.
// Adds the event "appraisal".
DecidedItem decide_item(ExaminedItem examined, const Policy& policy,
                        const std::optional<PersonalDecision>& person, RunContext& run);

}  // namespace delo::ingest
