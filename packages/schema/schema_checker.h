// Is a document built as its schema says?  Listens while the document is read.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/fixity/fingerprint.h"
#include "core/text/xml_reader.h"
#include "packages/schema/xml_schema.h"

namespace delo::packages {

enum class SchemaFaultKind : std::uint8_t {
  kPlace,      // an element that must not stand there
  kMissing,    // elements that must stand in it
  kUnknown,    // an attribute nobody declares
  kAbsent,     // an attribute that must be there
  kValue,      // of an attribute or of the text
  kText,       // text where elements stand or nothing does
  kId,         // an ID that stands twice
  kReference,  // an IDREF without its ID
  kType,       // xsi:type, xsi:nil, an abstract type
};

// Views are borrowed for the call.
struct SchemaFault {
  SchemaFaultKind kind = SchemaFaultKind::kPlace;
  const XmlSchema* schema = nullptr;  // whose element it is
  std::uint64_t line = 0;             // from 1
  std::string_view parent, element;   // element: the one that is at fault
  std::string_view attribute;         // empty when it is none
  std::string message;
};

// Holds a frame for each open element, at most 256, and 20 bytes or so for each ID:
// memory goes with the number of IDs.  Foreign elements are read over, as
// processContents="lax" says, but for those of a schema that is known.
class SchemaChecker final : public XmlHandler {
 public:
  static constexpr std::size_t kMostFaults = 100;  // told of one document

  // `schemas` and what they point to outlive the checker.
  SchemaChecker(std::span<const XmlSchema* const> schemas,
                std::function<void(const SchemaFault&)> tell)
      : schemas_(schemas), tell_(std::move(tell)) {}

  void start(const XmlElement& element, const XmlPlace& place) override;
  void end(std::string_view name_space, std::string_view name) override;
  void text(std::string_view text) override;
  void fault(const XmlFault&) override {}

  // The root element has a declaration; false before the first element.
  bool knows_root() const { return knows_root_; }
  // All that were found, those beyond kMostFaults too.
  std::size_t faults() const { return faults_; }

 private:
  // An element that is open.  Without a type its content is read over.
  struct Frame {
    const XmlSchema* schema = nullptr;
    const XmlSchema::Type* type = nullptr;
    ContentModel::Symbol symbol = ContentModel::kUnknown;
    ContentModel::State state = 0;
    std::uint64_t line = 0;
    bool text_told = false;
  };
  struct Unresolved {
    Fingerprint id{};
    std::string name;
    SchemaFault where;
  };

  const XmlSchema* schema_of(std::string_view name_space) const;
  void enter(const XmlElement& element, Frame& frame, const XmlPlace& place);
  void choose_type(const XmlElement& element, Frame& frame, const XmlPlace& place);
  void check_attributes(const XmlElement& element, const Frame& frame);
  void check_value(const Frame& frame, const SchemaAttribute& declared, std::string_view value);
  void note_id(const Frame& frame, std::string_view attribute, std::string_view id);
  void note_reference(const Frame& frame, std::string_view attribute, std::string_view id);
  void check_text(const Frame& frame);
  void tell_unresolved();
  void tell(SchemaFaultKind kind, const Frame& frame, std::string_view attribute,
            std::string message);

  std::span<const XmlSchema* const> schemas_;
  const std::function<void(const SchemaFault&)> tell_;
  std::vector<Frame> open_;
  std::string text_;  // of the open element, when its type is simple
  bool text_cut_ = false;
  Base64Check base64_;
  FingerprintMap ids_;  // number 0: an element has it; 1: only named so far
  std::size_t named_only_ = 0;
  std::vector<Unresolved> unresolved_;  // the first of them
  std::size_t faults_ = 0;
  bool knows_root_ = false;
};

// "agent, altRecordID or nothing more"
std::string expected_text(const XmlSchema& schema, const ContentModel& model,
                          ContentModel::State state);

}  // namespace delo::packages
