// Do the holdings have a package for the leaves of an item?
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/records/item.h"
#include "holdings/holdings.h"

namespace delo::ingest {

struct HeldReference {
  Finding finding;  // "batch.reference.held"
  holdings::PackageEntry oldest;
  bool only = true;  // no other package has these leaves
  std::vector<holdings::PackageEntry> all;  // the oldest too, by id
};

// Asked for when the reference of an item names none.
using LeavesOf = std::function<Result<std::vector<Leaf>>()>;

// Of an item whose files are all at hand.  Borrows it.
LeavesOf leaves_of_masters_in(const Item& item);

// Packages of the holdings for leaves of this item, told by the oldest: it is the oldest
// whenever it is asked for, and the finding the same.  `counts`: whether a package is to be
// told of at all.
Result<std::optional<HeldReference>> held_already(
    const Item& item, const LeavesOf& leaves_of_masters, holdings::Holdings& holdings,
    const std::function<bool(const holdings::PackageSummary&)>& counts);

}  // namespace delo::ingest
