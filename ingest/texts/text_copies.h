// UTF-8 copies of the transcriptions and translations of an item that are written in
// another encoding.  The received files stay as they are.
#pragma once

#include <functional>

#include "ingest/stations.h"
#include "validators/isolated_examiner.h"

namespace delo::ingest {

// Makes a copy of each examined text that is not UTF-8, where its encoding is certain and
// received.copies has none of it yet; adds it to received.copies (in path order, contents in the
// folder `below` of received.folder, which is made anew) and tells it in an event.  Where none is
// made a finding says why.  The same texts, the same copies: where the child that makes one did
// not come to its end, twice, that is a finding of the examination (an error), which holds the
// item.  Errors: kIo, kCancelled.
Result<std::vector<Finding>> copy_texts(ReceivedItem& received,
                                        validators::IsolatedExaminer& examiner, RunContext& run,
                                        const std::filesystem::path& below = "copies");

// What the copy of a text is called: "text/telegram.txt" → "text/telegram.utf-8.txt"; where that
// `is_taken`, "text/telegram.utf-8-.txt", and so on.  Of a name that is too long for it digits
// stand instead; the ending stays.
RelativePath path_of_copy(const RelativePath& text,
                          const std::function<bool(const RelativePath&)>& is_taken);

// What is told of rights in a received text holds for its copy.  Error kIo.
Result<void> give_copies_their_rights(packages::Package& package);

}  // namespace delo::ingest
