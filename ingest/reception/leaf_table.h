// frames.csv or leaves.csv: which file shows which leaf (docs/formats/certificate.md).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"
#include "core/records/leaf_naming.h"

namespace delo::ingest {

bool is_leaf_table(const FileObject& file);
bool is_certificate(const FileObject& file);

struct LeafTable {
  std::vector<LeafMapRow> rows;
  std::vector<Finding> findings;  // leaf-table.*
};
// Columns file, leaf, side, page, note, in any order and in Russian or Ukrainian; a row with
// a leaf and no file is of a side that was not scanned, because nothing is on it.  `files`:
// of the item, in path order; names may be relative to the item or to the table.
LeafTable read_leaf_table(std::string_view bytes, const RelativePath& path,
                          std::span<const FileObject> files);

// Fills leaf, places and blank of scans: what the table says, else what their names say by
// the policy.
void assign_leaves(Item& item, const LeafPolicy& policy);

}  // namespace delo::ingest
