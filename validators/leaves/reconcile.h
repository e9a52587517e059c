// The leaves that an item should have against those it has.
#pragma once

#include <span>
#include <vector>

#include "core/records/finding.h"
#include "core/records/item.h"
#include "core/records/leaf_account.h"
#include "core/records/leaf_naming.h"
#include "validators/leaves/leaf_carrier.h"
#include "validators/leaves/leaf_evidence.h"

namespace delo::validators {

struct Reconciliation {
  std::vector<Finding> findings;
  LeafAccount account;
  std::vector<CarriedLeaves> carried;  // what item.files did not say of themselves
};

// `evidence`: of item.files, the same order; empty when nobody has looked into them yet: then
// only what names, tables and descriptions say is compared.  Twins (LeafAlbum) are apart.
Reconciliation reconcile_leaves(Item item, const LeafPolicy& policy,
                                std::span<const LeafEvidence> evidence);
// The same without a copy of an item that may have a million files: in the end it is as it was.
Reconciliation reconcile_leaves_of(Item& item, const LeafPolicy& policy,
                                   std::span<const LeafEvidence> evidence);

// So that check_texts_and_leaves() asks for those leaves that should be there: without the
// skipped, with the lettered, and where the certificate alone names them.
void ask_for_texts(Item& item, const LeafAccount& account);

}  // namespace delo::validators
