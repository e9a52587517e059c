#include "core/text/xml_reader.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlversion.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "core/text/utf8.h"

namespace delo {
namespace {

constexpr std::size_t kMaxDepth = 256;        // elements
constexpr std::size_t kMaxAttributes = 2000;  // of one element
constexpr std::size_t kMaxNamespaces = 1000;  // in scope
constexpr std::size_t kMaxFaults = 100;
constexpr std::size_t kFeed = 16 * 1024;  // bytes
constexpr std::size_t kHead = 4;          // bytes

std::string_view text_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// libxml2 tells what goes wrong while it converts encodings to its generic
// handler only, which prints.  The reader tells it as a fault of its own.
void be_silent(void*, const char*, ...) {}

struct FreeParser {
  void operator()(xmlParserCtxt* parser) const noexcept {
    if (parser->myDoc != nullptr) xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
  }
};

XmlPlace place_of(xmlParserCtxt* parser) { return XmlPlace(parser); }

// Encodings in which a document may be written.  UTF-7 and others that hide
// markup from whoever looks at the bytes are not among them.
bool is_readable_encoding(std::string_view declared) {
  std::string name;
  for (const char c : declared) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  constexpr std::array<std::string_view, 10> kNames = {"UTF-8",    "UTF-16", "UTF-16LE", "UTF-16BE",
                                                       "US-ASCII", "KOI8-R", "KOI8-U",   "IBM866",
                                                       "CP866",    "ASCII"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() ||
         name.starts_with("ISO-8859-") || name.starts_with("WINDOWS-125");
}

// Counts the attributes of a start tag that is still arriving: libxml2 compares
// each with all before it once the tag is complete.
class PendingTag {
 public:
  // `begin`: offset of `bytes` in the document as libxml2 counts it.
  std::size_t attributes(std::uint64_t begin, std::string_view bytes) {
    if (begin != begin_) *this = PendingTag(begin);
    for (; scanned_ < bytes.size(); ++scanned_) {
      const char c = bytes[scanned_];
      if (quote_ != 0) {
        if (c == quote_) quote_ = 0;
      } else if (c == '"' || c == '\'') {
        quote_ = c;
        ++count_;
      }
    }
    return count_;
  }

  PendingTag() = default;

 private:
  explicit PendingTag(std::uint64_t begin) : begin_(begin) {}
  std::uint64_t begin_ = UINT64_MAX;
  std::size_t scanned_ = 0, count_ = 0;
  char quote_ = 0;
};

}  // namespace

// One document; its address is what libxml2 hands to the callbacks.
class XmlSink::Reading {
 public:
  Reading(XmlHandler& handler, XmlSubset subset) : handler_(handler), subset_(subset) {}

  Result<void> feed(std::span<const std::byte> bytes);
  Result<bool> finish();
  bool is_over() const { return ended_ || broken_; }

 private:
  Result<void> begin(std::span<const std::byte> head);
  static Reading& of(void* data) { return *static_cast<Reading*>(data); }

  // ---- libxml2's callbacks ----

  static void on_start_document(void* data) {
    Reading& r = of(data);
    for (const xmlChar* declared : {r.parser_->encoding, r.parser_->input->encoding}) {
      if (declared != nullptr && !is_readable_encoding(text_of(declared))) {
        r.end_with(XmlFaultKind::kEncoding, "encoding \"" + display_of(text_of(declared)) +
                                                "\" is none that XML is read in here");
        return;
      }
    }
  }

  static void on_internal_subset(void* data, const xmlChar* name, const xmlChar* public_id,
                                 const xmlChar* system_id) {
    Reading& r = of(data);
    const std::string_view subset = text_of(system_id != nullptr ? system_id : public_id);
    if (r.subset_ == XmlSubset::kLeftAlone || (public_id == nullptr && system_id == nullptr)) {
      // Told when it turns out to declare no entities.
      r.doctype_ = {std::string(text_of(name)), std::string(subset),
                    std::string(text_of(public_id))};
      return;
    }
    r.end_with(XmlFaultKind::kDoctype,
               "DOCTYPE names the external subset \"" + display_of(subset) + "\"");
  }

  static void on_entity(void* data, const xmlChar* name, int, const xmlChar*, const xmlChar*,
                        xmlChar*) {
    of(data).end_with(XmlFaultKind::kDoctype,
                      "DOCTYPE declares the entity \"" + display_of(text_of(name)) + "\"");
  }

