#include "packages/bagit/path_pattern.h"

#include <cstddef>

namespace delo::packages {
namespace {

// Whether `c` is what the pattern asks for at `at`, which is moved behind that.
bool takes(std::string_view pattern, std::size_t& at, char c) {
  if (pattern[at] == '?') {
    ++at;
    return true;
  }
  const std::size_t first = at + 1;
  const bool denied = first < pattern.size() && (pattern[first] == '!' || pattern[first] == '^');
  const std::size_t begin = first + (denied ? 1 : 0);
  // A ']' that comes first belongs to the set.
  const std::size_t end =
      pattern[at] == '[' ? pattern.find(']', begin + 1) : std::string_view::npos;
  if (end == std::string_view::npos) return pattern[at++] == c;
  bool in_set = false;
  for (std::size_t i = begin; i < end; ++i) {
    if (i + 2 < end && pattern[i + 1] == '-') {
      in_set = in_set || (pattern[i] <= c && c <= pattern[i + 2]);
      i += 2;
    } else {
      in_set = in_set || pattern[i] == c;
    }
  }
  at = end + 1;
  return in_set != denied;
}

}  // namespace

bool matches_pattern(std::string_view path, std::string_view pattern) {
  std::size_t at = 0, in_pattern = 0;
  // Where to go on when nothing fits: behind the last '*', with one character more in it.
  std::size_t star = std::string_view::npos, star_at = 0;
  while (at < path.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      star = ++in_pattern;
      star_at = at;
      continue;
    }
    if (in_pattern < pattern.size() && takes(pattern, in_pattern, path[at])) {
      ++at;
      continue;
    }
    if (star == std::string_view::npos) return false;
    in_pattern = star;
    at = ++star_at;
  }
  while (in_pattern < pattern.size() && pattern[in_pattern] == '*') ++in_pattern;
  return in_pattern == pattern.size();
}

}  // namespace delo::packages
