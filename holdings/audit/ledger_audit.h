// The ledger's chain, and the ledger against its copies in the stores.
#pragma once

#include "holdings/audit/audit_book.h"

namespace delo::holdings {

// Tells what is altered.  With `repair` the ledger gets back from a sound copy
// what it lost, when nothing it still has contradicts that copy; a damaged copy is
// put aside and written anew.  Two sound ledgers that tell different things are
// left to a person.
Result<void> audit_ledger(Holdings::Members& members, AuditBook& book, bool repair,
                          RunContext& run);

}  // namespace delo::holdings
