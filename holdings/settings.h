// holdings.toml: where the stores are and which policies apply
// (docs/formats/holdings.md).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "holdings/holdings.h"

namespace delo::holdings {

inline constexpr std::string_view kSettingsFile = "holdings.toml";

// What new holdings begin with: two stores, the default policies.
std::string default_settings_text();

// Relative paths of stores are below `root`.  Error kInvalidArgument names line,
// what is wrong and what is possible; unknown keys are refused.
Result<Settings> parse_settings(std::string_view toml, const std::filesystem::path& root);

}  // namespace delo::holdings
