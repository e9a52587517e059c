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

std::vector<Leaf> in_order(std::vector<Leaf> leaves) {
  std::sort(leaves.begin(), leaves.end(), [](const Leaf& a, const Leaf& b) { return a < b; });
  leaves.erase(std::unique(leaves.begin(), leaves.end()), leaves.end());
  return leaves;
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
  return in_order(std::move(out));
}

namespace {
bool is_leaf_scan(const FileObject& file) {
  return file.role == FileRole::kMaster && file.leaf && file.leaf->number > 0;
}
}  // namespace

std::vector<Leaf> sides_of_item(const Item& item) {
  std::vector<Leaf> out = leaves_of_item(item);
  const bool scanned = std::any_of(item.files.begin(), item.files.end(),
                                   [](const FileObject& f) { return f.role == FileRole::kMaster; });
  if (!scanned) return out;
  const LeafSet known(out);
  std::erase_if(out, [](const Leaf& leaf) { return leaf.side == Side::kVerso; });
  for (const FileObject& file : item.files) {
    if (is_leaf_scan(file) && file.leaf->side == Side::kVerso && known.has(*file.leaf)) {
      out.push_back(*file.leaf);
    }
  }
  return in_order(std::move(out));
}

bool may_have_versos(const Item& item) {
  std::size_t rectos = 0;
  for (const FileObject& file : item.files) {
    if (file.role != FileRole::kMaster) continue;
    if (!is_leaf_scan(file) || file.leaf->side == Side::kVerso) return true;
    ++rectos;
  }
  return rectos == 0;
}

bool has_side(std::span<const Leaf> sides, const Leaf& side) {
  return std::binary_search(sides.begin(), sides.end(), side,
                            [](const Leaf& a, const Leaf& b) { return a < b; });
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
  leaves = in_order(std::move(leaves));
  std::string text = leaf_ranges(leaves);
  if (text.size() > kLongest) text = text.substr(0, text.rfind(',', kLongest)) + ", …";
  return (leaves.size() == 1 ? "l. " : "ll. ") + text;
}

std::string_view word_for(const FileObject& text) {
  return text.role == FileRole::kTranslation ? "translation" : "transcription";
}

}  // namespace delo::validators
