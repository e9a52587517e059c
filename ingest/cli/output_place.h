// Where a command may write what it was asked to write.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"
#include "ingest/cli/commands.h"

namespace delo::ingest {

// The place that `option` ("--to") names, absolute.  Error kInvalidArgument: it would lie in
// holdings (those asked for, or any others), in one of their stores, or in `batch` (empty:
// there is none): by an option nothing is written there.
Result<std::filesystem::path> output_place(const Desk& desk, std::string_view option,
                                           const std::string& named,
                                           const std::filesystem::path& batch = {});

// The same of a file, before anything is done for it.  Also: its folder is not there, or
// something is there that is no regular file.
Result<std::filesystem::path> output_file(const Desk& desk, std::string_view option,
                                          const std::string& named,
                                          const std::filesystem::path& batch = {});

}  // namespace delo::ingest
