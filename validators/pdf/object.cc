#include "validators/pdf/object.h"

#include <algorithm>

namespace delo::validators::pdf {

std::string ObjectId::text() const {
  if (number == 0) return "trailer";
  return "object " + std::to_string(number) + " " + std::to_string(generation);
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBoolean:
      return "boolean";
    case Kind::kInteger:
      return "integer";
    case Kind::kReal:
      return "real";
    case Kind::kString:
      return "string";
    case Kind::kName:
      return "name";
    case Kind::kArray:
      return "array";
    case Kind::kDictionary:
      return "dictionary";
    case Kind::kStream:
      return "stream";
    case Kind::kReference:
      return "reference";
  }
  return "null";
}

double Object::number() const {
  if (kind_ == Kind::kInteger) return static_cast<double>(std::get<std::int64_t>(value_));
  return kind_ == Kind::kReal ? std::get<double>(value_) : 0;
}

const std::string& Object::text() const {
  static const std::string kEmpty;
  const std::string* text = std::get_if<std::string>(&value_);
  return text ? *text : kEmpty;
}

const Object::Array& Object::items() const {
  static const Array kEmpty;
  const Array* items = std::get_if<Array>(&value_);
  return items ? *items : kEmpty;
}

const Object::Entries& Object::entries() const {
  static const Entries kEmpty;
  const Entries* entries = std::get_if<Entries>(&value_);
  return entries ? *entries : kEmpty;
}

const Object* Object::find(std::string_view key) const {
  const Entries& all = entries();
  auto at = std::lower_bound(all.begin(), all.end(), key,
                             [](const auto& entry, std::string_view k) { return entry.first < k; });
  return at != all.end() && at->first == key ? &at->second : nullptr;
}

}  // namespace delo::validators::pdf
