// Every rule of BagIt Profiles.  (bagit-profiles-specification 1.0 to 1.4)
#pragma once

#include <span>

#include "core/records/finding.h"

namespace delo::packages {

namespace profile_rule {
extern const Rule kIdentifier, kUnknownKey, kNoInfo, kTagMissing, kTagRecommended, kTagValue,
    kTagRepeated, kManifestMissing, kManifestForbidden, kTagManifestMissing, kTagManifestForbidden,
    kFetchForbidden, kFetchMissing, kDataNotEmpty, kSerialization, kArchiveType, kVersion,
    kTagFileMissing, kTagFileForbidden, kPayloadFileMissing, kPayloadFileForbidden;
}  // namespace profile_rule

std::span<const Rule> profile_rules();

}  // namespace delo::packages
