// Policies as TOML files that an archivist can read aloud (docs/formats/policy.md).
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "policies/policy.h"

namespace delo {

// Error kInvalidArgument names file, line, what is wrong and what is possible:
// unknown keys and misspelt values are refused, nothing is guessed.
Result<Policy> parse_policy(std::string_view toml, const std::filesystem::path& name);
Result<Policy> read_policy_file(const std::filesystem::path& path);
Result<AuditPolicy> parse_audit_policy(std::string_view toml, const std::filesystem::path& name);

// Refuses a rule or prefix that no rule has, and suggests the nearest that exists.
Result<void> check_rule_names(const Policy& policy, const std::vector<std::string_view>& all_rules);

// The policies that come with the program, by id; for use without installation.
std::string_view built_in_policy(std::string_view id);  // TOML text; empty when there is none
std::vector<std::string_view> built_in_policy_ids();
inline constexpr std::string_view kDefaultPolicy = "scans";

// `name` is a path of a file, or the id of a policy: looked up in the folder of
// installed policies (DELO_POLICIES or /usr/share/delo/policies), then built in.
Result<Policy> find_policy(const std::string& name);
Result<AuditPolicy> find_audit_policy(const std::string& name);
inline constexpr std::string_view kDefaultAuditPolicy = "audit-yearly";

}  // namespace delo
