#include "core/fixity/fingerprint.h"

#include <cstring>
#include <utility>

#include "core/fixity/sha2_lanes.h"

namespace delo {

Fingerprint fingerprint_of(std::string_view text) {
  const auto bytes = sha2::sha256(text);
  Fingerprint fingerprint;
  static_assert(sizeof fingerprint <= sizeof bytes);
  std::memcpy(fingerprint.data(), bytes.data(), sizeof fingerprint);
  if (fingerprint == Fingerprint{}) fingerprint[0] = 1;  // nothing but zero marks what is free
  return fingerprint;
}

// Where the fingerprint is, or would come to be.
std::size_t FingerprintMap::place_of(const Fingerprint& key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t place = (std::size_t{key[1]} << 32 | key[0]) & mask;
  while (slots_[place].key != Fingerprint{} && slots_[place].key != key) place = (place + 1) & mask;
  return place;
}

bool FingerprintMap::insert(const Fingerprint& key, std::uint32_t number) {
  if (4 * (size_ + 1) > 3 * slots_.size()) {
    std::vector<Slot> old(slots_.empty() ? 16 : 2 * slots_.size());
    slots_.swap(old);
    for (const Slot& slot : old) {
      if (slot.key != Fingerprint{}) slots_[place_of(slot.key)] = slot;
    }
  }
  Slot& slot = slots_[place_of(key)];
  if (slot.key == key) return false;
  slot = {.key = key, .number = number};
  ++size_;
  return true;
}

const std::uint32_t* FingerprintMap::find(const Fingerprint& key) const {
  if (slots_.empty()) return nullptr;
  const Slot& slot = slots_[place_of(key)];
  return slot.key == key ? &slot.number : nullptr;
}

std::uint32_t* FingerprintMap::find(const Fingerprint& key) {
  return const_cast<std::uint32_t*>(std::as_const(*this).find(key));
}

}  // namespace delo
