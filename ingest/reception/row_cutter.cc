#include "ingest/reception/row_cutter.h"

#include "core/text/json.h"
#include "ingest/reception/csv.h"
#include "ingest/reception/text_decoding.h"

namespace delo::ingest {
namespace {

std::string ended(std::string line) {
  if (!line.ends_with('\n') && !line.ends_with('\r')) line += '\n';
  return line;
}

std::string json_of(const DescriptionTable& table) {
  Json rows = Json::array();
  for (const DescriptionRow& row : table.rows) {
    Json one = Json::object({{"filename", row.name}});
    std::map<std::string, Json> lists;
    for (const DescriptionElement& element : row.elements) {
      lists[element.name].push(element.value);
    }
    for (auto& [name, values] : lists) one.set(name, std::move(values));
    rows.push(std::move(one));
  }
  return rows.dump() + '\n';
}

}  // namespace

RowCutter::RowCutter(std::string_view bytes, std::string_view name)
    : is_json_(name.ends_with(".json")),
      text_(is_json_ ? std::string() : decode(bytes, encoding_of(bytes))) {
  if (is_json_) return;
  for (const CsvRow& row : parse_csv(text_).rows) {
    if (header_.empty()) header_ = ended(text_.substr(row.begin, row.end - row.begin));
    begins_.emplace(row.line, std::pair(row.begin, row.end));
  }
}

std::string RowCutter::rows(const DescriptionTable& table) const {
  if (is_json_) return json_of(table);
  std::string out = header_;
  for (const DescriptionRow& one : table.rows) out += row(one.line);
  return out;
}

std::string RowCutter::row(int line) const {
  const auto at = begins_.find(line);
  if (at == begins_.end()) return {};
  return ended(text_.substr(at->second.first, at->second.second - at->second.first));
}

}  // namespace delo::ingest
