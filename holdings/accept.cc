// How a package comes into the holdings: bytes, then ledger, then catalogue.
#include <algorithm>
#include <iterator>
#include <memory>

#include "core/bytes/read_fault.h"
#include "core/run/parallel.h"
#include "holdings/acceptance.h"
#include "holdings/audit/copy_check.h"
#include "holdings/audit/expected_contents.h"
#include "holdings/catalogue/package_places.h"
#include "holdings/members.h"
#include "holdings/stores/ocfl_store.h"

namespace delo::holdings {
namespace {

namespace ocfl = packages::ocfl;

struct Destination {
  Store* store = nullptr;
  bool recorded = false;  // the ledger knows this copy
  bool first = false;     // of all: it may take the work copy's files themselves
};

Result<std::vector<Destination>> destinations(const Holdings::Members& members,
                                              std::span<const std::string> names) {
  std::vector<Destination> chosen;
  for (const StoreSlot& slot : members.stores) {
    if (!names.empty() && std::ranges::find(names, slot.settings.name) == names.end()) continue;
    if (!slot.store) return Error{ErrorCode::kNotFound, slot.absent, slot.settings.path};
    chosen.push_back({.store = slot.store.get(), .first = chosen.empty()});
  }
  for (const std::string& name : names) {
    if (!members.names_store(name)) {
      return Error{
          ErrorCode::kInvalidArgument,
          "the policy asks for a copy in \"" + name + "\", and holdings.toml names no such store",
          members.root / "holdings.toml"};
    }
  }
  return chosen;
}

Result<bool> same_files(const ocfl::Inventory& inventory, const packages::PackageFiles& files) {
  if (inventory.state.size() != files.size()) return false;
  bool same = true;
  std::size_t at = 0;
  DELO_CHECK(files.for_each([&](const packages::PackagedFile& file) {
    if (!same) return;
    const ocfl::LogicalFile logical = inventory.state[at++];
    const auto sha512 = file.digests.find(DigestAlgorithm::kSha512);
    same = logical.path == file.path && sha512 &&
           inventory.content.has_digest(logical.content_at, *sha512);
  }));
  return same;
}

// The inventory that all copies get.  Where an earlier, interrupted run left a
// copy it is that one's, so that copies are alike to the byte.
Result<KeptInventory> inventory_for(const Holdings::Members& members,
                                    const std::vector<Destination>& destinations,
                                    const PackageSummary& summary,
                                    const packages::PackageFiles& files, Timestamp now) {
  for (const Destination& destination : destinations) {
    const Store& store = *destination.store;
    if (!store.has(summary.id)) continue;
    for (const std::string& path : store.inventory_paths(summary.id)) {
      const auto source = store.open(summary.id, path);
      if (!source && !is_fault_of_file(source.error())) return source.error();
      if (!source) continue;
      auto kept = keep_inventory(members, **source);
      if (!kept && is_fault_of_medium(kept.error())) continue;
      if (!kept) return kept.error();
      const auto parsed = ocfl::read_inventory(*kept->text);
      if (!parsed && is_of_what_is_aside(parsed.error())) return parsed.error();
      if (!parsed || parsed->id != object_id_of(summary.id)) continue;
      DELO_TRY(const bool same, same_files(*parsed, files));
      if (same) return kept;
    }
    return Error{ErrorCode::kCorrupt,
                 "store " + store.name() + " has a copy of package " + summary.id.value +
                     " already, whose inventory does not fit; run delo audit --all --repair",
                 store.where(summary.id)};
  }
  return keep_inventory(members, [&](ByteSink& sink) {
    return ocfl::write_first_inventory(
        object_id_of(summary.id), files,
        program_note(now, "ingested from batch " + summary.batch.value), sink);
  });
}

}  // namespace

ocfl::VersionNote program_note(Timestamp created, std::string message) {
  return {.created = created,
          .message = std::move(message),
          .user_name = "delo",
          .user_address = "urn:uuid:0d7d0cb1-6a1c-5c5a-8e0f-64656c6f0002"};
}

Result<void> adopt_copy(Store& store, const PackageId& id, const ocfl::SharedText& inventory,
                        RunContext& run) {
  DELO_TRY(const CopyContents contents, contents_from(inventory));
  DELO_TRY(const CopyCheck check,
           check_copy(store, id, contents,
                      {.algorithms = {DigestAlgorithm::kSha256}, .stop = run.stop}));
  if (!check.faults.empty()) {
    const CopyFault& fault = check.faults.front();
    return Error{ErrorCode::kCorrupt,
                 "store " + store.name() + " has a copy of package " + id.value +
                     " already, and it is not whole (" + fault.path + " is " +
                     std::string(name_of(fault.state)) +
                     "); move its folder away and run the same command again",
                 store.where(id)};
  }
  return store.secure(id);
}

namespace {

// Puts or adopts every copy that is not on record.  Each store comes to its end
// whatever the others do: what got whole need not be done again.
std::vector<Result<void>> put_copies(const std::vector<Destination>& destinations,
                                     const PackageId& id, const ocfl::SharedText& inventory,
                                     const packages::PackageFiles& files, RunContext& run) {
  std::vector<Result<void>> outcomes(destinations.size());
  const auto put = [&](std::size_t i, int) {
    const Destination& destination = destinations[i];
    if (destination.recorded) return Result<void>();
    if (destination.store->has(id)) {
      outcomes[i] = adopt_copy(*destination.store, id, inventory, run);
    } else {
      outcomes[i] = destination.store->put(
          id, inventory, files,
          destination.first ? ocfl::Linking::kWherePossible : ocfl::Linking::kNever, run.stop);
    }
    return Result<void>();  // an Error would keep the others from beginning
  };
  (void)for_each_parallel(destinations.size(), std::max(1, run.jobs), put);
  return outcomes;
}

// What an acceptance adds to the ledger.  The ingestion comes last: whoever finds
// it finds everything before it.
std::vector<LedgerEntry> entries_of_acceptance(const PackageSummary& summary,
                                               std::span<const Event> events,
                                               std::vector<LedgerEntry> copies,
                                               std::span<const std::string> stores, Timestamp now) {
  std::vector<LedgerEntry> entries;
  for (const Event& event : events)
    entries.push_back(event_entry(event, about_package(summary.id)));
  std::ranges::move(copies, std::back_inserter(entries));
  entries.push_back(ingestion_entry(now, summary, stores));
  return entries;
}

}  // namespace

Result<PackageContents> catalogue_contents(const packages::PackageFiles& files, TextSource* texts) {
  PackageContents contents;
  contents.files = files;
  TextGatherer gatherer(texts);
  DELO_CHECK(files.for_each([&](const packages::PackagedFile& file) -> Result<void> {
    const std::string& path = file.path.text();
    const std::string_view premis = folder_of_premis(path);
    if (premis.empty() && !gatherer.wants(path)) return {};
    DELO_TRY(const auto source, FileSource::open(file.source));
    if (premis.empty()) return gatherer.take(path, *source);
    DELO_TRY(contents.places, places_in_premis(*source, premis));
    return {};
  }));
  contents.texts = gatherer.texts();
  return contents;
}

Result<PackageEntry> Holdings::accept(const PackageSummary& summary,
                                      const packages::PackageFiles& files,
                                      std::span<const Event> events,
                                      std::span<const std::string> stores, RunContext& run) {
  Members& members = *members_;
  if (members.access != Access::kWork) {
    return Error{ErrorCode::kInvalidArgument, "the holdings are open for reading only"};
  }
  DELO_CHECK(check_ledger());
  DELO_TRY(auto chosen, destinations(members, stores));
  DELO_TRY(const auto known, members.catalogue->find(summary.id));
  DELO_TRY(const auto copies, members.catalogue->copies_of(summary.id));
  for (Destination& destination : chosen) {
    const auto here = [&](const CopyRecord& copy) {
      return copy.store == destination.store->name();
    };
    destination.recorded = std::ranges::any_of(copies, here) && destination.store->has(summary.id);
  }
  if (known && std::ranges::all_of(chosen, &Destination::recorded)) {
    PackageEntry entry = *known;
    members.add_places(entry);
    return entry;
  }

  if (known && known->version > 1) {
    return Error{ErrorCode::kCorrupt,
                 "package " + summary.id.value +
                     " has later versions, and not every store has a copy; run delo audit --all "
                     "--repair"};
  }
  DELO_TRY(const KeptInventory inventory,
           inventory_for(members, chosen, summary, files, run.clock.now()));
  const auto outcomes = put_copies(chosen, summary.id, inventory.text, files, run);

  CopyFacts facts{.package = summary.id, .inventory = inventory.sha256, .files = files.size()};
  DELO_CHECK(files.for_each([&](const packages::PackagedFile& file) { facts.bytes += file.size; }));
  std::vector<LedgerEntry> entries;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    names.push_back(facts.store = chosen[i].store->name());
    if (!outcomes[i] || chosen[i].recorded) continue;
    entries.push_back(copy_entry(EventType::kReplication, run.clock.now(), facts,
                                 "written, synced and read back"));
  }
  const auto failed = std::ranges::find_if(outcomes, [](const auto& done) { return !done; });
  if (failed != outcomes.end()) {
    // What did get whole goes on record: it is no stray, and the next run has only
    // the rest to do.
    if (!entries.empty()) (void)members.record(entries);
    return failed->error();
  }
  if (!known) {
    entries = entries_of_acceptance(summary, events, std::move(entries), names, run.clock.now());
  }
  // Before the ledger is anybody's: texts take their time.
  PackageContents contents;
  if (!known) {
    DELO_TRY(contents, catalogue_contents(files, members.texts));
  }
  DELO_CHECK(members.record(
      entries, [&](const PackageId&) -> Result<PackageContents> { return std::move(contents); }));
  DELO_TRY(auto entry, find(summary.id));
  if (!entry) return Error{ErrorCode::kInternal, "the catalogue lost package " + summary.id.value};
  return *std::move(entry);
}

}  // namespace delo::holdings
