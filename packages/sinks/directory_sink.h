// Puts the files of a package together: as a folder, or as one tar or zip.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

#include "core/result.h"
#include "packages/package.h"
#include "packages/sinks/archive_sink.h"

namespace delo::packages {

// Copies every file below `to`, which must not exist, comparing each digest on the
// way: what comes to lie there is what was meant, or nothing.  The folder is made
// beside `to` and renamed when it is complete and synced.
// Errors: kConflict when `to` exists; kCorrupt when a file is not what its digest
// says; kIo; kCancelled.
Result<void> write_folder(const PackageFiles& files, const std::filesystem::path& to,
                          std::stop_token stop = {});

// The same as an archive `to` with one folder `name` in it.  Returns the digests
// of the archive itself.
Result<PackagedFile> write_archive(const PackageFiles& files, const std::string& name,
                                   ArchiveForm form, Timestamp modified,
                                   const std::filesystem::path& to, std::stop_token stop = {});

}  // namespace delo::packages
