// How a later version of a package comes into the holdings: bytes into every store,
// then ledger, then catalogue; or into none.
#include <algorithm>
#include <memory>

#include "core/bytes/disk.h"
#include "core/bytes/read_fault.h"
#include "core/bytes/same_bytes.h"
#include "core/bytes/spool_sink.h"
#include "core/run/parallel.h"
#include "holdings/acceptance.h"
#include "holdings/audit/copy_check.h"
#include "holdings/audit/expected_contents.h"
#include "holdings/members.h"
#include "packages/ocfl/versions.h"

namespace delo::holdings {
namespace fs = std::filesystem;
namespace ocfl = packages::ocfl;
namespace {

// The stores that have the package on record; all of them must be there.
Result<std::vector<Store*>> stores_with(const Holdings::Members& members, const PackageId& id) {
  DELO_TRY(const auto copies, members.catalogue->copies_of(id));
  std::vector<Store*> stores;
  for (const StoreSlot& slot : members.stores) {
    if (std::ranges::find(copies, slot.settings.name, &CopyRecord::store) == copies.end()) continue;
    if (!slot.store) return Error{ErrorCode::kNotFound, slot.absent, slot.settings.path};
    stores.push_back(slot.store.get());
  }
  if (stores.empty()) {
    return Error{ErrorCode::kNotFound, "no store has a copy of package " + id.value};
  }
  return stores;
}

Error not_as_recorded(const Store& store, const PackageId& id) {
  return Error{ErrorCode::kCorrupt,
               "store " + store.name() + " has a copy of package " + id.value +
                   " that is not as its record says; run delo audit --all --repair",
               store.where(id)};
}

class VersionAcceptance {
 public:
  VersionAcceptance(Holdings::Members& members, const PackageSummary& summary,
                    const packages::PackageFiles& files, const std::string& message,
                    RunContext& run)
      : members_(members), summary_(summary), files_(files), message_(message), run_(run) {}

  Result<void> prepare(const PackageEntry& entry) {
    DELO_TRY(stores_, stores_with(members_, summary_.id));
    DELO_TRY(before_, proved_inventory(members_, entry));
    Timestamp created = run_.clock.now();
    for (const Store* store : stores_) {
      DELO_TRY(const bool as_before, has_inventory(*store, *before_));
      as_before_.push_back(as_before);
      if (as_before) continue;
      // A run that died may have brought this very version here.
      const auto there = store->open(summary_.id, std::string(kInventoryPath));
      const auto head =
          there ? ocfl::read_inventory_head(**there) : Result<ocfl::InventoryHead>(there.error());
      if (!head && head.error().code == ErrorCode::kIo && !is_fault_of_file(head.error())) {
        return head.error();
      }
      if (!head || head->head != entry.version + 1) return not_as_recorded(*store, summary_.id);
      created = head->head_note.created;
    }
    DELO_CHECK(write_inventory(program_note(created, message_)));
    for (std::size_t i = 0; i < stores_.size(); ++i) {
      if (as_before_[i]) continue;
      DELO_TRY(const bool as_next, has_inventory(*stores_[i], *inventory_));
      if (!as_next) return not_as_recorded(*stores_[i], summary_.id);
    }
    return {};
  }

  // Into every store, or an Error and into none.
  Result<void> put() {
    const fs::path pending = members_.pending_folder() / summary_.id.value;
    DELO_CHECK(make_folders(members_.pending_folder()));
    DELO_CHECK(sync_folder(members_.root));
    DELO_CHECK(write_file_atomically(pending, next_.version_name + "\n"));
    std::vector<Result<void>> outcomes(stores_.size());
    const auto one = [&](std::size_t i, int) {
      outcomes[i] = put_into(i);
      return Result<void>();  // an Error would keep the others from beginning
    };
    (void)for_each_parallel(stores_.size(), std::max(1, run_.jobs), one);
    const auto failed = std::ranges::find_if(outcomes, [](const auto& done) { return !done; });
    if (failed == outcomes.end()) return {};
    // What can't be taken back now, the next start takes back.
    bool all = true;
    for (std::size_t i = 0; i < stores_.size(); ++i) {
      if (as_before_[i]) all = stores_[i]->take_back_version(summary_.id, *before_) && all;
    }
    if (all) DELO_CHECK(done());
    return failed->error();
  }

  Result<void> record(std::span<const Event> events) {
    CopyFacts facts{.package = summary_.id, .inventory = sha256_, .files = files_.size()};
    DELO_CHECK(
        files_.for_each([&](const packages::PackagedFile& file) { facts.bytes += file.size; }));
    std::vector<LedgerEntry> entries;
    for (const Event& event : events) {
      entries.push_back(event_entry(event, about_package(summary_.id)));
    }
    std::vector<std::string> names;
    for (const Store* store : stores_) {
      names.push_back(facts.store = store->name());
      entries.push_back(copy_entry(
          EventType::kReplication, run_.clock.now(), facts,
          "version " + std::to_string(next_.version) + " written, synced and read back"));
    }
    // Last: whoever finds it finds everything before it.
    entries.push_back(version_entry(run_.clock.now(), summary_, next_.version, message_, names));
    DELO_TRY(PackageContents contents, catalogue_contents(files_, members_.texts));
    DELO_CHECK(members_.record(
        entries, [&](const PackageId&) -> Result<PackageContents> { return std::move(contents); }));
    return done();
  }

