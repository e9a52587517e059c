// Is a batch still what was planned?
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/bytes/spool.h"
#include "holdings/holdings.h"
#include "ingest/planning/plan_file.h"
#include "policies/policy.h"

namespace delo::ingest {

struct PlanChanges {
  std::uint64_t count = 0;
  std::vector<std::string> first;  // at most kToldChanges, a phrase each, safe for a terminal
};
inline constexpr std::size_t kToldChanges = 20;

// Compares names, sizes and times of every file, what lists and descriptions say, and
// whether the holdings have got leaves or bytes of the batch meanwhile.  Reads no content.
// Errors as PlanReader, kIo, kCancelled.
Result<PlanChanges> changes_since(PlanReader& plan, const Batch& batch,
                                  holdings::Holdings& holdings, RunContext& run);

// The same of a batch that is one file, before it is unpacked.
Result<PlanChanges> archive_changes_since(const PlanHead& head, const std::filesystem::path& batch);

// Items that a plan found not to be accepted as they are: its policy rejects them.
class LeftOut {
 public:
  // Error as PlanReader.
  static Result<LeftOut> of(PlanReader& plan, const Policy& policy);
  bool has(const ItemId& item) const { return places_.contains(item.value); }
  // As planned, its decision too.  REQUIRES: has(item)
  Result<PlannedItem> planned(const ItemId& item, const Policy& policy) const;

 private:
  Spool spool_;
  std::map<std::string, std::pair<std::uint64_t, std::size_t>> places_;
};

}  // namespace delo::ingest
