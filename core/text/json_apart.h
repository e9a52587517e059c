// JSON objects of which one list is too long to be held: its elements are handed over
// one by one, and the rest is a value.  (RFC 8259)
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/bytes/byte_sink.h"
#include "core/text/json_events.h"

namespace delo {

// Reads one value.  The elements of the array that stands at `path` (names of members,
// from the top) go to `element`, in order; in what is returned that array is empty.
// Errors: as read_json(); those of `element`.  Memory: one element, and the rest.
Result<Json> read_json_apart(const ByteSource& source, JsonRange range,
                             const std::vector<std::string>& path,
                             const std::function<Result<void>(const Json& element)>& element);

// Writes, in one line, the object of the members of `before`, then `list`, an array of what
// `elements` gives to its argument one by one, then the members of `after`.  The same bytes
// as Json::dump() of the whole.  Errors: those of the sink, which is not finished, and
// of `elements`.
using AddElement = std::function<Result<void>(const Json& element)>;
Result<void> write_json_apart(ByteSink& sink, const Json& before, const std::string& list,
                              const std::function<Result<void>(const AddElement& add)>& elements,
                              const Json& after);

}  // namespace delo
