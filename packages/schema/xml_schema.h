// What a schema says of its elements, as tables that are read at a glance, and the
// form in which documents are checked by them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "packages/schema/content_model.h"
#include "packages/schema/simple_type.h"

namespace delo::packages {

inline constexpr std::string_view kSchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

// ---- The tables ----

// "RECT|CIRCLE": a type of its own, under the name that attributes give.
struct ListedValues {
  std::string_view name, values;
};

// `content`: "" nothing at all; "=long" text of that simple type; "!" abstract, a
// derived type must be named; else a ContentModel.
// `attributes`: "NAME:type" or "prefix:name", each with "!" where it is required;
// "prefix:name=value" has that value; "#other" lets in those of foreign
// namespaces.  In several texts, so that groups are written once.
// `base`: the type it is derived from, which xsi:type may stand for.
struct SchemaType {
  std::string_view name;  // "@mptr" for one without a name
  std::string_view content;
  std::array<std::string_view, 5> attributes{};
  std::string_view base{};
};

struct SchemaElement {
  std::string_view names;  // one, or several of the same type
  std::string_view type;   // of the types, or "=string"
};

// An attribute that elements of any namespace may have.
struct GlobalAttribute {
  std::string_view prefix, name_space, name, type;
};

struct SchemaTable {
  std::string_view name;        // "METS 1.12.1"
  std::string_view name_space;  // of all its elements
  std::string_view root;        // the only element documents may begin with; empty: any
  std::span<const ListedValues> lists;
  std::span<const SchemaType> types;
  std::span<const SchemaElement> elements;
};

// xlink:, csip:, sip: and xml:, of which METS and foreign elements make use.
std::span<const GlobalAttribute> global_attributes();

// ---- Compiled ----

struct SchemaAttribute {
  std::string_view name_space, name;
  SimpleType type = SimpleType::kString;
  std::string_view values;  // of an enumeration, "A|B"
  bool required = false;
};

class XmlSchema {
 public:
  struct Type {
    std::string_view name, base;
    std::optional<SimpleType> text;  // the content is text of this type
    bool is_abstract = false, foreign_attributes = false, is_empty = false;
    std::optional<ContentModel> model;
    std::vector<SchemaAttribute> attributes;
  };

  // REQUIRES: the table is sound.
  explicit XmlSchema(const SchemaTable& table);

  std::string_view name() const { return table_.name; }
  std::string_view name_space() const { return table_.name_space; }
  // kUnknown when there is none.
  ContentModel::Symbol element(std::string_view name) const;
  std::string_view name_of(ContentModel::Symbol symbol) const { return names_[symbol]; }
  const Type& type_of(ContentModel::Symbol symbol) const { return types_[type_of_[symbol]]; }
  const Type* type_named(std::string_view name) const;
  bool is_element(std::size_t number) const { return number < names_.size(); }
  bool is_global(ContentModel::Symbol symbol) const {
    return table_.root.empty() || names_[symbol] == table_.root;
  }

 private:
  void add_attributes(Type& type, std::string_view text) const;
  std::size_t compiled_type(std::string_view name);

  const SchemaTable table_;
  std::vector<Type> types_;
  std::unordered_map<std::string_view, ContentModel::Symbol> elements_;
  std::unordered_map<std::string_view, std::size_t> by_name_;
  std::vector<std::string_view> names_;  // of each element
  std::vector<std::size_t> type_of_;     // of each element, in types_
};

// The declaration of a global attribute; nullptr when there is none.
const SchemaAttribute* global_attribute(std::string_view name_space, std::string_view name);

}  // namespace delo::packages
