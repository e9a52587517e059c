// Descriptions beside the items of a batch are shared out to the items that they speak of.
#pragma once

#include <vector>

#include "ingest/reception/batch_reader.h"
#include "ingest/reception/producer_folder.h"

namespace delo::ingest {

// Tables first: what they say of an item helps to find its unit in the finding aids, of which
// each is read once for all items.  `tables` are below `folder`; whatever is wrong with one is
// a finding of the batch.  Errors: share_out_rows().
Result<void> share_out_descriptions(const ProducerFolder& folder,
                                    const std::vector<RelativePath>& tables, Batch& batch);

// Whether the line of a checksum list, below `folder`, is about one of these tables: it is
// compared then, and what is different is told of the batch and of each item that keeps it.
bool compare_description(const ProducerFolder& folder, const std::vector<RelativePath>& tables,
                         const RelativePath& list, const ChecksumLine& line, Batch& batch);

// A document beside the items as it is now, whole.
DocumentOfItem document_at(const RelativePath& path, const FileSource& source);

// "3 rows speak of no item of the batch"
void add_unknown(Batch& batch, const RelativePath& path, std::size_t count, std::string_view what,
                 const std::string& first);

}  // namespace delo::ingest
