#include "holdings/holdings.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <thread>

#include "core/run/parallel.h"
#include "holdings/members.h"
#include "holdings/settings.h"
#include "holdings/stores/ocfl_store.h"

namespace delo::holdings {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kShortestIdPrefix = 8;

// Takes the lock and writes who holds it.  The text stays behind when the holder
// dies: true then, the last run did not end cleanly.
Result<bool> lock(Holdings::Members& members, RunContext& run) {
  const fs::path path = members.lock_file();
  DELO_TRY(members.lock, open_to_append(path));
  DELO_TRY(const bool ours, try_lock(members.lock, path));
  DELO_TRY(const std::string holder, read_file(path, 4096));
  if (!ours) {
    members.lock = FileDescriptor();
    std::string who = holder.empty() ? "another delo" : holder;
    while (!who.empty() && who.back() == '\n') who.pop_back();
    return Error{ErrorCode::kConflict, "the holdings in " + members.root.string() +
                                           " are in use by " + who + "; wait for it to end"};
  }
  if (!holder.empty()) DELO_CHECK(cut_file(members.lock, 0, path));
  const std::string text = "delo, process " + std::to_string(::getpid()) + ", since " +
                           to_iso8601(run.clock.now()) + "\n";
  DELO_CHECK(write_fully(members.lock, std::as_bytes(std::span(text.data(), text.size())), path));
  DELO_CHECK(sync_file(members.lock, path));
  return !holder.empty();
}

// The same, in words an archivist can act on when it is the disk that refuses.
Result<bool> lock_or_explain(Holdings::Members& members, RunContext& run) {
  auto locked = lock(members, run);
  if (locked) return locked;
  Error error = std::move(locked).error();
  const std::string where = "the disk of the holdings in " + members.root.string();
  if (error.sys_errno == ENOSPC || error.sys_errno == EDQUOT) {
    error.message = where + " is full: make room there and run the same command again";
  } else if (error.sys_errno == EROFS) {
    error.message = where + " is read-only: mount it for writing and run the same command again";
  }
  return error;
}

Result<void> load_settings(Holdings::Members& members) {
  const fs::path path = members.root / kSettingsFile;
  auto text = read_file(path, 1 << 20);
  if (!text) {
    if (text.error().code != ErrorCode::kNotFound) return std::move(text).error();
    if (members.access == Access::kRead) {
      return Error{ErrorCode::kNotFound, "there are no holdings in " + members.root.string() +
                                             " (no " + std::string(kSettingsFile) + ")"};
    }
    text = default_settings_text();
    DELO_CHECK(write_file_atomically(path, *text));
  }
  DELO_TRY(members.settings, parse_settings(*text, members.root));
  return {};
}

// Opens the stores that are there; makes none yet: whether one that is absent is
// new or lost, only the ledger knows.
Result<void> open_stores(Holdings::Members& members) {
  for (const StoreSettings& settings : members.settings.stores) {
    StoreSlot& slot = members.stores.emplace_back();
    slot.settings = settings;
    auto root = packages::ocfl::StorageRoot::open(settings.path, settings.layout);
    if (root) {
      slot.store = std::make_unique<OcflStore>(settings.name, *std::move(root));
    } else {
      slot.absent = "store " + settings.name + " is not there: " + root.error().text();
    }
  }
  return {};
}

Result<void> make_new_stores(Holdings::Members& members, RunContext& run) {
  DELO_TRY(const std::vector<std::string> known, members.catalogue->known_stores());
  for (StoreSlot& slot : members.stores) {
    if (slot.store) {
      if (std::ranges::find(known, slot.settings.name) != known.end()) continue;
    } else if (std::ranges::find(known, slot.settings.name) != known.end()) {
      // It was here and is gone.  A new, empty one in its place would hide that:
      // the disk may only not be mounted.
      auto assumed =
          packages::ocfl::StorageRoot::open_damaged(slot.settings.path, slot.settings.layout);
      if (assumed) {
        slot.store = std::make_unique<OcflStore>(slot.settings.name, *std::move(assumed));
        members.messages.push_back("store " + slot.settings.name +
                                   " has lost its declaration; delo audit --all --repair mends it");
      } else {
        slot.absent +=
            "; mount its disk, or, if it is lost, let delo audit --all --repair --new-store " +
            slot.settings.name + " make it anew from the other copies";
      }
      continue;
    } else {
      DELO_TRY(auto root, packages::ocfl::StorageRoot::open_or_create(slot.settings.path,
                                                                      slot.settings.layout));
      slot.store = std::make_unique<OcflStore>(slot.settings.name, std::move(root));
      slot.absent.clear();
    }
    std::vector<LedgerEntry> entries{store_creation_entry(run.clock.now(), slot.settings)};
    DELO_CHECK(members.record(entries));
  }
  return {};
}

// Opens what is there.  What is wrong with it, or empty; members.catalogue stays
// null when it can't be used.
Result<std::string> open_catalogue(Holdings::Members& members, bool unclean) {
  const bool reading = members.access == Access::kRead;
  auto opened =
      Catalogue::open(members.catalogue_file(), reading ? SqliteMode::kRead : SqliteMode::kWrite);
  if (!opened) {
    if (!reading && opened.error().code != ErrorCode::kCorrupt) return std::move(opened).error();
    return opened.error().message;
  }
  members.catalogue = *std::move(opened);
  if (!unclean) return std::string();
  DELO_TRY(std::string fault, members.catalogue->check(false));
  if (!fault.empty()) members.catalogue.reset();
  return fault;
}

// The catalogue as the disk has it, once whoever is at work has entered what the
// ledger had when we looked.
Result<void> wait_for_writer(Holdings::Members& members) {
  constexpr int kLooks = 5;
  constexpr std::chrono::milliseconds kPause{100};
  for (int look = 0; look < kLooks; ++look) {
    if (members.catalogue->entered().n >= members.ledger->head().n) return {};
    const auto holder = read_file(members.lock_file(), 4096);
    if (!holder || holder->empty()) return {};  // nobody is
    std::this_thread::sleep_for(kPause);
    auto again = Catalogue::open(members.catalogue_file(), SqliteMode::kRead);
    if (again) members.catalogue = *std::move(again);
  }
  return {};
}

// For reading nothing may be written: when the catalogue is not what the ledger
// says, one in memory takes its place.
Result<void> look_at_ledger(Holdings::Members& members, const std::string& fault) {
  if (!members.ledger->damage().empty()) return members.gather_catalogue();
  const LedgerHead head = members.ledger->head();
  std::string why = fault;
  if (members.catalogue) {
    DELO_CHECK(wait_for_writer(members));
    const LedgerHead entered = members.catalogue->entered();
    if (entered.n > head.n || (entered.n == head.n && entered.hash == head.hash)) return {};
    why = entered.n == head.n ? "it belongs to another ledger"
                              : "it has " + std::to_string(entered.n) + " of " +
                                    std::to_string(head.n) + " entries";
  }
  std::error_code failed;
  if (fs::exists(members.catalogue_file(), failed)) {
    members.messages.push_back("the catalogue does not say what the ledger says (" + why +
                               "); this was read from the ledger itself");
  }
  DELO_TRY(members.catalogue, Catalogue::open({}, SqliteMode::kMemory));
  auto entered = members.catch_up();
  return entered || members.ledger->damage().empty() ? std::move(entered)
                                                     : members.gather_catalogue();
}

// Brings the catalogue up to the ledger.  `fault`: what open_catalogue() said.
Result<void> enter_ledger(Holdings::Members& members, const std::string& fault, RunContext& run) {
  if (members.access == Access::kRead) return look_at_ledger(members, fault);
  if (!members.catalogue) return members.rebuild_catalogue(run.clock.now(), fault);
  const bool was_there = members.catalogue->entered().n > 0;
  if (members.ledger->damage().empty()) {
    auto entered = members.catch_up();
    if (entered) {
      if (!was_there && members.ledger->head().n > 0) {
        members.did("catalogue",
                    "the catalogue had nothing of the ledger and was made anew from ledger and "
                    "stores");
      }
      return {};
    }
    if (entered.error().code != ErrorCode::kCorrupt) return entered;
    if (members.ledger->damage().empty()) {
      return members.rebuild_catalogue(run.clock.now(), entered.error().message);
    }
  }
  return members.gather_catalogue();  // until the ledger is mended
}

// Whether the ledger goes on from `last` without a break; Error kCorrupt with its
// path when it does not, `other` when it never did.
Result<void> check_chain(const Ledger& ledger, LedgerHead last, const Error& other) {
  const auto broken = [&](std::uint64_t at, const std::string& how) {
    return Error{ErrorCode::kCorrupt,
                 "the entry after entry " + std::to_string(last.n) + ", at byte " +
                     std::to_string(at) + ", " + how,
                 ledger.file()};
  };
  // Only the first line can belong to another ledger, and only when one before it
  // was entered.
  bool chained = last.n == 0;
  DELO_TRY(const auto source, FileSource::open(ledger.file()));
  return for_each_line(*source, last.bytes, ledger.head().bytes,
                       [&](std::string_view line, std::uint64_t at, bool) -> Result<void> {
                         const auto link = check_line(line);
                         const bool follows =
                             link && link->n == last.n + 1 && link->prev == last.hash;
                         if (!follows && !chained) return other;
                         if (!follows)
                           return broken(at, link ? "does not follow it" : link.error().message);
                         chained = true;
                         last.n = link->n;
                         last.hash = std::string(link->hash);
                         return {};
                       });
}

}  // namespace

