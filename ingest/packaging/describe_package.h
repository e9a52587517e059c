// What reception and examination know of files, for a package that is made without them:
// of a folder, or anew of one that is held.
#pragma once

#include <filesystem>
#include <vector>

#include "core/records/finding.h"
#include "core/result.h"
#include "core/run/run_context.h"
#include "packages/package.h"

namespace delo::ingest {

// Above this many files roles are told by each name alone, and tables are not read: what
// reception knows of an item it knows of all its files at once.
inline constexpr std::size_t kMostDescribed = 200'000;

// Roles, leaves and languages of the payload by the rules of reception, descriptions,
// rights, reference and title by its tables.  Faults of the tables are findings.
// `roles_known`: the roles stay as they are.  Errors: kIo.
Result<std::vector<Finding>> read_tables_of(packages::Package& package, bool roles_known,
                                            const std::filesystem::path& aside);

// Formats of every file, by signature, and the events of a package that is made without
// an ingest; with a `program` also technical metadata, each file looked at in a sandbox of
// it.  Errors: kIo, kCancelled.
Result<void> look_into_files(packages::Package& package, const std::filesystem::path& program,
                             const std::filesystem::path& aside, RunContext& run);

// A file that is named like a description in XML and is none is kept as content: whoever
// reads the package takes what lies in metadata/ by its name.  Error kIo.
Result<void> settle_role(packages::PayloadFile& file);

// The settings' words into the package; its id tells them.
void apply_settings(packages::Package& package, const PackageSettings& settings);

// Leaves out descriptions that lay beside the items and are kept whole: they tell of other
// records, too, and not everyone who may see this one may see these.
Result<void> leave_out_other_records(packages::Package& package,
                                     const std::filesystem::path& aside);

// Leaves out the master scans, when there is something else to read.
Result<void> keep_for_use(packages::Package& package, const std::filesystem::path& aside);

}  // namespace delo::ingest
