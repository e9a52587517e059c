// Tables beside the items of which each item keeps its own rows alone: rights.csv,
// certificate.csv and certificate.toml.  What they say of other items is nobody's business there.
#pragma once

#include "ingest/reception/batch_reader.h"
#include "ingest/reception/item_finder.h"
#include "ingest/reception/producer_folder.h"

namespace delo::ingest {

// By its name: metadata/rights.csv, certificate.toml …
bool is_table_of_rows(const RelativePath& path);

// Gives each item the rows that name it, or a file of it.  Rows that name none, and what is wrong
// with the table, are findings of the batch.  REQUIRES: is_table_of_rows(path).
void share_out_rows(const ProducerFolder& folder, const RelativePath& path,
                    const ItemFinder& finder, Batch& batch);

}  // namespace delo::ingest
