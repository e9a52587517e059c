// An OCFL 1.1 storage root, and the commit protocol by which an object, or a version
// of one, comes into it or not at all.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/fixity/digest.h"
#include "core/result.h"
#include "packages/ocfl/inventory.h"
#include "packages/ocfl/layout.h"
#include "packages/ocfl/versions.h"
#include "packages/package.h"

namespace delo::packages::ocfl {

// May a commit give the work copy's file a second name instead of copying it?
// Only for one copy of a package: two "copies" that are one file on the disk are
// damaged together.
enum class Linking : std::uint8_t { kNever, kWherePossible };

// Writes a text into a sink, the same each time, and does not finish it.
using TextWriter = std::function<Result<void>(ByteSink&)>;

struct NewObject {
  std::string id;                       // the inventory's
  SharedText inventory;                 // made as by write_first_inventory() or taken from a twin
  const PackageFiles* files = nullptr;  // borrowed; exactly those of the inventory's state
  Linking linking = Linking::kNever;
  // An object that was before, with all its versions: the paths of `files` are from
  // the object's root, and `texts` (path, text) is all that lies there besides.
  bool placed = false;
  std::vector<std::pair<std::string, TextWriter>> texts = {};
};

struct NewVersion {
  std::string id;
  SharedText before;                    // that it follows, as the root has it
  const NextVersion* next = nullptr;    // borrowed; made of `before` and `files`
  SharedText inventory;                 // its own
  const PackageFiles* files = nullptr;  // borrowed; the version's whole state
  Linking linking = Linking::kNever;
};

// Two threads may commit to one root at a time; two processes may not.
class StorageRoot {
 public:
  // Opens a root.  Errors: kNotFound (nothing is there), kCorrupt (something else is).
  // An existing root is read by what its own files say of its layout.  Where they are
  // lost or damaged, or contradict the place of its objects, `assumed` stands.  A
  // registered layout that we can't compute is read by looking through the root.
  static Result<StorageRoot> open(const std::filesystem::path& folder, const Layout& assumed = {});
  // Opens what was a root and has lost its declaration.  Error kNotFound: nothing
  // in it shows that it was one.
  static Result<StorageRoot> open_damaged(const std::filesystem::path& folder,
                                          const Layout& assumed = {});
  // Opens a root, or makes one in an empty or absent folder (declaration, layout,
  // extension configuration; durable when this returns).
  static Result<StorageRoot> open_or_create(const std::filesystem::path& folder,
                                            const Layout& layout = {});

  const std::filesystem::path& folder() const { return folder_; }

  const Layout& layout() const { return layout_; }
  // Empty, or why no new object can come here: its layout is one that we can't compute.
  const std::string& not_for_writing() const { return unknown_; }

  // Where the object of this id lies or would lie, relative to the root.  Errors:
  // kInvalidArgument (the layout can't hold it), kUnsupported (a layout that we can't
  // compute, and no object of this id in the root).
  Result<std::filesystem::path> place_of(std::string_view object_id) const;
  // The same; for an id without a place one where nothing ever is.
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

  // Puts a new version into an object.  In order: stage below the root what the version
  // brings, its inventory and sidecar, and both once more for the object's root; one
  // sync of the file system; read every file back from the disk; rename the version's
  // folder into the object; sync; replace the root's inventory, which is the one moment
  // at which the object's newest version becomes another; then its sidecar; sync.
  // Where that moment is not reached the version's folder is taken out again; where the
  // process dies settle_versions() does it, or brings the commit to its end.
  // Errors: kNotFound (no such object), kConflict (its inventory is not `before`, or the
  // version is there), kUnsupported (it has a mutable head, extension 0005), kCorrupt
  // (what was read back differs), kIo, kCancelled.
  Result<void> commit_version(const NewVersion& version, std::stop_token stop = {}) const;

  // Takes back the version after the head of `before`, an inventory of the object: its
  // folder is removed and `before` is the root's inventory again.  For a version that
  // nobody was told of.  false: there was none.  Errors: kConflict (what is there does
  // not follow `before`), kNotFound, kIo.
  Result<bool> take_back_version(std::string_view object_id, const ByteSource& before) const;

  // What commits of versions that died left: brought to their end where the object's
  // inventory is the new one already, taken back where it is the old one.  A sentence
  // for each.  Before sweep_staging().
  Result<std::vector<std::string>> settle_versions() const;

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
  std::vector<std::pair<std::string, std::string>> declarations() const;

  // Calls `visit` with the folder of every object in the root, relative to the
  // root, in path order; `stray`, when given, with everything else that lies in
  // the hierarchy and does not belong there.
  using Visit = std::function<Result<void>(const std::filesystem::path& below_root)>;
  Result<void> for_each_object(const Visit& visit, const Visit& stray = {}) const;

 private:
  StorageRoot(std::filesystem::path folder, Layout layout)
      : folder_(std::move(folder)), layout_(std::move(layout)) {}
  static Result<StorageRoot> with_layout(const std::filesystem::path& folder,
                                         const Layout& assumed);
  Result<void> sync_hierarchy(const std::filesystem::path& object) const;

  std::filesystem::path folder_;
  Layout layout_;
  std::string unknown_;
  // Of a layout that we can't compute: id → place, as the root was when it was opened.
  std::shared_ptr<const std::map<std::string, std::filesystem::path>> places_;
};

}  // namespace delo::packages::ocfl
