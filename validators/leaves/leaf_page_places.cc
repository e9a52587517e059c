// Pages of scans against the leaves that they are said to be.
#include <algorithm>
#include <map>
#include <set>

#include "core/text/utf8.h"
#include "validators/leaves/leaf_rules.h"
#include "validators/leaves/leaf_view.h"

namespace delo::validators {
namespace {

constexpr std::size_t kMostOfKind = 100;  // findings of one rule

using Pages = std::set<std::uint32_t>;

// "2", "3-5, 7"
std::string ranges_of(const Pages& pages) {
  std::vector<Leaf> numbers;
  for (const std::uint32_t page : pages)
    numbers.push_back({static_cast<int>(page), "", Side::kRecto});
  return list_of(numbers);
}

void check_beyond(const LeafView& view, Findings& findings) {
  for (std::size_t i = 0; i < std::min(view.beyond.size(), kMostOfKind); ++i) {
    const Scan& scan = view.beyond[i];
    const FileObject& file = view.file(scan);
    std::string line;
    for (const LeafMapRow& row : view.item.leaf_map) {
      if (row.path == file.path.text() && row.page == scan.page && row.leaf == scan.leaf) {
        line = ", by line " + std::to_string(row.line) + " of the table";
      }
    }
    findings.push_back(finding(leaf_rule::kPageBeyond, at_file(file, scan.leaf),
                               "leaf " + scan.leaf.label() + " is page " +
                                   std::to_string(scan.page) + " of " + shown_name(file) + line +
                                   ", and the file has " +
                                   pages_in_words(view.evidence[scan.file].pages)));
  }
}

}  // namespace

void check_page_places(const LeafView& view, Findings& findings) {
  if (view.evidence.empty()) return;
  check_beyond(view, findings);
  std::map<std::string_view, Pages> by_table;  // 0: the file as a whole
  for (const LeafMapRow& row : view.item.leaf_map) {
    if (!row.path.empty()) by_table[row.path].insert(row.page);
  }
  std::map<std::size_t, Pages> shown;  // by file: pages that are of a leaf
  for (const Scan& scan : view.scans) shown[scan.file].insert(scan.page);
  std::size_t told = 0;
  for (const auto& [number, pages] : shown) {
    const FileObject& file = view.item.files[number];
    const std::uint32_t count = view.evidence[number].pages;
    const auto rows = by_table.find(std::string_view(file.path.text()));
    const bool tabled = rows != by_table.end();
    // The two sides of a leaf in one PDF; a carrier has told its pages already.
    const bool both_sides = !tabled && count == 2 && is_pdf(file);
    // Headers alone don't tell a preview from a page.
    const bool examined = !view.evidence[number].blank.empty();
    if (count < 2 || both_sides || !examined) continue;
    Pages left;
    for (std::uint32_t page = 1; page <= count; ++page) {
      const bool named = pages.contains(page) || (tabled && rows->second.contains(page));
      // Without a page the file's leaf is that of its first.
      const bool first = page == 1 && (pages.contains(0) || (tabled && rows->second.contains(0)));
      if (!named && !first) left.insert(page);
    }
    if (left.empty() || ++told > kMostOfKind) continue;
    const bool carrier = !tabled && !pages.contains(0);
    if (carrier) continue;
    findings.push_back(finding(leaf_rule::kPageUnaccounted,
                               {.path = file.path, .offset = {}, .part = ""},
                               shown_name(file) + " has " + pages_in_words(count) +
                                   (tabled ? "; no row of the table says what is on these: "
                                           : "; its name doesn't say what is on these: ") +
                                   ranges_of(left)));
  }
}

}  // namespace delo::validators
