#include "validators/texts/item_leaves.h"

#include <algorithm>
#include <utility>

namespace delo::validators {

bool is_same_leaf(const Leaf& a, const Leaf& b) {
  return a.number == b.number && a.letter == b.letter;
}

bool has_leaf(std::span<const Leaf> leaves, const Leaf& leaf) {
  return std::any_of(leaves.begin(), leaves.end(),
                     [&](const Leaf& one) { return is_same_leaf(one, leaf); });
}

namespace {
bool before(const Leaf& a, const Leaf& b) {
  return a.number != b.number ? a.number < b.number : a.letter < b.letter;
}
}  // namespace

LeafSet::LeafSet(std::vector<Leaf> leaves) : sorted_(std::move(leaves)) {
  std::sort(sorted_.begin(), sorted_.end(), before);
}
bool LeafSet::has(const Leaf& leaf) const {
  return std::binary_search(sorted_.begin(), sorted_.end(), leaf, before);
}

std::vector<Leaf> leaves_of_item(const Item& item) {
  std::vector<Leaf> out = item.reference.leaves;
  if (out.empty()) {
    for (const FileObject& file : item.files) {
      if (file.role == FileRole::kMaster && file.leaf && file.leaf->number > 0) {
        out.push_back(*file.leaf);
      }
    }
  }
  std::sort(out.begin(), out.end(), [](const Leaf& a, const Leaf& b) { return a < b; });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<Leaf> without_sides(std::span<const Leaf> leaves) {
  std::vector<Leaf> out;
  for (Leaf leaf : leaves) {
    leaf.side = Side::kRecto;
    if (!out.empty() && is_same_leaf(out.back(), leaf)) continue;
    out.push_back(std::move(leaf));
  }
  return out;
}

std::string named_leaves(std::vector<Leaf> leaves) {
  constexpr std::size_t kLongest = 200;  // bytes
  std::sort(leaves.begin(), leaves.end(), [](const Leaf& a, const Leaf& b) { return a < b; });
  leaves.erase(std::unique(leaves.begin(), leaves.end()), leaves.end());
  std::string text = leaf_ranges(leaves);
  if (text.size() > kLongest) text = text.substr(0, text.rfind(',', kLongest)) + ", …";
  return (leaves.size() == 1 ? "l. " : "ll. ") + text;
}

std::string_view word_for(const FileObject& text) {
  return text.role == FileRole::kTranslation ? "translation" : "transcription";
}

}  // namespace delo::validators
