// What ingest would do with a batch, found out without writing anything to it or to the
// holdings.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "holdings/holdings.h"
#include "holdings/preflight.h"
#include "ingest/planning/plan_file.h"
#include "ingest/planning/planned_item.h"
#include "ingest/planning/time_estimate.h"
#include "policies/policy.h"

namespace delo::ingest {

struct PlanOrder {
  std::filesystem::path batch;
  Policy policy;
  std::string policy_name;                 // as find_policy() takes it, for the plan file
  std::filesystem::path root;              // where the holdings are or will be
  holdings::Holdings* holdings = nullptr;  // null when there are none yet
  std::filesystem::path program;           // to be executed anew for the sandbox
  std::filesystem::path output;            // the plan file; empty: none is written
};

struct Plan {
  Batch batch;
  std::string fingerprint;  // of the batch as it stands
  std::uint64_t items = 0, ready = 0, remarks = 0, not_ready = 0;
  std::uint64_t files = 0, bytes = 0, headers_seen = 0;
  holdings::Preflight ahead;  // places, disks and what would stop the run
  TimeEstimate time;          // of the items that are ready
  std::string isolation;      // the walls around the readers of headers; empty: none was asked
};

// Looks at every item, `run.jobs` at a time, and tells them in the batch's order once all
// are known.  Memory goes with the largest items and about 100 bytes a file; the rest is
// put aside in temporary files without names.  Errors: those of open_batch(); kIo;
// kInvalidArgument (the plan file would lie in the batch); kCancelled.
Result<Plan> plan_batch(const PlanOrder& order, RunContext& run,
                        const std::function<Result<void>(const PlannedItem&)>& tell);

}  // namespace delo::ingest