// ---- Members ----

Holdings::Members::~Members() {
  catalogue.reset();
  // An empty lock file says that we ended as we should.
  if (lock.is_open()) (void)cut_file(lock, 0, lock_file());
}

Result<void> Holdings::Members::record(std::span<LedgerEntry> entries,
                                       const Catalogue::ContentsOf& contents_of) {
  const std::lock_guard guard(recording);
  // An entry that the catalogue refused before (a full disk) comes first: the
  // catalogue never goes past what it has not got.
  if (ledger->damage().empty()) DELO_CHECK(catch_up());
  DELO_TRY(const auto places, ledger->append(entries));
  std::vector<Catalogue::Placed> placed;
  placed.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) placed.push_back({entries[i], places[i]});
  return catalogue->enter(placed, ledger->head(), contents_of);
}

Result<void> Holdings::Members::record(std::span<LedgerEntry> entries) {
  return record(entries, [](const PackageId&) -> Result<PackageContents> {
    return Error{ErrorCode::kInternal, "an entry brought a package without its files"};
  });
}

Error no_copy_has(const Holdings::Members& members, const PackageId& id, const std::string& what) {
  for (const StoreSlot& slot : members.stores) {
    if (!slot.store) return Error{ErrorCode::kIo, what + "; " + slot.absent};
  }
  return Error{ErrorCode::kCorrupt, what + "; run delo audit " + id.value};
}

