// A later delivery and the package that it belongs to, joined into one item: what is
// delivered stands in the place of what had its path, all else stays as it is held.
// Nothing is ever left out.
#pragma once

#include <optional>

#include "ingest/stations.h"
#include "ingest/versions/held_package.h"

namespace delo::ingest {

struct JoinedItem {
  ReceivedItem item;  // whole; contents are ours, held ones verified while copied
  NextVersion next;
  // Of the version before, its files where they are now.
  std::vector<RightsStatement> rights_before;
  bool adds_nothing = false;  // the package has every delivered file as it is already
};

// `delivery`: as it came from reception.  Held files are copied below its folder and
// named as the item of the package; their roles, leaves and descriptions are read from
// all names and descriptions together.  Adds the events: fixity check of what is kept,
// modification of the package.
// `asked_for`: a person wants it as a version.  Else a delivery that any version has
// whole adds nothing; it came again, and must not bring back what was replaced since.  Only
// tables of rights count all the same: one may put back what a later one took away.
// `held`: what look_at_held() of this delivery has read; it is read anew where the package has
// another version since.
// Errors: kCorrupt, kIo, kCancelled; kUnsupported (a delivered file has the name of a
// held folder, or the other way round).
Result<JoinedItem> join_held(ReceivedItem delivery, const holdings::PackageEntry& package,
                             bool asked_for, const LeafPolicy& leaves, holdings::Holdings& holdings,
                             RunContext& run, std::optional<HeldPackage> held = {});

// Whether documents from beside the items are among its files.  Errors as ItemFiles::for_each().
Result<bool> brings_documents(const ReceivedItem& delivery);

struct LookedAtHeld {
  // The package has all of a delivery whose documents from beside the items came changed, or in
  // excerpts, and say the same of the item.  False of other deliveries.
  bool adds_nothing = false;
  HeldPackage held;
};
// REQUIRES: brings_documents().  Errors as join_held().
Result<LookedAtHeld> look_at_held(const ReceivedItem& delivery,
                                  const holdings::PackageEntry& package,
                                  holdings::Holdings& holdings, RunContext& run);

}  // namespace delo::ingest
