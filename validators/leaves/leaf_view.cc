#include "validators/leaves/leaf_view.h"

#include <algorithm>
#include <map>

#include "core/text/utf8.h"

namespace delo::validators {

LeafView::LeafView(const Item& of, const LeafPolicy& by, std::span<const LeafEvidence> seen,
                   std::span<const std::size_t> doubted)
    : item(of), policy(by), evidence(seen), apart(of) {
  gather(doubted);
  std::ranges::stable_sort(scans, [](const Scan& a, const Scan& b) { return a.leaf < b.leaf; });
  for (const Scan& scan : scans) there.push_back(scan.leaf);
  sort_unique(there);
  expected = expected_leaves(item, policy, there);
  doubt_letters();
}

// Masters; in an item without them PDFs that carry its leaves, or are of one leaf each.
bool LeafView::is_scan(const FileObject& file, bool any_master) const {
  if (file.role == FileRole::kMaster) return true;
  if (any_master || file.role != FileRole::kAccess) return false;
  return !file.places.empty() || (file.leaf && is_pdf(file));
}

void LeafView::gather(std::span<const std::size_t> doubted) {
  const bool any_master = std::ranges::any_of(item.files, [&](const FileObject& f) {
    return f.role == FileRole::kMaster && !apart.contains(f);
  });
  for (std::size_t i = 0; i < item.files.size(); ++i) {
    const FileObject& file = item.files[i];
    if (!is_scan(file, any_master) || apart.contains(file)) continue;
    const std::vector<LeafPlace> places = leaf_places_of(file);
    const bool doubt = std::ranges::find(doubted, i) != doubted.end();
    const std::uint32_t pages = evidence.empty() ? 0 : evidence[i].pages;
    for (const LeafPlace& place : places) {
      if (doubt) {
        doubtful.insert(place.leaf);
      } else if (pages > 0 && place.page > pages) {
        beyond.push_back({place.leaf, i, place.page});
      } else {
        scans.push_back({place.leaf, i, place.page});
      }
    }
    if (!places.empty()) continue;
    if (const auto half = read_leaf_name(file.path.name(), policy).half_of) {
      halves.push_back(i);
      // Its two sides, or the back of the leaf before and its front.
      const Leaf leaf{*half, "", Side::kRecto};
      doubtful.insert({verso_of({*half - 1, "", Side::kRecto}), leaf, verso_of(leaf)});
    } else {
      unnumbered.push_back(i);
    }
  }
}

// "0037a" and "0037b" without "0037": two sides of a leaf, or two leaves behind one that is
// not there?  Not asked where the policy says it, where a verso has its own mark in this
// item, and where reference, certificate or table know such leaves.
void LeafView::doubt_letters() {
  if (policy.letters != LeafLetters::kUnsaid || policy.scheme != LeafScheme::kNames) return;
  if (item.certificate.lettered || item.certificate.lettered_count) return;
  std::set<std::string> mapped;
  for (const LeafMapRow& row : item.leaf_map) mapped.insert(row.path);
  std::map<int, std::vector<const Scan*>> pairs;
  std::set<int> others;  // numbers that have other files, too
  for (const Scan& scan : scans) {
    const Leaf& leaf = scan.leaf;
    if (leaf.side == Side::kVerso) return;
    const bool by_name = !mapped.contains(file(scan).path.text());
    if (by_name && file(scan).places.empty() && (leaf.letter == "a" || leaf.letter == "b")) {
      pairs[leaf.number].push_back(&scan);
    } else {
      others.insert(leaf.number);
    }
  }
  for (const auto& [number, pair] : pairs) {
    const bool both = pair.size() == 2 && pair[0]->leaf.letter != pair[1]->leaf.letter;
    if (!both || others.contains(number)) continue;
    if (expected.has_leaf(pair[0]->leaf) || expected.has_leaf(pair[1]->leaf)) continue;
    const Leaf leaf{number, "", Side::kRecto};
    doubtful.insert({leaf, verso_of(leaf), pair[0]->leaf, pair[1]->leaf});
    for (const Scan* scan : pair) lettered.push_back(scan->file);
  }
}

std::vector<Leaf> LeafView::wanted_in_doubt() const {
  std::vector<Leaf> out;
  for (const Leaf& leaf : expected.wanted) {
    if (in_doubt(leaf) && !is_among(there, leaf)) out.push_back(leaf);
  }
  return out;
}

std::uint8_t LeafView::blankness(const Scan& scan) const {
  if (evidence.empty()) return LeafEvidence::kUnknown;
  const LeafEvidence& seen = evidence[scan.file];
  if (scan.page > 0) return seen.blank_at(scan.page);
  // Half of a picture is not looked at by itself.
  const bool whole = seen.pages == 1 && item.files[scan.file].places.empty();
  return whole ? seen.blank_at(1) : LeafEvidence::kUnknown;
}

std::string list_of(const std::vector<Leaf>& leaves) {
  constexpr std::size_t kFew = 8, kLongest = 240;  // leaves; bytes
  std::string text;
  if (leaves.size() > kFew) {
    text = leaf_ranges(leaves);
  } else {
    for (const Leaf& leaf : leaves) text += (text.empty() ? "" : ", ") + leaf.label();
  }
  if (text.size() <= kLongest) return text;
  return text.substr(0, text.rfind(',', kLongest)) + ", …";
}

std::string shown_name(const FileObject& file) { return display_of(file.path.name()); }

Location at_leaf(const Leaf& leaf) { return {.part = "l. " + leaf.label()}; }

Location at_file(const FileObject& file, const Leaf& leaf) {
  return {.path = file.path, .offset = {}, .part = "l. " + leaf.label()};
}

}  // namespace delo::validators
