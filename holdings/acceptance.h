// What the acceptance of a package and that of a version have in common; for the
// files of this folder only.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "holdings/catalogue/catalogue.h"
#include "holdings/holdings.h"
#include "holdings/ledger/ledger_entry.h"
#include "holdings/stores/store.h"

namespace delo::holdings {

// Who acts in the inventories of our objects: this program, by a name-based URN.
packages::ocfl::VersionNote program_note(Timestamp created, std::string message);

// A copy is there that should be this one: every byte is read, and it is made durable.
// Error kCorrupt: it is not whole.
Result<void> adopt_copy(Store& store, const PackageId& id,
                        const packages::ocfl::SharedText& inventory, RunContext& run);

// What the catalogue keeps of them; texts are read by `texts`, if there is one.
Result<PackageContents> catalogue_contents(const packages::PackageFiles& files, TextSource* texts);

}  // namespace delo::holdings
