#include "packages/ocfl/json_spans.h"

#include <algorithm>

namespace delo::packages::ocfl {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Result<std::vector<JsonSpan>> members() {
    std::vector<JsonSpan> found;
    if (!take('{')) return broken();
    if (take('}')) return found;
    do {
      skip_blanks();
      const std::size_t from = at_;
      if (!skip_string()) return broken();
      const std::string_view key = text_.substr(from + 1, at_ - from - 2);
      if (!take(':')) return broken();
      skip_blanks();
      const std::size_t begin = at_;
      if (!skip_value()) return broken();
      found.push_back({key, text_.substr(begin, at_ - begin)});
    } while (take(','));
    if (!take('}')) return broken();
    return found;
  }

 private:
  Error broken() const {
    return Error{ErrorCode::kCorrupt,
                 "the inventory is no JSON object at byte " + std::to_string(at_)};
  }
  void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
  bool take(char c) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool skip_string() {
    if (at_ == text_.size() || text_[at_] != '"') return false;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '"') {
        ++at_;
        return true;
      }
    }
    at_ = text_.size();  // an escape may have stood at the end
    return false;
  }
  bool skip_value() {
    if (at_ == text_.size()) return false;
    if (text_[at_] == '"') return skip_string();
    if (text_[at_] != '{' && text_[at_] != '[') {
      const std::size_t from = at_;
      at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
      return at_ > from;
    }
    for (std::size_t depth = 0; at_ < text_.size();) {
      const char c = text_[at_];
      if (c == '"') {
        if (!skip_string()) return false;
        continue;
      }
      ++at_;
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && --depth == 0) return true;
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<JsonSpan>> member_spans(std::string_view object) {
  return Scanner(object).members();
}

std::string_view span_of(const std::vector<JsonSpan>& members, std::string_view key) {
  const auto at = std::ranges::find(members, key, &JsonSpan::key);
  return at == members.end() ? std::string_view() : at->value;
}

}  // namespace delo::packages::ocfl
