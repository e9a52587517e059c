// A new version of an object: into the storage root, or not at all.
#include <algorithm>
#include <unordered_set>

#include "core/bytes/disk.h"
#include "core/bytes/same_bytes.h"
#include "core/bytes/spool_sink.h"
#include "packages/ocfl/checked_inventory.h"
#include "packages/ocfl/folder_walk.h"
#include "packages/ocfl/staging.h"
#include "packages/ocfl/storage_layout.h"
#include "packages/ocfl/storage_root.h"

namespace delo::packages::ocfl {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kMutableHead = "0005-mutable-head";
// In the work folder: which object, which version.  DO NOT CHANGE: it is on disk.
constexpr std::string_view kMarker = "version-of";
constexpr std::string_view kStagedVersion = "version";

bool is_there(const fs::path& path) {
  std::error_code failed;
  return fs::symlink_status(path, failed).type() != fs::file_type::not_found;
}

Result<Sidecar> sidecar_for(const ByteSource& inventory) {
  DELO_TRY(const InventoryHead head, read_inventory_head(inventory));
  return sidecar_of(inventory, head.algorithm);
}

// Everything that the version brings, and what the object's root will have.
Result<void> stage(const NewVersion& version, const fs::path& place, const fs::path& work,
                   const Sidecar& sidecar, std::stop_token stop) {
  PackageFiles staged(work);
  const NextVersion& next = *version.next;
  const fs::path folder = work / kStagedVersion;
  DELO_CHECK(make_folders(folder));
  std::unordered_set<std::string> made;
  const fs::path content = folder / next.content.text().substr(next.version_name.size() + 1);
  PackageFiles::Reader files(*version.files);
  for (const std::uint32_t added : next.added) {
    DELO_TRY(const PackagedFile file, files.at(added));
    const fs::path to = file.path.under(content);
    if (made.insert(to.parent_path().string()).second) DELO_CHECK(make_folders(to.parent_path()));
    DELO_CHECK(stage_file(file, to, version.linking, staged, stop));
  }
  DELO_CHECK(stage_text(work / kMarker, place.string() + "\n" + next.version_name + "\n", staged));
  // Inventory and sidecar last, as the specification asks (OCFL 1.1 §3.5).
  for (const fs::path& to : {folder, work}) {
    DELO_CHECK(stage_text(to / kInventory, *version.inventory, staged));
    DELO_CHECK(stage_text(to / sidecar.name, sidecar.text, staged));
  }
  DELO_CHECK(sync_file_system(work));
  return read_back(staged, stop);
}

using OpenInventory = Result<std::unique_ptr<FileSource>>;

OpenInventory inventory_in(const fs::path& folder) { return FileSource::open(folder / kInventory); }

// Both are there, can be read, and are the same.
bool are_alike(const OpenInventory& a, const OpenInventory& b) {
  if (!a || !b) return false;
  const auto same = same_bytes(**a, **b);
  return same && *same;
}

// What the marker of a commit that died says.
struct Begun {
  fs::path place;       // of the object, below the root
  std::string version;  // "v2"
};

std::optional<Begun> begun_in(const fs::path& work) {
  const auto text = read_file(work / kMarker, 1u << 16);
  if (!text) return std::nullopt;
  const std::size_t end = text->find('\n');
  if (end == std::string::npos || !text->ends_with('\n')) return std::nullopt;
  std::string version = text->substr(end + 1);
  version.pop_back();
  const auto place = RelativePath::parse(text->substr(0, end));
  if (!place || !version_name(version)) return std::nullopt;
  return Begun{place->text(), std::move(version)};
}

Result<void> finish_sidecar(const fs::path& object, const ByteSource& inventory) {
  DELO_TRY(const Sidecar sidecar, sidecar_for(inventory));
  const auto there = read_file(object / sidecar.name, 1u << 16);
  if (there && *there == sidecar.text) return {};
  DELO_CHECK(write_file_atomically(object / sidecar.name, sidecar.text));
  return sync_folder(object);
}

// Whether the inventory of a later version, without it, is `before`, whose head is `version`.
Result<bool> follows_on(const ByteSource& later, int version, const ByteSource& before,
                        const fs::path& root) {
  Spool back(root);
  SpoolSink sink(back);
  const auto written = write_inventory_of_version(later, version, sink);
  if (written) return same_bytes(back, before);
  if (written.error().code == ErrorCode::kIo) return written.error();
  return false;
}

// "" when nothing had come into the object.
Result<std::string> settle(const fs::path& root, const fs::path& work, const Begun& begun) {
  const fs::path object = root / begun.place, version = object / begun.version;
  const std::string what = "version " + begun.version + " of " + begun.place.string();
  if (!is_there(version)) return std::string();
  const auto above = open_folder_beneath(root, begun.place);
  if (!above) return std::string();
  const auto own = inventory_in(version), now = inventory_in(object);
  if (are_alike(own, now)) {
    DELO_CHECK(finish_sidecar(object, **now));
    return what + " was brought to its end; the last run died over it";
  }
  const auto number = static_cast<int>(version_name(begun.version)->number);
  const auto before = inventory_in(object / version_folder_name(number - 1, begun.version));
  const auto staged = inventory_in(work);
  // Only what is proved to be of this commit is taken back.
  if (!are_alike(before, now) || !are_alike(staged, own)) {
    return what +
           " was begun by a run that died, and the object's inventory is neither the one "
           "before nor the one after; delo audit tells more";
  }
  DELO_CHECK(rename_no_replace(version, work / kStagedVersion));
  DELO_CHECK(sync_folder(object));
  return what + " was taken back; the last run died before it was complete";
}

}  // namespace

