// metadata.csv, as Archivematica and its users write it: a column of file names
// and columns dc.*, dcterms.* or anything else, one row for a file, a folder or
// the item (docs: "Import metadata"; the name's cell is empty for the item).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"

namespace delo::ingest {

// A table as it was read; whether its names are files is not asked yet.
struct DescriptionRow {
  int line = 0;                              // in the table, from 1
  std::string name;                          // as written, UTF-8; empty: the item
  std::vector<DescriptionElement> elements;  // cells that are not empty
};
struct DescriptionTable {
  RelativePath path;        // of the table, within its item or beside the items
  RelativePath given = {};  // where it was given, when that is another place
  // A document of its own (MODS, JSON, EAD): what it says stands beside what tables
  // say; a later table of the same form replaces an earlier one.
  bool adds = false;
  std::vector<DescriptionRow> rows;
  std::vector<Finding> findings;
};
DescriptionTable read_description_table(std::string_view bytes, const RelativePath& path);

// What an item consists of, for names to be looked up in.
struct DescribedItem {
  std::string_view name;                  // the item folder's own name
  std::span<const FileObject> files;      // in path order
  std::span<const RelativePath> folders;  // in path order
};

// An archival reference that a description gives, as written.
struct WrittenReference {
  RelativePath path;  // of the file it stands beside; empty: the item
  std::string text;
  std::string where;  // "metadata.csv line 2, dc.identifier"
  bool note = false;  // of a note, which may speak of other dela as well
};

struct ItemDescription {
  std::vector<Description> descriptions;     // the item's own first, then in path order
  std::vector<WrittenReference> references;  // the item's own first, then as written
  std::vector<Finding> findings;
};

// Names may be relative to the item, to objects/ or data/, or begin with the
// item folder's name.  Later rows replace earlier ones of the same name.
ItemDescription describe_item(std::span<const DescriptionTable> tables, const DescribedItem& item);

// Fills reference, reference_basis and title.  In this order: dc.identifier and
// the like of the item's own rows, those of its files, the names of its folder and of those
// above it: `folders`, from the batch down, "Фонд 7/Опись 1/Дело 12".
void find_reference(Item& item, const ItemDescription& description, std::string_view folders,
                    std::vector<Finding>& findings);

}  // namespace delo::ingest
