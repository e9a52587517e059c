// Tables beside the items of which each item keeps its own rows alone: rights.csv,
// certificate.csv and certificate.toml.  What they say of other items is nobody's business there.
#pragma once

#include "ingest/reception/batch_reader.h"
#include "ingest/reception/item_finder.h"
#include "ingest/reception/producer_folder.h"

namespace delo::ingest {

// By its name: metadata/rights.csv, certificate.toml …
bool is_table_of_rows(const RelativePath& path);

// Gives each item the rows that name it, or a file of it; a row of rights.csv that names the
// folder the table lies in is of all items there.  Rows that name none, and what is wrong with the
// table, are findings of the batch, and of each item whose words may be lost by that: of all in
// the folder where the table can't be read whole, of those that no row names where a row is for
// nobody.  Errors: memory or descriptors ran out; what was unpacked can't be read.
// REQUIRES: is_table_of_rows(path).
Result<void> share_out_rows(const ProducerFolder& folder, const RelativePath& path,
                            const ItemFinder& finder, Batch& batch);

}  // namespace delo::ingest
