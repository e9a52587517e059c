#include <algorithm>
#include <string>

#include "core/text/utf8.h"
#include "validators/leaves/expected_leaves.h"
#include "validators/leaves/leaf_carrier.h"
#include "validators/leaves/leaf_rules.h"
#include "validators/leaves/leaf_sequence.h"

namespace delo::validators {
std::vector<Finding> check_page_counts(const Item& item, std::span<const std::uint32_t> pages,
                                       std::uint64_t wanted) {
  std::vector<Finding> findings;
  std::vector<Leaf> sides;
  const ApartFiles no_leaves(item);
  std::uint64_t masters = 0, apart = 0;  // pages of masters; of those that are no leaves
  std::uint64_t in_all = 0;              // of the PDFs together
  for (std::size_t i = 0; i < std::min(item.files.size(), pages.size()); ++i) {
    const FileObject& file = item.files[i];
    if (shows_item(file)) {
      in_all += pages[i];
    } else if (file.role == FileRole::kMaster) {
      (no_leaves.contains(file) ? apart : masters) += std::max(pages[i], 1u);
      for (const LeafPlace& place : leaf_places_of(file)) sides.push_back(place.leaf);
    }
  }
  std::sort(sides.begin(), sides.end(), [](const Leaf& a, const Leaf& b) { return a < b; });
  sides.erase(std::unique(sides.begin(), sides.end()), sides.end());
  // A scan of a leaf that the reference doesn't name is none of the PDF's.
  const std::vector<Leaf> leaves = rectos_of(item.reference.leaves);
  const auto own = static_cast<std::uint64_t>(std::ranges::count_if(
      sides, [&](const Leaf& side) { return is_among(leaves, recto_of(side)); }));
  // Where there is no master the reference tells: a leaf has a side or two.
  const std::uint64_t named = item.reference.leaves.size();
  const std::uint64_t least = masters > 0 ? masters : named;
  const std::uint64_t most = masters > 0 ? masters : 2 * named;
  if (least == 0) return findings;
  const auto fits = [&](std::uint64_t count) {
    return (count >= least && count <= most) ||
           (count > 0 && (count == sides.size() || count == own || count == wanted ||
                          (apart > 0 && count == masters + apart)));
  };
  if (fits(in_all)) return findings;  // one for each part of the item
  for (std::size_t i = 0; i < std::min(item.files.size(), pages.size()); ++i) {
    const FileObject& file = item.files[i];
    if (!shows_item(file) || pages[i] == 0 || fits(pages[i])) continue;
    findings.push_back(finding(leaf_rule::kPageCount, {.path = file.path, .offset = {}, .part = ""},
                               display_of(file.path.name()) + " has " + pages_in_words(pages[i]) +
                                   ", " +
                                   (masters > 0 ? "the masters " + pages_in_words(masters)
                                                : "the reference names " + std::to_string(named) +
                                                      (named == 1 ? " leaf" : " leaves"))));
  }
  return findings;
}

}  // namespace delo::validators
