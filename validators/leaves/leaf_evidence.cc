#include "validators/leaves/leaf_evidence.h"

#include <algorithm>
#include <array>

namespace delo::validators {
namespace {

// Fewer characters before the first mark are a heading, not a sheet.
constexpr std::uint64_t kLeastSheet = 40;

std::uint8_t blankness(const PageMetadata& page) {
  if (page.look) return page.look->blank() ? LeafEvidence::kBlank : LeafEvidence::kWritten;
  if (page.blank) return *page.blank ? LeafEvidence::kBlank : LeafEvidence::kWritten;
  return LeafEvidence::kUnknown;
}

TextSheets by_numbers(const TextMetadata& text) {
  TextSheets out;
  for (const SheetMark& mark : text.marks) {
    if (mark.kind != SheetMarkKind::kNumbered || !mark.leaf) continue;
    // "[л. 37] … [л. 37]": still the same sheet.
    if (out.marks.empty() || out.marks.back() != *mark.leaf) out.marks.push_back(*mark.leaf);
  }
  out.begins_unmarked = text.before_marks >= kLeastSheet;
  std::vector<Leaf> distinct = out.marks;
  std::ranges::sort(distinct);
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  out.count = distinct.size();
  const bool first_is_first = !out.marks.empty() && out.marks.front().number <= 1 &&
                              out.marks.front().side == Side::kRecto;
  if (out.begins_unmarked && !first_is_first) ++out.count;
  return out;
}

// Breaks between sheets, and what stands before the first and behind the last.
TextSheets by_breaks(const TextMetadata& text, SheetMarkKind kind) {
  TextSheets out;
  const bool at_foot = kind == SheetMarkKind::kNextSheet;
  std::size_t sheets = at_foot || text.before_marks > 0 ? 1 : 0;
  const bool pages = kind == SheetMarkKind::kPageElement;
  for (std::size_t i = 0; i < text.marks.size(); ++i) {
    const SheetMark& mark = text.marks[i];
    if (mark.kind != kind) continue;
    // A form feed at the end of the text begins nothing.
    const bool last = i + 1 == text.marks.size();
    if (last && mark.length == 0 && !pages) continue;
    ++sheets;
  }
  if (kind == SheetMarkKind::kContinuation && text.before_marks == 0) ++sheets;
  out.count = sheets;
  return out;
}

}  // namespace

std::optional<TextSheets> sheets_of(const TextMetadata& text) {
  if (text.marks.empty() || text.marks_in_all > text.marks.size()) return std::nullopt;
  const auto has = [&](SheetMarkKind kind) {
    return std::ranges::any_of(text.marks, [&](const SheetMark& mark) {
      return mark.kind == kind && (kind != SheetMarkKind::kNumbered || mark.leaf);
    });
  };
  if (has(SheetMarkKind::kNumbered)) return by_numbers(text);
  static constexpr std::array kOthers = {SheetMarkKind::kPageElement, SheetMarkKind::kFormFeed,
                                         SheetMarkKind::kNextSheet, SheetMarkKind::kContinuation};
  for (const SheetMarkKind kind : kOthers) {
    if (has(kind)) return by_breaks(text, kind);
  }
  return std::nullopt;
}

LeafEvidence leaf_evidence_of(const TechnicalMetadata& technical) {
  LeafEvidence out{.pages = technical.page_count};
  for (const PageMetadata& page : technical.pages) out.blank.push_back(blankness(page));
  const bool labelled = std::ranges::any_of(
      technical.pages, [](const PageMetadata& page) { return !page.label.empty(); });
  if (labelled && technical.pages.size() == technical.page_count) {
    for (const PageMetadata& page : technical.pages) out.labels.push_back(page.label);
  }
  if (technical.text) out.sheets = sheets_of(*technical.text);
  if (technical.pages.size() == 1 && technical.pages.front().look &&
      !technical.pages.front().look->blank()) {
    out.look = technical.pages.front().look->hash;
  }
  return out;
}

}  // namespace delo::validators
