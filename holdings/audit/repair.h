// Repair: what is damaged or missing in a copy comes back from a copy whose file
// was just verified.  New bytes are written beside, synced and read back before
// they take their place; what stood there goes to quarantine; a good copy is
// never written to; what is damaged everywhere is left alone.
#pragma once

#include <string>
#include <vector>

#include "holdings/audit/copy_check.h"
#include "holdings/members.h"

namespace delo::holdings {

struct RepairOutcome {
  // One per fault, in the order of the faults.
  struct Item {
    bool repaired = false;
    std::string note;  // "from store-b" · "unrepairable: no store has it intact"
    bool unrepairable = false;
  };
  std::vector<Item> items;
  bool recreated = false;  // the whole copy was put anew
};

// REQUIRES: `contents` are proved by the ledger
Result<RepairOutcome> repair_copy(const Holdings::Members& members, Store& store,
                                  const PackageId& id, const CopyContents& contents,
                                  const std::vector<CopyFault>& faults,
                                  const std::filesystem::path& quarantine, std::stop_token stop);

}  // namespace delo::holdings
