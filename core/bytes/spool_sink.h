// Puts aside what is written.
#pragma once

#include <span>

#include "core/bytes/byte_sink.h"
#include "core/bytes/spool.h"

namespace delo {

// At the end of a spool, which is borrowed.
class SpoolSink final : public ByteSink {
 public:
  explicit SpoolSink(Spool& to) : to_(to) {}
  Result<void> write(std::span<const std::byte> chunk) override {
    DELO_CHECK(to_.append({reinterpret_cast<const char*>(chunk.data()), chunk.size()}));
    return {};
  }
  Result<void> finish() override { return {}; }

 private:
  Spool& to_;
};

}  // namespace delo
