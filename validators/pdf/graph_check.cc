#include "validators/pdf/graph_check.h"

#include <algorithm>
#include <array>

#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

// One of the names in `list`, which are parted at blanks.
bool is_among(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (list.substr(0, end) == name) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

// Table 151: the operands after the page.
struct Fit {
  std::string_view name;
  std::size_t operands;
};
constexpr Fit kFits[] = {{"XYZ", 3},  {"Fit", 0},  {"FitH", 1},  {"FitV", 1},
                         {"FitR", 4}, {"FitB", 0}, {"FitBH", 1}, {"FitBV", 1}};

// Table 25.
constexpr Entry kCryptFilter[] = {
    {.key = "Type", .types = "N", .one_of = "CryptFilter"},
    {.key = "CFM", .types = "N", .one_of = "None V2 AESV2 AESV3 AESV4"},
    {.key = "AuthEvent", .types = "N", .one_of = "DocOpen EFOpen"},
    {.key = "Length", .types = "i"},
};

}  // namespace

void GraphCheck::look(const Value& value, Shape shape) {
  if (value.is_null() || shape == Shape::kNone) return;
  if (value.is_indirect() && !seen_.insert({value.home(), shape}).second) return;
  pending_.push_back({value, shape});
}

void GraphCheck::run() {
  while (!pending_.empty()) {
    const Pending next = std::move(pending_.back());
    pending_.pop_back();
    visit(next.value, next.shape);
  }
  if (content_items_ && !structure_root_.is_null() && structure_root_.get("ParentTree").is_null())
    report(kParentTree, structure_root_, "the structure tree has content items and no ParentTree");
  if (content_items_) structure_root_ = {};
}

void GraphCheck::visit(const Value& value, Shape shape) {
  switch (shape) {
    case Shape::kActionOrDestination:
      return look(value, value.is(Kind::kDictionary) ? Shape::kAction : Shape::kDestination);
    case Shape::kDestination:
      return destination(value);
    case Shape::kNamedDestinations:
      for (const auto& [name, unused] : value.object().entries())
        look(value.get(name), Shape::kNamedDestination);
      return;
    case Shape::kNamedDestination:
      if (value.is(Kind::kArray) || value.is(Kind::kDictionary)) return destination(value);
      return report(
          kDestination, value,
          "a named destination is " + value.described() + ", expected an array or a dictionary");
    case Shape::kAppearance:
      return appearance(value);
    case Shape::kPattern:
      return pattern(value);
    case Shape::kShading:
      return shading(value);
    case Shape::kFunction:
      return function(value);
    case Shape::kColorSpace:
      return color_space(value);
    case Shape::kNameTree:
    case Shape::kDestinationTree:
    case Shape::kFileTree:
    case Shape::kNumberTree:
    case Shape::kPageLabelTree:
      return tree(value, shape);
    default:
      break;
  }
  const Table* table = table_of(shape);
  if (!table) return;
  if (shape == Shape::kFileSpecification && value.is(Kind::kString)) return;
  if (shape == Shape::kSoftMask && value.is(Kind::kName)) return;  // None
  if (!value.is_dictionary())
    return report(
        *table->rule, value,
        std::string(table->name) + " is " + value.described() + ", expected a dictionary");
  dictionary(value, *table);
}

void GraphCheck::dictionary(const Value& value, const Table& table) {
  entries(value, table, table.entries);
  switch (table.shape) {
    case Shape::kAnnotation:
      return annotation(value, table);
    case Shape::kAction:
      return action(value, table);
    case Shape::kField:
      return field(value, table);
    case Shape::kForm:
      form_ = value;
      return;
    case Shape::kOutputIntent:
      if (value.get("OutputConditionIdentifier").is_null())
        report(kOutputCondition, value, "OutputConditionIdentifier is missing");
      return;
    case Shape::kBead:
      return page_of(*table.rule, value, "P");
    case Shape::kPageLabel:
      if (const Value start = value.get("St"); start.is(Kind::kInteger) && start.integer() < 1)
        report(*table.rule, value, "St is " + start.described() + ", expected 1 or more");
      return;
    case Shape::kOutlines:
    case Shape::kOutlineItem:
      return outline(value, table.shape);
    case Shape::kFileSpecification:
      return file_specification(value, table);
    case Shape::kOptionalContentGroup:
      if (value.get("Type").is_name("OCG"))
        entry(value, table, {.key = "Name", .types = "s", .required = true});
      return;
    case Shape::kStructureRoot:
    case Shape::kStructureElement:
      return structure(value, table.shape == Shape::kStructureRoot);
    case Shape::kGraphicsState:
      for (const char* key : {"CA", "ca"})
        if (const Value alpha = value.get(key);
            alpha.is_number() && (alpha.number() < 0 || alpha.number() > 1))
          report(*table.rule, value,
                 std::string(key) + " is " + std::to_string(alpha.number()) + ", expected 0 to 1");
      return;
    case Shape::kGroup:
      if (const Value space = value.get("CS");
          space.is_name("Pattern") || space.at(0).is_name("Pattern"))
        report(*table.rule, value, "CS of a group is Pattern");
      return;
    case Shape::kPage:
      if (!value.get("PieceInfo").is_null() && value.get("LastModified").is_null())
        report(kPieceInfo, value, "the page has PieceInfo and no LastModified");
      if (const Value unit = value.get("UserUnit"); unit.is_number() && !(unit.number() > 0))
        report(*table.rule, value, "UserUnit is not positive");
      return;
    case Shape::kFontDescriptor:
      return rectangle(*table.rule, value, "FontBBox", false);
    case Shape::kEncryption:
      return encryption(value, table);
    default:
      return;
  }
}

