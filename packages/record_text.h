// What the records of a RecordList are made of: for this process only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/fixity/digest.h"
#include "core/result.h"

namespace delo::packages {

// Numbers in groups of seven bits, texts behind their length.
class RecordWriter {
 public:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) record_ += static_cast<char>(value | 0x80);
    record_ += static_cast<char>(value);
  }
  void text(std::string_view text) {
    number(text.size());
    record_ += text;
  }
  void digests(const DigestSet& digests) {
    number(digests.all().size());
    for (const Digest& digest : digests.all()) {
      number(static_cast<std::uint64_t>(digest.algorithm));
      for (std::size_t i = 0; i + 1 < digest.hex.size(); i += 2) {
        record_ += static_cast<char>(value_of(digest.hex[i]) << 4 | value_of(digest.hex[i + 1]));
      }
    }
  }
  std::string take() { return std::move(record_); }

 private:
  static int value_of(char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; }
  std::string record_;
};

// Reads what RecordWriter wrote, in the same order; end() tells whether it was there.
class RecordReader {
 public:
  explicit RecordReader(std::string_view record) : left_(record) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes(1).front());
      value |= std::uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) break;
    }
    return value;
  }
  std::string text() { return std::string(bytes(number())); }
  DigestSet digests() {
    DigestSet digests;
    for (std::uint64_t n = std::min<std::uint64_t>(number(), kAllDigestAlgorithms.size()); n > 0;
         --n) {
      Digest digest{.algorithm = static_cast<DigestAlgorithm>(number()), .hex = {}};
      for (const char c : bytes(hex_length(digest.algorithm) / 2)) {
        const auto byte = static_cast<unsigned char>(c);
        digest.hex += "0123456789abcdef"[byte >> 4];
        digest.hex += "0123456789abcdef"[byte & 15];
      }
      digests.set(std::move(digest));
    }
    return digests;
  }
  // Everything was there, and nothing is left.
  Result<void> end() const {
    if (whole_ && left_.empty()) return {};
    return Error{ErrorCode::kInternal, "what was put aside of a file does not read back"};
  }

 private:
  std::string_view bytes(std::uint64_t n) {
    if (n > left_.size()) {
      whole_ = false;
      left_ = {};
      return std::string_view("\0", 1);
    }
    const std::string_view taken = left_.substr(0, n);
    left_.remove_prefix(n);
    return taken;
  }
  std::string_view left_;
  bool whole_ = true;
};

}  // namespace delo::packages
