// XML written as a stream: elements are opened, filled and closed in order, the
// writer escapes, and nothing is kept in memory.
#pragma once

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes/byte_sink.h"

namespace delo {

class XmlWriter {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string>>;

  // Writes the declaration (version 1.0, UTF-8).  `sink` is borrowed; it is not
  // finished by the writer.
  static Result<std::unique_ptr<XmlWriter>> create(ByteSink& sink);
  ~XmlWriter();

  // Texts are UTF-8; characters that XML 1.0 can't carry are written as U+FFFD.
  // Errors are kept and told by finish().
  void open(std::string_view element, const Attributes& attributes = {});
  void text(std::string_view text);
  void close();
  // open, text, close
  void element(std::string_view element, std::string_view text, const Attributes& attributes = {});
  void empty(std::string_view element, const Attributes& attributes = {});
  void comment(std::string_view text);
  // Closes what is open, flushes.  Error: the sink's first, or kInternal.
  Result<void> finish();

 private:
  struct Members;
  explicit XmlWriter(std::unique_ptr<Members> members);
  std::unique_ptr<Members> members_;
};

}  // namespace delo
