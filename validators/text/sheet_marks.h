// Where a line of text says that another sheet begins.
//
// What merely names a leaf ("ф. 45, оп. 1, д. 3, л. 5", "см. л. 5", "лист 5 утерян") is no mark: a
// mark stands alone on its line, or in square brackets or strokes within it, and says nothing else.
// "--- 1953 ---" is a mark here; whether it is a leaf or a year is for who knows the leaves
// (sheets_of()).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/records/text_metadata.h"

namespace delo::validators::text {

struct FoundMark {
  SheetMarkKind kind = SheetMarkKind::kNumbered;
  std::size_t begin = 0, end = 0;  // bytes of the line
  std::optional<Leaf> leaf;
};

// The marks of one line, in order.  `before`: the line right above it, which a reference may go on
// from ("оп. 1, д. 3," above "л. 5"); empty for none.  Cost: linear in the line.
std::vector<FoundMark> marks_in_line(std::string_view line, std::string_view before);

// "38v", "л. 38 об.", "38": the leaf that a page element's own number names.
std::optional<Leaf> leaf_of_page_label(std::string_view label);

}  // namespace delo::validators::text
