// A store apart from its copies: its own files, and what lies in it and belongs
// to no copy on record.
#pragma once

#include "holdings/audit/audit_book.h"

namespace delo::holdings {

Result<void> audit_store(Holdings::Members& members, Store& store, AuditBook& book, bool repair,
                         RunContext& run);

// Makes a store anew that is not there, for its copies to be put into it again;
// not in what may be a mount point without its disk.  Where it can't, `slot.absent`
// then says why.
Result<void> recreate_store(Holdings::Members& members, StoreSlot& slot, AuditBook& book,
                            RunContext& run);

}  // namespace delo::holdings