void GraphCheck::entry(const Value& value, const Table& table, const Entry& entry) {
  const Value found = value.get(entry.key);
  const auto tell = [&](std::string what) {
    report(*table.rule, value,
           std::string(entry.key) + " of " + std::string(table.name) + " " + what);
  };
  if (found.is_null()) {
    // Who refers to them tells what they are.
    const bool harmless = table.shape == Shape::kMetadata ||
                          (table.shape == Shape::kFontDescriptor && entry.key == "Type");
    if (harmless && entry.required) {
      report(kTypeMissing, value,
             std::string(entry.key) + " of " + std::string(table.name) + " is missing");
    } else if (entry.required) {
      tell("is missing");
    }
    return;
  }
  if (!type_fits(entry.types, found.kind()))
    return tell("is " + found.described() + ", expected " + names_of_types(entry.types));
  if (!entry.one_of.empty() && found.is(Kind::kName) && !is_among(entry.one_of, found.text()))
    return tell("is " + found.described() + ", expected " + std::string(entry.one_of));
  if (entry.count && found.is(Kind::kArray) && found.size() != entry.count)
    return tell("is " + found.described() + ", expected " + std::to_string(entry.count));
  for (std::size_t i = 0; !entry.items.empty() && i < found.size(); ++i)
    if (const Value item = found.at(i); !type_fits(entry.items, item.kind()))
      return tell("holds " + item.described() + ", expected " + names_of_types(entry.items));
  if (!entry.each) return look(found, entry.shape);
  for (std::size_t i = 0; i < found.size(); ++i) look(found.at(i), entry.shape);
  if (found.is(Kind::kDictionary))
    for (const auto& [key, unused] : found.object().entries()) look(found.get(key), entry.shape);
}

// The standard handler (tables 21 and 25; ISO 32000-2 tables 21 and 25 for revision 6).
void GraphCheck::encryption(const Value& value, const Table& table) {
  const Value filters = value.get("CF");
  for (const char* key : {"StmF", "StrF", "EFF"})
    if (const Value name = value.get(key);
        name.is(Kind::kName) && !name.is_name("Identity") && filters.get(name.text()).is_null())
      report(*table.rule, value,
             std::string(key) + " is " + name.described() + ", which is not in CF");
  for (const auto& [name, unused] : filters.object().entries())
    for (const Entry& one : kCryptFilter) entry(filters.get(name), table, one);
  const std::int64_t version = value.get("V").integer();
  if (const Value bits = value.get("Length"); bits.is(Kind::kInteger) && version <= 3)
    if (bits.integer() % 8 || bits.integer() < 40 || bits.integer() > 128)
      report(*table.rule, value,
             "Length is " + bits.described() + ", expected a multiple of 8 from 40 to 128");
  if (!value.get("Filter").is_name("Standard")) return;
  for (const char* key : {"R", "P"})
    entry(value, table, {.key = key, .types = "i", .required = true});
  const bool long_keys = value.get("R").integer() >= 5;
  const auto string = [&](const char* key, std::size_t length) {
    entry(value, table, {.key = key, .types = "s", .required = true});
    if (const Value text = value.get(key); text.is(Kind::kString) && text.text().size() < length)
      report(*table.rule, value,
             std::string(key) + " has " + std::to_string(text.text().size()) + " bytes, expected " +
                 std::to_string(length));
  };
  for (const char* key : {"O", "U"}) string(key, long_keys ? 48 : 32);
  if (!long_keys) return;
  for (const char* key : {"OE", "UE"}) string(key, 32);
  string("Perms", 16);
}

