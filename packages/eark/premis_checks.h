// Is what METS calls PREMIS a document of PREMIS, built as its schema says?
#pragma once

#include <cstddef>
#include <span>
#include <stop_token>
#include <vector>

#include "core/records/finding.h"
#include "core/result.h"
#include "packages/package_tree.h"

namespace delo::packages {

// Reads the files as a stream, each once.  `files`: indexes into tree.files(),
// ascending.  Errors: kIo, kCancelled.
Result<void> check_premis(PackageTree& tree, std::span<const std::size_t> files,
                          std::stop_token stop, std::vector<Finding>& findings);

}  // namespace delo::packages
