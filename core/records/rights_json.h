// Rights as JSON, for work folders; settings of packages, for what packages are named by.
#pragma once

#include "core/records/submission.h"
#include "core/result.h"
#include "core/text/json.h"

namespace delo {

Json to_json(const RightsStatement& statement);
Result<RightsStatement> rights_from(const Json& json);

// All that changes what a package holds; null when nothing is set.
Json to_json(const PackageSettings& settings);

}  // namespace delo
