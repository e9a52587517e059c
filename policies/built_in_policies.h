// The policies that come with the program.  The source beside is made from the
// TOML files in this folder when the build is configured.
#pragma once

#include <span>
#include <string_view>

namespace delo {

struct BuiltInPolicy {
  std::string_view id;
  std::string_view toml;
};
std::span<const BuiltInPolicy> built_in_policies();

}  // namespace delo
