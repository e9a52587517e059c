// One item on the page of its batch.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/reports/html.h"
#include "ingest/reports/run_record.h"
#include "ingest/reports/words.h"

namespace delo::ingest {

// Pictures are left out once the page holds as many bytes of them as this; the
// page says so.  20 MB open quickly in every browser.
inline constexpr std::uint64_t kThumbnailBudget = 20'000'000;  // bytes of base 64

// What the items of one page share.
struct PageState {
  std::string holdings;                         // path, for commands to be copied
  std::uint64_t thumbnails = kThumbnailBudget;  // bytes left
  std::uint64_t pictures_left_out = 0;
};

// The class of the style sheet for a fate: "good" "remarks" "review" "bad".
std::string_view kind_of(Fate fate);

// `place` is the item's place in the batch, from 1: its anchor.  Errors: kIo, of what
// is put aside of its files.
Result<void> write_item(HtmlWriter& html, std::size_t place, const ItemRecord& item, PageState& page);

}  // namespace delo::ingest
