#include "core/text/json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/text/json_events.h"
#include "core/text/utf8.h"

namespace delo {
namespace {

constexpr std::size_t kMaxLevels = 128;

const Json& null_json() {
  static const Json kNull;
  return kNull;
}

// Collects nlohmann's SAX events into our values, so that order is kept,
// duplicates are seen and depth is bounded.
class Collector final : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return value(Json()); }
  bool boolean(bool b) override { return value(Json(b)); }
  bool number_integer(number_integer_t n) override { return value(Json(std::int64_t{n})); }
  bool number_unsigned(number_unsigned_t n) override { return value(Json(std::uint64_t{n})); }
  bool number_float(number_float_t d, const string_t&) override { return value(Json(double{d})); }
  bool string(string_t& text) override { return value(Json(std::move(text))); }
  bool binary(binary_t&) override { return fail("binary value"); }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return shut(); }
  bool end_array() override { return shut(); }
  bool key(string_t& name) override {
    Level& level = levels_.back();
    if (!level.names.insert(name).second) return fail("member '" + name + "' stands twice");
    level.name = std::move(name);
    return true;
  }
  bool parse_error(std::size_t at, const std::string&,
                   const nlohmann::json::exception& e) override {
    offset_ = at;
    const std::string_view what = e.what();
    const std::size_t colon = what.rfind("; ");
    fault_ = std::string(colon == std::string_view::npos ? what : what.substr(colon + 2));
    return false;
  }

  const std::string& fault() const { return fault_; }
  std::size_t offset() const { return offset_; }
  Json take() { return std::move(root_); }

 private:
  struct Level {
    Json container;
    std::string name;
    std::set<std::string> names;
  };

  bool fail(std::string why) {
    fault_ = std::move(why);
    return false;
  }
  bool value(Json json) {
    if (levels_.empty()) {
      root_ = std::move(json);
    } else if (levels_.back().container.is_object()) {
      add_new_member(levels_.back().container, std::move(levels_.back().name), std::move(json));
    } else {
      levels_.back().container.push(std::move(json));
    }
    return true;
  }
  bool open(Json container) {
    if (levels_.size() >= kMaxLevels) return fail("more than 128 levels");
    levels_.push_back({std::move(container), {}, {}});
    return true;
  }
  bool shut() {
    Json done = std::move(levels_.back().container);
    levels_.pop_back();
    return value(std::move(done));
  }
  std::vector<Level> levels_;
  Json root_;
  std::string fault_;
  std::size_t offset_ = 0;
};

}  // namespace

// Reaches into Json for this file only.
class JsonAccess {
 public:
  static auto& value(Json& json) { return json.value_; }
  static const auto& value(const Json& json) { return json.value_; }
};

namespace {

nlohmann::ordered_json to_nlohmann(const Json& json) {
  return std::visit(
      [](const auto& value) -> nlohmann::ordered_json {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, std::monostate>) {
          return nullptr;
        } else if constexpr (std::is_same_v<T, std::string>) {
          return is_utf8(value) ? value : display_of(value);
        } else if constexpr (std::is_same_v<T, double>) {
          if (!std::isfinite(value)) return nullptr;  // JSON has no such numbers
          return value;
        } else if constexpr (std::is_same_v<T, Json::Array>) {
          auto array = nlohmann::ordered_json::array();
          for (const Json& item : value) array.push_back(to_nlohmann(item));
          return array;
        } else if constexpr (std::is_same_v<T, Json::Object>) {
          auto object = nlohmann::ordered_json::object();
          auto& members = object.get_ref<nlohmann::ordered_json::object_t&>();
          members.reserve(value.size());
          for (const auto& [name, member] : value) {
            // Straight to the end: names are unique already, and a look-up for each is quadratic.
            members.emplace_back(is_utf8(name) ? name : display_of(name), to_nlohmann(member));
          }
          return object;
        } else {
          return value;
        }
      },
      JsonAccess::value(json));
}

}  // namespace

void add_new_member(Json& object, std::string name, Json value) {
  std::get<Json::Object>(JsonAccess::value(object)).emplace_back(std::move(name), std::move(value));
}

Json Json::object(std::initializer_list<Member> members) {
  Json json;
  json.value_ = Object(members);
  return json;
}

bool Json::is_number() const {
  return std::holds_alternative<std::int64_t>(value_) ||
         std::holds_alternative<std::uint64_t>(value_) || std::holds_alternative<double>(value_);
}

const std::string& Json::text() const {
  static const std::string kEmpty;
  const auto* text = std::get_if<std::string>(&value_);
  return text ? *text : kEmpty;
}

std::string Json::text_or(std::string_view fallback) const {
  return is_string() ? text() : std::string(fallback);
}

std::int64_t Json::integer(std::int64_t fallback) const {
  if (const auto* n = std::get_if<std::int64_t>(&value_)) return *n;
  if (const auto* n = std::get_if<std::uint64_t>(&value_)) {
    return *n <= static_cast<std::uint64_t>(INT64_MAX) ? static_cast<std::int64_t>(*n) : fallback;
  }
  return fallback;
}

std::uint64_t Json::natural(std::uint64_t fallback) const {
  if (const auto* n = std::get_if<std::uint64_t>(&value_)) return *n;
  if (const auto* n = std::get_if<std::int64_t>(&value_)) {
    return *n >= 0 ? static_cast<std::uint64_t>(*n) : fallback;
  }
  return fallback;
}

double Json::number(double fallback) const {
  if (const auto* d = std::get_if<double>(&value_)) return *d;
  if (const auto* n = std::get_if<std::int64_t>(&value_)) return static_cast<double>(*n);
  if (const auto* n = std::get_if<std::uint64_t>(&value_)) return static_cast<double>(*n);
  return fallback;
}

bool Json::boolean(bool fallback) const {
  const auto* b = std::get_if<bool>(&value_);
  return b ? *b : fallback;
}

const Json::Array& Json::items() const {
  static const Array kNone;
  const auto* array = std::get_if<Array>(&value_);
  return array ? *array : kNone;
}

const Json::Object& Json::members() const {
  static const Object kNone;
  const auto* object = std::get_if<Object>(&value_);
  return object ? *object : kNone;
}

const Json* Json::find(std::string_view member) const {
  for (const Member& m : members()) {
    if (m.first == member) return &m.second;
  }
  return nullptr;
}

const Json& Json::operator[](std::string_view member) const {
  const Json* found = find(member);
  return found ? *found : null_json();
}

Json& Json::set(std::string_view member, Json value) {
  if (!is_object()) value_ = Object{};
  auto& object = std::get<Object>(value_);
  const auto at = std::ranges::find(object, member, &Member::first);
  if (at != object.end()) {
    at->second = std::move(value);
  } else {
    object.emplace_back(std::string(member), std::move(value));
  }
  return *this;
}

Json& Json::push(Json value) {
  if (!is_array()) value_ = Array{};
  std::get<Array>(value_).push_back(std::move(value));
  return *this;
}

std::string Json::dump() const { return to_nlohmann(*this).dump(); }
std::string Json::dump_pretty() const { return to_nlohmann(*this).dump(2) + "\n"; }

Result<Json> Json::parse(std::string_view text) {
  Collector collector;
  const bool good = nlohmann::json::sax_parse(text.begin(), text.end(), &collector);
  if (!good) {
    std::string message = "JSON is broken";
    if (collector.offset() > 0) message += " at byte " + std::to_string(collector.offset());
    return Error{ErrorCode::kCorrupt, message + ": " + collector.fault()};
  }
  return collector.take();
}

}  // namespace delo
