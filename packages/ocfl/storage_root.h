// An OCFL 1.1 storage root with extension 0004-hashed-n-tuple-storage-layout, and
// the commit protocol by which an object comes into it or not at all.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/fixity/digest.h"
#include "core/result.h"
#include "packages/ocfl/inventory.h"
#include "packages/package.h"

namespace delo::packages::ocfl {

// May a commit give the work copy's file a second name instead of copying it?
// Only for one copy of a package: two "copies" that are one file on the disk are
// damaged together.
enum class Linking : std::uint8_t { kNever, kWherePossible };

struct NewObject {
  std::string id;                       // the inventory's
  std::string inventory;                // its text, made by first_inventory() or taken from a twin
  const PackageFiles* files = nullptr;  // borrowed; exactly those of the inventory's state
  Linking linking = Linking::kNever;
};

// Two threads may commit to one root at a time; two processes may not.
class StorageRoot {
 public:
  // Opens a root.  Errors: kNotFound (nothing is there), kCorrupt (something else is).
  static Result<StorageRoot> open(const std::filesystem::path& folder);
  // Opens what was a root and has lost its declaration.  Error kNotFound: nothing
  // in it shows that it was one.
  static Result<StorageRoot> open_damaged(const std::filesystem::path& folder);
  // Opens a root, or makes one in an empty or absent folder (declaration, layout,
  // extension configuration; durable when this returns).
  static Result<StorageRoot> open_or_create(const std::filesystem::path& folder);

  const std::filesystem::path& folder() const { return folder_; }

  // Where the object of this id lies or would lie, relative to the root.
  std::filesystem::path layout_path(std::string_view object_id) const;
  std::filesystem::path object_folder(std::string_view object_id) const {
    return folder_ / layout_path(object_id);
  }
  bool has_object(std::string_view object_id) const;

  // Puts a new object in place.  In order (docs/house.md, "Crash safety"): stage
  // below the root on the same file system, linked where `linking` and `source`
  // allow it and copied otherwise; inventory and sidecar; one sync of the file
  // system; read every file back from the disk and compare size and SHA-256;
  // rename without replacing; sync the parent folders.  When it returns the
  // object is durable.
  // Errors: kConflict when the object exists; kCorrupt when what was read back
  // differs; kIo; kCancelled.  After an Error nothing of the object is visible
  // in the root, unless only the last sync failed: then it is whole, and whoever
  // commits it again finds it (kConflict), verifies it and calls secure().
  Result<std::filesystem::path> commit_object(const NewObject& object,
                                              std::stop_token stop = {}) const;

  // Makes an object durable that an earlier process renamed into place, perhaps
  // without living to sync the folders.
  Result<void> secure(std::string_view object_id) const;

  // A new, empty folder below the root for files at work, on the same file
  // system as the objects.  `purpose`: "staging" or "repair".
  Result<std::filesystem::path> make_work_folder(std::string_view purpose,
                                                 std::string_view name) const;
  // Removes it with all that is in it, and the folders above that hold nothing more.
  Result<void> remove_work_folder(const std::filesystem::path& work) const;
  std::filesystem::path work_folder_of(std::string_view purpose) const;

  // Removes what interrupted commits left in the staging folder.  Returns how many.
  Result<std::size_t> sweep_staging() const;
  // Removes `below_root`, if it is an empty folder, and those above that become empty.
  void remove_empty_folders(const std::filesystem::path& below_root) const;

  // Writes the root's own files anew where one is missing or not as it must be
  // (they hold nothing but constants).  Returns the names of those written.
  Result<std::vector<std::string>> restore_declarations() const;
  // The root's own files, by path below the root, with their text.
  static std::vector<std::pair<std::string, std::string>> declarations();

  // Calls `visit` with the folder of every object in the root, relative to the
  // root, in path order; `stray`, when given, with everything else that lies in
  // the hierarchy and does not belong there.
  using Visit = std::function<Result<void>(const std::filesystem::path& below_root)>;
  Result<void> for_each_object(const Visit& visit, const Visit& stray = {}) const;

 private:
  explicit StorageRoot(std::filesystem::path folder) : folder_(std::move(folder)) {}
  Result<void> sync_hierarchy(const std::filesystem::path& object) const;
  std::filesystem::path folder_;
};

}  // namespace delo::packages::ocfl
