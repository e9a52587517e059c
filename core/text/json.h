// JSON values, members in the order they were added.  (RFC 8259)
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/result.h"

namespace delo {

class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;

  Json() = default;  // null
  Json(std::nullptr_t) {}
  Json(bool b) : value_(b) {}
  Json(int n) : value_(std::int64_t{n}) {}
  Json(std::int64_t n) : value_(n) {}
  Json(std::uint64_t n) : value_(n) {}
  Json(std::uint32_t n) : value_(std::uint64_t{n}) {}
  Json(unsigned long long n) : value_(std::uint64_t{n}) {}
  Json(double d) : value_(d) {}
  Json(const char* text) : value_(std::string(text)) {}
  Json(std::string_view text) : value_(std::string(text)) {}
  Json(std::string text) : value_(std::move(text)) {}
  Json(Array array) : value_(std::move(array)) {}

  static Json object(std::initializer_list<Member> members = {});
  static Json array() { return Json(Array{}); }

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }
  bool is_array() const { return std::holds_alternative<Array>(value_); }
  bool is_string() const { return std::holds_alternative<std::string>(value_); }
  bool is_number() const;

  // Reading never fails: another type than asked, or an absent member, gives
  // the fallback.  Whoever must tell them apart asks is_…() first.
  const std::string& text() const;  // "" when not a string
  std::string text_or(std::string_view fallback) const;
  std::int64_t integer(std::int64_t fallback = 0) const;
  std::uint64_t natural(std::uint64_t fallback = 0) const;
  double number(double fallback = 0) const;
  bool boolean(bool fallback = false) const;
  const Array& items() const;                             // empty when not an array
  const Object& members() const;                          // empty when not an object
  const Json& operator[](std::string_view member) const;  // null when absent
  const Json* find(std::string_view member) const;        // nullptr when absent

  // Writing.  Makes an object (an array) of a null.
  Json& set(std::string_view member, Json value);  // replaces; returns *this
  Json& push(Json value);                          // returns *this

  // One line, no blanks, UTF-8 as it is; texts that are not UTF-8 pass through display_of().
  std::string dump() const;
  std::string dump_pretty() const;  // two blanks a level, newline at the end

  // Error kCorrupt says where (byte offset).  Refuses duplicate members, more
  // than 128 levels and anything after the value.
  static Result<Json> parse(std::string_view text);

  bool operator==(const Json&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, Array,
               Object>
      value_;
  friend class JsonAccess;
};

}  // namespace delo
