// JSON told as it is read, for texts that are too long to be held.  (RFC 8259)
#pragma once

#include <cstdint>
#include <string>

#include "core/bytes/byte_source.h"
#include "core/result.h"
#include "core/text/json.h"

namespace delo {

// Bytes of a text, from `begin` to before `end`.
struct JsonRange {
  std::uint64_t begin = 0, end = 0;
};

// Whoever listens.  Offsets are of the whole text: for begin_…() that of the bracket,
// for end_…() that behind it.
class JsonEvents {
 public:
  virtual ~JsonEvents() = default;
  virtual Result<void> begin_object(std::uint64_t at) = 0;
  virtual Result<void> end_object(std::uint64_t at) = 0;
  virtual Result<void> begin_array() = 0;
  virtual Result<void> end_array() = 0;
  virtual Result<void> key(std::string& name) = 0;   // may be moved from
  virtual Result<void> text(std::string& text) = 0;  // may be moved from
  virtual Result<void> other(Json value) = 0;        // null, a boolean, a number
};

// kAllowed: for what was read once already.
enum class JsonTwice : std::uint8_t { kRefused, kAllowed };

// Reads one value.  Refuses what Json::parse() refuses, with the same Error kCorrupt;
// other Errors are those of the source and of `events`, and end the reading.  Memory: 64
// KiB, and 20 to 60 bytes for each member of the objects that are open.
Result<void> read_json(const ByteSource& source, JsonRange range, JsonEvents& events,
                       JsonTwice twice = JsonTwice::kRefused);

// For whoever builds up an object from events: quick, however many members there are.
// REQUIRES: `object` is one, without the member.
void add_new_member(Json& object, std::string name, Json value);

}  // namespace delo
