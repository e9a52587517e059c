// Whether two inventories give a version the same state (OCFL 1.1 §3.5.3.1).
#pragma once

#include <optional>

#include "core/bytes/byte_source.h"
#include "core/fixity/fingerprint.h"
#include "core/result.h"
#include "packages/ocfl/checked_inventory.h"

namespace delo::packages::ocfl {

// A checked inventory with its text, both borrowed.
struct InventoryText {
  const ByteSource& text;
  const CheckedInventory& inventory;
};

// Whether the ranges hold the same bytes.  Errors: those of the sources.
Result<bool> same_bytes(const ByteSource& a, JsonRange of_a, const ByteSource& b, JsonRange of_b);

// For one earlier inventory; some 60 bytes of memory for each logical path while it works.
class StateComparison {
 public:
  StateComparison(InventoryText earlier, InventoryText now) : earlier_(earlier), now_(now) {}

  // Digests may be of different algorithms: then the files that they stand for must be
  // the same ones.  Errors: those of the texts.
  Result<bool> same(const CheckedVersion& then, const CheckedVersion& now);

 private:
  // Digests of today's manifest, by those of the earlier one that stand for the same file.
  Result<void> pair_digests();

  const InventoryText earlier_, now_;
  std::optional<FingerprintMap> pairs_;
};

}  // namespace delo::packages::ocfl
