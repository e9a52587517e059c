// The text of a file, as UTF-8, in reading order: for its examination and for the index.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/bytes/byte_sink.h"
#include "core/bytes/byte_source.h"
#include "core/records/finding.h"
#include "core/records/format.h"
#include "core/result.h"

namespace delo::validators::text {

// What is done with a text while it is read.
class TextHandler {
 public:
  virtual ~TextHandler() = default;
  // Well-formed UTF-8 in pieces that divide no character.  Line ends are as in the file, of
  // documents LF; a paragraph of a document is a line.
  virtual void text(std::string_view utf8) = 0;
  // A page element: what follows stands on a page of its own.  `label`: its number as the document
  // gives it ("38v"); empty when it gives none.
  virtual void page(std::string_view label) { (void)label; }
  // BCP 47, as the document declares it for (most of) its text.
  virtual void declared_language(std::string_view tag) { (void)tag; }
  // The version of its format that the document declares: "1.3"; may be empty.
  virtual void format_version(std::string_view version) { (void)version; }
  // What is wrong with the file; reading may end with it.
  virtual void fault(const Rule& rule, std::optional<std::uint64_t> offset, std::string part,
                     std::string message) = 0;
};

// What is written goes to a handler: whole characters each time.
class HandlerSink final : public ByteSink {
 public:
  explicit HandlerSink(TextHandler& handler) : handler_(handler) {}
  Result<void> write(std::span<const std::byte> chunk) override {
    handler_.text({reinterpret_cast<const char*>(chunk.data()), chunk.size()});
    return {};
  }
  Result<void> finish() override { return {}; }

 private:
  TextHandler& handler_;
};

// Can text be read from files of this format (PRONOM id)?
bool has_text_reader(std::string_view puid);

// Reads the text through, in memory of a few megabytes.  What can't be read is told as faults.
// REQUIRES: has_text_reader(format.puid).  Error kIo.
Result<void> read_text(const ByteSource& bytes, const Format& format, TextHandler& handler);

}  // namespace delo::validators::text
