// Writes an E-ARK information package around payload files.
#pragma once

#include <filesystem>

#include "core/result.h"
#include "packages/package.h"

namespace delo::packages {

// Writes all METS, PREMIS, descriptions and readmes below `folder`/`prefix`/uuid-<id>,
// and returns every file of the package with its path below `folder`, in path
// order; payload files point to their content.  `prefix` may be empty.
// Same package, same bytes.  Memory goes with the number of files, not with what
// is written.  Errors: kInvalidArgument for a payload file without SHA-256; kIo.
Result<PackageFiles> write_information_package(const Package& package,
                                               const std::filesystem::path& folder,
                                               const RelativePath& prefix);

}  // namespace delo::packages
