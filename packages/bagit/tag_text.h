// Tag files as UTF-8 lines, whatever encoding bagit.txt names.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes/byte_source.h"
#include "core/result.h"

namespace delo::packages {

// Longer lines are no manifest lines of any real file.
inline constexpr std::size_t kMostLine = std::size_t{64} << 10;  // bytes

// Text in a named encoding to UTF-8.
class TagDecoder {
 public:
  // Nothing when the encoding is not known here.
  static std::optional<TagDecoder> named(std::string_view encoding);

  bool is_utf8() const { return name_.empty(); }  // or ASCII, which is a part of it
  bool is_ascii() const { return ascii_; }
  // Nothing when the bytes are not of this encoding.
  std::optional<std::string> decode(std::string_view bytes) const;

 private:
  std::string name_;  // for iconv; empty for UTF-8 and what it contains
  bool ascii_ = false;
};

struct TagLine {
  int number = 0;         // from 1
  std::string_view text;  // without its end; valid during the call
  bool decoded = true;    // false: not of the encoding, `text` has the bytes
  bool cut = false;       // longer than kMostLine, `text` has its beginning
  // A byte order mark that the encoding does not need stood before it.
  bool byte_order_mark = false;
};

// Calls `visit` for each line, ended by LF, CR or CRLF (RFC 8493 §2.1.3).  UTF-8 is
// streamed; other encodings are read whole, at most 64 MiB.  A byte order mark
// at the beginning is no part of the text.  UTF-16 and UTF-32 without one are read in
// the byte order that makes text of them.  Errors: kIo, kUnsupported, those of `visit`.
Result<void> for_each_line(const ByteSource& bytes, const TagDecoder& decoder,
                           const std::function<Result<void>(const TagLine&)>& visit);

}  // namespace delo::packages
