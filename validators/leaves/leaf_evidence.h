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

// The sheets of a text, by its marks.
struct TextSheets {
  std::size_t count = 0;         // of sheets
  std::vector<Leaf> marks;       // that name a leaf or a sheet, in the text's order
  bool begins_unmarked = false;  // there is text before the first mark
};

struct LeafEvidence {
  std::uint32_t pages = 0;          // 0: not paged, or nobody looked
  std::vector<std::uint8_t> blank;  // of each page: kWritten, kBlank, kUnknown
  std::vector<std::string> labels;  // of the pages of a PDF that gives them numbers
  std::optional<TextSheets> sheets;          // of a text with marks
  std::optional<PageLook::Hash> look;        // of a picture alone in its file, not blank

  static constexpr std::uint8_t kWritten = 0, kBlank = 1, kUnknown = 2;
  std::uint8_t blank_at(std::uint32_t page) const {  // from 1
    return page >= 1 && page <= blank.size() ? blank[page - 1] : kUnknown;
  }
  bool empty() const { return pages == 0 && !sheets; }
};

LeafEvidence leaf_evidence_of(const TechnicalMetadata& technical);

// Marks of one sheet are one: "(см. сл. лист)" and the "Продолжение" after it.
std::optional<TextSheets> sheets_of(const TextMetadata& text);

}  // namespace delo::validators
