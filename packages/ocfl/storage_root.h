// An OCFL 1.1 storage root with extension 0004-hashed-n-tuple-storage-layout, and
// the commit protocol by which an object comes into it or not at all.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/fixity/digest.h"
#include "core/result.h"
#include "core/text/timestamp.h"
#include "packages/package.h"

namespace delo::packages::ocfl {

struct VersionNote {
  Timestamp created{};
  std::string message;       // "ingested from batch …"
  std::string user_name;     // the program or a person
  std::string user_address;  // URI; may be empty
};

class StorageRoot {
 public:
  // Opens a root, or makes one in an empty or absent folder (declaration, layout,
  // extension configuration; durable when this returns).  Error kCorrupt when
  // something else lies there.
  static Result<StorageRoot> open_or_create(const std::filesystem::path& folder);

  const std::filesystem::path& folder() const { return folder_; }

  // Where the object of this id lies or would lie, relative to the root.
  std::filesystem::path layout_path(const std::string& object_id) const;
  bool has_object(const std::string& object_id) const;

  // Puts a new object (version 1) with these files in place.  In order
  // (docs/house.md, "Crash safety"): stage below the root on the same file
  // system, linked where `source` allows it and copied through read_once
  // otherwise; inventory and sidecar; one sync of the file system; read every
  // file back and compare its digest; rename without replacing; sync the parent
  // folders.  When it returns the object is durable.
  // Error kConflict when the object exists; kCorrupt when what was read back
  // differs; kIo.  After an Error nothing of the object is visible in the root.
  Result<std::filesystem::path> commit_object(const std::string& object_id,
                                              const PackageFiles& files, const VersionNote& note);

  // Removes what interrupted commits left in the staging folder.  Returns how much.
  Result<std::size_t> sweep_staging();

  // Calls `visit` with the folder of every object in the root, in path order.
  Result<void> for_each_object(
      const std::function<Result<void>(const std::filesystem::path& object)>& visit) const;

 private:
  explicit StorageRoot(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};

}  // namespace delo::packages::ocfl
