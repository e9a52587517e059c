// How well a row of an FTS5 table fits the words asked for.
#pragma once

#include "core/result.h"

struct sqlite3;

namespace delo::holdings {

// Registers the auxiliary function word_rank(table, weight, …): as FTS5's own bm25(), less is
// better, but how frequent a phrase is in all rows is estimated from the first thousand that
// have it.  bm25() reads every row of every phrase, which for a common word is all of the table.
// Borrows the connection.  Error kInternal.
Result<void> add_word_rank(sqlite3* connection);

}  // namespace delo::holdings
