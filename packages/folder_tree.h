// A package that is a folder.  See package_tree.h.
#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>

#include "core/result.h"
#include "packages/package_tree.h"

namespace delo::packages {

// Lists the whole folder; links and special files become findings, nothing is
// followed.  A link to the folder itself is fine.  Errors: kIo, kCancelled.
Result<std::unique_ptr<PackageTree>> open_folder_tree(const std::filesystem::path& root,
                                                      std::stop_token stop, int threads,
                                                      Sizes sizes);

}  // namespace delo::packages
