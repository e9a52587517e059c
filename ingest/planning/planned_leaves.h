// Leaves of an item that is planned: by names, tables, descriptions, and by the pages that
// headers show.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"
#include "core/records/leaf_account.h"
#include "core/records/leaf_naming.h"

namespace delo::ingest {

// By place in item.files: pages of files whose every page was met.
using PagesSeen = std::map<std::size_t, std::uint32_t>;

struct PlannedLeaves {
  std::vector<Finding> findings;
  LeafAccount account;
};

// As reception and examination will tell them, as far as that can be known.  Of files that
// may carry leaves on pages which nobody counted, nothing is told that their pages may answer.
PlannedLeaves planned_leaves(const Item& item, const LeafPolicy& policy, const PagesSeen& pages);

}  // namespace delo::ingest
