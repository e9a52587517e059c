#include "ingest/reception/rows_apart.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/fixity/hasher.h"
#include "core/text/utf8.h"
#include "ingest/reception/item_finder.h"
#include "ingest/reception/row_cutter.h"

namespace delo::ingest {
namespace {

std::string name_of(const ItemId& item, const DescriptionRow& row) {
  return row.name.empty() ? item.value : item.value + '/' + row.name;
}

// Of each table the items that a row of another one could be taken for.
std::map<RelativePath, std::set<std::size_t>> taken_for_others(const Batch& batch) {
  std::map<RelativePath, std::set<std::size_t>> out;
  const ItemFinder finder(batch.item_ids);
  for (const auto& [item, beside] : batch.beside) {
    for (const DescriptionTable& table : beside.tables) {
      for (const DescriptionRow& row : table.rows) {
        for (const std::size_t other : finder.all_in(name_of(batch.item_ids[item], row))) {
          if (other != item) out[table.path].insert(other);
        }
      }
    }
  }
  return out;
}

// With the names that the rows have in the document itself.
DescriptionTable as_given(const ItemId& item, DescriptionTable table) {
  for (DescriptionRow& row : table.rows) row.name = name_of(item, row);
  return table;
}

void cut(const std::string& bytes, const RelativePath& path, const std::set<std::size_t>& items,
         Batch& batch) {
  const RowCutter cutter(bytes, to_lower(path.name()));
  const std::string sha256 = sha256_of(bytes).hex;
  for (const std::size_t item : items) {
    BesideItem& beside = batch.beside[item];
    const auto table = std::ranges::find(beside.tables, path, &DescriptionTable::path);
    const auto document = std::ranges::find(beside.documents, path, &DocumentOfItem::source);
    if (table == beside.tables.end() || document == beside.documents.end()) continue;
    if (!document->whole || document->size != bytes.size()) continue;
    document->whole = false;
    document->sha256 = sha256;
    document->text = cutter.rows(as_given(batch.item_ids[item], *table));
  }
}

}  // namespace

void keep_rows_apart(const ProducerFolder& folder, Batch& batch) {
  for (const auto& [path, items] : taken_for_others(batch)) {
    const auto source = folder.open_file(path);
    const auto bytes = source ? read_all(**source, kMaxTableOfBatch) : source.error();
    if (bytes) cut(*bytes, path, items, batch);
  }
}

}  // namespace delo::ingest
