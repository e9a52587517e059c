// What the index of words knows besides what a search answers.
#pragma once

#include <functional>
#include <vector>

#include "holdings/catalogue/find.h"
#include "holdings/holdings.h"

namespace delo::holdings {

// Where leaves of a package are, scans and texts; either side of a leaf without one.
Result<std::vector<FindPlace>> places_of_leaves(Holdings& holdings, const PackageId& id,
                                                const std::vector<Leaf>& leaves);

// Texts that are not in the index as a whole.
Result<void> for_each_unread_text(Holdings& holdings,
                                  const std::function<void(const UnreadText&)>& visit);

}  // namespace delo::holdings
