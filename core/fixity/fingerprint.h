// 128 bits that stand for a text, where a million texts are too many to be kept:
// the first half of its SHA-256, so that nobody can make two texts look like one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace delo {

using Fingerprint = std::array<std::uint32_t, 4>;
Fingerprint fingerprint_of(std::string_view text);

// Fingerprints, each with a number: 20 bytes of memory a place, of which at most three
// of four are taken.
class FingerprintMap {
 public:
  // false when it is there already; its number stays as it is.
  bool insert(const Fingerprint& key, std::uint32_t number = 0);
  bool insert(std::string_view text, std::uint32_t number = 0) {
    return insert(fingerprint_of(text), number);
  }
  // The number, nullptr when the fingerprint is absent; until the next insert().
  std::uint32_t* find(const Fingerprint& key);
  const std::uint32_t* find(const Fingerprint& key) const;
  const std::uint32_t* find(std::string_view text) const { return find(fingerprint_of(text)); }
  bool contains(std::string_view text) const { return find(text) != nullptr; }
  std::size_t size() const { return size_; }

 private:
  struct Slot {
    Fingerprint key{};  // all zero: free
    std::uint32_t number = 0;
  };
  std::size_t place_of(const Fingerprint& key) const;

  std::vector<Slot> slots_;  // none, or a power of two
  std::size_t size_ = 0;
};

}  // namespace delo
