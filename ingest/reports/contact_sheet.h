// The leaves of an item as an archivist lays them out on a table.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "ingest/reports/html.h"
#include "ingest/reports/item_page.h"
#include "ingest/reports/run_record.h"

namespace delo::ingest {

// A place on the sheet: a leaf side that is there, or one that ought to be.
struct SheetPlace {
  bool is_leaf = false;
  Leaf leaf;                        // when it is one
  std::optional<std::size_t> file;  // number of the item's; nothing: the leaf is missing
};

// Scans in leaf order, with a place for each leaf that the reference names and no
// scan shows; then pictures of files that are no leaf.  Without a reference the
// holes in the numbering take that place, at most 200 of them.
// Errors: kIo.
Result<std::vector<SheetPlace>> lay_out(const ItemRecord& item);

Result<void> write_contact_sheet(HtmlWriter& html, const ItemRecord& item,
                                 const std::vector<SheetPlace>& places, PageState& page);

// "37", "37 об.": as archives write it.
std::string leaf_in_words(const Leaf& leaf);

}  // namespace delo::ingest
