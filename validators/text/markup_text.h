// The text of marked-up documents: ALTO, PAGE, TEI, hOCR and HTML, and of the XML within docx
// and odt.  Which it is the first element says.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/text/xml_reader.h"
#include "validators/text/text_reader.h"

namespace delo::validators::text {

// Words of a document as a text of lines: runs of blanks are one, none at the ends of a line.
class TextFlow {
 public:
  explicit TextFlow(TextHandler& out) : out_(out) {}

  void words(std::string_view text);    // as XML has them: line ends are blanks
  void exactly(std::string_view text);  // blanks count
  void blank() { blank_ = true; }
  void line();  // ends the line; empty ones are left out
  void page(std::string_view label);
  TextHandler& out() { return out_; }

 private:
  TextHandler& out_;
  bool blank_ = false, in_line_ = false;
};

// One kind of document: what its elements mean.
class MarkupKind {
 public:
  virtual ~MarkupKind() = default;
  virtual void start(const XmlElement& element, TextFlow& flow) = 0;
  virtual void end(std::string_view name, TextFlow& flow) = 0;
  virtual void text(std::string_view text, TextFlow& flow) = 0;
};

// Takes the elements of a document in order and tells its text.
class MarkupText {
 public:
  explicit MarkupText(TextHandler& out) : flow_(out) {}
  ~MarkupText();

  void start(const XmlElement& element);
  void end(std::string_view name);
  void text(std::string_view text);
  void finish() { flow_.line(); }
  // The first element was of a kind that has text.
  bool has_text() const { return kind_ != nullptr; }

 private:
  TextFlow flow_;
  std::unique_ptr<MarkupKind> kind_;
  bool begun_ = false;
};

// By the first element; nullptr for none of them.
std::unique_ptr<MarkupKind> markup_kind_of(const XmlElement& root);
std::unique_ptr<MarkupKind> office_kind_of(const XmlElement& root);

}  // namespace delo::validators::text
