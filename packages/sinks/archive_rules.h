// What we ask of archives that come from outside.
#pragma once

#include <span>

#include "core/records/finding.h"

namespace delo::packages {

namespace archive_rule {
extern const Rule kNameUnsafe, kNameTwice, kNameCollision, kNameEncoding, kNameEncodingLie,
    kNameOdd, kLink, kSpecial, kFolderContent, kDamaged, kHeadersDiffer, kOverlap, kBudget,
    kEncrypted, kMethod, kMode, kIrregular, kEmpty;
}  // namespace archive_rule

std::span<const Rule> archive_rules();

}  // namespace delo::packages
