// One line of the ledger (docs/formats/ledger.md).  Each entry holds the hash of
// the one before it, so none can be changed, taken out or put in between without
// every later hash telling.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/records/event.h"
#include "core/result.h"
#include "core/text/json.h"
#include "core/text/timestamp.h"

namespace delo::holdings {

// The `prev` of the first entry.  DO NOT CHANGE.
inline constexpr std::string_view kNoPreviousHash =
    "0000000000000000000000000000000000000000000000000000000000000000";

struct LedgerEntry {
  std::uint64_t n = 0;  // from 1, without gaps
  Timestamp time{};     // when it happened; milliseconds
  std::string type;     // a PREMIS event type, or one of our own (see the page)
  EventOutcome outcome = EventOutcome::kSuccess;
  std::string about;   // "package <id>" "copy <store>/<id>" "store <name>" "item <id>" …
  std::string detail;  // a sentence for people
  Json more;           // an object: further members, told on the page by type; or null
  std::string prev;    // SHA-256, 64 hexadecimal digits: the hash of entry n-1
  std::string hash;    // SHA-256 of the line up to `,"hash":`
};

// The line without its newline.  Sets entry.hash.
std::string seal(LedgerEntry& entry);

// What a line says of its place in the chain, read without parsing the JSON and
// with the hash recomputed.  Error kCorrupt says what is wrong with it.
struct LedgerLink {
  std::uint64_t n = 0;
  std::string_view prev, hash;  // into the line
};
Result<LedgerLink> check_line(std::string_view line);

// The whole entry; check_line() included.
Result<LedgerEntry> parse_line(std::string_view line);

}  // namespace delo::holdings