// 12.3.2.2.  Of a destination in another file the first item is a page number; a
// page that was removed leaves a null.
void GraphCheck::destination(const Value& value) {
  if (value.is_null() || value.is(Kind::kName) || value.is(Kind::kString)) return;
  if (value.is(Kind::kDictionary)) {  // a named one: 12.3.2.3
    const Value array = value.get("D");
    if (!array.is(Kind::kArray))
      return report(kDestination, value,
                    "D of a destination is " + array.described() + ", expected an array");
    return look(array, Shape::kDestination);
  }
  if (!value.is(Kind::kArray))
    return report(kDestination, value,
                  "a destination is " + value.described() + ", expected an array or a name");
  const Value page = value.at(0), fit = value.at(1);
  if (!page.is(Kind::kDictionary) && !page.is(Kind::kInteger) && !page.is_null())
    return report(kDestination, value,
                  "the page of a destination is " + page.described() + ", expected a page");
  if (page.is_null() || (page.is(Kind::kDictionary) && page.get("Type").is_name("Pages")))
    report(kDestinationPage, value, "the page of a destination is not there");
  if (page.get("Type").is(Kind::kName) && !page.get("Type").is_name("Pages")) {
    const Value type = page.get("Type");
    if (!type.is_name("Page") && !type.is_name("Template"))
      report(kDestination, value,
             "the page of a destination is " + page.part() + " of Type " + type.described());
  }
  const auto known = std::ranges::find(kFits, std::string_view(fit.text()), &Fit::name);
  if (!fit.is(Kind::kName) || known == std::end(kFits))
    return report(kDestination, value,
                  "the second item of a destination is " + fit.described() +
                      ", expected XYZ, Fit, FitH, FitV, FitR, FitB, FitBH or FitBV");
  if (fit.is_name("FitR") && value.size() != 6)
    report(
        kDestination, value,
        "FitR of a destination has " + std::to_string(value.size() - 2) + " operands, expected 4");
  for (std::size_t i = 2; i < value.size(); ++i)
    if (!value.at(i).is_number() && !value.at(i).is_null())
      report(kDestination, value,
             "an operand of the destination is " + value.at(i).described() +
                 ", expected a number or null");
}

void GraphCheck::outline(const Value& value, Shape shape) {
  const Value first = value.get("First"), last = value.get("Last");
  for (const Value& end : {first, last})
    if (!end.is_null() && !end.is(Kind::kDictionary))
      report(
          kOutline, value,
          "First or Last of an outline level is " + end.described() + ", expected an outline item");
  if (first.is_null() != last.is_null())
    report(kOutlineEnds, value,
           std::string(first.is_null() ? "First" : "Last") + " of an outline level is missing");
  const auto follow = [&](const char* key) {
    const Value item = value.get(key);
    if (!item.is(Kind::kDictionary)) return;
    if (item.is_indirect() && seen_.count({item.home(), Shape::kOutlineItem}))
      return report(kOutline, value, item.part() + " is in the outline twice");
    look(item, Shape::kOutlineItem);
  };
  if (shape == Shape::kOutlines) outline_links(value);
  if (!value.get("Dest").is_null() && !value.get("A").is_null())
    report(kOutlineTarget, value, "the outline item has a Dest and an A, expected one of them");
  follow("First");
  if (shape == Shape::kOutlineItem) follow("Next");
}

void GraphCheck::file_specification(const Value& value, const Table& table) {
  if (value.get("EF").is_null()) return;
  // Table 44 asks for Type here; not all writers do, and readers need only EF.
  if (value.get("Type").is_null())
    report(kTypeMissing, value, "Type of a file specification with EF is missing");
  entry(value, table, {.key = "F", .types = "s"});
}

// Below the root elements only; below an element marked content by its number too (14.7.2).
void GraphCheck::structure(const Value& value, bool root) {
  if (root) structure_root_ = value;
  const Value kids = value.get("K");
  const auto kid = [&](const Value& one) {
    const Value type = one.get("Type");
    const bool content = one.is(Kind::kInteger) || type.is_name("MCR") || type.is_name("OBJR");
    content_items_ |= content && !root;
    if (one.is_null() || (one.is(Kind::kInteger) && !root)) return;
    if (!one.is(Kind::kDictionary))
      return report(kStructureTree, value,
                    "K of the structure tree holds " + one.described() +
                        ", expected structure elements" + (root ? "" : " or numbers"));
    if (content && !root) return;
    if (one.is_indirect() && seen_.count({one.home(), Shape::kStructureElement}))
      return report(kStructureTree, value, one.part() + " is in the structure tree twice");
    look(one, Shape::kStructureElement);
  };
  if (kids.is(Kind::kArray)) {
    for (std::size_t i = 0; i < kids.size(); ++i) kid(kids.at(i));
  } else {
    kid(kids);
  }
  if (root) return;
  attributes(value);
  page_of(kStructureTree, value, "Pg");
  const Value parent = value.get("P"), type = parent.get("Type");
  if (type.is(Kind::kName) && !type.is_name("StructElem") && !type.is_name("StructTreeRoot"))
    report(kStructureTree, value,
           "P of a structure element is " + parent.part() + " of Type " + type.described() +
               ", expected a structure element or the root");
}

// Attribute objects, each with its revision after it or not (14.7.5).
void GraphCheck::attributes(const Value& value) {
  const Value all = value.get("A");
  const auto one = [&](const Value& attribute, bool revision) {
    if (attribute.is_dictionary() && attribute.get("O").is_null())
      report(kAttributeOwner, attribute, "O of an attribute object is missing");
    if (attribute.is_null() || attribute.is_dictionary()) return;
    if (!revision || !attribute.is(Kind::kInteger))
      report(kStructureTree, value,
             "A of a structure element holds " + attribute.described() +
                 ", expected an attribute dictionary");
  };
  if (!all.is(Kind::kArray)) return one(all, false);
  for (std::size_t i = 0; i < all.size(); ++i) one(all.at(i), i > 0);
}

}  // namespace delo::validators::pdf
