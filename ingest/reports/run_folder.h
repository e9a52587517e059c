// Where the records and reports of a run lie: reports/<run>/ below the holdings.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/text/timestamp.h"

namespace delo::ingest {

// What a run of ingest leaves (docs/formats/report.md).  DO NOT CHANGE
inline constexpr std::string_view kRunFile = "run.json";
inline constexpr std::string_view kItemsFile = "items.jsonl";
inline constexpr std::string_view kSpoolFile = "items.spool";  // of a run that is not ended

// Makes the folder of a run that starts now and returns its path; the last part
// names the run: "20261124T063631Z-5f1c2a9e", "audit-20261124T063631Z".
// Error kIo.
Result<std::filesystem::path> make_run_folder(const std::filesystem::path& holdings,
                                              const std::string& prefix, Timestamp started,
                                              const std::string& suffix);

// Removes what killed runs of this batch left; a later run has told it all.
// `suffix`: of the batch's runs, as given to make_run_folder().
// REQUIRES: no other run is at work in the holdings
Result<void> remove_interrupted_runs(const std::filesystem::path& holdings,
                                     const std::filesystem::path& batch,
                                     const std::string& suffix);

// The folder of a past run: by its name, by the path of its batch (the newest
// run), or, for an empty text, the newest run of all.  Error kNotFound.
Result<std::filesystem::path> find_run_folder(const std::filesystem::path& holdings,
                                              const std::string& text);

}  // namespace delo::ingest
