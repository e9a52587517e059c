#include "ingest/reports/run_lines.h"

#include "core/bytes/disk.h"
#include "ingest/reports/run_folder.h"

namespace delo::ingest {

// The spool is removed when all of its lines are in items.jsonl: while it is there, it
// is the whole of what is known.
Result<LineReader> item_lines_of(const std::filesystem::path& folder) {
  for (const std::string_view name : {kSpoolFile, kItemsFile}) {
    auto lines = LineReader::open(folder / name);
    if (lines || lines.error().code != ErrorCode::kNotFound) return lines;
  }
  return LineReader();  // killed before its first item
}

Result<RunRecord> read_run_record(const std::filesystem::path& folder) {
  DELO_TRY(const std::string text, read_file(folder / kRunFile));
  DELO_TRY(const Json json, Json::parse(text));
  return run_record_from(json);
}

}  // namespace delo::ingest
