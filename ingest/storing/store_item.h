// Station 5: copies in every store, ledger, catalogue; and only then the word "stored".
#pragma once

#include "holdings/holdings.h"
#include "ingest/stations.h"
#include "policies/policy.h"

namespace delo::ingest {

Result<StoredItem> store_item(PackagedItem packaged, const BatchId& batch, const Policy& policy,
                              holdings::Holdings& holdings, RunContext& run);

}  // namespace delo::ingest
