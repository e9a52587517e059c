// JSON of which several lists are too long to be held; see json_apart.h.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/text/json_events.h"

namespace delo {

// A list that is read apart: where it stands, and who takes its elements.  In a path kEach
// stands for the elements of an array: a list may lie in each element of another one, and is
// told before the rest of that element.
struct ApartList {
  std::vector<std::string> path;
  std::function<Result<void>(const Json& element)> element;
};
inline const std::string kEach = "*";

// As read_json_apart() of one list.
Result<Json> read_json_apart(const ByteSource& source, JsonRange range,
                             std::span<const ApartList> lists);

}  // namespace delo
