// Every rule of bags.  (RFC 8493; 0.93 to 0.97 where they differ)
#pragma once

#include <span>

#include "core/records/finding.h"

namespace delo::packages {

namespace bag_rule {
extern const Rule kDeclarationMissing, kDeclaration, kVersion, kEncoding, kPayloadFolder,
    kPayloadEmpty, kNoManifest, kAlgorithm, kAlgorithmSkipped, kWeak, kLine, kDigest, kPath,
    kPathOutside, kStar, kDotSlash, kTwice, kTwiceSame, kNormalForm, kMissing, kUnlisted,
    kDifferent, kCollision, kSystemFile, kTagMissing, kTagDifferent, kTagPayload,
    kTagManifestIncomplete, kTagUnlisted, kInfoLine, kOxum, kOxumForm, kFetch, kFetchLine,
    kFetchUnlisted, kFetchLength;
}  // namespace bag_rule

std::span<const Rule> bag_rules();

}  // namespace delo::packages
