// What Holdings consists of; for the files of this floor only.
#pragma once

#include <map>
#include <mutex>

#include "core/bytes/disk.h"
#include "holdings/catalogue/catalogue.h"
#include "holdings/entries.h"
#include "holdings/holdings.h"
#include "holdings/ledger/ledger.h"
#include "holdings/stores/store.h"

namespace delo::holdings {

// A store of the settings; `store` is null when it is not there (its disk is not
// mounted, it was lost), `absent` then says so in a sentence.
struct StoreSlot {
  StoreSettings settings;
  std::unique_ptr<Store> store;
  std::string absent;
};

struct Holdings::Members {
  std::filesystem::path root;
  Access access = Access::kRead;
  Settings settings;
  TextSource* texts = nullptr;  // borrowed; nullptr: no texts are read
  FileDescriptor lock;
  std::vector<StoreSlot> stores;
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<Catalogue> catalogue;
  // In memory, put together from what can be read of a damaged ledger.
  bool makeshift = false;
  std::vector<std::string> messages;
  // Of these what changed something and is not in the ledger yet: (about, sentence).
  std::vector<std::pair<std::string, std::string>> deeds;
  // Ledger and catalogue are written together, one acceptance after the other, so
  // that the catalogue always has entered the ledger up to one point.
  std::mutex recording;
  std::mutex versioning;

  ~Members();

  // Appends to the ledger, then enters into the catalogue.
  Result<void> record(std::span<LedgerEntry> entries, const Catalogue::ContentsOf& contents_of);
  // The same for entries that are about no new package.
  Result<void> record(std::span<LedgerEntry> entries);

  // The files of a package as the first store tells that has it, and their texts; none if
  // none has.
  Result<PackageContents> contents_in_stores(const PackageId& id) const;

  // Puts the catalogue aside, if there is one, and makes it anew.
  Result<void> rebuild_catalogue(Timestamp now, const std::string& because);
  // Enters what the ledger has and the catalogue has not.  Error kCorrupt: the
  // catalogue is another ledger's, or the ledger is damaged and marked so.
  Result<void> catch_up();
  // For a damaged ledger: unless the catalogue knows all that was acknowledged, one
  // in memory takes its place, of every sound line of ledger and copies and of
  // what the stores have besides.
  Result<void> gather_catalogue();
  // When the ledger was mended: the catalogue on disk again, up to its end.
  Result<void> reopen_catalogue(Timestamp now);

  // Something was mended: said, and put on record by record_deeds().
  void did(const std::string& about, const std::string& what);
  Result<void> record_deeds(Timestamp now);

  // nullptr: no store has this name, or it is not there.
  Store* store_named(const std::string& name) const;
  // Whether the settings name it, there or not.
  bool names_store(const std::string& name) const;

  void add_places(PackageEntry& entry) const;

  // quarantine/<time>/<what>: where things go that nobody may lose.
  std::filesystem::path quarantine(Timestamp now, std::string_view what) const;

  std::filesystem::path catalogue_file() const { return root / "delo.db"; }
  std::filesystem::path ledger_file() const { return root / "ledger" / kLedgerFile; }
  std::filesystem::path lock_file() const { return root / "delo.lock"; }
  // Where what is put aside may lie while we work: see Spool.
  std::filesystem::path aside_folder() const { return access == Access::kWork ? root : ""; }
  // A file for each package whose next version is being stored.
  std::filesystem::path pending_folder() const { return root / "pending"; }
};

// The places in a store where copies on record lie, 8 bytes each.
class KnownPlaces {
 public:
  static Result<KnownPlaces> of(const Holdings::Members& members, const Store& store);
  // `below`: the folder, relative to the store's
  bool contains(const std::string& below) const;
  // A copy on record lies, or should lie, below this folder.
  bool leads_to_one(const std::string& below) const;

 private:
  std::vector<std::uint64_t> keys_, above_;  // sorted
};

// What a crash left is finished or cleared; `unclean`: the last run died.
Result<void> recover(Holdings::Members& members, bool unclean, RunContext& run);

// A package that no entry of the ledger tells of, as the bag of a copy describes it;
// `inventory`: the copy's.
LedgerEntry ingestion_told_by_copy(const Store& store, const PackageId& id,
                                   const packages::ocfl::Inventory& inventory);

// Why no copy gave `what`: they are all damaged (kCorrupt), or one could not be looked
// at (kIo), its store not being there.
Error no_copy_has(const Holdings::Members& members, const PackageId& id, const std::string& what);

// Up to which byte catalogue and copies know the ledger: what was entered or
// published was acknowledged.
Result<std::uint64_t> known_elsewhere(const Holdings::Members& members);

// Versions that came into some stores and were not put on record: taken back.
Result<void> settle_pending_versions(Holdings::Members& members);

// The inventory of the newest acknowledged version of a package, as the ledger proves
// it, put aside.  Error kCorrupt: no copy has it.
Result<packages::ocfl::SharedText> proved_inventory(const Holdings::Members& members,
                                                    const PackageEntry& entry);

// Marks the ledger damaged when the catalogue or a store's copy knows later
// entries than it has: it was rolled back, and must not go on from there.
Result<void> notice_rollback(Holdings::Members& members);

// When there is no ledger but stores have copies of it: the longest sound one
// comes back.
Result<void> restore_lost_ledger(Holdings::Members& members);

}  // namespace delo::holdings
