// Is every leaf there, once?
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"

namespace delo::validators {

// reconcile_leaves() by names alone.  Compares the leaves that the item's reference names
// with the leaves of its master files:
//   leaves.missing               named, and no master file is there
//   leaves.duplicate             two master files for one side of a leaf
//   leaves.unexpected            a master file for a leaf that is not named
//   leaves.verso-without-recto   the back of a leaf whose front is not there
//   leaves.gap-in-sequence       without leaves in the reference: a number left out
//   leaves.unnumbered            master files whose names speak of no leaf
//   leaves.declared-count        the description declares another number of leaves
// A leaf named without sides ("ll. 37-40") asks for its recto; a verso beside it
// is as welcome.  Where no master file says its leaf nothing can be missing:
// leaves.unnumbered says that nobody can tell.
std::vector<Finding> check_leaf_sequence(const Item& item);

// leaves.page-count: a PDF that shows the item has a page for each side of a leaf.
// `pages` are those of each file of the item, in its order; 0: not paged.  `wanted`: sides
// that the item should have; a PDF of as many is right, and what lacks is a scan.
std::vector<Finding> check_page_counts(const Item& item, std::span<const std::uint32_t> pages,
                                       std::uint64_t wanted = 0);

std::span<const Rule> leaf_rules();

}  // namespace delo::validators
