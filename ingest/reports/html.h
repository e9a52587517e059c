// HTML written as a stream, through the one escaping layer that all reports share.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes/byte_sink.h"

namespace delo::ingest {

// Elements are opened, filled and closed in order; nothing is kept but the names
// of open elements and a buffer.  There is no way to write markup through it that
// came from outside: element and attribute names are literals of ours, every text
// and every attribute value is escaped, and characters that could deceive a reader
// (controls, bidi, zero width, bytes that are not UTF-8) are shown as escapes.
// Errors of the sink are kept and told by finish().
class HtmlWriter {
 public:
  using Attribute = std::pair<std::string_view, std::string_view>;
  using Attributes = std::initializer_list<Attribute>;

  // `sink` is borrowed; it is not finished by the writer.
  explicit HtmlWriter(ByteSink& sink) : sink_(sink) {}
  HtmlWriter(const HtmlWriter&) = delete;
  HtmlWriter& operator=(const HtmlWriter&) = delete;

  void doctype();
  // `tag` is a literal: it must live until the element is closed.
  void open(std::string_view tag, Attributes attributes = {});
  void text(std::string_view text);
  void close();
  // open, text, close
  void element(std::string_view tag, std::string_view text, Attributes attributes = {});
  // An element without content: meta, img, br, col, wbr.
  void empty(std::string_view tag, Attributes attributes = {});
  // Text of many lines, kept as lines.
  void preformatted(std::string_view text);
  // A style sheet of ours, as it is.
  void style(std::string_view css);
  // A JPEG as a data: URI.
  void jpeg(std::string_view bytes, std::string_view alternative);

  // Closes what is open and flushes.
  Result<void> finish();

 private:
  void begin(std::string_view tag, Attributes attributes);
  void put(std::string_view markup);
  void flush();

  ByteSink& sink_;
  std::vector<std::string_view> open_;
  std::string buffer_;
  Result<void> state_;
};

// A text as it may stand in HTML, between tags or in a quoted attribute.  Line
// ends and tabs stay: HTML shows them as blanks; names show them as escapes
// (RelativePath texts go through terminal_text first).
std::string html_text(std::string_view text);

}  // namespace delo::ingest