Result<void> Holdings::Members::catch_up() {
  const LedgerHead head = ledger->head();
  LedgerHead entered = catalogue->entered();
  if (entered.n == head.n && entered.hash == head.hash && entered.bytes == head.bytes) return {};
  const Error other{ErrorCode::kCorrupt, "the catalogue belongs to another ledger"};
  if (entered.n >= head.n || entered.bytes >= head.bytes) return other;
  // All is looked at before anything is entered: a catalogue that ends where damage
  // begins would say that nothing beyond was ever acknowledged.
  if (const auto sound = check_chain(*ledger, entered, other); !sound) {
    if (sound.error().path == ledger->file()) {
      ledger->mark_damaged("the ledger is damaged: " + sound.error().message);
    }
    return sound;
  }

  constexpr std::size_t kGroup = 1000;
  std::vector<Catalogue::Placed> group;
  const auto contents_of = [&](const PackageId& id) { return contents_in_stores(id); };
  const auto enter = [&]() -> Result<void> {
    if (group.empty()) return {};
    DELO_CHECK(catalogue->enter(group, entered, contents_of));
    group.clear();
    return {};
  };
  const auto take = [&](const LedgerEntry& entry, std::uint64_t at) -> Result<void> {
    // The end of the entry before is where this one begins.
    entered.bytes = at;
    if (group.size() == kGroup) DELO_CHECK(enter());
    entered.n = entry.n;
    entered.hash = entry.hash;
    group.push_back({entry, at});
    return {};
  };
  DELO_CHECK(ledger->for_each(entered.bytes, take));
  entered.bytes = head.bytes;
  return enter();
}

Result<void> Holdings::Members::rebuild_catalogue(Timestamp now, const std::string& because) {
  catalogue.reset();
  makeshift = false;
  std::error_code failed;
  const fs::path aside = quarantine(now, "catalogue");
  bool moved = false;
  for (const fs::path& file : sqlite_files(catalogue_file())) {
    if (!fs::exists(file, failed)) continue;
    DELO_CHECK(move_to_quarantine(file, aside / file.filename()));
    moved = true;
  }
  DELO_TRY(catalogue, Catalogue::open(catalogue_file(), SqliteMode::kWrite));
  did("catalogue", "the catalogue was made anew from ledger and stores (" + because + ")" +
                       (moved ? "; the old one is in " + aside.string() : ""));
  if (ledger->damage().empty()) {
    const auto entered = catch_up();
    if (entered || ledger->damage().empty()) return entered;
  }
  return gather_catalogue();
}

