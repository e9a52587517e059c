#include "core/text/json_events.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/fixity/fingerprint.h"

namespace delo {
namespace {

constexpr std::size_t kMaxLevels = 128;
constexpr std::size_t kWindow = std::size_t{64} << 10;  // bytes

// The bytes of a range, one after the other; after an error there are no more.
class Window {
 public:
  Window(const ByteSource& source, JsonRange range)
      : source_(source), next_(range.begin), end_(std::min(range.end, source.size())) {
    fill();
  }
  bool at_end() const { return used_ == filled_; }
  char front() const { return static_cast<char>(bytes_[used_]); }
  void pop() {
    if (++used_ == filled_) fill();
  }
  std::uint64_t offset() const { return next_ - (filled_ - used_); }
  const std::optional<Error>& failed() const { return failed_; }

 private:
  void fill() {
    used_ = filled_ = 0;
    if (next_ >= end_ || failed_) return;
    const std::size_t wanted = std::min<std::uint64_t>(bytes_.size(), end_ - next_);
    auto read = source_.read_at(next_, std::span(bytes_).first(wanted));
    if (!read) {
      failed_ = std::move(read).error();
      return;
    }
    filled_ = *read;
    next_ += filled_;
  }

  const ByteSource& source_;
  std::uint64_t next_;
  const std::uint64_t end_;
  std::vector<std::byte> bytes_ = std::vector<std::byte>(kWindow);
  std::size_t used_ = 0, filled_ = 0;
  std::optional<Error> failed_;
};

class WindowIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  WindowIterator() = default;  // the end
  explicit WindowIterator(Window& window) : window_(&window) {}
  char operator*() const { return window_->front(); }
  WindowIterator& operator++() {
    window_->pop();
    return *this;
  }
  WindowIterator operator++(int) { return ++*this; }
  bool operator==(const WindowIterator& other) const { return ended() == other.ended(); }

 private:
  bool ended() const { return !window_ || window_->at_end(); }
  Window* window_ = nullptr;
};

// Passes nlohmann's events on; sees duplicates and bounds the depth.
class Passer final : public nlohmann::json_sax<nlohmann::json> {
 public:
  Passer(const Window& window, JsonEvents& events, JsonTwice twice)
      : window_(window), events_(events), twice_(twice) {}

  bool null() override { return passed(events_.other(Json())); }
  bool boolean(bool b) override { return passed(events_.other(Json(b))); }
  bool number_integer(number_integer_t n) override {
    return passed(events_.other(Json(std::int64_t{n})));
  }
  bool number_unsigned(number_unsigned_t n) override {
    return passed(events_.other(Json(std::uint64_t{n})));
  }
  bool number_float(number_float_t d, const string_t&) override {
    return passed(events_.other(Json(double{d})));
  }
  bool string(string_t& text) override { return passed(events_.text(text)); }
  bool binary(binary_t&) override { return broken("binary value"); }
  bool start_object(std::size_t) override {
    return open() && passed(events_.begin_object(window_.offset() - 1));
  }
  bool start_array(std::size_t) override { return open() && passed(events_.begin_array()); }
  bool end_object() override {
    names_.pop_back();
    return passed(events_.end_object(window_.offset()));
  }
  bool end_array() override {
    names_.pop_back();
    return passed(events_.end_array());
  }
  bool key(string_t& name) override {
    if (twice_ == JsonTwice::kRefused && !names_.back().insert(name)) {
      return broken("member '" + name + "' stands twice");
    }
    return passed(events_.key(name));
  }
  bool parse_error(std::size_t at, const std::string&,
                   const nlohmann::json::exception& e) override {
    const std::string_view what = e.what();
    const std::size_t colon = what.rfind("; ");
    return broken(std::string(colon == std::string_view::npos ? what : what.substr(colon + 2)),
                  at > 0 ? " at byte " + std::to_string(at) : "");
  }

  Error take_error() { return std::move(error_); }

 private:
  bool open() {
    if (names_.size() >= kMaxLevels) return broken("more than 128 levels");
    names_.emplace_back();
    return true;
  }
  bool passed(Result<void> result) {
    if (!result) error_ = std::move(result).error();
    return result.has_value();
  }
  bool broken(const std::string& why, const std::string& where = "") {
    error_ = Error{ErrorCode::kCorrupt, "JSON is broken" + where + ": " + why};
    return false;
  }

  const Window& window_;
  JsonEvents& events_;
  const JsonTwice twice_;
  std::vector<FingerprintMap> names_;  // of the levels that are open
  Error error_;
};

}  // namespace

Result<void> read_json(const ByteSource& source, JsonRange range, JsonEvents& events,
                       JsonTwice twice) {
  Window window(source, range);
  Passer passer(window, events, twice);
  const bool good = nlohmann::json::sax_parse(WindowIterator(window), WindowIterator(), &passer);
  if (window.failed()) return *window.failed();
  if (!good) return passer.take_error();
  return {};
}

}  // namespace delo
