// What a plan rests on beside the items: program, batch, policy, holdings and their settings.
#pragma once

#include <filesystem>
#include <string>

#include "ingest/planning/plan_file.h"
#include "policies/policy.h"

namespace delo::ingest {

// The head of a plan of this batch for the holdings in `root`, which need not be there yet;
// findings, archive and settings as they are now.  Error kIo.
Result<PlanHead> plan_head(const Batch& batch, const Policy& policy, std::string policy_name,
                           const std::filesystem::path& root);

// May this plan be carried out on this batch, into these holdings, by this program?  Error
// kInvalidArgument says what is another; kIo.
Result<void> check_ground(const PlanHead& head, const std::filesystem::path& plan,
                          const std::filesystem::path& batch, const std::filesystem::path& root);

}  // namespace delo::ingest
