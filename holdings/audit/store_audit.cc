#include "holdings/audit/store_audit.h"

#include <sys/stat.h>

#include <optional>

#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "holdings/audit/copy_check.h"
#include "holdings/stores/ocfl_store.h"

namespace delo::holdings {
namespace fs = std::filesystem;
namespace {

std::string shown(std::string_view text) { return "sha256:" + sha256_of(text).hex; }

Result<void> audit_own_files(Holdings::Members& members, Store& store, AuditBook& book, bool repair,
                             RunContext& run) {
  for (const auto& [name, text] : store.own_files()) {
    const fs::path path = store.folder() / name;
    const auto found = read_file(path, 1 << 20);
    if (found && *found == text) continue;
    AuditLine line{.copy = store.name(), .path = name, .expected = shown(text)};
    if (found) {
      line.state = FileState::kDamaged;
      line.found = shown(*found);
    } else if (found.error().code == ErrorCode::kNotFound) {
      line.state = FileState::kMissing;
    } else {
      line.state = FileState::kDamaged;
      line.found = found.error().text();
    }
    if (repair) {
      if (line.state == FileState::kDamaged) {
        DELO_CHECK(
            move_to_quarantine(path, members.quarantine(run.clock.now(), store.name()) / name));
      }
      DELO_CHECK(make_folders(path.parent_path()));
      DELO_CHECK(write_file_atomically(path, text));
      line.state = FileState::kRepaired;
      line.note = "written anew";
    }
    book.tell(line);
  }
  return {};
}

// An object in the store that is on no record.  Where the ledger was lost with all its
// copies nobody else knows the package: then it comes on record with its copy.
Result<void> audit_unrecorded(Holdings::Members& members, Store& store, const fs::path& below,
                              AuditBook& book, bool repair, RunContext& run) {
  AuditLine line{.copy = store.name(),
                 .path = below.string(),
                 .state = FileState::kUnexpected,
                 .expected = "",
                 .found = "an object that is on no record"};
  const auto contents = contents_at(store.folder() / below / kInventoryPath);
  const auto id = contents ? package_of_object(contents->parsed.id) : std::nullopt;
  if (!id || store.where(*id) != store.folder() / below) {
    line.note = "no inventory that fits its place; have a look and take it away by hand";
    book.tell(line);
    return {};
  }
  line.copy = store.name() + "/" + id->value;
  line.path = "";
  DELO_TRY(const CopyCheck check, check_copy(store, *id, *contents,
                                             {.algorithms = {DigestAlgorithm::kSha256},
                                              .every_byte = nullptr,
                                              .stop = run.stop}));
  if (!check.faults.empty()) {
    line.note = "a copy that is not whole: " + check.faults.front().path + " is " +
                std::string(name_of(check.faults.front().state));
  } else if (repair && book.can_record()) {
    DELO_CHECK(store.secure(*id));
    DELO_CHECK(book.record(copy_entry(EventType::kRecovery, run.clock.now(),
                                      {.package = *id,
                                       .store = store.name(),
                                       .inventory = contents->inventory,
                                       .files = check.files,
                                       .bytes = check.bytes},
                                      "found whole and on no record; put on record")));
    DELO_TRY(const auto known, members.catalogue->find(*id));
    if (!known) {
      DELO_CHECK(book.record(ingestion_told_by_copy(store, *id, contents->parsed)));
    }
    line.state = FileState::kRepaired;
    line.note = "every byte agrees with its inventory; put on record";
  } else {
    line.note = "a whole copy; ingest its batch again, or run with --repair to put it on record";
  }
  book.tell(line);
  return {};
}

// What is written into a mount point without its disk lands on another disk and is
// hidden when the disk comes back.  The folder that looks like one: `path`, or the
// first above it that exists, when it is empty and no disk is mounted on it.
std::optional<fs::path> bare_mount_point(const fs::path& path) {
  std::error_code failed;
  const fs::path at = nearest_existing(path);
  for (auto entry = fs::directory_iterator(at, failed);
       !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
    if (entry->path().filename() != "lost+found") return std::nullopt;
  }
  struct stat here {
  }, above{};
  if (::stat(at.c_str(), &here) != 0 || ::stat((at / "..").c_str(), &above) != 0) return at;
  if (here.st_dev != above.st_dev) return std::nullopt;
  return at;
}

// Made beside and renamed, so that a run that dies leaves no empty folder that the
// next one takes for a mount point.
Result<packages::ocfl::StorageRoot> made_root(const fs::path& path,
                                              const packages::ocfl::Layout& layout) {
  using packages::ocfl::StorageRoot;
  std::error_code failed;
  if (fs::exists(fs::symlink_status(path, failed)))
    return StorageRoot::open_or_create(path, layout);
  const fs::path fresh = path.parent_path() / (".delo-new-" + path.filename().string());
  DELO_CHECK(remove_tree(fresh));  // half made, by a run that died
  DELO_CHECK(StorageRoot::open_or_create(fresh, layout));
  DELO_CHECK(rename_no_replace(fresh, path));
  DELO_CHECK(sync_folder(path.parent_path()));
  return StorageRoot::open(path, layout);
}

}  // namespace

Result<void> audit_store(Holdings::Members& members, Store& store, AuditBook& book, bool repair,
                         RunContext& run) {
  repair = repair && members.access == Access::kWork;
  DELO_CHECK(audit_own_files(members, store, book, repair, run));
  DELO_CHECK(book.flush());  // what the stores before brought is known by now
  DELO_TRY(const KnownPlaces known, KnownPlaces::of(members, store));
  return store.for_each(
      [&](const fs::path& below) -> Result<void> {
        if (run.stopping()) return Error{ErrorCode::kCancelled, "interrupted"};
        if (known.contains(below.string())) return {};
        return audit_unrecorded(members, store, below, book, repair, run);
      },
      [&](const fs::path& below) -> Result<void> {
        std::error_code failed;
        const auto type = fs::symlink_status(store.folder() / below, failed).type();
        // An empty folder on the way to a copy: the copy is missing, and told as such.
        if (type == fs::file_type::directory && known.leads_to_one(below.string())) return {};
        AuditLine line{.copy = store.name(),
                       .path = below.string(),
                       .state = FileState::kUnexpected,
                       .expected = "",
                       .found = type == fs::file_type::symlink
                                    ? "a symbolic link; what it leads to is no copy"
                                    : "belongs to no copy"};
        if (repair) {
          DELO_TRY(const fs::path kept,
                   move_to_quarantine(store.folder() / below,
                                      members.quarantine(run.clock.now(), store.name()) / below));
          for (fs::path above = below.parent_path(); !above.empty(); above = above.parent_path()) {
            remove_folder_if_empty(store.folder() / above);
          }
          line.state = FileState::kRepaired;
          line.note = "moved to " + kept.string();
        }
        book.tell(line);
        return {};
      });
}

Result<void> recreate_store(Holdings::Members& members, StoreSlot& slot, AuditBook& book,
                            RunContext& run) {
  const fs::path& path = slot.settings.path;
  if (const auto mount_point = bare_mount_point(path)) {
    slot.absent = "store " + slot.settings.name +
                  " is not there and was not made anew: " + mount_point->string() +
                  " is an empty folder, as when its disk is not mounted; mount the disk, or "
                  "remove that folder if no disk belongs there, and run the same command again";
    return {};
  }
  auto root = made_root(path, slot.settings.layout);
  if (!root) {
    slot.absent += "; it cannot be made anew: " + root.error().text();
    return {};
  }
  slot.store = std::make_unique<OcflStore>(slot.settings.name, *std::move(root));
  members.messages.push_back("store " + slot.settings.name +
                             " was not there and was made anew in " + path.string());
  DELO_CHECK(book.record(store_creation_entry(run.clock.now(), slot.settings)));
  return book.flush();
}

}  // namespace delo::holdings
