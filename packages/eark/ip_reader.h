// An information package of ours, read back as the model it was written from.
#pragma once

#include <filesystem>

#include "core/result.h"
#include "packages/mets/mets_reader.h"
#include "packages/package.h"

namespace delo::packages {

// Reads METS and PREMIS below `folder` (which holds METS.xml); the content of the payload
// points there.  Names are those that were received.  Events stay where they are: the
// PREMIS document itself is named by context.earlier_premis.
// Rights that PREMIS tells of the whole package are the context's, those of files the
// item's; the submission is what METS tells of it.
// What is known of many files lies in a file below `aside`; see Spool.
// Errors: kNotFound, kCorrupt (it is no package that we wrote), kIo.
Result<Package> read_information_package(const std::filesystem::path& folder,
                                         const std::filesystem::path& aside = {});

// Who handed the material over, by the METS of a package of ours: of the newest delivery last.
std::vector<Party> submitters_in(const MetsDocument& mets);

// The files of the package as they are, with their paths below its root and the SHA-256
// of the bag's manifest.  Errors: kCorrupt, kIo.
Result<PackageFiles> files_within_bag(const std::filesystem::path& bag,
                                      const std::filesystem::path& folder);

// The one information package in a bag as the holdings keep it: "…/data/uuid-<id>".
Result<std::filesystem::path> package_within_bag(const std::filesystem::path& bag);

}  // namespace delo::packages
