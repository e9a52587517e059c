// Rows of a table beside the items, kept apart where names of items end alike.
#pragma once

#include "ingest/reception/batch_reader.h"
#include "ingest/reception/producer_folder.h"

namespace delo::ingest {

// A row of "f1/op2/d001" ends as one of "d001" would, and a later version of d001 knows of no
// other item.  So an item of whose table a row could be taken for its own keeps its own rows
// alone.  A table that can't be read any more is left as it is: reception tells it.
void keep_rows_apart(const ProducerFolder& folder, Batch& batch);

}  // namespace delo::ingest
