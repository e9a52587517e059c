// A value inside a document, as the rules see it: references are followed on the
// way, and it knows the indirect object it lies in, for locations.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "validators/pdf/object.h"
#include "validators/pdf/qpdf_bridge.h"

namespace delo::validators::pdf {

// Cheap to copy.  Borrows the document.
class Value {
 public:
  Value() = default;
  Value(Document& document, ObjectPtr object, ObjectId home, bool whole)
      : document_(&document), object_(std::move(object)), home_(home), whole_(whole) {}
  // The indirect object `id`.
  static Value of(Document& document, ObjectId id);

  Kind kind() const { return object_ ? object_->kind() : Kind::kNull; }
  bool is(Kind kind_asked) const { return kind() == kind_asked; }
  bool is_null() const { return is(Kind::kNull); }
  bool is_dictionary() const { return is(Kind::kDictionary) || is(Kind::kStream); }
  bool is_number() const { return is(Kind::kInteger) || is(Kind::kReal); }
  bool is_name(std::string_view text) const { return is(Kind::kName) && object().text() == text; }
  const Object& object() const;
  std::int64_t integer() const { return object().integer(); }
  double number() const { return object().number(); }
  const std::string& text() const { return object().text(); }

  Value get(std::string_view key) const;                        // null when there is none
  Value at(std::size_t index) const;                            // of an array; null past its end
  std::size_t size() const { return object().items().size(); }  // of an array; else 0
  // The reference under `key` itself; nothing when it is none.
  std::optional<ObjectId> reference(std::string_view key) const;

  ObjectId home() const { return home_; }      // the indirect object it is or lies in
  bool is_indirect() const { return whole_; }  // it is that object
  std::int64_t offset() const { return object().offset; }
  std::string part() const { return home_.text(); }
  // "missing", or its kind and text, for messages.
  std::string described() const;

 private:
  Value follow(const Object* inner) const;

  Document* document_ = nullptr;
  ObjectPtr object_;
  ObjectId home_;
  bool whole_ = false;
};

// The four numbers of a rectangle, sorted; nothing when it is none (7.9.5).
struct Rectangle {
  double left = 0, bottom = 0, right = 0, top = 0;
  double width() const { return right - left; }
  double height() const { return top - bottom; }
};
std::optional<Rectangle> rectangle_of(const Value& value);

}  // namespace delo::validators::pdf
