// archives.toml: the archives that users add to those we know
// (docs/formats/references.md).
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "core/records/archives.h"
#include "core/result.h"

namespace delo::holdings {

// In the folder of the holdings, beside holdings.toml; need not be there.
inline constexpr std::string_view kArchivesFile = "archives.toml";

// Error kInvalidArgument names the file's line, what is wrong and what is possible:
// unknown keys, an abbreviation in the wrong script, a name that two entries give.
Result<std::vector<OwnArchive>> parse_archives(std::string_view toml, std::string_view name);

// Reads the file and installs it with use_archives(); at most 1 MiB.
Result<void> use_archives_file(const std::filesystem::path& file);
// That of these holdings, where there is one.
Result<void> use_archives_of(const std::filesystem::path& holdings);

}  // namespace delo::holdings
