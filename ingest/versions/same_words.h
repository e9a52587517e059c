// A document from beside the items comes again, changed: in what it says of this item?
#pragma once

#include "core/bytes/byte_source.h"
#include "ingest/reception/finding_aids.h"

namespace delo::ingest {

// An item as the finding aids and records of its own package know it.
SoughtItem sought_in_own_documents(const Item& item);

// Whether both say the same of the item, each at its place (which is_from_batch()).  A finding
// aid may have got other units and another date since.  False, too, where either can't be read.
// Errors: kIo, kInternal.
Result<bool> same_words(const ByteSource& before, const RelativePath& place_before,
                        const ByteSource& now, const RelativePath& place_now,
                        const SoughtItem& item);

}  // namespace delo::ingest