  // A reference to an entity that nothing declares.  With a DOCTYPE libxml2 takes
  // it for a lighter matter; but the text in its place is lost.
  static void on_reference(void* data, const xmlChar* name) {
    Reading& r = of(data);
    // The subset that nobody looked for may declare it.
    if (r.subset_ == XmlSubset::kLeftAlone) {
      // libxml2 takes ten thousand of them for entities that hold each other; here none is
      // declared at all.
      r.parser_->nbentities = 0;
      r.handler_.unknown_entity(text_of(name), r.parser_->instate == XML_PARSER_ATTRIBUTE_VALUE,
                                place_of(r.parser_.get()));
      return r.stop_if_asked();
    }
    r.end_with(XmlFaultKind::kDoctype,
               "entity \"" + display_of(text_of(name)) + "\" is declared nowhere");
  }
  static xmlEntityPtr on_parameter_entity(void* data, const xmlChar* name) {
    of(data).end_with(XmlFaultKind::kDoctype, "DOCTYPE refers to the parameter entity \"" +
                                                  display_of(text_of(name)) + "\"");
    return nullptr;
  }

  static void on_start(void* data, const xmlChar* name, const xmlChar*, const xmlChar* uri,
                       int namespaces, const xmlChar**, int attributes, int,
                       const xmlChar** values) {
    Reading& r = of(data);
    r.namespaces_.push_back(static_cast<std::size_t>(namespaces));
    r.namespaces_in_scope_ += static_cast<std::size_t>(namespaces);
    if (r.namespaces_.size() > kMaxDepth) {
      return r.end_with(XmlFaultKind::kLimit, "elements are nested more than " +
                                                  std::to_string(kMaxDepth) + " levels deep");
    }
    if (r.namespaces_in_scope_ > kMaxNamespaces) {
      return r.end_with(XmlFaultKind::kLimit,
                        "more than " + std::to_string(kMaxNamespaces) + " namespaces are in scope");
    }
    if (r.doctype_) {
      r.handler_.doctype({r.doctype_->name, r.doctype_->subset, r.doctype_->public_id});
      r.doctype_.reset();
    }
    const auto count = static_cast<std::size_t>(attributes);
    r.attributes_.resize(count);
    r.decoded_.clear();
    r.decoded_.reserve(count);  // the views below must stay where they are
    for (std::size_t i = 0; i < count; ++i) {
      const xmlChar** five = values + 5 * i;  // name, prefix, URI, value, its end
      const std::string_view value(reinterpret_cast<const char*>(five[3]),
                                   static_cast<std::size_t>(five[4] - five[3]));
      r.attributes_[i] = {text_of(five[2]), text_of(five[0]), r.decoded(value)};
    }
    r.handler_.start({text_of(uri), text_of(name), r.attributes_}, place_of(r.parser_.get()));
    r.stop_if_asked();
  }

  static void on_end(void* data, const xmlChar* name, const xmlChar*, const xmlChar* uri) {
    Reading& r = of(data);
    if (!r.namespaces_.empty()) {
      r.namespaces_in_scope_ -= r.namespaces_.back();
      r.namespaces_.pop_back();
    }
    r.handler_.end(text_of(uri), text_of(name));
    r.stop_if_asked();
  }

  static void on_text(void* data, const xmlChar* text, int length) {
    Reading& r = of(data);
    r.handler_.text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
    r.stop_if_asked();
  }

  static void on_instruction(void* data, const xmlChar* target, const xmlChar*) {
    Reading& r = of(data);
    r.handler_.instruction(text_of(target), place_of(r.parser_.get()));
    r.stop_if_asked();
  }

  static void on_error(void* data, xmlErrorPtr error) {
    Reading& r = of(data);
    if (error->level < XML_ERR_ERROR || r.ended_) return;
    // XML 1.0 § 4.1, WFC: Entity Declared is none where a subset was left alone, and
    // on_reference() says where it stands.
    if (r.subset_ == XmlSubset::kLeftAlone && error->code == XML_WAR_UNDECLARED_ENTITY) return;
    if (error->code == XML_ERR_NO_MEMORY) {
      r.out_of_memory_ = true;
      return;
    }
    std::string message = error->message == nullptr ? "not well-formed" : error->message;
    // libxml2 has no code of its own for bytes that are not UTF-8.
    const bool encoding = message.starts_with("Input is not proper") ||
                          error->code == XML_ERR_INVALID_ENCODING ||
                          error->code == XML_ERR_UNSUPPORTED_ENCODING ||
                          error->code == XML_ERR_UNKNOWN_ENCODING || error->domain == XML_FROM_I18N;
    while (!message.empty() && (message.back() == '\n' || message.back() == '.')) {
      message.pop_back();
    }
    std::replace(message.begin(), message.end(), '\n', ' ');
    r.tell(encoding ? XmlFaultKind::kEncoding : XmlFaultKind::kNotWellFormed,
           static_cast<std::uint64_t>(std::max(error->line, 1)), display_of(message));
  }

