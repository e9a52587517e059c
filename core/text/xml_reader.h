// XML read as a stream of elements and text: nothing is kept, nothing is fetched,
// nothing is expanded.
//
// The reader is made for documents nobody vouches for.  It stops at a DOCTYPE
// that declares an entity or, as its caller wants it, names an external subset, at a
// declared encoding it does not know, and at its limits (256 levels, 2000 attributes of one
// element, 1000 namespaces in scope, names, attributes and comments of 10 MB); the network and
// other files are never touched, XInclude and stylesheets are only elements and instructions like
// others.  All of that is told as a fault: the caller makes Findings or Errors of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/bytes/byte_sink.h"
#include "core/bytes/byte_source.h"
#include "core/result.h"

namespace delo {

// Where the reader is: behind the tag, text or fault concerned.  Asking costs
// nothing until it is done.
class XmlPlace {
 public:
  explicit XmlPlace(void* parser) : parser_(parser) {}
  std::uint64_t line() const;    // from 1
  std::uint64_t offset() const;  // bytes from the start of the document
  // What a prefix stands for here, for names within values: ask while an element
  // starts.  Empty: the default namespace.  Nothing when no element declares it.
  std::optional<std::string_view> namespace_of(std::string_view prefix) const;

 private:
  void* parser_;
};

struct XmlAttribute {
  std::string_view name_space;  // URI; empty for none
  std::string_view name;        // without prefix
  std::string_view value;       // UTF-8, references resolved
};

// Borrowed for the call.
struct XmlElement {
  std::string_view name_space;  // URI; empty for none
  std::string_view name;        // without prefix
  std::span<const XmlAttribute> attributes;

  bool is(std::string_view uri, std::string_view local) const {
    return name == local && name_space == uri;
  }
  std::optional<std::string_view> attribute(std::string_view local,
                                            std::string_view uri = {}) const;
};

enum class XmlFaultKind : std::uint8_t {
  kNotWellFormed,  // XML 1.0, Namespaces in XML 1.0
  kEncoding,       // bytes that are not in the encoding, or an encoding we do not read
  kDoctype,        // external subset or entities: reading ended here
  kLimit,          // one of the reader's limits: reading ended here
};

struct XmlFault {
  XmlFaultKind kind = XmlFaultKind::kNotWellFormed;
  std::uint64_t line = 0;    // from 1
  std::uint64_t offset = 0;  // bytes
  std::string message;       // "Opening and ending tag mismatch: a line 1 and b"
};

// A DOCTYPE that is no fault.  Borrowed for the call.
struct XmlDoctype {
  std::string_view name;       // of the root, as it is declared
  std::string_view subset;     // the external one, which was left alone: its address; empty: none
  std::string_view public_id;  // of the same: "-//W3C//DTD XHTML 1.0 Strict//EN"
};

// What is done with what is read.  Override what you need; stop() ends reading
// after the call.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(const XmlElement& element, const XmlPlace& place) = 0;
  virtual void end(std::string_view name_space, std::string_view name) {
    (void)name_space, (void)name;
  }
  // A run of characters may come in several pieces, CDATA among them.
  virtual void text(std::string_view text) { (void)text; }
  virtual void doctype(const XmlDoctype& doctype) { (void)doctype; }
  // A reference to an entity that only a subset left alone could declare, "nbsp": it stays
  // as text, but for one in an attribute's value (`in_value`), where nothing stays; it is told
  // before the element.
  virtual void unknown_entity(std::string_view name, bool in_value, const XmlPlace& place) {
    (void)place;
    if (!in_value) text("&" + std::string(name) + ";");
  }
  virtual void instruction(std::string_view target, const XmlPlace& place) {
    (void)target, (void)place;
  }
  virtual void fault(const XmlFault& fault) = 0;

  void stop() { stopped_ = true; }
  bool stopped() const { return stopped_; }

 private:
  bool stopped_ = false;
};

// What becomes of a DOCTYPE that names an external subset, as documents of the time of
// DTDs have it.
enum class XmlSubset : std::uint8_t {
  kRefused,
  kLeftAlone,  // never looked for; what refers to its entities is an unknown_entity()
};

// A document that arrives piece by piece.  Errors of write() and finish(): kInternal.
class XmlSink final : public ByteSink {
 public:
  // `handler` outlives the sink.
  explicit XmlSink(XmlHandler& handler, XmlSubset subset = XmlSubset::kRefused);
  ~XmlSink() override;

  Result<void> write(std::span<const std::byte> chunk) override;
  Result<void> finish() override;
  // What follows would not be looked at: there was a fault, or the handler stopped.
  bool is_over() const;
  // After finish(): well-formed, and read to its end.
  bool is_whole() const { return is_whole_; }

 private:
  class Reading;
  std::unique_ptr<Reading> reading_;
  bool is_whole_ = false;
};

// Reads the document through.  True: it is well-formed and was read to its end.
// False: there was a fault, or the handler stopped.  Errors: kIo of the source,
// kInternal.
Result<bool> read_xml(const ByteSource& source, XmlHandler& handler,
                      XmlSubset subset = XmlSubset::kRefused);

// "libxml2 2.9.14"
std::string xml_library_version();

}  // namespace delo
