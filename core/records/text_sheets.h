// The sheets that a text is divided into by its marks, and the leaves they are of.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/leaf.h"
#include "core/records/text_metadata.h"

namespace delo {

// What stands between two places where a text says that a sheet begins.  Marks that stand together
// ("(см. сл. лист)", "Продолжение …", "Лист 3") are one such place.
struct TextSheet {
  std::uint64_t offset = 0;  // bytes into the text, as in SheetMark
  std::uint64_t line = 1;
  std::uint64_t length = 0;    // characters but blanks
  std::optional<Leaf> marked;  // the number that its mark names
  std::string mark;            // as written; empty for a text's beginning
};

// In the order of the text; a text without marks is one sheet.  What stands before a first mark
// that is the heading of a sheet is one of its own only when it is more than a heading; before a
// form feed, whatever is there.  A form feed at the end begins none.  "--- 1953 ---" may be a year:
// such a mark counts when it is of one of `leaves`, which are in order; or where others of its
// kind are, and it is no likely year or next to the leaves.
std::vector<TextSheet> sheets_of(const TextMetadata& text, std::span<const Leaf> leaves = {});

// How a text numbers its sheets.
enum class SheetNumbering : std::uint8_t {
  kNone,      // it doesn't
  kAbsolute,  // as the delo: "л. 37"
  kRelative,  // as the record: "Лист 1" … "Лист 4"
  kUnclear,   // numbers that are neither
};
std::string_view name_of(SheetNumbering numbering);  // "none" "absolute" "relative" "unclear"

struct BoundSheet {
  TextSheet sheet;
  std::optional<Leaf> leaf;  // of the delo; nothing when it can't be told
};
struct BoundSheets {
  SheetNumbering numbering = SheetNumbering::kNone;
  std::vector<BoundSheet> sheets;  // as sheets_of() has them
};

// Binds sheets to `leaves` (of the reference or the files, in order, each once).  Sheets without a
// number follow the one before them; without any number they are bound only when there are as many
// sheets as leaves, or as sides.
BoundSheets bind_sheets(const std::vector<TextSheet>& sheets, std::span<const Leaf> leaves);

}  // namespace delo
