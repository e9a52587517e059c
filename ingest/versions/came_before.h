// What of a delivery the versions of a held package had already.
#pragma once

#include <map>
#include <string>

#include "ingest/stations.h"

namespace delo::ingest {

// Whether one version before the newest has every file of `delivered` (path within the item →
// SHA-256, empty for none) at its very place.  Errors: kCorrupt, kIo.
Result<bool> came_before(const std::map<std::string, std::string>& delivered,
                         const holdings::PackageEntry& package, holdings::Holdings& holdings);

// Whether the newest version has every rights table of `files` as it is there.
// Errors: kCorrupt, kIo.
Result<bool> has_rights_of(const ItemFiles& files, const holdings::PackageEntry& package,
                           holdings::Holdings& holdings);

}  // namespace delo::ingest
