// What a later version takes back of the restrictions that the version before states.
#pragma once

#include <vector>

#include "core/records/finding.h"
#include "core/records/rights.h"

namespace delo::ingest {

// rights.loosened, one for each act of a file, or of the item, that is less restricted `now`
// than `before`, whatever the cause: a row that says otherwise, one that counts for another
// file now, a table that can't be read any more.  What is said of a file goes before what is
// said of the item.  `version` is that of `before`.  PREMIS 3.0 rightsGranted.
std::vector<Finding> loosened_rights(const std::vector<RightsStatement>& before,
                                     const std::vector<RightsStatement>& now, int version);

}  // namespace delo::ingest
