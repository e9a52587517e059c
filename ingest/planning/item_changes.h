// Is an item still what was planned?
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/planning/plan_file.h"

namespace delo::ingest {

struct ItemChange {
  RelativePath path;   // within the item; empty: the item as a whole
  std::string what;    // "added" "removed" "renamed" "resized" "touched"; empty for the item
  std::string detail;  // ", planned 5 bytes, now 6 bytes"

  // "resized: d001/0037.tif, planned 5 bytes, now 6 bytes", safe for a terminal.
  std::string text(const ItemId& item) const;
};

// All are counted, the first are told.
struct ItemChanges {
  std::uint64_t count = 0;
  std::vector<ItemChange> first;  // at most kToldChanges
};
inline constexpr std::size_t kToldChanges = 20;

// Compares names, sizes and times of every file with `planned`, and what lists and
// descriptions say with `facts`.  Both lists of files in path order.  `by_facts_alone`: of
// what was unpacked from an archive, whose stamps are of the unpacking.
ItemChanges changes_of_item(const std::vector<PlannedFile>& planned, const std::string& facts,
                            const BatchItem& now, bool by_facts_alone);

// Findings "plan.changed", one for each change that is told; the last says how many more.
std::vector<Finding> findings_of(const ItemChanges& changes);

}  // namespace delo::ingest
