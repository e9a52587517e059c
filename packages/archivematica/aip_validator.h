// AIPs of Archivematica: bags whose payload has one METS file with PREMIS in it.
// (Archivematica 1.16, "AIP structure")
#pragma once

#include <filesystem>
#include <span>
#include <stop_token>
#include <vector>

#include "core/records/finding.h"
#include "core/result.h"

namespace delo::packages::archivematica {

// A bag with data/METS.UUID.xml.  An archive is looked through by names only, and
// only one whose folder is named NAME-UUID.
bool is_aip(const std::filesystem::path& path);

// The bag by BagIt; its METS; every file of it in the payload, and every file of
// objects/ in it; PREMIS fixity and size against the bytes, each file read once for
// both.  Paths are those within the bag.  Errors: as validate_bag().
Result<std::vector<Finding>> validate_aip(const std::filesystem::path& path,
                                          std::stop_token stop = {}, int threads = 1);

std::span<const Rule> aip_rules();

}  // namespace delo::packages::archivematica
