// What examination says of the documents beside the items.  Each item that keeps one has it
// examined as one of its files; what is found decides about no item, and is told of the batch.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "core/records/finding.h"
#include "ingest/item_files.h"
#include "ingest/reception/batch_reader.h"

namespace delo::ingest {

class DocumentFindings {
 public:
  // Of the examined files of an item, the one at `index` in the batch.  Errors as
  // ItemFiles::for_each().
  Result<void> add(const Batch& batch, std::size_t index, const ItemFiles& files);

  // Those of each document once, by its path in the batch; none is more than a warning.  The
  // same whatever the order in which items were added.
  std::vector<Finding> all() const;

 private:
  struct Seen {
    std::size_t item = 0;
    std::vector<Finding> findings;
  };
  void add(const DocumentOfItem& document, std::size_t index, std::vector<Finding> findings);

  std::map<RelativePath, Seen> by_source_;
};

}  // namespace delo::ingest
