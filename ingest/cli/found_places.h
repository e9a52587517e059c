// Places in packages, as find and show tell them.
#pragma once

#include <string>
#include <vector>

#include "core/text/json.h"
#include "holdings/catalogue/find.h"

namespace delo::ingest {

// As docs/formats/holdings.md has them.
Json places_json(const std::vector<holdings::FindPlace>& places);

// Two lines each, hits in bold, or between asterisks where there is no bold.
std::string places_text(const std::vector<holdings::FindPlace>& places, bool colour);

}  // namespace delo::ingest
