#include "ingest/reception/rows_apart.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/fixity/hasher.h"
#include "core/text/json.h"
#include "core/text/utf8.h"
#include "ingest/reception/csv.h"
#include "ingest/reception/item_finder.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

constexpr std::uint64_t kMaxTable = std::uint64_t{256} << 20;  // bytes

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

std::string ended(std::string line) {
  if (!line.ends_with('\n') && !line.ends_with('\r')) line += '\n';
  return line;
}

// Header and rows as they stand there, in UTF-8.
std::string lines_of(std::string_view text, const CsvTable& csv, const DescriptionTable& table) {
  std::set<int> wanted;
  for (const DescriptionRow& row : table.rows) wanted.insert(row.line);
  std::string out;
  for (const CsvRow& row : csv.rows) {
    if (!out.empty() && !wanted.contains(row.line)) continue;
    out += ended(std::string(text.substr(row.begin, row.end - row.begin)));
  }
  return out;
}

std::string json_of(const ItemId& item, const DescriptionTable& table) {
  Json rows = Json::array();
  for (const DescriptionRow& row : table.rows) {
    Json one = Json::object({{"filename", name_of(item, row)}});
    std::map<std::string, Json> lists;
    for (const DescriptionElement& element : row.elements) {
      lists[element.name].push(element.value);
    }
    for (auto& [name, values] : lists) one.set(name, std::move(values));
    rows.push(std::move(one));
  }
  return rows.dump() + '\n';
}

void cut(const std::string& bytes, const RelativePath& path, const std::set<std::size_t>& items,
         Batch& batch) {
  const bool is_json = to_lower(path.name()).ends_with(".json");
  const std::string text = is_json ? std::string() : decode(bytes, encoding_of(bytes));
  const CsvTable csv = parse_csv(text);
  const std::string sha256 = sha256_of(bytes).hex;
  for (const std::size_t item : items) {
    BesideItem& beside = batch.beside[item];
    const auto table = std::ranges::find(beside.tables, path, &DescriptionTable::path);
    const auto document = std::ranges::find(beside.documents, path, &DocumentOfItem::source);
    if (table == beside.tables.end() || document == beside.documents.end()) continue;
    if (!document->whole || document->size != bytes.size()) continue;
    document->whole = false;
    document->sha256 = sha256;
    document->text = is_json ? json_of(batch.item_ids[item], *table) : lines_of(text, csv, *table);
  }
}

}  // namespace

void keep_rows_apart(const ProducerFolder& folder, Batch& batch) {
  for (const auto& [path, items] : taken_for_others(batch)) {
    const auto source = folder.open_file(path);
    const auto bytes = source ? read_all(**source, kMaxTable) : source.error();
    if (bytes) cut(*bytes, path, items, batch);
  }
}

}  // namespace delo::ingest
