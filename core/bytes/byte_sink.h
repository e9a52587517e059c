// ByteSink: somewhere bytes go, in order.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace delo {

class ByteSink {
 public:
  virtual ~ByteSink() = default;

  virtual Result<void> write(std::span<const std::byte> chunk) = 0;

  // No write() may follow.  A sink destroyed without finish() discards what it
  // holds: half a file never looks like a whole one.
  virtual Result<void> finish() = 0;

  Result<void> write_text(std::string_view text) {
    return write(std::as_bytes(std::span(text.data(), text.size())));
  }
};

// Collects into memory; for small texts and tests.
class StringSink final : public ByteSink {
 public:
  Result<void> write(std::span<const std::byte> chunk) override {
    text_.append(reinterpret_cast<const char*>(chunk.data()), chunk.size());
    return {};
  }
  Result<void> finish() override { return {}; }
  const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

}  // namespace delo
