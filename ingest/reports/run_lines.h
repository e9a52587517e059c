// The records of a run, read again for its reports.
#pragma once

#include <filesystem>
#include <string>

#include "ingest/reports/report_file.h"
#include "ingest/reports/run_record.h"

namespace delo::ingest {

// The lines of the items of a run, of one that was killed too.  Errors of LineReader::open.
Result<LineReader> item_lines_of(const std::filesystem::path& folder);
// run.json; its counts may be those of a run that was killed.  Errors kIo, kCorrupt.
Result<RunRecord> read_run_record(const std::filesystem::path& folder);

}  // namespace delo::ingest