 private:
  Result<bool> has_inventory(const Store& store, const ByteSource& text) const {
    const auto there = store.open(summary_.id, std::string(kInventoryPath));
    auto same = there ? same_bytes(**there, text) : Result<bool>(there.error());
    if (!same && is_fault_of_file(same.error())) return false;
    return same;
  }

  Result<void> write_inventory(const ocfl::VersionNote& note) {
    DELO_TRY(KeptInventory kept, keep_inventory(members_, [&](ByteSink& sink) -> Result<void> {
               DELO_TRY(next_, ocfl::write_next_inventory(*before_, files_, note, sink));
               return {};
             }));
    sha256_ = std::move(kept.sha256);
    inventory_ = std::move(kept.text);
    return {};
  }

  Result<void> put_into(std::size_t i) {
    Store& store = *stores_[i];
    if (!as_before_[i]) return adopt_copy(store, summary_.id, inventory_, run_);
    return store.put_version(
        summary_.id,
        {.id = object_id_of(summary_.id),
         .before = before_,
         .next = &next_,
         .inventory = inventory_,
         .files = &files_,
         .linking = i == 0 ? ocfl::Linking::kWherePossible : ocfl::Linking::kNever},
        run_.stop);
  }

  Result<void> done() {
    DELO_CHECK(remove_file(members_.pending_folder() / summary_.id.value));
    remove_folder_if_empty(members_.pending_folder());
    return {};
  }

  Holdings::Members& members_;
  const PackageSummary& summary_;
  const packages::PackageFiles& files_;
  const std::string& message_;
  RunContext& run_;
  std::vector<Store*> stores_;
  std::vector<bool> as_before_;  // whether each has the inventory `before_`
  ocfl::SharedText before_, inventory_;
  ocfl::NextVersion next_;
  Digest sha256_;  // of the inventory
};

// Every copy of the package as it is on record.  false: some store is not there.
Result<bool> settle(Holdings::Members& members, const PackageId& id) {
  bool all = true;
  DELO_TRY(const auto copies, members.catalogue->copies_of(id));
  for (const CopyRecord& copy : copies) {
    Store* store = members.store_named(copy.store);
    if (!store) {
      all = false;
      continue;
    }
    DELO_TRY(const ocfl::SharedText proved, recorded_inventory(members, copy));
    if (!proved) continue;  // audits tell of it
    const auto taken = store->take_back_version(id, *proved);
    const std::string about = about_copy(copy.store, id);
    if (taken && *taken) {
      members.did(about, "the " + about +
                             " had a version that was not in every store when the last run died; "
                             "it was taken back; ingest its batch again");
    } else if (!taken && taken.error().code == ErrorCode::kIo) {
      return taken.error();
    }  // any other Error: what is there is no version; audits tell of it
  }
  return all;
}

}  // namespace

Result<ocfl::SharedText> proved_inventory(const Holdings::Members& members,
                                          const PackageEntry& entry) {
  const PackageId& id = entry.summary.id;
  DELO_TRY(const auto copies, members.catalogue->copies_of(id));
  for (const CopyRecord& copy : copies) {
    DELO_TRY(const ocfl::SharedText proved, recorded_inventory(members, copy));
    if (!proved) continue;
    const auto head = ocfl::read_inventory_head(*proved);
    if (!head && is_of_what_is_aside(head.error())) return head.error();
    if (!head || head->id != object_id_of(id) || head->head < entry.version) continue;
    if (head->head == entry.version) return proved;
    const auto earlier = std::make_shared<Spool>(members.aside_folder());
    SpoolSink sink(*earlier);
    DELO_CHECK(ocfl::write_inventory_of_version(*proved, entry.version, sink));
    return ocfl::SharedText(earlier);
  }
  return no_copy_has(
      members, id,
      "no copy of package " + id.value + " has the inventory that the ledger recorded");
}

Result<void> settle_pending_versions(Holdings::Members& members) {
  std::error_code failed;
  std::vector<fs::path> pending;
  for (const auto& entry : fs::directory_iterator(members.pending_folder(), failed)) {
    pending.push_back(entry.path());
  }
  std::ranges::sort(pending);
  for (const fs::path& file : pending) {
    DELO_TRY(const bool all, settle(members, {file.filename().string()}));
    if (all) DELO_CHECK(remove_file(file));
  }
  if (!pending.empty()) remove_folder_if_empty(members.pending_folder());
  return {};
}

Result<PackageEntry> Holdings::accept_version(const PackageSummary& summary,
                                              const packages::PackageFiles& files,
                                              std::span<const Event> events,
                                              const std::string& message, RunContext& run) {
  Members& members = *members_;
  if (members.access != Access::kWork) {
    return Error{ErrorCode::kInvalidArgument, "the holdings are open for reading only"};
  }
  DELO_CHECK(check_ledger());
  DELO_TRY(const auto known, find(summary.id));
  if (!known) {
    return Error{ErrorCode::kNotFound, "the holdings have no package " + summary.id.value};
  }
  VersionAcceptance acceptance(members, summary, files, message, run);
  DELO_CHECK(acceptance.prepare(*known));
  DELO_CHECK(acceptance.put());
  DELO_CHECK(acceptance.record(events));
  DELO_TRY(auto entry, find(summary.id));
  if (!entry) return Error{ErrorCode::kInternal, "the catalogue lost package " + summary.id.value};
  return *std::move(entry);
}

}  // namespace delo::holdings
