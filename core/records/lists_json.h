// The long lists of the records of an item as JSON, none of them ever held as a value: an
// item may have a million files.  The same bytes as of the values.
#pragma once

#include <string>
#include <vector>

#include "core/records/event.h"
#include "core/records/leaf_account.h"
#include "core/text/apart_lists.h"
#include "core/text/json_writer.h"

namespace delo {

void write_json(JsonWriter& json, const std::vector<Finding>& findings);
void write_json(JsonWriter& json, const Event& event);
void write_json(JsonWriter& json, const std::vector<Event>& events);
void write_json(JsonWriter& json, const LeafAccount& account);

// Adds to `lists` those of what stands at `path`, to be read into the argument, which must
// live until all is read.
using JsonPath = std::vector<std::string>;
void add_lists_of(std::vector<Finding>& findings, const JsonPath& path,
                  std::vector<ApartList>& lists);
void add_lists_of(std::vector<Event>& events, const JsonPath& path, std::vector<ApartList>& lists);
// Its summary is no list; see leaf_account_from().
void add_lists_of(LeafAccount& account, const JsonPath& path, std::vector<ApartList>& lists);

}  // namespace delo
