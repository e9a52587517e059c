// The leaf sides that an item should have, by its reference, its certificate and the policy.
#pragma once

#include <string>
#include <vector>

#include "core/records/item.h"
#include "core/records/leaf_naming.h"

namespace delo::validators {

struct ExpectedLeaves {
  std::vector<Leaf> named;   // in order, none twice: leaves as named, lettered and skipped seen to
  std::vector<Leaf> wanted;  // sides that must have a scan: those on which all agree
  std::vector<Leaf> blank;   // sides that are declared blank, and need none
  std::string basis;         // "the reference names ll. 37-40"; empty: nothing tells

  bool has_leaf(const Leaf& leaf) const;  // either side of it is named
};

// `there`: leaves of the files, in order.  They tell only where the count of a part begins:
// "4 leaves" of an item whose files are 37 to 40.
ExpectedLeaves expected_leaves(const Item& item, const LeafPolicy& policy,
                               const std::vector<Leaf>& there);

// "l. 37", "ll. 37-40, 42ob"
std::string in_words(const std::vector<Leaf>& leaves);
void sort_unique(std::vector<Leaf>& leaves);
bool is_among(const std::vector<Leaf>& sorted, const Leaf& leaf);
Leaf recto_of(const Leaf& leaf);
Leaf verso_of(const Leaf& leaf);
// Without sides, none twice.
std::vector<Leaf> rectos_of(std::vector<Leaf> leaves);

}  // namespace delo::validators
