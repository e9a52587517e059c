// What the examination of a file says that leaves are compared by: little enough to be kept
// of every file of an item.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/records/file_object.h"
#include "core/records/page_look.h"
#include "core/records/technical_metadata.h"

namespace delo::validators {

struct LeafEvidence {
  std::uint32_t pages = 0;             // 0: not paged, or nobody looked
  std::vector<std::uint8_t> blank;     // of each page: kWritten, kBlank, kUnknown
  std::vector<std::string> labels;     // of the pages of a PDF that gives them numbers
  std::size_t sheets = 0;              // of a text that marks them
  std::vector<LeafPlace> marked;       // pages of a PDF whose text marks one leaf: "[л. 38]"
  std::optional<PageLook::Hash> look;  // of a picture alone in its file, not blank

  static constexpr std::uint8_t kWritten = 0, kBlank = 1, kUnknown = 2;
  std::uint8_t blank_at(std::uint32_t page) const {  // from 1
    return page >= 1 && page <= blank.size() ? blank[page - 1] : kUnknown;
  }
  bool empty() const { return pages == 0 && sheets == 0; }
};

LeafEvidence leaf_evidence_of(const TechnicalMetadata& technical);

}  // namespace delo::validators