Result<void> Holdings::Members::reopen_catalogue(Timestamp now) {
  if (makeshift) {
    makeshift = false;
    catalogue.reset();
    auto opened = Catalogue::open(catalogue_file(), SqliteMode::kWrite);
    if (!opened) return rebuild_catalogue(now, opened.error().message);
    catalogue = *std::move(opened);
  }
  const auto entered = catch_up();
  if (entered || entered.error().code != ErrorCode::kCorrupt) return entered;
  return rebuild_catalogue(now, entered.error().message);
}

void Holdings::Members::did(const std::string& about, const std::string& what) {
  messages.push_back(what);
  if (access == Access::kWork) deeds.emplace_back(about, what);
}

Result<void> Holdings::Members::record_deeds(Timestamp now) {
  if (deeds.empty() || access != Access::kWork || !ledger->damage().empty()) return {};
  std::vector<LedgerEntry> entries;
  for (const auto& [about, what] : deeds) {
    LedgerEntry& entry = entries.emplace_back();
    entry.time = now;
    entry.type = name_of(EventType::kRecovery);
    entry.about = about;
    entry.detail = what;
  }
  deeds.clear();
  return record(entries);
}

Store* Holdings::Members::store_named(const std::string& name) const {
  for (const StoreSlot& slot : stores) {
    if (slot.settings.name == name) return slot.store.get();
  }
  return nullptr;
}

bool Holdings::Members::names_store(const std::string& name) const {
  return std::ranges::any_of(stores,
                             [&](const StoreSlot& slot) { return slot.settings.name == name; });
}

void Holdings::Members::add_places(PackageEntry& entry) const {
  for (StoredCopy& copy : entry.copies) {
    if (const Store* store = store_named(copy.store)) copy.where = store->where(copy.package);
  }
}

fs::path Holdings::Members::quarantine(Timestamp now, std::string_view what) const {
  std::string time = to_iso8601(now);
  std::ranges::replace(time, ':', '-');  // a folder that can be copied to any disk
  return root / "quarantine" / time / what;
}

// ---- Holdings ----

Holdings::Holdings(std::unique_ptr<Members> members) : members_(std::move(members)) {}
Holdings::~Holdings() = default;

Result<std::unique_ptr<Holdings>> Holdings::open(const fs::path& root, Access access,
                                                 RunContext& run) {
  auto members = std::make_unique<Members>();
  std::error_code failed;
  members->root = fs::absolute(root, failed).lexically_normal();
  if (!members->root.has_filename()) members->root = members->root.parent_path();
  members->access = access;
  members->texts = run.texts;
  bool unclean = false;
  if (access == Access::kWork) {
    DELO_TRY(const fs::path topmost, make_folders(members->root));
    if (!topmost.empty()) DELO_CHECK(sync_folder(topmost.parent_path()));
    DELO_TRY(unclean, lock_or_explain(*members, run));
  }
  DELO_CHECK(load_settings(*members));
  DELO_CHECK(open_stores(*members));
  if (access == Access::kWork) DELO_CHECK(restore_lost_ledger(*members));
  const std::size_t told = members->messages.size();
  // Before the ledger: what the catalogue has entered was acknowledged and can't
  // be a torn tail; and whoever reads beside a writer finds it in the ledger.
  DELO_TRY(const std::string fault, open_catalogue(*members, unclean));
  DELO_TRY(
      members->ledger,
      Ledger::open(members->ledger_file(),
                   access == Access::kWork ? Ledger::Access::kAppend : Ledger::Access::kRead,
                   run.clock.now(), members->messages, [&] { return known_elsewhere(*members); }));
  // A torn tail that was cut; readers cut none.
  for (std::size_t i = told; i < members->messages.size() && access == Access::kWork; ++i) {
    members->deeds.emplace_back("ledger", members->messages[i]);
  }
  DELO_CHECK(notice_rollback(*members));
  DELO_CHECK(enter_ledger(*members, fault, run));
  if (!members->ledger->damage().empty()) {
    members->messages.push_back(members->ledger->damage() +
                                "; nothing is written to it until delo audit --all --repair has "
                                "mended it");
  }
  if (access == Access::kWork && members->ledger->damage().empty()) {
    DELO_CHECK(make_new_stores(*members, run));
    DELO_CHECK(recover(*members, unclean, run));
    DELO_CHECK(settle_pending_versions(*members));
    DELO_CHECK(members->record_deeds(run.clock.now()));
  }
  return std::unique_ptr<Holdings>(new Holdings(std::move(members)));
}

