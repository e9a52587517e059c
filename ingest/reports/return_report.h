// The return list of a run that was made.
#pragma once

#include <filesystem>
#include <string>

#include "core/result.h"
#include "ingest/languages/language.h"
#include "ingest/reports/return_list.h"
#include "ingest/reports/run_record.h"

namespace delo::ingest {

enum class ReturnForm : std::uint8_t { kPage, kTable };

// What an item of a run gives to the list.
Result<ReturnedItem> returned_item_of(const ItemRecord& record);

// Reads run.json and items.jsonl in `folder` and writes return-list.<language>.html or .csv
// beside them.  Returns its path.  Errors kIo, kCorrupt.
Result<std::filesystem::path> write_return_list(const std::filesystem::path& folder,
                                                const Language& language, ReturnForm form,
                                                char separator);

}  // namespace delo::ingest
