// Patterns of paths in BagIt Profiles.
#pragma once

#include <string_view>

namespace delo::packages {

// True when the whole path is what the pattern says: '*' is any number of characters,
// '/' too (the default ["*"] allows tag directories), '?' one, "[a-z]" and "[!a-z]"
// one of those; a '[' that is never closed is itself.  Time is at most the product of
// both lengths.  (BagIt Profiles 1.4, Tag-Files-Allowed; glob(7))
bool matches_pattern(std::string_view path, std::string_view pattern);

}  // namespace delo::packages
