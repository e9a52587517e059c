// The inventory of an object's next version, and those of its earlier ones, by
// cutting and joining the text of the newest (OCFL 1.1 §3.5.3) while it is read: what
// stood in an inventory stands in the next one byte for byte.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/byte_sink.h"
#include "core/bytes/byte_source.h"
#include "packages/ocfl/inventory.h"
#include "packages/package.h"

namespace delo::packages::ocfl {

// What the next version is, beside its inventory.
struct NextVersion {
  int version = 0;
  std::string version_name;          // "v2"; as wide as those before where they are zero-padded
  RelativePath content;              // "v2/content": where the files lie that it brings
  DigestAlgorithm algorithm{};       // of the inventory
  std::vector<std::uint32_t> added;  // their numbers in the PackageFiles, in order
};

// The inventory of the version after the head of `before`, whose whole state is `files`: content
// that any version has is only named, other content is added once whatever the number of
// its names.  Same arguments, same bytes; and write_inventory_of_version() gives back
// `before` from it, byte for byte.  Into a sink, which is not finished, whatever
// their length: some 100 bytes of memory for each file of the manifest and of `files`.
// Errors: kInvalidArgument as write_first_inventory(); kCorrupt (`before` is no inventory, or
// breaks a rule of OCFL); kUnsupported (it is written in a way that would not come back,
// or its padded version numbers are used up); those of the text and of the sink: what is written
// then is worth nothing.
Result<NextVersion> write_next_inventory(const ByteSource& before, const PackageFiles& files,
                                         const VersionNote& note, ByteSink& to);

// The inventory as it was when `version` was the head, into a sink, which is not finished;
// flat memory.  Errors: kCorrupt, kInvalidArgument (there is no such version), those of the
// text and of the sink.
Result<void> write_inventory_of_version(const ByteSource& text, int version, ByteSink& to);

// The name of a version's folder, as wide as `like` where that one is zero-padded:
// "v2" or "v0002".  Empty: the padding does not allow for so many.
std::string version_folder_name(int version, std::string_view like);

// The version that a list of content paths, as JSON, belongs to, by the first of them; 0
// where that tells none.
std::uint32_t version_of_paths(std::string_view paths);

}  // namespace delo::packages::ocfl
