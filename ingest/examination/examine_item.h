// Station 2: a look into every file, and whether every leaf is there.
#pragma once

#include "ingest/stations.h"
#include "policies/policy.h"
#include "validators/isolated_examiner.h"

namespace delo::ingest {

// Examines each of our copies in a sandboxed child; a file that breaks its
// decoder is a finding, the item goes on.  Adds the events format
// identification, validation and metadata extraction.  Texts that are not UTF-8 get their
// copies (texts/text_copies.h) in the folder `copies` of received.folder, unless the policy wants
// none.  Errors: kIo, kCancelled.
Result<ExaminedItem> examine_item(ReceivedItem received, const Policy& policy,
                                  validators::IsolatedExaminer& examiner, RunContext& run,
                                  const std::filesystem::path& copies = "copies");

}  // namespace delo::ingest
