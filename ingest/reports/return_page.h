// The return list as a page to print and sign, and as a table.
#pragma once

#include <string>

#include "core/bytes/byte_sink.h"
#include "core/records/identifiers.h"
#include "core/text/timestamp.h"
#include "ingest/reports/return_list.h"

namespace delo::ingest {

// What stands above the list.
struct ReturnHead {
  std::string batch;     // its name
  std::string producer;  // may be empty
  std::string run;       // or plan; may be empty
  std::string policy;    // "scans, version 1"
  std::string program;   // "delo 0.1.0"
  Timestamp examined{};
  bool planned = false;         // examined, but not ingested
  bool interrupted = false;      // the run ended before its time
  std::uint64_t unfinished = 0;  // items that nobody looked into to the end
};

// One page without scripts or references to elsewhere, print-ready on A4, in the list's
// language.  A cause has at most kMostRows rows on it; the rest are in the table.
inline constexpr std::uint64_t kMostRows = 2000;
Result<void> write_return_page(ByteSink& sink, const ReturnHead& head, const ReturnList& list);

// All rows, by cause; UTF-8 with a byte order mark.
Result<void> write_return_table(ByteSink& sink, const ReturnHead& head, const ReturnList& list,
                                char separator);

}  // namespace delo::ingest
