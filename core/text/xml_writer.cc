#include "core/text/xml_writer.h"

#include <libxml/parser.h>
#include <libxml/xmlwriter.h>

#include <optional>

#include "core/text/utf8.h"

namespace delo {
namespace {

struct FreeWriter {
  void operator()(xmlTextWriter* writer) const noexcept { xmlFreeTextWriter(writer); }
};

const xmlChar* as_xml(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

// XML 1.0 production [2] Char: what is outside of it can't be written, not even
// as a reference.
std::string writable(std::string_view text) {
  bool clean = is_utf8(text);
  for (std::size_t i = 0; clean && i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') clean = false;
    // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
    if (c == 0xef && text.size() - i >= 3 && static_cast<unsigned char>(text[i + 1]) == 0xbf &&
        static_cast<unsigned char>(text[i + 2]) >= 0xbe) {
      clean = false;
    }
  }
  if (clean) return std::string(text);
  std::string out;
  const std::string_view kReplacement = "\xef\xbf\xbd";
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = 1;
    while (length < 4 && i + length < text.size() &&
           (static_cast<unsigned char>(text[i + length]) & 0xc0) == 0x80) {
      ++length;
    }
    const std::string_view piece = text.substr(i, length);
    const auto c = static_cast<unsigned char>(piece[0]);
    const bool control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
    const bool never = piece == "\xef\xbf\xbe" || piece == "\xef\xbf\xbf";
    if (control || never || !is_utf8(piece)) {
      out += kReplacement;
    } else {
      out += piece;
    }
    i += length;
  }
  return out;
}

}  // namespace

struct XmlWriter::Members {
  ByteSink* sink = nullptr;
  std::unique_ptr<xmlTextWriter, FreeWriter> writer;
  std::optional<Error> error;
  int open = 0;

  static int write(void* context, const char* bytes, int n) {
    auto* members = static_cast<Members*>(context);
    // After an error the rest is dropped quietly: libxml2 would print, finish() tells.
    if (members->error) return n;
    auto written =
        members->sink->write(std::as_bytes(std::span(bytes, static_cast<std::size_t>(n))));
    if (!written) {
      members->error = std::move(written).error();
    }
    return n;
  }
  void check(int status) {
    if (status < 0 && !error) error = Error{ErrorCode::kInternal, "the XML writer failed"};
  }
};

XmlWriter::XmlWriter(std::unique_ptr<Members> members) : members_(std::move(members)) {}
XmlWriter::~XmlWriter() = default;

Result<std::unique_ptr<XmlWriter>> XmlWriter::create(ByteSink& sink) {
  // libxml2 fills its tables on first use without a lock: two items packaged at once
  // would read them half filled.
  static const bool kInitialised = (xmlInitParser(), true);
  (void)kInitialised;
  auto members = std::make_unique<Members>();
  members->sink = &sink;
  xmlOutputBuffer* buffer =
      xmlOutputBufferCreateIO(&Members::write, nullptr, members.get(), nullptr);
  if (!buffer) return Error{ErrorCode::kInternal, "no memory for the XML writer"};
  members->writer.reset(xmlNewTextWriter(buffer));  // takes over the buffer
  if (!members->writer) {
    xmlOutputBufferClose(buffer);
    return Error{ErrorCode::kInternal, "no memory for the XML writer"};
  }
  xmlTextWriterSetIndent(members->writer.get(), 1);
  xmlTextWriterSetIndentString(members->writer.get(), reinterpret_cast<const xmlChar*>("  "));
  members->check(xmlTextWriterStartDocument(members->writer.get(), "1.0", "UTF-8", nullptr));
  return std::unique_ptr<XmlWriter>(new XmlWriter(std::move(members)));
}

void XmlWriter::open(std::string_view element, const Attributes& attributes) {
  members_->check(xmlTextWriterStartElement(members_->writer.get(), as_xml(std::string(element))));
  ++members_->open;
  for (const auto& [name, value] : attributes) {
    members_->check(xmlTextWriterWriteAttribute(members_->writer.get(), as_xml(std::string(name)),
                                                as_xml(writable(value))));
  }
}

void XmlWriter::text(std::string_view text) {
  members_->check(xmlTextWriterWriteString(members_->writer.get(), as_xml(writable(text))));
}

void XmlWriter::close() {
  members_->check(xmlTextWriterEndElement(members_->writer.get()));
  --members_->open;
}

void XmlWriter::element(std::string_view element, std::string_view content,
                        const Attributes& attributes) {
  open(element, attributes);
  text(content);
  close();
}

void XmlWriter::empty(std::string_view element, const Attributes& attributes) {
  open(element, attributes);
  close();
}

void XmlWriter::comment(std::string_view text) {
  members_->check(xmlTextWriterWriteComment(members_->writer.get(), as_xml(writable(text))));
}

Result<void> XmlWriter::finish() {
  while (members_->open > 0) close();
  members_->check(xmlTextWriterEndDocument(members_->writer.get()));
  members_->check(xmlTextWriterFlush(members_->writer.get()));
  members_->writer.reset();
  if (members_->error) return *members_->error;
  return {};
}

}  // namespace delo
