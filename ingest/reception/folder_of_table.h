// The folder that a table beside the items speaks of.
#pragma once

#include <string_view>
#include <vector>

#include "ingest/reception/batch_reader.h"

namespace delo::ingest {

// Where the table lies, or lies in metadata/.  Borrows the batch.
class FolderOfTable {
 public:
  FolderOfTable(const RelativePath& table, const Batch& batch);

  // Whether a name in the table is that of the folder: "batch", "D:\in\batch", ".", "objects".
  bool is_named(std::string_view name) const;
  // The items in it, by place.
  const std::vector<std::size_t>& items() const& { return items_; }
  const std::vector<std::size_t>& items() && = delete;  // of one that is gone

 private:
  RelativePath folder_;  // below the batch
  const Batch& batch_;
  std::vector<std::size_t> items_;
};

}  // namespace delo::ingest
