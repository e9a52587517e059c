// How a package comes into the holdings: bytes, then ledger, then catalogue.
#include <algorithm>
#include <set>
#include <unordered_set>

#include "core/run/parallel.h"
#include "holdings/audit/copy_check.h"
#include "holdings/members.h"
#include "holdings/stores/ocfl_store.h"

namespace delo::holdings {
namespace {

namespace ocfl = packages::ocfl;

// Who acts in the inventories of our objects: this program, by a name-based URN.
constexpr std::string_view kProgram = "delo";
constexpr std::string_view kProgramUri = "urn:uuid:0d7d0cb1-6a1c-5c5a-8e0f-64656c6f0002";

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
    if (std::ranges::none_of(members.stores,
                             [&](const StoreSlot& slot) { return slot.settings.name == name; })) {
      return Error{
          ErrorCode::kInvalidArgument,
          "the policy asks for a copy in \"" + name + "\", and holdings.toml names no such store",
          members.root / "holdings.toml"};
    }
  }
  return chosen;
}

bool same_files(const ocfl::Inventory& inventory, const packages::PackageFiles& files) {
  if (inventory.state.size() != files.size()) return false;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const ocfl::LogicalFile& logical = inventory.state[i];
    if (logical.path != files[i].path) return false;
    const auto sha512 = files[i].digests.find(DigestAlgorithm::kSha512);
    if (!sha512 ||
        inventory.content[logical.content_at].digests.find(DigestAlgorithm::kSha512) != sha512) {
      return false;
    }
  }
  return true;
}

// The inventory a copy of an earlier, interrupted run has: all copies of a package
// then get the same bytes.  Empty when there is none that fits.
std::string inventory_of_earlier_run(const std::vector<Destination>& destinations,
                                     const PackageId& id, const packages::PackageFiles& files) {
  for (const Destination& destination : destinations) {
    if (!destination.store->has(id)) continue;
    for (const std::string& path : destination.store->inventory_paths()) {
      std::string text = text_in_copy(*destination.store, id, path);
      const auto parsed = ocfl::parse_inventory(text);
      if (parsed && parsed->id == object_id_of(id) && same_files(*parsed, files)) return text;
    }
  }
  return "";
}

// A copy is there that nobody recorded, or that is recorded: is it whole?
Result<void> adopt(Store& store, const PackageId& id, const CopyContents& contents,
                   RunContext& run) {
  DELO_TRY(const CopyCheck check,
           check_copy(store, id, contents,
                      {.algorithms = {DigestAlgorithm::kSha256}, .stop = run.stop}));
  if (!check.faults.empty()) {
    const CopyFault& fault = check.faults.front();
    return Error{ErrorCode::kCorrupt,
                 "store " + store.name() + " has a copy of package " + id.value +
                     " already, and it is not whole (" + fault.path + " is " +
                     std::string(name_of(fault.state)) + "); run delo audit " + id.value +
                     " --repair, or take the folder away",
                 store.where(id)};
  }
  return store.secure(id);
}

}  // namespace

Result<PackageEntry> Holdings::accept(const PackageSummary& summary,
                                      const packages::PackageFiles& files,
                                      std::span<const Event> events,
                                      std::span<const std::string> stores, RunContext& run) {
  Members& members = *members_;
  if (members.access != Access::kWork) {
    return Error{ErrorCode::kInvalidArgument, "the holdings are open for reading only"};
  }
  DELO_TRY(auto chosen, destinations(members, stores));
  DELO_TRY(const auto known, members.catalogue->find(summary.id));
  DELO_TRY(const auto copies, members.catalogue->copies_of(summary.id));
  bool all_there = known.has_value();
  for (Destination& destination : chosen) {
    destination.recorded = std::ranges::any_of(copies,
                                               [&](const CopyRecord& copy) {
                                                 return copy.store == destination.store->name();
                                               }) &&
                           destination.store->has(summary.id);
    all_there = all_there && destination.recorded;
  }
  if (all_there) {
    PackageEntry entry = *known;
    members.add_places(entry);
    return entry;
  }

  const Timestamp now = run.clock.now();
  std::string inventory = inventory_of_earlier_run(chosen, summary.id, files);
  if (inventory.empty()) {
    DELO_TRY(inventory,
             ocfl::first_inventory(object_id_of(summary.id), files,
                                   {.created = now,
                                    .message = "ingested from batch " + summary.batch.value,
                                    .user_name = std::string(kProgram),
                                    .user_address = std::string(kProgramUri)}));
  }
  DELO_TRY(const CopyContents contents, contents_from(inventory));
  std::uint64_t bytes = 0;
  for (const packages::PackagedFile& file : files) bytes += file.size;

  // Each store comes to its end whatever the others do: a copy that got whole is
  // adopted next time.
  std::vector<std::optional<Result<void>>> outcomes(chosen.size());
  DELO_CHECK(for_each_parallel(chosen.size(), std::max(1, run.jobs), [&](std::size_t i, int) {
    const Destination& destination = chosen[i];
    if (destination.recorded) {
      outcomes[i] = Result<void>();
    } else if (destination.store->has(summary.id)) {
      outcomes[i] = adopt(*destination.store, summary.id, contents, run);
    } else {
      outcomes[i] = destination.store->put(
          summary.id, inventory, files,
          destination.first ? ocfl::Linking::kWherePossible : ocfl::Linking::kNever, run.stop);
    }
    return Result<void>();
  }));
  for (const auto& outcome : outcomes) DELO_CHECK(*outcome);

  // The ingestion comes last: whoever finds it finds everything before it.
  std::vector<LedgerEntry> entries;
  if (!known) {
    for (const Event& event : events) {
      entries.push_back(event_entry(event, about_package(summary.id)));
    }
  }
  std::vector<std::string> names;
  for (const Destination& destination : chosen) {
    names.push_back(destination.store->name());
    if (destination.recorded) continue;
    entries.push_back(copy_entry(EventType::kReplication, run.clock.now(),
                                 {.package = summary.id,
                                  .store = destination.store->name(),
                                  .inventory = contents.inventory,
                                  .files = files.size(),
                                  .bytes = bytes},
                                 "written, synced and read back"));
  }
  if (!known) {
    PackageSummary told = summary;
    std::unordered_set<std::string_view> file_names;
    for (const packages::PackagedFile& file : files) file_names.insert(file.path.name());
    std::erase_if(told.words, [&](const std::string& word) { return file_names.contains(word); });
    entries.push_back(ingestion_entry(run.clock.now(), told, names));
  }
  DELO_CHECK(members.record(entries, [&](const PackageId&) -> Result<std::vector<CatalogueFile>> {
    std::vector<CatalogueFile> listed;
    listed.reserve(files.size());
    for (const packages::PackagedFile& file : files) {
      listed.push_back({file.path.text(), file.size,
                        file.digests.find(DigestAlgorithm::kSha256).value_or(Digest{}).hex});
    }
    return listed;
  }));
  DELO_TRY(auto entry, find(summary.id));
  if (!entry) return Error{ErrorCode::kInternal, "the catalogue lost package " + summary.id.value};
  return *std::move(entry);
}

}  // namespace delo::holdings
