// Station 1: our own copy of every file, and all its digests, in one read.
#pragma once

#include "ingest/stations.h"
#include "policies/policy.h"

namespace delo::ingest {

// Copies each file into `folder`/content (named by number: a producer's name is
// bytes, ours is not its business), digesting in the same pass with the policy's
// algorithms, SHA-256 and those of the producer's lists.  A source that changes
// while it is read is a finding ("reception.source-changed"), one that can't be
// read too ("reception.unreadable"); both withhold the item, neither stops the
// batch.  Compares with the producer's checksums, file by file.
// Nothing is written on the producer's side.  Errors: kIo on our side, kCancelled.
Result<ReceivedItem> receive_item(BatchItem item, const Policy& policy,
                                  const std::filesystem::path& folder, RunContext& run);

std::span<const Rule> reception_rules();

}  // namespace delo::ingest
