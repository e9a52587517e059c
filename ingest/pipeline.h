// The way of an item, whole, and of a batch of them.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "holdings/holdings.h"
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
};

// Receive, examine, decide, package, store: the lines of this function are the
// stations.  Errors are ours; whatever is wrong with the item is in the outcome.
Result<ItemOutcome> ingest_item(BatchItem item, const WorkFolder& work, Bench& bench,
                                RunContext& run);

struct IngestOrder {
  std::filesystem::path batch;
  Policy policy;
  std::filesystem::path program;  // to be executed anew for sandboxed examinations
  // Of a plan made before: the fingerprint the batch must still have.
  std::optional<std::string> planned_fingerprint;
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

// What ingest would do, found out without writing anything.
struct PlannedItem {
  BatchItem item;
  std::vector<Finding> findings;  // reception's, leaves'
  LeafAccount leaves;             // by names alone
  PolicyDecision decision;        // as far as can be known without reading the files
};
struct Plan {
  Batch batch;
  std::string fingerprint;  // of the batch as it stands
  std::uint64_t items = 0, withheld = 0, files = 0, bytes = 0;  // withheld: as far as is known now
  std::uint64_t bytes_needed = 0, bytes_free = 0;
  std::vector<std::string> obstacles;  // what would stop the run, one sentence each
};
// `root`: where the holdings are or will be; `holdings`: null when there are none yet.
Result<Plan> plan_batch(const std::filesystem::path& path, const Policy& policy,
                        const std::filesystem::path& root, holdings::Holdings* holdings,
                        RunContext& run, const std::function<void(const PlannedItem&)>& tell);

}  // namespace delo::ingest
