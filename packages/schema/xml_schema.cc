#include "packages/schema/xml_schema.h"

#include <algorithm>
#include <cassert>

namespace delo::packages {
namespace {

constexpr std::string_view kXlink = "http://www.w3.org/1999/xlink";
constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view kCsip = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS";
constexpr std::string_view kSip = "https://DILCIS.eu/XML/METS/SIPExtensionMETS";

// The xlink.xsd of METS, xml.xsd, and the two extensions of E-ARK.  What stands in
// csip:CONTENTINFORMATIONTYPE is judged by the vocabulary (CSIP4), which is newer
// than the extension's list.
constexpr std::array kGlobals = {
    GlobalAttribute{"xlink", kXlink, "href", "anyURI"},
    GlobalAttribute{"xlink", kXlink, "role", "string"},
    GlobalAttribute{"xlink", kXlink, "arcrole", "string"},
    GlobalAttribute{"xlink", kXlink, "title", "string"},
    GlobalAttribute{"xlink", kXlink, "show", "new|replace|embed|other|none"},
    GlobalAttribute{"xlink", kXlink, "actuate", "onLoad|onRequest|other|none"},
    GlobalAttribute{"xlink", kXlink, "label", "string"},
    GlobalAttribute{"xlink", kXlink, "from", "string"},
    GlobalAttribute{"xlink", kXlink, "to", "string"},
    GlobalAttribute{"xml", kXml, "lang", "language"},
    GlobalAttribute{"xml", kXml, "space", "default|preserve"},
    GlobalAttribute{"xml", kXml, "base", "anyURI"},
    GlobalAttribute{"xml", kXml, "id", "ID"},
    GlobalAttribute{"csip", kCsip, "CONTENTINFORMATIONTYPE", "string"},
    GlobalAttribute{"csip", kCsip, "OTHERCONTENTINFORMATIONTYPE", "string"},
    GlobalAttribute{"csip", kCsip, "OAISPACKAGETYPE", "SIP|AIP|DIP|AIU|AIC"},
    GlobalAttribute{"csip", kCsip, "NOTETYPE", "SOFTWARE VERSION|IDENTIFICATIONCODE"},
    GlobalAttribute{"csip", kCsip, "OTHERTYPE", "string"},
    GlobalAttribute{"sip", kSip, "FILEFORMATNAME", "string"},
    GlobalAttribute{"sip", kSip, "FILEFORMATVERSION", "string"},
    GlobalAttribute{"sip", kSip, "FILEFORMATREGISTRY", "string"},
    GlobalAttribute{"sip", kSip, "FILEFORMATKEY", "string"}};

SchemaAttribute compiled(const GlobalAttribute& global) {
  SchemaAttribute attribute{.name_space = global.name_space, .name = global.name};
  const auto type = simple_type_named(global.type);
  attribute.type = type.value_or(SimpleType::kEnumeration);
  if (!type) attribute.values = global.type;
  return attribute;
}

}  // namespace

std::span<const GlobalAttribute> global_attributes() { return kGlobals; }

const SchemaAttribute* global_attribute(std::string_view name_space, std::string_view name) {
  static const auto kCompiled = [] {
    std::vector<SchemaAttribute> all;
    for (const GlobalAttribute& global : kGlobals) all.push_back(compiled(global));
    return all;
  }();
  const auto found = std::ranges::find_if(kCompiled, [&](const SchemaAttribute& a) {
    return a.name == name && a.name_space == name_space;
  });
  return found != kCompiled.end() ? &*found : nullptr;
}

XmlSchema::XmlSchema(const SchemaTable& table) : table_(table) {
  std::vector<std::string_view> types;
  for (const SchemaElement& row : table_.elements) {
    std::string_view rest = row.names;
    for (auto name = next_word(rest); !name.empty(); name = next_word(rest)) {
      elements_.emplace(name, static_cast<ContentModel::Symbol>(names_.size()));
      names_.push_back(name);
      types.push_back(row.type);
    }
  }
  for (const SchemaType& type : table_.types) compiled_type(type.name);
  for (const std::string_view type : types) type_of_.push_back(compiled_type(type));
}

ContentModel::Symbol XmlSchema::element(std::string_view name) const {
  const auto found = elements_.find(name);
  return found != elements_.end() ? found->second : ContentModel::kUnknown;
}

const XmlSchema::Type* XmlSchema::type_named(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found != by_name_.end() ? &types_[found->second] : nullptr;
}

std::size_t XmlSchema::compiled_type(std::string_view name) {
  if (const auto known = by_name_.find(name); known != by_name_.end()) return known->second;
  Type type{.name = name};
  std::string_view content = name;  // "=string" is a type without attributes
  if (!name.starts_with('=')) {
    const auto row = std::ranges::find(table_.types, name, &SchemaType::name);
    assert(row != table_.types.end());
    content = row->content;
    type.base = row->base;
    for (const std::string_view text : row->attributes) add_attributes(type, text);
  }
  type.is_abstract = content == "!";
  type.is_empty = content.empty() || type.is_abstract;
  if (content.starts_with('=')) {
    type.text = simple_type_named(content.substr(1));
    assert(type.text);
  } else if (!type.is_empty) {
    type.model = ContentModel::parse(content, [this](std::string_view n) { return element(n); });
    assert(type.model);
  }
  by_name_.emplace(name, types_.size());
  types_.push_back(std::move(type));
  return types_.size() - 1;
}

void XmlSchema::add_attributes(Type& type, std::string_view text) const {
  for (std::string_view word = next_word(text); !word.empty(); word = next_word(text)) {
    if (word == "#other") {
      type.foreign_attributes = true;
      continue;
    }
    SchemaAttribute attribute{.required = word.ends_with('!')};
    if (attribute.required) word.remove_suffix(1);
    const std::size_t colon = word.find(':');
    const std::string_view before = word.substr(0, colon);
    std::string_view after = word.substr(colon + 1);
    const auto prefixed = std::ranges::find(kGlobals, before, &GlobalAttribute::prefix);
    if (prefixed != kGlobals.end()) {
      attribute.name_space = prefixed->name_space;
      const std::size_t equals = after.find('=');
      attribute.name = after.substr(0, equals);
      if (equals != std::string_view::npos) {
        attribute.type = SimpleType::kEnumeration;
        attribute.values = after.substr(equals + 1);
      } else if (const auto* global = global_attribute(attribute.name_space, attribute.name)) {
        attribute.type = global->type;
        attribute.values = global->values;
      }
    } else {
      attribute.name = before;
      const auto listed = std::ranges::find(table_.lists, after, &ListedValues::name);
      if (listed != table_.lists.end()) attribute.values = listed->values;
      attribute.type = listed != table_.lists.end()
                           ? SimpleType::kEnumeration
                           : simple_type_named(after).value_or(SimpleType::kString);
    }
    type.attributes.push_back(attribute);
  }
}

}  // namespace delo::packages
