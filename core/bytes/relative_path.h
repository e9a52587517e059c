// A path inside a batch or a package: parts separated by '/', never absolute,
// never "." or "..", no NUL, kept byte for byte as received (file names are
// bytes; UTF-8 is usual, not sure).  The only way to make one is parse() or
// operator/, so whoever holds a RelativePath may join it to a root without fear.
#pragma once

#include <compare>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"

namespace delo {

class RelativePath {
 public:
  RelativePath() = default;  // empty: the whole item

  // Error kInvalidArgument names what is wrong: empty, absolute, an empty, "."
  // or ".." part, a NUL byte, a part of more than 255 bytes, more than 4000
  // bytes or 200 parts in all.
  static Result<RelativePath> parse(std::string_view text);

  const std::string& text() const noexcept { return text_; }  // the bytes
  bool empty() const noexcept { return text_.empty(); }

  // The last part; the text before it (empty when there is one part only).
  std::string_view name() const;
  RelativePath parent() const;

  RelativePath operator/(const RelativePath& below) const;
  std::filesystem::path under(const std::filesystem::path& root) const { return root / text_; }

  auto operator<=>(const RelativePath&) const = default;

 private:
  explicit RelativePath(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace delo
