// A JSON object's members as pieces of its text.  An inventory of a million files
// is changed by cutting and joining its text, so that what stood in it stands in
// the next one byte for byte, and nothing is built up in memory beside it.
#pragma once

#include <string_view>
#include <vector>

#include "core/result.h"

namespace delo::packages::ocfl {

struct JsonSpan {
  std::string_view key;    // between the quotes, escapes as they stand
  std::string_view value;  // the whole value
};

// The members of an object in their order, as views of `object`.  What is within the
// values is not looked at: the text must be known to be JSON.  Error kCorrupt.
Result<std::vector<JsonSpan>> member_spans(std::string_view object);

// The value of the first member of this name; empty when there is none.
std::string_view span_of(const std::vector<JsonSpan>& members, std::string_view key);

}  // namespace delo::packages::ocfl
