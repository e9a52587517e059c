// frames.csv or leaves.csv: which file shows which leaf (docs/formats/certificate.md).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"

namespace delo::ingest {

bool is_leaf_table(const FileObject& file);
bool is_certificate(const FileObject& file);

struct LeafTable {
  std::vector<LeafMapRow> rows;
  std::vector<Finding> findings;  // leaf-table.*
};
// Columns file, leaf, side, page, note, in any order and in Russian or Ukrainian; a row with
// a leaf and no file is of a side that was not scanned, because nothing is on it; one with a
// file and no leaf says that it shows none.  `files`: of the item, in path order; names may be
// relative to the item or to the table, or begin with `own_name`, the item's.  At most 200,000
// rows are read.
LeafTable read_leaf_table(std::string_view bytes, const RelativePath& path,
                          std::span<const FileObject> files, std::string_view own_name = {});

}  // namespace delo::ingest
