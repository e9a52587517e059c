// Annotations, actions and form fields (ISO 32000-1 12.5 to 12.7).
#include <algorithm>

#include "validators/pdf/graph_check.h"
#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

constexpr int kMaxParents = 64;  // fields above a field

// Inheritable entries of fields (12.7.3).
Value inherited(Value field, const char* key) {
  for (int i = 0; i < kMaxParents && field.is(Kind::kDictionary); ++i) {
    if (Value own = field.get(key); !own.is_null()) return own;
    field = field.get("Parent");
  }
  return {};
}

bool kids_have(const Value& field, const char* key) {
  const Value kids = field.get("Kids");
  for (std::size_t i = 0; i < kids.size(); ++i)
    if (!kids.at(i).get(key).is_null()) return true;
  return false;
}

}  // namespace

void GraphCheck::annotation(const Value& value, const Table& table) {
  entries(value, table, entries_of_annotation(value.get("Subtype").text()));
  if (value.get("AP").get("N").is(Kind::kDictionary))  // table 164: one of several states
    entry(value, table, {.key = "AS", .types = "N", .required = true});
  const auto tell = [&](std::string what) { report(kAnnotation, value, std::move(what)); };
  page_of(kAnnotation, value, "P");
  if (const Value border = value.get("Border"); border.is(Kind::kArray) && border.size() < 3)
    tell("Border is " + border.described() + ", expected three numbers");
  annotation_colour(value);
  const Value quads = value.get("QuadPoints");
  if (quads.size() % 8) tell("QuadPoints is " + quads.described() + ", expected eight for each");
  const Value paths = value.get("InkList");
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const Value path = paths.at(i);
    bool fits = path.size() % 2 == 0;
    for (std::size_t k = 0; fits && k < path.size(); ++k) fits = path.at(k).is_number();
    if (!fits) tell("a path of InkList is " + path.described() + ", expected pairs of numbers");
  }
  const Value popup = value.get("Popup");
  if (popup.is(Kind::kDictionary) && !popup.get("Subtype").is_name("Popup"))
    tell("Popup is " + popup.part() + ", which is no pop-up annotation");
  const Value subtype = value.get("Subtype");
  if ((subtype.is_name("Polygon") || subtype.is_name("PolyLine")) &&
      value.get("Vertices").is_null() && value.get("Path").is_null())
    tell("Vertices of the " + subtype.text() + " annotation is missing");
  if (subtype.is_name("Link") && !value.get("Dest").is_null() && !value.get("A").is_null())
    tell("the link has a Dest and an A, expected one of them");
}

// Table 164: none, gray, RGB or CMYK.
void GraphCheck::annotation_colour(const Value& value) {
  const Value colour = value.get("C");
  if (!colour.is(Kind::kArray)) return;
  bool fits = colour.size() < 5 && colour.size() != 2;
  for (std::size_t i = 0; fits && i < colour.size(); ++i)
    fits = !colour.at(i).is_number() || (colour.at(i).number() >= 0 && colour.at(i).number() <= 1);
  if (!fits)
    report(kAnnotation, value,
           "C of an annotation is " + colour.described() + ", expected 0, 1, 3 or 4 of 0 to 1");
}

// Where a page is asked for, a dictionary that says it is something else is none.
void GraphCheck::page_of(const Rule& rule, const Value& value, const char* key) {
  const Value page = value.get(key), type = page.get("Type");
  if (page.is(Kind::kDictionary) && type.is(Kind::kName) && !type.is_name("Page") &&
      !type.is_name("Template"))
    report(rule, value,
           std::string(key) + " is " + page.part() + " of Type " + type.described() +
               ", expected a page");
}

void GraphCheck::appearance(const Value& value) {
  if (value.is(Kind::kDictionary)) {
    for (const auto& [state, unused] : value.object().entries())
      if (const Value one = value.get(state); one.is(Kind::kStream)) {
        look(one, Shape::kAppearance);
      } else if (!one.is_null()) {
        report(kAnnotation, value,
               "the appearance /" + state + " is " + one.described() + ", expected a stream");
      }
    return;
  }
  if (!value.is(Kind::kStream)) return;
  if (const Value subtype = value.get("Subtype"); !subtype.is_null() && !subtype.is_name("Form"))
    report(kAnnotation, value,
           "Subtype of an appearance is " + subtype.described() + ", expected /Form");
  rectangle(kXObject, value, "BBox", true);
}

void GraphCheck::action(const Value& value, const Table& table) {
  entries(value, table, entries_of_action(value.get("S").text()));
  const auto missing = [&](const char* key) { return value.get(key).is_null(); };
  if (value.get("S").is_name("Launch") && missing("F") && missing("Win") && missing("Mac") &&
      missing("Unix"))
    report(kAction, value, "F of an action that launches a program is missing");
  const Value next = value.get("Next");
  if (next.is(Kind::kDictionary)) look(next, Shape::kAction);
  for (std::size_t i = 0; i < next.size(); ++i) look(next.at(i), Shape::kAction);
}

// 12.7.3, 12.7.4.  A kid without T is a widget of its field.
void GraphCheck::field(const Value& value, const Table& table) {
  if (kids_have(value, "T")) return;
  const Value type = inherited(value, "FT");
  if (type.is_null() && !value.get("T").is_null())
    report(*table.rule, value, "FT of the field and of those above it is missing");
  if (value.get("T").text().find('.') != std::string::npos)
    report(kFieldName, value, "T of the field holds a period");
  if ((type.is_name("Tx") || type.is_name("Ch")) && !value.get("T").is_null() &&
      inherited(value, "DA").is_null() && form_.get("DA").is_null() && !kids_have(value, "DA"))
    report(kFieldAppearance, value,
           "DA of the field, of those above it and of the form is missing");
  const char* types = type.is_name("Tx")    ? "sS"
                      : type.is_name("Ch")  ? "sa"
                      : type.is_name("Sig") ? "d"
                                            : "*";
  for (const char* key : {"V", "DV"}) entry(value, table, {.key = key, .types = types});
  const bool choice = type.is_name("Ch");
  if (!choice && !type.is_name("Btn")) return;
  entry(value, table, {.key = "Opt", .types = "a", .items = choice ? "sa" : "s"});
  const Value options = value.get("Opt");
  for (std::size_t i = 0; i < options.size(); ++i) {
    const Value one = options.at(i);
    if (one.is(Kind::kArray) &&
        (one.size() != 2 || !one.at(0).is(Kind::kString) || !one.at(1).is(Kind::kString)))
      report(*table.rule, value,
             "an option of the field is " + one.described() + ", expected two strings");
  }
}

}  // namespace delo::validators::pdf
