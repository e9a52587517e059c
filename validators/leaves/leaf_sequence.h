// Is every leaf there, once?
#pragma once

#include <span>
#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"

namespace delo::validators {

// Compares the leaves that the item's reference names with the leaves of its
// master files: a gap (leaves.missing), a double (leaves.duplicate), a stray
// (leaves.unexpected), a verso without its recto (leaves.verso-without-recto).
// Without a reference the sequence itself is looked at (leaves.gap-in-sequence).
std::vector<Finding> check_leaf_sequence(const Item& item);

std::span<const Rule> leaf_rules();

}  // namespace delo::validators
