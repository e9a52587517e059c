// The ledger for others: checked, given out, and cut down to what proves the
// history of one package, so that a court or a reader can check it with
// sha256sum alone (docs/formats/ledger.md).
#pragma once

#include <filesystem>
#include <optional>

#include "holdings/holdings.h"
#include "holdings/ledger/ledger.h"

namespace delo::holdings {

struct LedgerVerdict {
  bool intact = true;  // the chain, and every copy a beginning of it
  LedgerHead head;
  std::vector<Finding> findings;  // "holdings.ledger.altered", one a fault
};
Result<LedgerVerdict> verify_ledger(Holdings& holdings, RunContext& run);

// Writes the ledger's text to `sink`, line by line as each is found to follow; a
// torn tail is no part of it.  Error kCorrupt when the chain is broken: then what
// was written is the sound beginning.
Result<LedgerHead> export_ledger(Holdings& holdings, ByteSink& sink, RunContext& run);

// Writes into the new folder `to`: entries.jsonl (the entries about the package
// and its copies, as they stand in the ledger), chain.tsv (number and hash of
// every entry, so that each is seen to stand in the one chain), inventory.json of
// an intact copy, the file itself when `path` (within the package) names one, and
// HOW-TO-CHECK.txt.
// Errors: kNotFound (package or file), kInvalidArgument (`to` is there), kCorrupt (no copy
// has it intact), kIo (also: the copy that may have it is in a store that is not there).
struct LedgerProof {
  std::uint64_t entries = 0;
  LedgerHead head;  // of the chain they stand in
};
Result<LedgerProof> prove_package(Holdings& holdings, const PackageId& id,
                                  const std::optional<std::string>& path,
                                  const std::filesystem::path& to, RunContext& run);

}  // namespace delo::holdings