  // ---- Ours ----

  // Without entities libxml2 leaves one reference in values: &#38; for "&".
  std::string_view decoded(std::string_view value) {
    constexpr std::string_view kAmpersand = "&#38;";
    if (value.find(kAmpersand) == std::string_view::npos) return value;
    std::string& out = decoded_.emplace_back();
    for (std::size_t at = 0; at < value.size();) {
      const std::size_t found = std::min(value.find(kAmpersand, at), value.size());
      out += value.substr(at, found - at);
      if (found < value.size()) out += '&';
      at = found + kAmpersand.size();
    }
    return out;
  }

  void tell(XmlFaultKind kind, std::uint64_t line, std::string message) {
    faulty_ = true;
    if (++faults_ > kMaxFaults) return;
    handler_.fault({kind, line, place_of(parser_.get()).offset(), std::move(message)});
  }

  // A fault after which nothing is read.
  void end_with(XmlFaultKind kind, std::string message) {
    if (ended_) return;
    tell(kind, place_of(parser_.get()).line(), std::move(message));
    end();
  }
  void stop_if_asked() {
    if (handler_.stopped() && !ended_) end();
  }
  void end() {
    ended_ = true;
    xmlStopParser(parser_.get());
  }

  // A start tag still arriving, with how many attributes?
  void check_pending_tag() {
    const xmlParserInput* input = parser_->input;
    if (ended_ || input == nullptr || input->end - input->cur < 2 || input->cur[0] != '<') return;
    const xmlChar second = input->cur[1];
    if (second == '!' || second == '?' || second == '/') return;
    const std::uint64_t begin =
        input->consumed + static_cast<std::uint64_t>(input->cur - input->base);
    const std::size_t attributes =
        pending_.attributes(begin, {reinterpret_cast<const char*>(input->cur),
                                    static_cast<std::size_t>(input->end - input->cur)});
    if (attributes > kMaxAttributes) {
      end_with(XmlFaultKind::kLimit,
               "an element has more than " + std::to_string(kMaxAttributes) + " attributes");
    }
  }

