#include "validators/pdf/view.h"

#include <algorithm>

namespace delo::validators::pdf {

constexpr int kMaxChain = 32;  // references to references; libqpdf resolves most itself

Value Value::of(Document& document, ObjectId id) {
  ObjectPtr object = document.load(id);
  for (int i = 0; object->kind() == Kind::kReference; ++i) {
    if (i == kMaxChain) return {};
    id = object->reference();
    object = document.load(id);
  }
  return Value(document, std::move(object), id, true);
}

const Object& Value::object() const {
  static const Object kNone;
  return object_ ? *object_ : kNone;
}

Value Value::follow(const Object* inner) const {
  if (!inner || !document_) return {};
  if (inner->kind() == Kind::kReference) return of(*document_, inner->reference());
  return Value(*document_, ObjectPtr(object_, inner), home_, false);
}

Value Value::get(std::string_view key) const { return follow(object().find(key)); }

Value Value::at(std::size_t index) const {
  return index < size() ? follow(&object().items()[index]) : Value();
}

std::optional<ObjectId> Value::reference(std::string_view key) const {
  const Object* inner = object().find(key);
  if (!inner || inner->kind() != Kind::kReference) return std::nullopt;
  return inner->reference();
}

std::string Value::described() const {
  switch (kind()) {
    case Kind::kNull:
      return "missing";
    case Kind::kName:
      return std::string("/").append(text(), 0, 60);
    case Kind::kInteger:
      return std::to_string(integer());
    case Kind::kBoolean:
      return object().boolean() ? "true" : "false";
    case Kind::kArray:
      return "an array of " + std::to_string(size());
    default:
      break;
  }
  std::string text = "a ";
  return text.append(name_of(kind()));
}

std::optional<Rectangle> rectangle_of(const Value& value) {
  if (value.size() != 4) return std::nullopt;
  double n[4];
  for (std::size_t i = 0; i < 4; ++i) {
    const Value side = value.at(i);
    if (!side.is_number()) return std::nullopt;
    n[i] = side.number();
  }
  return Rectangle{std::min(n[0], n[2]), std::min(n[1], n[3]), std::max(n[0], n[2]),
                   std::max(n[1], n[3])};
}

}  // namespace delo::validators::pdf
