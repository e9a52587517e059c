// Every rule of bags.  (RFC 8493; 0.93 to 0.97 where they differ)
#pragma once

#include <span>

#include "core/records/finding.h"

namespace delo::packages {

namespace bag_rule {
extern const Rule kDeclarationMissing, kDeclaration, kDeclarationCase, kVersion, kEncoding,
    kEncodingNotUtf8, kByteOrderMark, kPayloadFolder, kPayloadEmpty, kNoManifest, kManifestName,
    kAlgorithm, kAlgorithmSkipped, kWeak, kLine, kBlankLine, kDigest, kPath, kPathOutside, kFolder,
    kPercent, kStar, kEscaped, kDotSlash, kTwice, kTwiceSame, kNormalForm, kMissing, kUnlisted,
    kDifferent, kCollision, kSystemFile, kWindowsName, kTagMissing, kTagDifferent, kTagPayload,
    kTagManifestIncomplete, kTagUnlisted, kTagAlgorithms, kInfoLine, kInfoBlank, kInfoEmpty,
    kInfoRepeated, kOxum, kOxumForm, kOxumFormOld, kFetch, kFetchLine, kFetchUrl, kFetchUnlisted,
    kFetchLength, kFetchTwice;
}  // namespace bag_rule

std::span<const Rule> bag_rules();

}  // namespace delo::packages
