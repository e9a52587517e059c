// What several commands do alike.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/records/finding.h"
#include "core/records/reference.h"
#include "core/text/json.h"
#include "holdings/holdings.h"
#include "ingest/cli/commands.h"
#include "ingest/languages/language.h"
#include "policies/policy.h"

namespace delo::ingest {

// The holdings asked for.  What they noticed when they were opened is said.
Result<std::unique_ptr<holdings::Holdings>> open_holdings(Desk& desk, holdings::Access access);
// The policy asked for, with its rule names checked; else the holdings' own,
// else the one that comes with the program.
Result<Policy> policy_for(Desk& desk);
// The same of the policy with this name.
Result<Policy> policy_for(Desk& desk, std::string name);
// A policy by its id or file, every rule that it names a rule of ours.
Result<Policy> policy_named(const std::string& name);
// Error kInvalidArgument when one of batch, holdings and stores lies in another: what
// a producer delivered is only read, and what is kept is only ours.
Result<void> keep_apart(const std::filesystem::path& batch, const std::filesystem::path& holdings);
// The language asked for; English when none was.  Error kInvalidArgument.
Result<const Language*> language_for(const Desk& desk);
bool has_error(const std::vector<Finding>& findings);
// The canonical text, or null.
Json reference_line(const ArchivalReference& reference);
std::string in_bytes(std::uint64_t bytes);  // "4.1 MB"

// As failed(), for a command that reads copies or ledger: that those are damaged is said
// of the material (1), and no failure of ours (3).
int failed_on_copies(Desk& desk, const Error& error);

// The one package that a text means.  Errors kNotFound, kInvalidArgument (several).
Result<holdings::PackageEntry> one_package(holdings::Holdings& holdings, const std::string& text);
Json package_line(const holdings::PackageEntry& entry);
std::string package_text(const holdings::PackageEntry& entry);

}  // namespace delo::ingest
