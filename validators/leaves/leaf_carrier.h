// Leaves that pages of a file carry: a TIFF or PDF of many leaves.
#pragma once

#include <span>
#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"
#include "core/records/leaf_naming.h"
#include "validators/leaves/leaf_evidence.h"

namespace delo::validators {

struct CarriedLeaves {
  std::size_t file = 0;  // of item.files
  std::vector<LeafPlace> places;
};
struct Carriage {
  std::vector<CarriedLeaves> files;
  std::vector<Finding> findings;  // leaves.carrier-pages
};

// Page n is the n-th side that the item should have.  Taken so where the policy says that
// files carry leaves; where one master alone has many pages, or in their place one PDF, and
// no file says its leaf; and where a name says which leaves its pages are ("0037-0040.tif").
// As many pages as sides must be there, or else numbers that the PDF itself gives its pages
// ("37", "38 об."): a page is never taken for a leaf because most of them fit.
// `evidence`: of item.files, the same order.
Carriage carried_leaves(const Item& item, const LeafPolicy& policy,
                        std::span<const LeafEvidence> evidence);

// The leaves that the numbers of all pages name; empty when one names none, or two the same.
// Plain numbers 1, 2, 3 … count pages, unless `sides` has them.
std::vector<Leaf> leaves_of_labels(const LeafEvidence& evidence, const std::vector<Leaf>& sides);

}  // namespace delo::validators
