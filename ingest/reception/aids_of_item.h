// The finding aids and records that an item has among its own files, perhaps of several
// deliveries.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "ingest/reception/finding_aids.h"

namespace delo::ingest {

struct AidOfItem {
  RelativePath path;  // within the item
  packages::DescriptionForm form = packages::DescriptionForm::kEad;
  // Null: it can't be read, and that is told elsewhere.
  std::function<Result<std::unique_ptr<ByteSource>>()> open;
};

// Takes what the aids say of the item, faults among the findings.  Those of the newest delivery
// that say something of it count, those of deliveries before only where none does; of one
// delivery an aid in the item goes before one that lay beside the items.
// Errors: those of `open`, kIo, kInternal.
Result<void> take_aids(const std::vector<AidOfItem>& aids, const SoughtItem& sought, Item& item,
                       std::vector<Finding>& findings);

}  // namespace delo::ingest