const fs::path& Holdings::root() const { return members_->root; }
const Settings& Holdings::settings() const { return members_->settings; }
const std::vector<std::string>& Holdings::messages() const { return members_->messages; }

Result<void> Holdings::record(const Event& event, const std::string& about) {
  std::vector<LedgerEntry> entries{event_entry(event, about)};
  return members_->record(entries);
}

Result<void> Holdings::check_ledger() const {
  const std::string damage = members_->ledger->damage();
  if (damage.empty()) return {};
  return Error{ErrorCode::kCorrupt,
               damage +
                   "; run delo audit --all --repair, which mends it from the copies in the "
                   "stores",
               members_->ledger->file()};
}

Result<void> Holdings::publish_ledger() {
  Result<void> first;
  for (const StoreSlot& slot : members_->stores) {
    if (!slot.store) continue;
    auto published = members_->ledger->publish(slot.store->folder() / kLedgerCopyFile);
    if (published || !first) continue;  // one store's fault is not the others'
    Error error = std::move(published).error();
    error.message = "store " + slot.settings.name + ": " + error.message;
    first = std::move(error);
  }
  DELO_CHECK(first);
  return members_->catalogue->settle();
}

Result<std::optional<PackageEntry>> Holdings::find(const PackageId& id) {
  DELO_TRY(auto entry, members_->catalogue->find(id));
  if (entry) members_->add_places(*entry);
  return entry;
}

Result<std::vector<PackageVersion>> Holdings::versions_of(const PackageId& id) {
  return members_->catalogue->versions_of(id);
}

std::unique_lock<std::mutex> Holdings::making_a_version() {
  return std::unique_lock(members_->versioning);
}

bool Holdings::has_copies(const PackageEntry& entry) const {
  return std::ranges::all_of(entry.copies, [&](const StoredCopy& copy) {
    const Store* store = members_->store_named(copy.store);
    return store && store->has(copy.package);
  });
}

Result<std::vector<PackageEntry>> Holdings::look_up(const std::string& text) {
  std::string id = text;
  while (!id.empty() && (id.back() == ' ' || id.back() == '\n')) id.pop_back();
  for (const std::string_view prefix : {"urn:uuid:", "uuid-"}) {
    if (id.starts_with(prefix)) id.erase(0, prefix.size());
  }
  std::ranges::transform(id, id.begin(), [](char c) {
    return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  std::vector<PackageEntry> found;
  if (id.size() >= kShortestIdPrefix && id.find_first_not_of("0123456789abcdef-") == id.npos) {
    DELO_TRY(found, members_->catalogue->find_by_id_prefix(id));
  } else {
    for (const ArchivalReference& reference : parse_references(text).references) {
      DELO_TRY(auto some, members_->catalogue->find_by_reference(reference));
      for (PackageEntry& entry : some) {
        const bool seen = std::ranges::any_of(
            found, [&](const PackageEntry& other) { return other.summary.id == entry.summary.id; });
        if (!seen) found.push_back(std::move(entry));
      }
    }
  }
  for (PackageEntry& entry : found) members_->add_places(entry);
  return found;
}

Result<std::vector<PackageEntry>> Holdings::look_up(const ArchivalReference& reference) {
  DELO_TRY(auto found, members_->catalogue->find_by_reference(reference));
  for (PackageEntry& entry : found) members_->add_places(entry);
  return found;
}

Result<FindAnswer> Holdings::search(const FindOrder& order) {
  DELO_TRY(FindAnswer answer, members_->catalogue->search(order));
  for (FindHit& hit : answer.hits) members_->add_places(hit.entry);
  return answer;
}

Result<IndexSize> Holdings::index_size() { return members_->catalogue->index_size(); }

Result<void> Holdings::rebuild_catalogue(RunContext& run) {
  DELO_CHECK(check_ledger());
  DELO_CHECK(members_->rebuild_catalogue(run.clock.now(), "it was asked for"));
  DELO_CHECK(members_->record_deeds(run.clock.now()));
  return members_->catalogue->settle();
}

Result<void> Holdings::for_each(const std::function<Result<void>(const PackageEntry&)>& visit) {
  return members_->catalogue->for_each([&](const PackageEntry& entry) {
    PackageEntry placed = entry;
    members_->add_places(placed);
    return visit(placed);
  });
}

}  // namespace delo::holdings
