// JSON written as it comes: objects whose lists are too long to be held.  The same bytes as
// Json::dump() of the whole.  (RFC 8259)
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/bytes/byte_sink.h"
#include "core/text/json.h"

namespace delo {

// Commas are its business, the order of the calls the caller's.  An error of the sink is kept
// until finish(); what is written after it is lost.
class JsonWriter {
 public:
  explicit JsonWriter(ByteSink& sink) : sink_(sink) {}

  void open_object() { open('{'); }
  void close_object() { close('}'); }
  void open_array() { open('['); }
  void close_array() { close(']'); }
  void key(std::string_view name);
  void value(const Json& value);
  void member(std::string_view name, const Json& value_of_it) {
    key(name);
    value(value_of_it);
  }
  void members(const Json& object);  // all of them, into the object that is open

  // All is with the sink, which is not finished itself.
  Result<void> finish();

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();
  void flush();

  ByteSink& sink_;
  std::string text_;
  bool first_ = true;  // of its container, or behind a key
  std::optional<Error> failed_;
};

}  // namespace delo
