// Reports of a batch: HTML to read and print, CSV for spreadsheets, JSON for programs.
#pragma once

#include <filesystem>

#include "core/result.h"

namespace delo::ingest {

// Reads `folder`/run.json and items.jsonl (items.spool of a run that was killed) and writes report.html, report.csv and
// report.json beside them.  Returns the path of report.html.
Result<std::filesystem::path> write_batch_report(const std::filesystem::path& folder);

}  // namespace delo::ingest
