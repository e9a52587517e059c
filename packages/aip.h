// An AIP as we keep it: a BagIt 1.0 bag whose payload is one E-ARK information
// package, data/uuid-<id>/….
#pragma once

#include <filesystem>
#include <span>

#include "core/records/finding.h"
#include "core/result.h"
#include "packages/package.h"

namespace delo::packages {

// The name of the E-ARK package's root folder and its METS OBJID: "uuid-<id>".
std::string objid_of(const PackageId& id);

// Writes what has to be written (METS, PREMIS, descriptions, manifests, bag
// declaration) below `folder` (which exists, is ours and is empty) as streams,
// and returns every file of the package; payload files point to their content.
// Same package, same bytes.
Result<PackageFiles> write_aip(const Package& package, const std::filesystem::path& folder);

// Rules of bags and E-ARK packages (codes as published), and of names ("package.name.encoded").
std::span<const Rule> package_rules();

}  // namespace delo::packages
