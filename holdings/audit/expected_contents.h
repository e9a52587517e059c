// What a copy must consist of, and how far that is proved.  The ledger tells the
// digest of the inventory; the inventory, wherever it is found with that digest,
// tells the digests of everything else.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "holdings/audit/copy_check.h"
#include "holdings/catalogue/catalogue.h"
#include "holdings/members.h"

namespace delo::holdings {

struct ExpectedContents {
  // Nothing: no inventory of this package can be read anywhere.
  std::optional<CopyContents> contents;
  // The inventory has the digest that the ledger recorded for this copy.
  bool proved = false;
  std::optional<Digest> recorded;  // that digest; nothing when the ledger can't tell
};

// Looks in `copy`'s own store first, then in all others.
Result<ExpectedContents> expected_contents(const Holdings::Members& members,
                                           const CopyRecord& copy);

// The text of the inventory that the ledger recorded for `copy`, wherever it is found with
// that digest, put aside; nullptr: nowhere, or the ledger can't tell.
Result<packages::ocfl::SharedText> recorded_inventory(const Holdings::Members& members,
                                                      const CopyRecord& copy);

// A text of an inventory as it was at one moment, put aside, and its SHA-256.
struct KeptInventory {
  packages::ocfl::SharedText text;
  Digest sha256;
};
// Error kIo: of the source, which is_fault_of_medium() tells, or of putting aside.
Result<KeptInventory> keep_inventory(const Holdings::Members& members, const ByteSource& source);
// One that is made now: `write` gives its text to the sink, which is finished afterwards.
Result<KeptInventory> keep_inventory(const Holdings::Members& members,
                                     const std::function<Result<void>(ByteSink&)>& write);

// Of reading such a text: true: our disk failed, and nothing is told of the inventory.
bool is_of_what_is_aside(const Error& error);

// What a copy's bag manifests say against what its inventory says, for a copy
// whose bytes agree with the inventory.  Where ingest did its work there is
// nothing to tell.
std::vector<CopyFault> compare_bag_manifests(const Store& store, const PackageId& id,
                                             const CopyContents& contents);

}  // namespace delo::holdings
