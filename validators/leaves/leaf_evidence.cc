#include "validators/leaves/leaf_evidence.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/records/text_sheets.h"

namespace delo::validators {
namespace {

std::uint8_t blankness(const PageMetadata& page) {
  if (page.look) return page.look->blank() ? LeafEvidence::kBlank : LeafEvidence::kWritten;
  if (page.blank) return *page.blank ? LeafEvidence::kBlank : LeafEvidence::kWritten;
  return LeafEvidence::kUnknown;
}

// A preview: at most half as wide and high as `full`, and of its shape.
bool is_small_copy(const PageMetadata& page, const PageMetadata& full) {
  if (!page.width || !page.height || !full.width || !full.height) return false;
  const double across = static_cast<double>(*page.width) / *full.width;
  const double down = static_cast<double>(*page.height) / *full.height;
  return across <= 0.5 && down <= 0.5 && std::abs(across - down) <= 0.05 * std::max(across, down);
}

// The one picture of a file whose other pages are previews of it; nothing for other files.
const PageMetadata* only_picture(const TechnicalMetadata& technical) {
  const std::vector<PageMetadata>& pages = technical.pages;
  if (pages.size() < 2 || pages.size() != technical.page_count) return nullptr;
  const auto full = std::ranges::max_element(
      pages, {}, [](const PageMetadata& page) { return page.width.value_or(0); });
  const bool alone = std::ranges::all_of(pages, [&](const PageMetadata& page) {
    return &page == &*full || is_small_copy(page, *full);
  });
  return alone ? &*full : nullptr;
}

// Of a PDF with several pages; where a page marks several leaves they may be quoted.
std::vector<LeafPlace> marked_pages(const TechnicalMetadata& technical) {
  const auto& text = technical.text;
  if (!text || technical.page_count < 2 || text->marks_in_all != text->marks.size()) return {};
  std::vector<LeafPlace> out;
  std::set<std::uint32_t> several;
  std::uint32_t page = 0;
  for (const SheetMark& mark : text->marks) {
    if (mark.kind == SheetMarkKind::kPageElement) {
      ++page;
    } else if (mark.kind != SheetMarkKind::kNumbered || !mark.leaf || page == 0) {
      continue;
    } else if (out.empty() || out.back().page != page) {
      out.push_back({*mark.leaf, page});
    } else if (out.back().leaf != *mark.leaf) {
      several.insert(page);
    }
  }
  if (page != technical.page_count) return {};
  std::erase_if(out, [&](const LeafPlace& one) { return several.contains(one.page); });
  return out;
}

}  // namespace

LeafEvidence leaf_evidence_of(const TechnicalMetadata& technical) {
  if (const PageMetadata* picture = only_picture(technical)) {
    return {.pages = 1, .blank = {blankness(*picture)}};
  }
  LeafEvidence out{.pages = technical.page_count};
  for (const PageMetadata& page : technical.pages) out.blank.push_back(blankness(page));
  const bool labelled = std::ranges::any_of(
      technical.pages, [](const PageMetadata& page) { return !page.label.empty(); });
  if (labelled && technical.pages.size() == technical.page_count) {
    for (const PageMetadata& page : technical.pages) out.labels.push_back(page.label);
  }
  const auto& text = technical.text;
  if (text && !text->marks.empty() && text->marks_in_all == text->marks.size()) {
    out.sheets = sheets_of(*text).size();
  }
  out.marked = marked_pages(technical);
  if (technical.pages.size() == 1 && technical.pages.front().look &&
      !technical.pages.front().look->blank()) {
    out.look = technical.pages.front().look->hash;
  }
  return out;
}

}  // namespace delo::validators
