// Starting is recovering: there is no other way up after a crash.
#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <unordered_set>

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
        const auto contents = contents_at(store.folder() / below / packages::ocfl::kInventory);
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
    std::vector<std::string> done;
    DELO_CHECK(slot.store->recover(members.quarantine(run.clock.now(), slot.settings.name), unclean,
                                   done));
    for (const std::string& what : done) members.did("store " + slot.settings.name, what);
    if (unclean) DELO_CHECK(record_orphans(members, *slot.store, run));
  }
  return {};
}

namespace {

// What a bag says of itself, for a package that no entry of the ledger tells of.
PackageSummary summary_in_copy(const Store& store, const PackageId& id) {
  PackageSummary summary;
  summary.id = id;
  const auto source = store.open(id, std::string(kInventoryPath));
  const auto inventory = source ? packages::ocfl::read_inventory(**source)
                                : Result<packages::ocfl::Inventory>(source.error());
  const auto bag_info = inventory ? inventory->content_of("bag-info.txt") : std::nullopt;
  const std::string text = bag_info ? text_in_copy(store, id, bag_info->path.text()) : "";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    const std::size_t colon = line.find(": ");
    if (colon == line.npos) continue;
    const std::string name = line.substr(0, colon), value = line.substr(colon + 2);
    if (name == "Internal-Sender-Identifier") {
      summary.reference = parse_reference(value).value_or(ArchivalReference{});
    } else if (name == "External-Description") {
      summary.title = value;
    } else if (name == "Payload-Oxum") {
      const std::size_t dot = value.find('.');
      std::from_chars(value.data(), value.data() + value.size(), summary.bytes);
      if (dot != value.npos) {
        std::from_chars(value.data() + dot + 1, value.data() + value.size(), summary.files);
      }
    }
  }
  return summary;
}

}  // namespace

LedgerEntry ingestion_told_by_copy(const Store& store, const PackageId& id,
                                   const packages::ocfl::Inventory& inventory) {
  const std::vector<std::string> stores{store.name()};
  LedgerEntry entry =
      ingestion_entry(inventory.head_note.created, summary_in_copy(store, id), stores);
  entry.detail = "on no record; what its copy in " + store.name() + " says of it";
  if (inventory.head > 1) entry.more.set("version", std::uint64_t(inventory.head));
  return entry;
}

namespace {

// Copies that no sound entry tells of.  How many packages came with them.
Result<std::size_t> gather_from(Store& store, Catalogue& catalogue,
                                const Catalogue::ContentsOf& contents_of) {
  // No place in any ledger: whoever looks there finds no entry.
  constexpr std::uint64_t kNowhere = INT64_MAX;
  std::size_t packages = 0;
  DELO_CHECK(store.for_each(
      [&](const fs::path& below) -> Result<void> {
        const auto contents = contents_at(store.folder() / below / packages::ocfl::kInventory);
        const auto id = contents ? package_of_object(contents->parsed.id) : std::nullopt;
        if (!id || store.where(*id) != store.folder() / below) return {};  // audits tell of it
        DELO_TRY(const auto copies, catalogue.copies_of(*id));
        DELO_TRY(const auto known, catalogue.find(*id));
        std::vector<Catalogue::Placed> found;
        if (std::ranges::find(copies, store.name(), &CopyRecord::store) == copies.end()) {
          found.push_back(
              {copy_entry(EventType::kRecovery, {},
                          {.package = *id, .store = store.name(), .inventory = contents->inventory},
                          ""),
               kNowhere});
        }
        if (!known) {
          found.push_back({ingestion_told_by_copy(store, *id, contents->parsed), kNowhere});
          ++packages;
        }
        return found.empty() ? Result<void>() : catalogue.enter_with_gaps(found, contents_of);
      },
      [](const fs::path&) { return Result<void>(); }));
  return packages;
}

}  // namespace

Result<void> Holdings::Members::gather_catalogue() {
  if (catalogue) {
    const LedgerHead entered = catalogue->entered(), head = ledger->head();
    if (entered.n > head.n) return {};
    // It ends where the sound part ends, and nobody knows of more.
    if (entered.n > 0 && entered.n == head.n && entered.hash == head.hash) {
      DELO_TRY(const std::uint64_t known, known_elsewhere(*this));
      if (known <= head.bytes) return {};
    }
  }
  constexpr std::size_t kGroup = 1000;
  DELO_TRY(catalogue, Catalogue::open({}, SqliteMode::kMemory));
  makeshift = true;
  const auto contents_of = [&](const PackageId& id) { return contents_in_stores(id); };
  std::vector<fs::path> ledgers{ledger_file()};
  for (const StoreSlot& slot : stores) {
    if (slot.store) ledgers.push_back(slot.store->folder() / kLedgerCopyFile);
  }
  std::unordered_set<std::uint64_t> seen;
  for (const fs::path& text : ledgers) {
    const auto source = FileSource::open(text);
    if (!source) continue;
    std::vector<Catalogue::Placed> group;
    Result<void> entered;
    const auto enter = [&] {
      entered = catalogue->enter_with_gaps(group, contents_of);
      group.clear();
      return entered;
    };
    // A text that can't be read to its end gives what it has.
    (void)for_each_line(**source, 0, (*source)->size(),
                        [&](std::string_view line, std::uint64_t at, bool torn) -> Result<void> {
                          const auto entry = parse_line(line);
                          if (torn || !entry || !seen.insert(entry->n).second) return {};
                          group.push_back({*entry, at});
                          return group.size() < kGroup ? Result<void>() : enter();
                        });
    DELO_CHECK(entered);
    if (!group.empty()) DELO_CHECK(enter());
  }
  std::size_t without_entry = 0;
  for (const StoreSlot& slot : stores) {
    if (!slot.store) continue;
    DELO_TRY(const std::size_t some, gather_from(*slot.store, *catalogue, contents_of));
    without_entry += some;
  }
  messages.push_back(
      "until the ledger is mended the catalogue is what can still be read of it and of its copies" +
      (without_entry == 0 ? std::string()
                          : ", and " + std::to_string(without_entry) +
                                (without_entry == 1 ? " package" : " packages") +
                                " of the stores that no readable entry tells of"));
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
  places.above_.erase(std::unique(places.above_.begin(), places.above_.end()), places.above_.end());
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
    const auto now = fs::file_size(members.ledger_file(), failed);
    if (!failed && now >= (*copy)->size()) continue;
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
  members.did("ledger", "the ledger was gone; it came back from " + from.string() + " with " +
                            std::to_string(longest.n) + " entries");
  return {};
}

}  // namespace delo::holdings
