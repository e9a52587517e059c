#include "core/text/json_apart.h"

#include <utility>

namespace delo {
namespace {

// Builds values out of events.
class Builder final : public JsonEvents {
 public:
  using TakeElement = std::function<Result<void>(const Json& element)>;
  Builder(const std::vector<std::string>& path, const TakeElement& element)
      : path_(path), element_(element) {}

  Result<void> begin_object(std::uint64_t) override {
    open_.push_back({.value = Json::object()});
    return {};
  }
  Result<void> end_object(std::uint64_t) override { return end(); }
  Result<void> begin_array() override {
    const bool apart = is_apart();
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
    bool apart = false;
  };

  // Whether what begins now stands at the path.
  bool is_apart() const {
    if (open_.size() != path_.size()) return false;
    for (std::size_t i = 0; i < path_.size(); ++i) {
      if (!open_[i].value.is_object() || open_[i].member != path_[i]) return false;
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
    if (top.apart) return element_(value);
    if (top.value.is_object()) {
      add_new_member(top.value, std::move(top.member), std::move(value));
    } else {
      top.value.push(std::move(value));
    }
    return {};
  }

  const std::vector<std::string>& path_;
  const TakeElement& element_;
  std::vector<Open> open_;
  Json whole_;
};

}  // namespace

Result<Json> read_json_apart(const ByteSource& source, JsonRange range,
                             const std::vector<std::string>& path,
                             const std::function<Result<void>(const Json& element)>& element) {
  Builder builder(path, element);
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
