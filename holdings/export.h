// Getting a package out again.
#pragma once

#include <filesystem>

#include "holdings/holdings.h"

namespace delo::holdings {

// Writes the package (a bag) as `to`/<package id>: every file comes from a copy in
// which it was found right while it was written, and the folder appears under its
// name only when it is whole.  Returns that folder.
// Errors: kNotFound (no such package), kInvalidArgument (the folder is there), kCorrupt
// (a file that no copy has intact, named), kIo (also: the copy that may have it is in
// a store that is not there), kCancelled.
Result<std::filesystem::path> export_package(Holdings& holdings, const PackageEntry& package,
                                             const std::filesystem::path& to, RunContext& run);

}  // namespace delo::holdings
