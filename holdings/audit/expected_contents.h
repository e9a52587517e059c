// What a copy must consist of, and how far that is proved.  The ledger tells the
// digest of the inventory; the inventory, wherever it is found with that digest,
// tells the digests of everything else.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "holdings/audit/copy_check.h"
#include "holdings/catalogue/catalogue.h"
#include "holdings/members.h"

namespace delo::holdings {

struct ExpectedContents {
  // Nothing: no inventory of this package can be read anywhere.
  std::shared_ptr<const CopyContents> contents;  // shared by what checks copies of one package
  // The inventory has the digest that the ledger recorded for this copy.
  bool proved = false;
  std::optional<Digest> recorded;  // that digest; nothing when the ledger can't tell
};

// A text of an inventory as it was at one moment, put aside, and its SHA-256.
struct KeptInventory {
  packages::ocfl::SharedText text;
  Digest sha256;
};

// Contents of copies for several threads.  What a large inventory tells is in memory once,
// whoever asks; and whoever asks for another large one waits until it is let go.
class ContentsAtHand {
 public:
  static constexpr std::uint64_t kLarge = 16u << 20;  // bytes; some 25,000 files
  explicit ContentsAtHand(std::uint64_t large = kLarge) : from_(large) {}

  // As contents_from().  REQUIRES: the thread has let go of what it was given before
  Result<std::shared_ptr<const CopyContents>> of(const KeptInventory& kept);

 private:
  std::uint64_t from_;  // bytes of an inventory that is large
  struct Large {
    std::mutex mutex;
    std::condition_variable let_go;
    Digest which;
    std::weak_ptr<const CopyContents> contents;
  };
  std::shared_ptr<Large> large_ = std::make_shared<Large>();  // outlived by what it gave
};

// Looks in `copy`'s own store first, then in all others.  REQUIRES: as ContentsAtHand::of()
Result<ExpectedContents> expected_contents(const Holdings::Members& members, const CopyRecord& copy,
                                           ContentsAtHand at_hand = ContentsAtHand());

// The text of the inventory that the ledger recorded for `copy`, wherever it is found with
// that digest, put aside; nullptr: nowhere, or the ledger can't tell.
Result<packages::ocfl::SharedText> recorded_inventory(const Holdings::Members& members,
                                                      const CopyRecord& copy);

// Error kIo: of the source, which is_fault_of_medium() tells, or of putting aside.
Result<KeptInventory> keep_inventory(const Holdings::Members& members, const ByteSource& source);
// One that is made now: `write` gives its text to the sink, which is finished afterwards.
Result<KeptInventory> keep_inventory(const Holdings::Members& members,
                                     const std::function<Result<void>(ByteSink&)>& write);

// Of reading such a text: true: our disk failed, and nothing is told of the inventory.
bool is_of_what_is_aside(const Error& error);

// What a copy's bag manifests say against what its inventory says, for a copy
// whose bytes agree with the inventory.  Where ingest did its work there is
// nothing to tell.
std::vector<CopyFault> compare_bag_manifests(const Store& store, const PackageId& id,
                                             const CopyContents& contents);

}  // namespace delo::holdings
