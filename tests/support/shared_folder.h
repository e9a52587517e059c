// Public corpora and schemas that are too large to be part of the source.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace delo::tests {

// $DELO_SHARED, or "shared" beside the source; it may be absent: skip then.
inline std::filesystem::path shared_folder() {
  if (const char* set = std::getenv("DELO_SHARED"); set != nullptr && *set != '\0') return set;
  return std::filesystem::path(DELO_SOURCE_DIR) / ".." / "shared";
}

}  // namespace delo::tests
