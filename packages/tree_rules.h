// The rules of package trees; the table is told by tree_rules() (package_tree.h).
#pragma once

#include "core/records/finding.h"

namespace delo::packages::tree_rule {

extern const Rule kLink, kSpecial, kPath, kUnreadable, kOneFolder, kArchiveKind;

}  // namespace delo::packages::tree_rule
