// Is it a valid OCFL object, a valid storage root?  OCFL 1.0 and 1.1, with the
// codes as published; every file is read.
#pragma once

#include <filesystem>
#include <stop_token>
#include <vector>

#include "core/records/finding.h"
#include "core/result.h"

namespace delo::packages::ocfl {

// Findings about the object in `folder`, in no particular order; paths are
// relative to it.  Errors: kNotFound, kIo, kCancelled.
Result<std::vector<Finding>> check_object(const std::filesystem::path& folder,
                                          std::stop_token stop = {});

// Findings about the root and about every object in it; paths are relative to the
// root.
Result<std::vector<Finding>> check_storage_root(const std::filesystem::path& folder,
                                                std::stop_token stop = {});

// Extension folders that have a registered name (github.com/OCFL/extensions).
bool is_registered_extension(std::string_view name);

}  // namespace delo::packages::ocfl
