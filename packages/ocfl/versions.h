// The inventory of an object's next version, and those of its earlier ones, by
// cutting and joining the text of the newest (OCFL 1.1 §3.5.3): what stood in an
// inventory stands in the next one byte for byte.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "packages/ocfl/inventory.h"
#include "packages/package.h"

namespace delo::packages::ocfl {

// A file that a version brings: its content was in no version before.
struct AddedContent {
  std::size_t file = 0;  // index into the PackageFiles
  RelativePath path;     // from the object's root: "v2/content/data/a.tif"
};

struct NextInventory {
  std::string text;
  int version = 0;
  std::string version_name;  // "v2"; as wide as those before where they are zero-padded
  std::vector<AddedContent> added;
};

// The version after the head of `before`, whose whole state is `files`: content that
// any version has is only named, other content is added once whatever the number of
// its names.  Same arguments, same bytes; and inventory_of_version() gives back
// `before` from it, byte for byte.
// Errors: kInvalidArgument as first_inventory(); kCorrupt (`before` is no inventory);
// kUnsupported (it is written in a way that would not come back, or its padded
// version numbers are used up).
Result<NextInventory> next_inventory(const std::string& before, const PackageFiles& files,
                                     const VersionNote& note);

// The inventory as it was when `version` was the head.  Errors: kCorrupt,
// kInvalidArgument (there is no such version).
Result<std::string> inventory_of_version(const std::string& text, int version);

// The name of a version's folder, as wide as `like` where that one is zero-padded:
// "v2" or "v0002".  Empty: the padding does not allow for so many.
std::string version_folder_name(int version, std::string_view like);

// The notes of all versions, the first one first.  Error kCorrupt.
Result<std::vector<VersionNote>> version_notes(const std::string& text);

}  // namespace delo::packages::ocfl
