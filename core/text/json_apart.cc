#include "core/text/json_apart.h"

#include <utility>

#include "core/text/apart_lists.h"

namespace delo {
namespace {

// Builds values out of events.
class Builder final : public JsonEvents {
 public:
  explicit Builder(std::span<const ApartList> lists) : lists_(lists) {}

  Result<void> begin_object(std::uint64_t) override {
    open_.push_back({.value = Json::object()});
    return {};
  }
  Result<void> end_object(std::uint64_t) override { return end(); }
  Result<void> begin_array() override {
    const ApartList* apart = list_here();
    open_.push_back({.value = Json::array(), .apart = apart});
    return {};
  }
  Result<void> end_array() override { return end(); }
  Result<void> key(std::string& name) override {
    open_.back().member = std::move(name);
    return {};
  }
  Result<void> text(std::string& text) override { return put(Json(std::move(text))); }
  Result<void> other(Json value) override { return put(std::move(value)); }

  Json take() { return std::move(whole_); }

 private:
  struct Open {
    Json value;
    std::string member = {};  // of an object: the one that is being read
    const ApartList* apart = nullptr;
  };

  // The list that an array which begins now is, or null.
  const ApartList* list_here() const {
    for (const ApartList& list : lists_) {
      if (is_at(list.path)) return &list;
    }
    return nullptr;
  }

  bool is_at(const std::vector<std::string>& path) const {
    if (open_.size() != path.size()) return false;
    for (std::size_t i = 0; i < path.size(); ++i) {
      const bool is_member = open_[i].value.is_object();
      if (is_member ? open_[i].member != path[i] : path[i] != kEach) return false;
    }
    return true;
  }

  Result<void> end() {
    Json value = std::move(open_.back().value);
    open_.pop_back();
    return put(std::move(value));
  }

  Result<void> put(Json value) {
    if (open_.empty()) {
      whole_ = std::move(value);
      return {};
    }
    Open& top = open_.back();
    if (top.apart != nullptr) return top.apart->element(value);
    if (top.value.is_object()) {
      add_new_member(top.value, std::move(top.member), std::move(value));
    } else {
      top.value.push(std::move(value));
    }
    return {};
  }

  std::span<const ApartList> lists_;
  std::vector<Open> open_;
  Json whole_;
};

}  // namespace

Result<Json> read_json_apart(const ByteSource& source, JsonRange range,
                             const std::vector<std::string>& path,
                             const std::function<Result<void>(const Json& element)>& element) {
  const ApartList list{path, element};
  return read_json_apart(source, range, std::span(&list, 1));
}

Result<Json> read_json_apart(const ByteSource& source, JsonRange range,
                             std::span<const ApartList> lists) {
  Builder builder(lists);
  DELO_CHECK(read_json(source, range, builder));
  return builder.take();
}

Result<void> write_json_apart(ByteSink& sink, const Json& before, const std::string& list,
                              const std::function<Result<void>(const AddElement& add)>& elements,
                              const Json& after) {
  constexpr std::size_t kBuffer = std::size_t{64} << 10;  // bytes
  std::string text = before.dump();
  text.pop_back();  // the brace: more members follow
  if (!before.members().empty()) text += ',';
  text += Json(list).dump() + ":[";
  std::string_view comma;
  const auto add = [&](const Json& element) -> Result<void> {
    text += comma;
    text += element.dump();
    comma = ",";
    if (text.size() < kBuffer) return {};
    DELO_CHECK(sink.write_text(text));
    text.clear();
    return {};
  };
  DELO_CHECK(elements(add));
  text += ']';
  const std::string rest = after.dump();
  if (!after.members().empty()) text += ',';
  text += std::string_view(rest).substr(1);
  return sink.write_text(text);
}

}  // namespace delo
