// Which file of an item shows which leaf.
#pragma once

#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"
#include "core/records/leaf_naming.h"

namespace delo::ingest {

// Fills leaf, places and blank of scans, copies and texts.  The table (item.leaf_map) counts
// first, a file that it calls none has none; a copy or text of the same name as a master is of
// its leaf; else the name tells by the policy.  A PDF whose number no leaf of the item can have
// ("337.pdf", named after the delo) shows the whole item.  REQUIRES: roles, reference and
// certificate are known.  Findings: name.too-many-leaves.
std::vector<Finding> assign_leaves(Item& item, const LeafPolicy& policy);

}  // namespace delo::ingest
