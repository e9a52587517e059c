// PDF objects as plain values (ISO 32000-1 7.3).  What libqpdf parsed is copied
// into these, so that the rules need no foreign type; qpdf_bridge.cc is C++17,
// therefore so is this header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace delo::validators::pdf {

struct ObjectId {
  int number = 0;  // 0: no object; the trailer is one such
  int generation = 0;
  bool operator==(const ObjectId& other) const {
    return number == other.number && generation == other.generation;
  }
  bool operator<(const ObjectId& other) const {
    return number != other.number ? number < other.number : generation < other.generation;
  }
  std::string text() const;  // "object 12 0"
};

struct ObjectIdHash {
  std::size_t operator()(const ObjectId& id) const noexcept {
    return std::hash<std::uint64_t>()(static_cast<std::uint64_t>(id.number) * 65537u +
                                      static_cast<std::uint64_t>(id.generation));
  }
};

enum class Kind : std::uint8_t {
  kNull,
  kBoolean,
  kInteger,
  kReal,
  kString,
  kName,  // without the slash, #xx decoded
  kArray,
  kDictionary,
  kStream,  // its dictionary; the data stays in the file
  kReference,
};
std::string_view name_of(Kind kind);  // "null" "boolean" "integer" …

class Object {
 public:
  using Array = std::vector<Object>;
  using Entries = std::vector<std::pair<std::string, Object>>;  // sorted by key, no slash

  Object() = default;
  Object(Kind kind, std::int64_t value) : kind_(kind), value_(value) {}  // boolean, integer
  explicit Object(double value) : kind_(Kind::kReal), value_(value) {}
  Object(Kind kind, std::string value) : kind_(kind), value_(std::move(value)) {}  // string, name
  explicit Object(Array items) : kind_(Kind::kArray), value_(std::move(items)) {}
  // A dictionary, or a stream's.  REQUIRES: sorted by key.
  Object(Kind kind, Entries entries) : kind_(kind), value_(std::move(entries)) {}
  explicit Object(ObjectId target) : kind_(Kind::kReference), value_(target) {}

  Kind kind() const noexcept { return kind_; }
  bool boolean() const { return kind_ == Kind::kBoolean && std::get<std::int64_t>(value_) != 0; }
  std::int64_t integer() const {  // 0 when it is none
    return kind_ == Kind::kInteger ? std::get<std::int64_t>(value_) : 0;
  }
  double number() const;            // integer or real; 0 when it is none
  const std::string& text() const;  // of a string or a name; else empty
  ObjectId reference() const {
    return kind_ == Kind::kReference ? std::get<ObjectId>(value_) : ObjectId{};
  }
  const Array& items() const;                      // of an array; else empty
  const Entries& entries() const;                  // of a dictionary or stream; else empty
  const Object* find(std::string_view key) const;  // nullptr when there is none

  // Bytes from the start of the file; -1 when unknown (in an object stream: of
  // no meaning to the file, and therefore unknown).
  std::int64_t offset = -1;

 private:
  Kind kind_ = Kind::kNull;
  std::variant<std::monostate, std::int64_t, double, std::string, Array, Entries, ObjectId> value_;
};

using ObjectPtr = std::shared_ptr<const Object>;  // shared between the cache and who looks at it

}  // namespace delo::validators::pdf
