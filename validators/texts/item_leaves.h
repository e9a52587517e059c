// The leaves that the texts of an item should speak of.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/item.h"

namespace delo::validators {

// Those of the reference, without any those of the master files; in order, each once.
std::vector<Leaf> leaves_of_item(const Item& item);

// Those sides on which text is to be looked for: rectos of all leaves, and the versos that were
// scanned; of an item without scans those of the reference.  In order.
std::vector<Leaf> sides_of_item(const Item& item);
// Sides that the reference doesn't name may have been scanned.
bool may_have_versos(const Item& item);
std::vector<Leaf> in_order(std::vector<Leaf> leaves);          // each once
bool has_side(std::span<const Leaf> sides, const Leaf& side);  // that very one; REQUIRES: in order

bool is_same_leaf(const Leaf& a, const Leaf& b);  // whatever the side
bool has_leaf(std::span<const Leaf> leaves, const Leaf& leaf);

// Leaves to look up by the thousand, whatever their sides.
class LeafSet {
 public:
  explicit LeafSet(std::vector<Leaf> leaves);
  bool has(const Leaf& leaf) const;

 private:
  std::vector<Leaf> sorted_;
};
std::vector<Leaf> without_sides(std::span<const Leaf> leaves);  // each once

// "l. 40" · "ll. 37-39"; cut where a report would drown in it.
std::string named_leaves(std::vector<Leaf> leaves);

// "transcription" · "translation": what the text is to the item.
std::string_view word_for(const FileObject& text);

}  // namespace delo::validators
