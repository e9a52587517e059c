// rights.csv, as Archivematica and its users write it: one row for a file, the ground of
// a right and one act that is granted (docs: "Importing rights metadata with the rights
// CSV").
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/records/finding.h"
#include "core/records/rights.h"
#include "ingest/reception/csv.h"
#include "ingest/reception/description.h"

namespace delo::ingest {

struct RightsTable {
  std::vector<RightsStatement> statements;  // in the table's order, each ground once
  std::vector<Finding> findings;
};

// Rows of one ground are one statement with all their acts and files; a row of a folder
// speaks of all files in it, one of the item ("", "objects") of the item.  A row that
// can't be told in PREMIS is a finding and is not taken over: the table itself is kept.
// `text` holds the file; `path` is its own within the item, `given` where it was given,
// when that is another place.  Of a table that is_from_batch() the rows of this item count.
RightsTable read_rights_table(std::string_view text, const RelativePath& path,
                              const DescribedItem& item, const RelativePath& given = {});

// A table of rights before its rows are asked what they say.
struct RightsRows {
  RelativePath path;                // of the table
  std::vector<std::string> header;  // in small letters
  std::vector<CsvRow> rows;         // none where the table can't be read
  std::vector<Finding> findings;    // of the table and its header
  char delimiter = ',';

  std::string name_of(const CsvRow& row) const;  // of a file, as written
  void rename(CsvRow& row, std::string name) const;
};
RightsRows rows_of_rights(std::string_view text, const RelativePath& path);

// What they say, with findings of the rows alone.
RightsTable read_rights_rows(const RightsRows& table, const DescribedItem& item,
                             const RelativePath& given = {});

// metadata/rights.csv, rights.csv, and one that is_from_batch()
bool is_rights_name(const RelativePath& path);
// A description of such a name, where it lies or where it was given.
bool is_rights_table(const FileObject& file);

}  // namespace delo::ingest
