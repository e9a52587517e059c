// What headers alone show of the files of a batch, many of them at a time.
#pragma once

#include <map>
#include <span>
#include <string>

#include "ingest/planning/planned_item.h"
#include "ingest/planning/planned_leaves.h"
#include "policies/policy.h"
#include "validators/isolated_examiner.h"

namespace delo::ingest {

// An item that is being planned.
struct ItemToPlan {
  std::size_t index = 0;  // in the batch
  BatchItem item;
  PlannedItem planned;
  std::map<std::size_t, std::string> contents;  // SHA-256 of files that were seen whole
  PagesSeen pages;
  bool joins = false;  // it is to be a version of a held package: judged with what that has
};

// Of one worker; borrows policy and examiner.
class HeaderDesk {
 public:
  HeaderDesk(const Policy& policy, validators::IsolatedExaminer& examiner);

  // Adds findings, formats and contents: what can't be read, what its header proves to be
  // broken, what the policy does not accept as far as a header tells.  Reads at most
  // validators::kMostOfOneFile bytes of a file, but of a description as much as it has;
  // decoders are in the sandbox.
  Result<void> look(std::span<ItemToPlan> items);

 private:
  struct File {
    std::size_t item = 0, file = 0;  // places in what is looked at, and in the item
  };
  Result<void> look_together(std::span<ItemToPlan> items, std::span<const File> files,
                             std::span<validators::FilePieces> pieces);
  Result<void> look_at_large_descriptions(ItemToPlan& item) const;
  void judge(ItemToPlan& item, std::size_t file, const validators::HeaderLook& look) const;
  std::vector<Finding> against_policy(const FileObject& file,
                                      const validators::HeaderLook& look) const;

  Policy of_formats_, of_pages_;  // the same, with fewer expectations
  validators::IsolatedExaminer& examiner_;
};

}  // namespace delo::ingest
