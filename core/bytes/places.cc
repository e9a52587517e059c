#include "core/bytes/places.h"

#include <algorithm>

namespace delo {
namespace fs = std::filesystem;

fs::path resolved_place(const fs::path& path) {
  std::error_code failed;
  const fs::path absolute = fs::absolute(path, failed);
  fs::path whole = fs::weakly_canonical(absolute, failed);
  if (failed) whole = absolute.lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

bool lies_in(const fs::path& path, const fs::path& folder) {
  return std::ranges::mismatch(folder, path).in1 == folder.end();
}

}  // namespace delo
