#include "validators/text/document_text.h"

#include <utility>

#include "core/text/xml_reader.h"
#include "validators/text/encoding_verdict.h"
#include "validators/text/html_tags.h"
#include "validators/text/markup_text.h"
#include "validators/text/plain_text.h"
#include "validators/text/text_rules.h"
#include "validators/text/text_scan.h"

#include "validators/text/zip_parts.h"

namespace delo::validators::text {
namespace {

// The elements of one XML document go to its MarkupText.
class Forward final : public XmlHandler {
 public:
  // `part` names it within a document; empty for a file that is XML itself.
  Forward(TextHandler& out, std::string part) : text_(out), out_(out), part_(std::move(part)) {}

  void start(const XmlElement& element, const XmlPlace&) override { text_.start(element); }
  void end(std::string_view, std::string_view name) override { text_.end(name); }
  void text(std::string_view text) override { text_.text(text); }
  void unknown_entity(std::string_view name, bool in_value, const XmlPlace&) override {
    if (!in_value) text_.text(character_named(name));
  }
  void fault(const XmlFault& fault) override {
    const bool inside = !part_.empty();
    out_.fault(rule::kDocumentXml, inside ? std::nullopt : std::optional(fault.offset),
               (inside ? part_ + ", line " : "line ") + std::to_string(fault.line), fault.message);
  }
  void finish() { text_.finish(); }

 private:
  MarkupText text_;
  TextHandler& out_;
  std::string part_;
};

// Reads one part.  `needed`: the document is none without it.
Result<void> read_part(const ByteSource& bytes, const std::string& name, bool needed,
                       TextHandler& out) {
  using State = ZipPart::State;
  Forward forward(out, name);
  XmlSink sink(forward);
  DELO_TRY(const ZipPart part, read_zip_part(bytes, name, sink));
  switch (part.state) {
    case State::kWhole:
      DELO_CHECK(sink.finish());
      break;
    case State::kMissing:
      if (needed) out.fault(rule::kDocumentPart, std::nullopt, "", "the document has no " + name);
      break;
    case State::kEncrypted:
      out.fault(rule::kDocumentLocked, std::nullopt, name, name + " is encrypted");
      break;
    case State::kTooLarge:
      out.fault(rule::kDocumentLarge, std::nullopt, name,
                name + " unpacks to more than " + std::to_string(kLargestPart >> 20) +
                    " MiB; what follows was not read");
      break;
    case State::kDamaged:
      out.fault(rule::kDocumentDamaged, std::nullopt, name, name + ": " + part.what);
      break;
  }
  forward.finish();
  return {};
}

// Bytes of HTML, as UTF-8, go to the reader of tags.
class TagSink final : public ByteSink {
 public:
  explicit TagSink(HtmlTags& tags) : tags_(tags) {}
  Result<void> write(std::span<const std::byte> chunk) override {
    tags_.take({reinterpret_cast<const char*>(chunk.data()), chunk.size()});
    return {};
  }
  Result<void> finish() override { return {}; }

 private:
  HtmlTags& tags_;
};

}  // namespace

Result<void> read_docx(const ByteSource& bytes, const Format&, TextHandler& handler) {
  DELO_CHECK(read_part(bytes, "word/document.xml", true, handler));
  DELO_CHECK(read_part(bytes, "word/footnotes.xml", false, handler));
  DELO_CHECK(read_part(bytes, "word/endnotes.xml", false, handler));
  return read_part(bytes, "word/styles.xml", false, handler);  // the language by default
}

Result<void> read_odt(const ByteSource& bytes, const Format&, TextHandler& handler) {
  DELO_CHECK(read_part(bytes, "content.xml", true, handler));
  return {};
}

Result<void> read_markup(const ByteSource& bytes, const Format&, TextHandler& handler) {
  Forward forward(handler, "");
  DELO_CHECK(read_xml(bytes, forward, XmlSubset::kLeftAlone));
  forward.finish();
  return {};
}

Result<void> read_html(const ByteSource& bytes, const Format& format, TextHandler& handler) {
  DELO_TRY(const TextScan scan, scan_text(bytes));
  DELO_TRY(const EncodingVerdict encoding, encoding_of(bytes, format, scan));
  MarkupText text(handler);
  HtmlTags tags(text);
  TagSink sink(tags);
  DELO_CHECK(decode_text(bytes, encoding.name, sink));
  tags.finish();
  text.finish();
  return {};
}

}  // namespace delo::validators::text
