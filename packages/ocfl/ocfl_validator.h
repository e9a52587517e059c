// Is it a valid OCFL object, a valid storage root?  OCFL 1.0 and 1.1, with the
// codes as published; every file is read.
#pragma once

#include <filesystem>
#include <stop_token>
#include <vector>

#include "core/records/finding.h"
#include "core/result.h"

namespace delo::packages::ocfl {

// Findings about the object in the folder, tar, tar.gz or zip `path`, in no particular
// order; paths are relative to it.  An archive holds one folder that is the object, or is the
// object itself; its members are judged by ArchiveReader, and a link there is E090 as
// well.  Folders are read on `threads` threads.
// Errors: kNotFound, kIo, kUnsupported (no such archive), kCancelled.
Result<std::vector<Finding>> check_object(const std::filesystem::path& path,
                                          std::stop_token stop = {}, int threads = 1);

// Findings about the root and about every object in it, likewise; paths are relative to
// the root.  Of an archive the content of all objects is read in one pass.
Result<std::vector<Finding>> check_storage_root(const std::filesystem::path& path,
                                                std::stop_token stop = {}, int threads = 1);

// Extension folders that have a registered name (github.com/OCFL/extensions).
bool is_registered_extension(std::string_view name);

}  // namespace delo::packages::ocfl
