#include "packages/premis/premis_record.h"

#include <algorithm>

#include "core/text/xml_reader.h"

namespace delo::packages {
namespace {

constexpr std::string_view kPremis = "http://www.loc.gov/premis/v3";

std::string trimmed(const std::string& text) {
  const std::size_t from = text.find_first_not_of(" \t\r\n");
  if (from == std::string::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

const PremisNode* child(const PremisNode& node, std::string_view name) {
  const auto at = std::ranges::find(node.children, name, &PremisNode::name);
  return at == node.children.end() ? nullptr : &*at;
}

std::string text_of(const PremisNode* node) { return node ? node->text : std::string(); }

bool is_relationship(const PremisNode& part, std::string_view type, std::string_view subtype) {
  return part.name == "relationship" && text_of(child(part, "relationshipType")) == type &&
         (subtype.empty() || text_of(child(part, "relationshipSubType")) == subtype);
}

// One object of the file category, once it is whole.
HeldFile file_from(const PremisNode& object) {
  HeldFile file{.uuid = uuid_of_object(object)};
  for (const PremisNode& part : object.children) {
    if (part.name == "originalName") {
      file.original_name = part.text;
    } else if (part.name == "storage") {
      const PremisNode* location = child(part, "contentLocation");
      if (location) file.place = text_of(child(*location, "contentLocationValue"));
    } else if (is_relationship(part, "derivation", "has source")) {
      const PremisNode* related = child(part, "relatedObjectIdentifier");
      if (related) file.source = text_of(child(*related, "relatedObjectIdentifierValue"));
    }
  }
  return file;
}

bool is_superseded(const PremisNode& object) {
  return std::ranges::any_of(object.children, [](const PremisNode& part) {
    return is_relationship(part, "replacement", "is superseded by");
  });
}

PremisNode leaf(std::string name, std::string text, const char* uri = nullptr) {
  PremisNode node{.name = std::move(name), .attributes = {}, .text = std::move(text), .children = {}};
  if (uri) {
    node.attributes.emplace_back("valueURI",
                                 std::string("http://id.loc.gov/vocabulary/preservation/") + uri);
  }
  return node;
}

class Reader final : public XmlHandler {
 public:
  explicit Reader(const std::function<bool(const HeldFile&)>& want) : want_(want) {}

  void start(const XmlElement& element, const XmlPlace& place) override {
    line_ = place.line();
    if (path_.empty() && !seen_root_) {
      seen_root_ = true;
      if (!element.is(kPremis, "premis")) {
        refuse("the root element is not premis of PREMIS 3");
        return;
      }
      return;
    }
    PremisNode node;
    node.name = element.name;
    for (const XmlAttribute& attribute : element.attributes) {
      if (attribute.name_space.empty()) {
        node.attributes.emplace_back(attribute.name, attribute.value);
      } else if (attribute.name == "type") {
        type_of_object_ = attribute.value;
      }
    }
    path_.push_back(std::move(node));
  }

  void text(std::string_view text) override {
    if (!path_.empty()) path_.back().text += text;
  }

  void end(std::string_view, std::string_view) override {
    if (path_.empty()) return;  // of the root
    PremisNode done = std::move(path_.back());
    path_.pop_back();
    done.text = trimmed(done.text);
    done.children.shrink_to_fit();  // links of events are many
    if (!path_.empty()) {
      path_.back().children.push_back(std::move(done));
    } else if (done.name == "event") {
      record.events.push_back(std::move(done));
    } else if (done.name == "agent") {
      record.agents.push_back(std::move(done));
    } else if (done.name == "object" && type_of_object_.ends_with("file")) {
      take_file(std::move(done));
    }
  }

  void fault(const XmlFault& fault) override {
    if (wrong.empty()) wrong = "line " + std::to_string(fault.line) + ": " + fault.message;
  }

  PremisRecord record;
  std::string wrong;

 private:
  void refuse(const std::string& what) {
    wrong = "line " + std::to_string(line_) + ": " + what;
    stop();
  }

  void take_file(PremisNode object) {
    if (is_superseded(object)) return record.superseded.push_back(std::move(object));
    record.files.push_back(file_from(object));
    if (want_ && want_(record.files.back())) record.wanted.push_back(std::move(object));
  }

  const std::function<bool(const HeldFile&)>& want_;
  bool seen_root_ = false;
  std::vector<PremisNode> path_;  // below the root
  std::string type_of_object_;
  std::uint64_t line_ = 0;
};

}  // namespace

Result<PremisRecord> read_premis_record(const ByteSource& bytes,
                                        const std::function<bool(const HeldFile&)>& want) {
  Reader reader(want);
  DELO_TRY(const bool whole, read_xml(bytes, reader));
  if (!whole) return Error{ErrorCode::kCorrupt, "the PREMIS record can't be read: " + reader.wrong};
  return std::move(reader.record);
}

std::string uuid_of_object(const PremisNode& object) {
  for (const PremisNode& part : object.children) {
    if (part.name == "objectIdentifier" && text_of(child(part, "objectIdentifierType")) == "UUID") {
      return text_of(child(part, "objectIdentifierValue"));
    }
  }
  return {};
}

PremisNode superseded_object(PremisNode object, int version, const std::string& successor) {
  std::erase_if(object.children, [](const PremisNode& part) {
    return is_relationship(part, "structural", "");  // it is in no representation now
  });
  for (PremisNode& part : object.children) {
    if (part.name != "storage") continue;
    for (PremisNode& location : part.children) {
      for (PremisNode& type : location.children) {
        if (type.name == "contentLocationType") {
          type.text = "path within version " + std::to_string(version) + " of the package";
        }
      }
    }
  }
  PremisNode related = leaf("relatedObjectIdentifier", "");
  related.children = {leaf("relatedObjectIdentifierType", "UUID"),
                      leaf("relatedObjectIdentifierValue", successor)};
  PremisNode relationship = leaf("relationship", "");
  relationship.children = {
      leaf("relationshipType", "replacement", "relationshipType/rep"),
      leaf("relationshipSubType", "is superseded by", "relationshipSubType/iss"),
      std::move(related)};
  object.children.push_back(std::move(relationship));
  return object;
}

}  // namespace delo::packages
