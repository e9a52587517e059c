// Getting a package out again.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "holdings/holdings.h"
#include "packages/ocfl/inventory.h"

namespace delo::holdings {

// Writes the package (a bag) as `to`/<package id>: every file comes from a copy in
// which it was found right while it was written, and the folder appears under its
// name only when it is whole.  Returns that folder.
// Errors: kNotFound (no such package), kInvalidArgument (the folder is there), kCorrupt
// (a file that no copy has intact, named), kIo (also: the copy that may have it is in
// a store that is not there), kCancelled.
// `version`: that one; nothing: the newest.  Error kNotFound: there is no such version.
Result<std::filesystem::path> export_package(Holdings& holdings, const PackageEntry& package,
                                             const std::filesystem::path& to, RunContext& run,
                                             std::optional<int> version = std::nullopt);

// The newest version's inventory, as the ledger proves it.  Error kCorrupt: no copy has it.
Result<packages::ocfl::Inventory> newest_inventory(Holdings& holdings, const PackageEntry& package);

// Calls visit for each version before the newest, the last one first, until it returns false.
// The content is that of all versions, the state that of the one.
Result<void> for_each_earlier_version(
    Holdings& holdings, const PackageEntry& package,
    const std::function<bool(const packages::ocfl::Inventory& version)>& visit);

// Copies one file of a package to `to`, from a copy in which it was found right while it
// was copied.  Errors as export_package().
Result<void> copy_held_file(Holdings& holdings, const PackageId& id,
                            const packages::ocfl::ContentFile& file,
                            const std::filesystem::path& to, RunContext& run);

}  // namespace delo::holdings
