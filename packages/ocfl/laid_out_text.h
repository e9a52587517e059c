// The text of an inventory as write_first_inventory() lays it out, gone through from front to
// back in 64 KiB of memory: what is laid out otherwise is seen, byte by byte.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "core/bytes/byte_source.h"
#include "core/result.h"
#include "core/text/json_events.h"

namespace delo::packages::ocfl {

struct TextMember {
  std::uint64_t begin = 0;  // of what stands between it and the one before
  std::string key;          // between the quotes, escapes as they stand
  JsonRange value;
  std::string_view start;  // of the value, at most 256 bytes; for the moment
};

class LaidOutText {
 public:
  // `otherwise`: the Error where the text is not as it must be.
  explicit LaidOutText(const ByteSource& source, std::uint64_t begin = 0,
                       Error otherwise = laid_out_otherwise())
      : source_(source), otherwise_(std::move(otherwise)), window_at_(begin) {}

  std::uint64_t offset() const { return window_at_ + used_; }
  bool at_end() const { return offset() >= source_.size(); }

  // true, and behind it, when the text goes on with `literal`.  Error kIo.
  Result<bool> take(std::string_view literal);
  // The same, but an Error kUnsupported when it does not.
  Result<void> expect(std::string_view literal);

  // A value, whatever it is; `start` of it when that is asked for.
  Result<JsonRange> pass_value(std::string* start = nullptr);

  // A member's key behind its first quote, and what parts it from its value.
  Result<void> pass_key(std::string* key = nullptr);

  // An object whose members have a line each: each(member), then end(offset behind the
  // last one).
  Result<void> pass_block(std::string_view indent,
                          const std::function<Result<void>(const TextMember&)>& each,
                          const std::function<Result<void>(std::uint64_t)>& end);

  // An object whatever its layout: each(member).
  Result<void> pass_members(const std::function<Result<void>(const TextMember&)>& each);

  static Error laid_out_otherwise();

 private:
  Result<bool> hold(std::size_t bytes);  // false: the text has fewer
  Result<char> pop();
  Result<void> pass_blanks();
  Result<void> pass_string(std::string* text);  // behind its first quote

  const ByteSource& source_;
  const Error otherwise_;
  std::string window_;
  std::uint64_t window_at_;
  std::size_t used_ = 0;
};

}  // namespace delo::packages::ocfl
