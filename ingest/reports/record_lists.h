// What may be long in the record of an item, read apart from the rest of it.
#pragma once

#include <vector>

#include "core/records/lists_json.h"
#include "ingest/reports/run_record.h"

namespace delo::ingest {

struct RecordLists {
  ItemFiles files;
  std::vector<Finding> findings = {};
  LeafAccount leaves = {};
  std::vector<Event> events = {};
};

// Of a record that stands at `path`.  REQUIRES: `into` lives until all is read
std::vector<ApartList> lists_of_record(RecordLists& into, const JsonPath& path);
// Of the rest.
Result<ItemRecord> item_record_from(const Json& rest, RecordLists lists);

}  // namespace delo::ingest
