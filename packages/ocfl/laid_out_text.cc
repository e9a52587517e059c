#include "packages/ocfl/laid_out_text.h"

#include <algorithm>
#include <span>

namespace delo::packages::ocfl {
namespace {

constexpr std::size_t kWindow = std::size_t{64} << 10;
constexpr std::size_t kStart = 256;  // bytes

}  // namespace

Error LaidOutText::laid_out_otherwise() {
  return Error{ErrorCode::kUnsupported,
               "the object's inventory is not written as ours are; no version can follow it"};
}

Result<bool> LaidOutText::hold(std::size_t bytes) {
  if (window_.size() - used_ >= bytes) return true;
  window_.erase(0, used_);
  window_at_ += used_;
  used_ = 0;
  const std::size_t held = window_.size();
  window_.resize(held + std::max(kWindow, bytes));
  DELO_TRY(
      const std::size_t got,
      source_.read_at(window_at_ + held, std::as_writable_bytes(std::span(window_).subspan(held))));
  window_.resize(held + got);
  return window_.size() >= bytes;
}

Result<char> LaidOutText::pop() {
  if (used_ == window_.size()) {
    DELO_TRY(const bool more, hold(1));
    if (!more) return otherwise_;
  }
  return window_[used_++];
}

Result<bool> LaidOutText::take(std::string_view literal) {
  DELO_TRY(const bool enough, hold(literal.size()));
  if (!enough || std::string_view(window_).substr(used_, literal.size()) != literal) return false;
  used_ += literal.size();
  return true;
}

Result<void> LaidOutText::expect(std::string_view literal) {
  DELO_TRY(const bool taken, take(literal));
  if (!taken) return otherwise_;
  return {};
}

Result<void> LaidOutText::pass_string(std::string* text) {
  while (true) {
    DELO_TRY(const char c, pop());
    if (c == '"') return {};
    if (text) *text += c;
    if (c != '\\') continue;
    DELO_TRY(const char escaped, pop());
    if (text) *text += escaped;
  }
}

Result<void> LaidOutText::pass_key(std::string* key) {
  DELO_CHECK(pass_string(key));
  return expect(": ");
}

Result<JsonRange> LaidOutText::pass_value(std::string* start) {
  JsonRange range{offset(), offset()};
  DELO_CHECK(hold(kStart));
  if (start) *start = window_.substr(used_, kStart);
  DELO_TRY(const char first, pop());
  if (first == '"') {
    DELO_CHECK(pass_string(nullptr));
  } else if (first == '{' || first == '[') {
    for (std::size_t depth = 1; depth > 0;) {
      DELO_TRY(const char c, pop());
      if (c == '"') DELO_CHECK(pass_string(nullptr));
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
    }
  } else {
    if (std::string_view(",:]} \t\r\n").find(first) != std::string_view::npos) return otherwise_;
    while (true) {
      DELO_TRY(const bool more, hold(1));
      if (!more || std::string_view(",]} \t\r\n").find(window_[used_]) != std::string_view::npos) {
        break;
      }
      ++used_;
    }
  }
  range.end = offset();
  if (start && start->size() > range.end - range.begin) start->resize(range.end - range.begin);
  return range;
}

Result<void> LaidOutText::pass_blanks() {
  while (true) {
    DELO_TRY(const bool more, hold(1));
    if (!more || std::string_view(" \t\r\n").find(window_[used_]) == std::string_view::npos) {
      return {};
    }
    ++used_;
  }
}

Result<void> LaidOutText::pass_members(const std::function<Result<void>(const TextMember&)>& each) {
  std::string start;
  DELO_CHECK(pass_blanks());
  DELO_CHECK(expect("{"));
  DELO_CHECK(pass_blanks());
  DELO_TRY(bool over, take("}"));
  while (!over) {
    TextMember member{.begin = offset()};
    DELO_CHECK(expect("\""));
    DELO_CHECK(pass_string(&member.key));
    DELO_CHECK(pass_blanks());
    DELO_CHECK(expect(":"));
    DELO_CHECK(pass_blanks());
    DELO_TRY(member.value, pass_value(&start));
    member.start = start;
    DELO_CHECK(each(member));
    DELO_CHECK(pass_blanks());
    DELO_TRY(const bool more, take(","));
    if (more) {
      DELO_CHECK(pass_blanks());
      continue;
    }
    DELO_CHECK(expect("}"));
    over = true;
  }
  return {};
}

Result<void> LaidOutText::pass_block(std::string_view indent,
                                     const std::function<Result<void>(const TextMember&)>& each,
                                     const std::function<Result<void>(std::uint64_t)>& end) {
  const std::string line = std::string(indent) + "  \"", last = "\n" + std::string(indent) + "}";
  std::string start;
  DELO_CHECK(expect("{"));
  for (std::string between = "\n";; between = ",\n") {
    const std::uint64_t begin = offset();
    DELO_TRY(const bool over, take(last));
    if (over) return end(begin);
    DELO_CHECK(expect(between + line));
    TextMember member{.begin = begin};
    DELO_CHECK(pass_key(&member.key));
    DELO_TRY(member.value, pass_value(&start));
    member.start = start;
    DELO_CHECK(each(member));
  }
}

}  // namespace delo::packages::ocfl
