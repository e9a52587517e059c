// The text of a file through the walls: what the child tells, what the run believes.
#pragma once

#include <string>
#include <string_view>

#include "core/bytes/byte_sink.h"
#include "core/bytes/byte_source.h"
#include "core/isolation/zygote.h"
#include "core/records/examination.h"

namespace delo::validators {

// The child's side: the text goes to `stream`, pieces of whole characters, page elements as form
// feeds; what was wrong is in the findings.  Ends the stream.
Result<Examination> stream_text(const ByteSource& bytes, const RelativePath& path,
                                const IsolatedStream& stream);

// The child's side, of the UTF-8 copy of a text (text/utf8_copy.h): its bytes go to `stream`.
// Why there is none is the one of `not_checked`.  Ends the stream.
Result<Examination> stream_utf8_copy(const ByteSource& bytes, const RelativePath& path,
                                     const IsolatedStream& stream);

// The run's side: takes pieces, believes UTF-8, keeps to a limit.
class TextPieces {
 public:
  // `text` outlives it.
  TextPieces(ByteSink& text, std::uint64_t limit) : text_(text), left_(limit) {}

  bool take(std::string_view piece);

  std::uint64_t bytes() const { return bytes_; }
  const Result<void>& written() const { return written_; }
  bool is_too_long() const { return too_long_; }
  bool is_believed() const { return believed_; }

 private:
  ByteSink& text_;
  std::uint64_t left_, bytes_ = 0;
  bool too_long_ = false, believed_ = true;
  Result<void> written_;
};

}  // namespace delo::validators
