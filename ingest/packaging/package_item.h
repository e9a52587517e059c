// Station 4: the archival information package of an accepted item.
#pragma once

#include "ingest/stations.h"
#include "policies/policy.h"

namespace delo::ingest {

// Names the package, writes METS, PREMIS, descriptions and manifests into
// `folder` (emptied first), points to our copies of the files.  The package's id
// and bytes follow from the item, the policy and the program alone: no clock.
// Errors: kIo.
// `next`: the item is a held package's next version; its id stays, and what the record
// of the version before told of events and agents is told again: it is taken out of `next`.
Result<PackagedItem> package_item(AcceptedItem accepted, const Policy& policy,
                                  const std::string& producer, const std::filesystem::path& folder,
                                  RunContext& run, NextVersion* next = nullptr);

// The item has its events again, and the package has none: an event may name a million files,
// and is not held twice.  Those of packaging itself are no part of the item's.
void give_back_events(PackagedItem& packaged);

}  // namespace delo::ingest
