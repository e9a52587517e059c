// Does an information package follow CSIP 2.2, and the SIP, AIP or DIP 2.2?
#pragma once

#include <optional>
#include <stop_token>
#include <vector>

#include "core/records/finding.h"
#include "core/result.h"
#include "packages/package.h"
#include "packages/package_tree.h"

namespace delo::packages {

// Which files of an archived package the validator reads as METS: for open_tree().
bool is_csip_mets_file(const RelativePath& path);

// Checks folders, the root METS, the METS of every representation, the structure of
// METS and PREMIS by their schemas, and that every file they name is there with its
// size and checksum.  Besides CSIP the profile of `kind` is checked, without one that
// of the type the package declares.
// Findings have the codes as published.  Memory goes with the number of files.
// Errors: kIo, kCancelled.
Result<std::vector<Finding>> validate_csip(PackageTree& tree, std::optional<PackageKind> kind,
                                           std::stop_token stop = {});

}  // namespace delo::packages
