// The way of an item, whole, and of a batch of them.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "holdings/holdings.h"
#include "ingest/planning/plan_changes.h"
#include "ingest/reports/run_record.h"
#include "ingest/stations.h"
#include "ingest/work_folder.h"
#include "policies/policy.h"
#include "validators/isolated_examiner.h"

namespace delo::ingest {

// What one worker has at hand.  Owns nothing.
struct Bench {
  const Policy& policy;
  const Batch& batch;
  validators::IsolatedExaminer& examiner;
  holdings::Holdings& holdings;
  // What of the item is not as planned, asked again once its files were read.  Empty: no
  // plan is carried out.
  std::function<Result<std::vector<Finding>>()> changes_since_plan = {};
};

// Not as it was planned any more: nothing of it is kept.
struct ChangedItem {
  std::vector<Finding> changes;
};
using IngestedItem = std::variant<StoredItem, SetAsideItem, ChangedItem>;

// Receive, examine, decide, package, store: the lines of this function are the
// stations.  Errors are ours; whatever is wrong with the item is in the outcome.
Result<IngestedItem> ingest_item(BatchItem item, const WorkFolder& work, Bench& bench,
                                 RunContext& run);

struct IngestOrder {
  std::filesystem::path batch;
  Policy policy;
  std::filesystem::path program;  // to be executed anew for sandboxed examinations
  // A plan made before, which alone is carried out: the batch must still be as planned,
  // and what the plan calls not ready because the policy rejects it is left out.
  std::filesystem::path plan;
  // Called when it is not: the batch, or the holdings, have changed since.
  std::function<void(const PlanChanges&)> tell_changes = {};
};

// Ingests every item, `run.jobs` at a time, and writes the reports.  `acknowledge`
// is called once per item, from any thread but never twice at once, when the
// item's end is durable.  An item that we could not finish is told in its record;
// when the fault lies with the holdings themselves no further item is begun.
// Errors: kNotFound, kInvalidArgument (the batch, or it is not the planned one any more), kIo.
struct BatchOutcome {
  RunRecord record;
  std::filesystem::path report;
  // A store's copy of the ledger could not be brought up to date; all else stands.
  std::optional<Error> not_published;
};
Result<BatchOutcome> ingest_batch(const IngestOrder& order, holdings::Holdings& holdings,
                                  RunContext& run,
                                  const std::function<void(const ItemRecord&)>& acknowledge);

}  // namespace delo::ingest