Result<void> StorageRoot::commit_version(const NewVersion& version, std::stop_token stop) const {
  DELO_TRY(const fs::path place, place_of(version.id));
  const fs::path object = folder_ / place, target = object / version.next->version_name;
  DELO_CHECK(open_folder_beneath(folder_, place));
  if (is_there(object / kExtensions / kMutableHead)) {
    return Error{ErrorCode::kUnsupported,
                 "the object " + version.id + " has a mutable head (" + std::string(kMutableHead) +
                     "), which is not in its inventory; commit or drop it with the program that "
                     "made it",
                 object};
  }
  DELO_TRY(const auto now, inventory_in(object));
  DELO_TRY(const bool as_before, same_bytes(*now, *version.before));
  if (!as_before || is_there(target)) {
    return Error{ErrorCode::kConflict,
                 "the object " + version.id + " is not as the version " +
                     version.next->version_name + " was made for",
                 object};
  }
  DELO_TRY(const Sidecar sidecar, sidecar_of(*version.inventory, version.next->algorithm));
  DELO_TRY(const fs::path work,
           make_work_folder("staging", object.filename().string().substr(0, 12)));
  bool current = false;  // the root's inventory is the new one
  const auto put = [&]() -> Result<void> {
    DELO_CHECK(stage(version, place, work, sidecar, stop));
    DELO_CHECK(rename_no_replace(work / kStagedVersion, target));
    auto replaced = sync_folder(object);
    if (replaced) replaced = rename_over(work / kInventory, object / kInventory);
    if (!replaced) {
      // Nobody has seen it: it goes, and the next attempt begins anew.
      DELO_CHECK(rename_no_replace(target, work / kStagedVersion));
      DELO_CHECK(sync_folder(object));
      return replaced;
    }
    current = true;
    DELO_CHECK(rename_over(work / sidecar.name, object / sidecar.name));
    return sync_folder(object);
  }();
  // A version whose folder could not be taken back, or whose sidecar not be written,
  // keeps its marker: the next start settles it.
  if (!put && (current || is_there(target))) return put;
  auto removed = remove_work_folder(work);
  DELO_CHECK(put);
  return removed;
}

Result<bool> StorageRoot::take_back_version(std::string_view object_id,
                                            const ByteSource& before) const {
  DELO_TRY(const fs::path place, place_of(object_id));
  DELO_CHECK(open_folder_beneath(folder_, place));
  const fs::path object = folder_ / place;
  DELO_TRY(const InventoryHead head, read_inventory_head(before));
  const auto now = inventory_in(object);
  if (!now) return now.error();
  DELO_TRY(const bool as_before, same_bytes(**now, before));
  const fs::path version = object / version_folder_name(head.head + 1, head.head_name);
  if (!is_there(version) && as_before) return false;
  const auto own = inventory_in(version);
  DELO_TRY(const bool follows, own ? follows_on(**own, head.head, before, folder_) : false);
  if (!follows || !(as_before || are_alike(now, own))) {
    return Error{ErrorCode::kConflict,
                 "what is in the object " + std::string(object_id) +
                     " beyond its recorded versions is not the next one",
                 object};
  }
  DELO_TRY(const fs::path work,
           make_work_folder("staging", object.filename().string().substr(0, 12)));
  if (!as_before) {
    PackageFiles staged(work);
    DELO_CHECK(stage_text(work / kInventory, before, staged));
    DELO_CHECK(sync_file_system(work));
    DELO_CHECK(rename_over(work / kInventory, object / kInventory));
    DELO_CHECK(sync_folder(object));
    DELO_CHECK(finish_sidecar(object, before));
  }
  DELO_CHECK(rename_no_replace(version, work / kStagedVersion));
  DELO_CHECK(sync_folder(object));
  DELO_CHECK(remove_work_folder(work));
  return true;
}

Result<std::vector<std::string>> StorageRoot::settle_versions() const {
  std::vector<std::string> told;
  const fs::path staging = work_folder_of("staging");
  auto left = list_folder(staging);
  if (!left) {
    if (left.error().code == ErrorCode::kNotFound) return told;
    return std::move(left).error();
  }
  for (const FolderEntry& entry : *left) {
    const auto begun = begun_in(staging / entry.path);
    if (!begun) continue;
    DELO_TRY(std::string sentence, settle(folder_, staging / entry.path, *begun));
    if (!sentence.empty()) told.push_back(std::move(sentence));
  }
  return told;
}

}  // namespace delo::packages::ocfl
