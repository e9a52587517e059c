// Where something lies, or would lie.
#pragma once

#include <filesystem>

namespace delo {

// Absolute, links followed as far as the path exists, without a slash at its end.
std::filesystem::path resolved_place(const std::filesystem::path& path);

// True for what lies in the folder, or is it.  REQUIRES: both are resolved
bool lies_in(const std::filesystem::path& path, const std::filesystem::path& folder);

}  // namespace delo
