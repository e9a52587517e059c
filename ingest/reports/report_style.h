#pragma once

#include <string_view>

namespace delo::ingest {

// The one style sheet of all reports; screen (light and dark) and A4 paper.
std::string_view report_style();

}  // namespace delo::ingest
