// Starting is recovering: there is no other way up after a crash.
#include <algorithm>
#include <functional>
#include <optional>

#include "holdings/audit/copy_check.h"
#include "holdings/members.h"
#include "packages/ocfl/storage_layout.h"

namespace delo::holdings {
namespace fs = std::filesystem;
namespace {

// Copies whose bytes became durable just before the crash, and whose entry in the
// ledger did not.  Nobody was told of them; they are verified and put on record,
// and the package is acknowledged when its item is ingested again.
Result<void> record_orphans(Holdings::Members& members, Store& store, RunContext& run) {
  std::vector<LedgerEntry> found;
  DELO_TRY(const KnownPlaces known, KnownPlaces::of(members, store));
  const auto seen = store.for_each(
      [&](const fs::path& below) -> Result<void> {
        if (known.contains(below.string())) return {};
        const auto text = read_file(store.folder() / below / packages::ocfl::kInventory, 1u << 30);
        const auto contents = text ? contents_from(*text) : Result<CopyContents>(text.error());
        const auto id = contents ? package_of_object(contents->parsed.id) : std::nullopt;
        if (!id || store.where(*id) != store.folder() / below) return {};  // audits tell of it
        DELO_TRY(const CopyCheck check,
                 check_copy(store, *id, *contents,
                            {.algorithms = {DigestAlgorithm::kSha256}, .stop = run.stop}));
        const std::string copy = store.name() + "/" + id->value;
        if (!check.faults.empty()) {
          members.messages.push_back("the copy " + copy +
                                     " is on no record and not whole; delo audit tells more");
          return {};
        }
        DELO_CHECK(store.secure(*id));
        found.push_back(copy_entry(EventType::kRecovery, run.clock.now(),
                                   {.package = *id,
                                    .store = store.name(),
                                    .inventory = contents->inventory,
                                    .files = check.files,
                                    .bytes = check.bytes},
                                   "found whole after an interrupted run; waits for its ingest"));
        members.messages.push_back("the copy " + copy +
                                   " was whole when the last run died; ingest its batch again to "
                                   "finish it");
        return {};
      },
      [](const fs::path&) { return Result<void>(); });
  DELO_CHECK(seen);
  if (found.empty()) return {};
  return members.record(found);
}

}  // namespace

Result<void> recover(Holdings::Members& members, bool unclean, RunContext& run) {
  for (StoreSlot& slot : members.stores) {
    if (!slot.store) continue;
    // A staging folder can be left by a clean end too (an error on an error).
    DELO_CHECK(slot.store->recover(members.quarantine(run.clock.now(), slot.settings.name), unclean,
                                   members.messages));
    if (unclean) DELO_CHECK(record_orphans(members, *slot.store, run));
  }
  return {};
}

Result<KnownPlaces> KnownPlaces::of(const Holdings::Members& members, const Store& store) {
  KnownPlaces places;
  const std::size_t prefix = store.folder().string().size() + 1;
  DELO_CHECK(members.catalogue->for_each_copy(store.name(), [&](const PackageId& id) {
    fs::path place = store.where(id).string().substr(prefix);
    places.keys_.push_back(std::hash<std::string>{}(place.string()));
    while (!(place = place.parent_path()).empty()) {
      places.above_.push_back(std::hash<std::string>{}(place.string()));
    }
    return Result<void>();
  }));
  std::ranges::sort(places.keys_);
  std::ranges::sort(places.above_);
  places.above_.erase(std::unique(places.above_.begin(), places.above_.end()),
                      places.above_.end());
  return places;
}

bool KnownPlaces::contains(const std::string& below) const {
  return std::ranges::binary_search(keys_, std::hash<std::string>{}(below));
}

bool KnownPlaces::leads_to_one(const std::string& below) const {
  return std::ranges::binary_search(above_, std::hash<std::string>{}(below));
}

Result<std::uint64_t> known_elsewhere(const Holdings::Members& members) {
  std::uint64_t bytes = members.catalogue ? members.catalogue->entered().bytes : 0;
  for (const StoreSlot& slot : members.stores) {
    if (!slot.store) continue;
    const auto copy = FileSource::open(slot.store->folder() / kLedgerCopyFile);
    if (!copy || (*copy)->size() <= bytes) continue;
    // A copy that is itself unreadable proves nothing; audits tell of it.
    const auto head = sound_head(**copy);
    if (head) bytes = std::max(bytes, head->bytes);
  }
  return bytes;
}

Result<void> notice_rollback(Holdings::Members& members) {
  if (!members.ledger->damage().empty()) return {};
  const LedgerHead head = members.ledger->head();
  const auto rolled_back = [&](const std::string& who) {
    members.ledger->mark_damaged("the ledger ends with entry " + std::to_string(head.n) + ", and " +
                                 who + ": an older ledger was put in its place");
  };
  const LedgerHead entered = members.catalogue ? members.catalogue->entered() : LedgerHead{};
  if (entered.n > head.n) {
    rolled_back("the catalogue knows entry " + std::to_string(entered.n));
    return {};
  }
  std::error_code failed;
  for (const StoreSlot& slot : members.stores) {
    if (!slot.store) continue;
    const auto copy = FileSource::open(slot.store->folder() / kLedgerCopyFile);
    if (!copy || (*copy)->size() <= head.bytes) continue;
    const auto of_copy = sound_head(**copy);
    // For a reader: a run beside us may have written to both meanwhile.
    if (fs::file_size(members.ledger_file(), failed) >= (*copy)->size()) continue;
    if (of_copy && of_copy->n > head.n) {
      rolled_back("store " + slot.settings.name + " has a longer copy");
      return {};
    }
  }
  return {};
}

Result<void> restore_lost_ledger(Holdings::Members& members) {
  std::error_code failed;
  if (fs::exists(members.ledger_file(), failed) &&
      fs::file_size(members.ledger_file(), failed) > 0) {
    return {};
  }
  LedgerHead longest;
  fs::path from;
  for (const StoreSlot& slot : members.stores) {
    if (!slot.store) continue;
    const fs::path copy = slot.store->folder() / kLedgerCopyFile;
    const auto source = FileSource::open(copy);
    if (!source) continue;
    DELO_TRY(const ChainVerdict verdict, verify_chain(**source));
    if (verdict.head.n > longest.n) {
      longest = verdict.head;
      from = copy;
    }
  }
  if (from.empty()) return {};
  DELO_TRY(const auto source, FileSource::open(from));
  std::string text(static_cast<std::size_t>(longest.bytes), '\0');
  DELO_TRY(const std::size_t n,
           (*source).read_at(0, std::as_writable_bytes(std::span(text.data(), text.size()))));
  if (n != text.size())
    return Error{ErrorCode::kIo, "the ledger's copy ended while it was read", from};
  DELO_CHECK(make_folders(members.ledger_file().parent_path()));
  DELO_CHECK(write_file_atomically(members.ledger_file(), text));
  DELO_CHECK(sync_folder(members.root));
  members.messages.push_back("the ledger was gone; it came back from " + from.string() + " with " +
                             std::to_string(longest.n) + " entries");
  return {};
}

}  // namespace delo::holdings
