// Is a batch still what was planned?
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "holdings/holdings.h"
#include "ingest/planning/item_changes.h"
#include "ingest/planning/plan_file.h"

namespace delo::ingest {

struct PlanChanges {
  std::uint64_t count = 0;
  std::vector<std::string> first;  // at most kToldChanges, a phrase each, safe for a terminal
};

// Compares names, sizes and times of every file, what lists and descriptions say, and
// whether the holdings have got leaves or bytes of the batch meanwhile.  Reads no content.
// Errors as PlanReader, kIo, kCancelled.
Result<PlanChanges> changes_since(PlanReader& plan, const Batch& batch,
                                  holdings::Holdings& holdings, RunContext& run);

// The same of a batch that is one file, before it is unpacked.
Result<PlanChanges> archive_changes_since(const PlanHead& head, const std::filesystem::path& batch);

}  // namespace delo::ingest
