#include "validators/leaves/leaf_evidence.h"

#include <algorithm>

#include "core/records/text_sheets.h"

namespace delo::validators {
namespace {

std::uint8_t blankness(const PageMetadata& page) {
  if (page.look) return page.look->blank() ? LeafEvidence::kBlank : LeafEvidence::kWritten;
  if (page.blank) return *page.blank ? LeafEvidence::kBlank : LeafEvidence::kWritten;
  return LeafEvidence::kUnknown;
}

}  // namespace

LeafEvidence leaf_evidence_of(const TechnicalMetadata& technical) {
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
  if (technical.pages.size() == 1 && technical.pages.front().look &&
      !technical.pages.front().look->blank()) {
    out.look = technical.pages.front().look->hash;
  }
  return out;
}

}  // namespace delo::validators
