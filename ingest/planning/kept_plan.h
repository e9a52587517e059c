// A plan that is carried out: what is needed of it while the items are taken up.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/bytes/spool.h"
#include "ingest/planning/item_changes.h"
#include "ingest/planning/plan_file.h"
#include "ingest/reports/run_record.h"
#include "policies/policy.h"

namespace delo::ingest {

// Memory: about 200 bytes an item; the rest is put aside in a file without a name, so that
// a plan file that changes during the run changes nothing.  Reading is safe for several
// threads at once.
class KeptPlan {
 public:
  // Errors as PlanReader.
  static Result<KeptPlan> of(PlanReader& plan, const Policy& policy);

  // The policy rejects it by what the plan found: nothing of it is to be read.
  bool leaves_out(const ItemId& item) const;
  // What the report says of it.  REQUIRES: leaves_out(item)
  Result<ItemRecord> left_out(const ItemId& item, const Policy& policy) const;

  // What of the item is not as it was planned.  Findings "plan.changed"; none: all is.
  Result<std::vector<Finding>> changes_of(const BatchItem& item, bool by_facts_alone) const;

 private:
  struct Place {
    std::uint64_t at = 0;
    std::size_t length = 0;
  };
  struct Kept {
    std::string facts;
    Place files, planned;  // `planned`: of items that are left out
  };
  Result<std::string> text_at(const Place& place) const;

  Spool spool_;
  std::map<std::string, Kept> items_;
};

// What the report says of an item that is not taken, because it is not as planned any more.
ItemRecord changed_since_plan(const BatchItem& item, std::vector<Finding> changes,
                              const Policy& policy);

}  // namespace delo::ingest
