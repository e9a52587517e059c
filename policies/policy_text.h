// The text of one file of settings (a policy, or what stands beside one) while it is read:
// everything that can be wrong with it is told in one way, with file and line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/text/toml.h"

namespace delo {

constexpr std::uint64_t kMaxPolicyBytes = 1u << 20;

using Words = std::vector<std::string_view>;

// All Errors are kInvalidArgument, "file:line: what is wrong, and what is possible".
struct PolicyText {
  std::string name;  // as it is shown

  // The tables of the whole file; `what` is "a policy", for a file that is too long.
  Result<toml::table> parse(std::string_view text, std::string_view what) const;

  Error refuse(std::size_t line, const std::string& message) const;
  Error refuse(const toml::node& node, const std::string& message) const;

  // `where` is "in [accept]".
  Result<void> only_keys(const toml::table& table, const std::string& where,
                         const Words& allowed) const;
  // nullptr: it is left out.
  Result<const toml::table*> section(const toml::table& root, std::string_view key) const;

  // `what` is "'title'".
  Result<std::string> text(const toml::node& node, const std::string& what) const;  // not empty
  Result<std::vector<std::string>> texts(const toml::node& node, const std::string& what) const;
  Result<std::int64_t> whole_number(const toml::node& node, const std::string& what,
                                    std::int64_t least, std::int64_t most) const;
  Result<double> number(const toml::node& node, const std::string& what) const;  // finite
};

}  // namespace delo