  XmlHandler& handler_;
  const XmlSubset subset_;
  std::unique_ptr<xmlParserCtxt, FreeParser> parser_;
  std::vector<std::size_t> namespaces_;  // declared by each open element
  std::size_t namespaces_in_scope_ = 0;
  std::vector<XmlAttribute> attributes_;
  std::vector<std::string> decoded_;
  PendingTag pending_;
  struct Doctype {
    std::string name, subset, public_id;
  };
  std::optional<Doctype> doctype_;  // that the handler was not told of yet
  std::size_t faults_ = 0;
  std::vector<std::byte> head_;  // until it is whole
  bool begun_ = false, broken_ = false;
  bool faulty_ = false, ended_ = false, out_of_memory_ = false;
};

// `head`: at most the first four bytes, which tell libxml2 the family of the encoding.
Result<void> XmlSink::Reading::begin(std::span<const std::byte> head) {
  static const bool kInitialised = (xmlInitParser(), true);
  (void)kInitialised;
  xmlSetGenericErrorFunc(nullptr, be_silent);  // of this thread
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startDocument = on_start_document;
  sax.internalSubset = on_internal_subset;
  sax.entityDecl = on_entity;
  sax.reference = on_reference;
  sax.getParameterEntity = on_parameter_entity;
  sax.startElementNs = on_start;
  sax.endElementNs = on_end;
  sax.characters = on_text;
  sax.ignorableWhitespace = on_text;
  sax.cdataBlock = on_text;
  sax.processingInstruction = on_instruction;
  sax.serror = on_error;
  // getEntity, resolveEntity and externalSubset stay empty: there is nothing to
  // expand and nothing to load.
  begun_ = true;
  parser_.reset(xmlCreatePushParserCtxt(&sax, this, reinterpret_cast<const char*>(head.data()),
                                        static_cast<int>(head.size()), nullptr));
  if (!parser_ && !faulty_) return Error{ErrorCode::kInternal, "libxml2 gave no parser"};
  if (parser_) xmlCtxtUseOptions(parser_.get(), XML_PARSE_NONET);
  return {};
}

Result<void> XmlSink::Reading::feed(std::span<const std::byte> bytes) {
  while (!begun_ && !bytes.empty()) {
    head_.push_back(bytes.front());
    bytes = bytes.subspan(1);
    if (head_.size() == kHead) DELO_CHECK(begin(head_));
  }
  while (!bytes.empty() && parser_ && !ended_ && !broken_) {
    const auto piece = bytes.first(std::min(bytes.size(), kFeed));
    bytes = bytes.subspan(piece.size());
    xmlParseChunk(parser_.get(), reinterpret_cast<const char*>(piece.data()),
                  static_cast<int>(piece.size()), 0);
    broken_ = parser_->wellFormed == 0;  // libxml2 says nothing more after a fatal error
    if (!broken_) check_pending_tag();
  }
  return {};
}

Result<bool> XmlSink::Reading::finish() {
  if (!begun_ && head_.empty()) {  // libxml2 calls that extra content at the end
    tell(XmlFaultKind::kNotWellFormed, 1, "the document is empty");
    return false;
  }
  if (!begun_) DELO_CHECK(begin(head_));
  if (!parser_) return false;
  if (!ended_) xmlParseChunk(parser_.get(), nullptr, 0, 1);
  if (out_of_memory_) return Error{ErrorCode::kInternal, "no memory left to read the XML"};
  if (parser_->wellFormed == 0 && !faulty_ && !ended_) {
    tell(XmlFaultKind::kNotWellFormed, 1, "document is not well-formed");
  }
  return !faulty_ && !ended_;
}

std::uint64_t XmlPlace::line() const {
  const auto* parser = static_cast<const xmlParserCtxt*>(parser_);
  if (parser == nullptr || parser->input == nullptr) return 0;
  return static_cast<std::uint64_t>(std::max(1, parser->input->line));
}

std::optional<std::string_view> XmlPlace::namespace_of(std::string_view prefix) const {
  if (prefix == "xml") return "http://www.w3.org/XML/1998/namespace";
  const auto* parser = static_cast<const xmlParserCtxt*>(parser_);
  if (parser == nullptr) return std::nullopt;
  for (int i = parser->nsNr - 2; i >= 0; i -= 2) {  // prefix and URI, the innermost last
    if (text_of(parser->nsTab[i]) == prefix) return text_of(parser->nsTab[i + 1]);
  }
  return std::nullopt;
}

std::uint64_t XmlPlace::offset() const {
  auto* parser = static_cast<xmlParserCtxt*>(parser_);
  // libxml2 tells of an encoding it cannot read while it still makes the parser.
  if (parser == nullptr || parser->input == nullptr) return 0;
  const long consumed = xmlByteConsumed(parser);
  return consumed < 0 ? 0 : static_cast<std::uint64_t>(consumed);
}

std::optional<std::string_view> XmlElement::attribute(std::string_view local,
                                                      std::string_view uri) const {
  for (const XmlAttribute& a : attributes) {
    if (a.name == local && a.name_space == uri) return a.value;
  }
  return std::nullopt;
}

std::string xml_library_version() { return "libxml2 " LIBXML_DOTTED_VERSION; }

XmlSink::XmlSink(XmlHandler& handler, XmlSubset subset)
    : reading_(std::make_unique<Reading>(handler, subset)) {}
XmlSink::~XmlSink() = default;
Result<void> XmlSink::write(std::span<const std::byte> chunk) { return reading_->feed(chunk); }
Result<void> XmlSink::finish() {
  DELO_TRY(is_whole_, reading_->finish());
  return {};
}
bool XmlSink::is_over() const { return reading_->is_over(); }

Result<bool> read_xml(const ByteSource& source, XmlHandler& handler, XmlSubset subset) {
  XmlSink sink(handler, subset);
  std::vector<std::byte> chunk(kFeed);
  std::uint64_t at = 0;
  while (!sink.is_over()) {
    DELO_TRY(const std::size_t size, source.read_at(at, chunk));
    if (size == 0) break;
    DELO_CHECK(sink.write(std::span(chunk).first(size)));
    at += size;
  }
  DELO_CHECK(sink.finish());
  return sink.is_whole();
}

}  // namespace delo
