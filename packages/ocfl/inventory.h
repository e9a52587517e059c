// The inventory of an OCFL object (OCFL 1.1 §3.5) as a store needs it: which file
// lies where, with which digests.  Reading is strict; what exactly is wrong with
// a foreign inventory is ocfl_validator's business.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/byte_sink.h"
#include "core/bytes/relative_path.h"
#include "core/fixity/digest.h"
#include "core/result.h"
#include "core/text/timestamp.h"
#include "packages/package.h"

namespace delo::packages::ocfl {

// Who made a version, when and why (OCFL 1.1 §3.5.3.1).
struct VersionNote {
  Timestamp created{};
  std::string message;       // "ingested from batch …"
  std::string user_name;     // the program or a person
  std::string user_address;  // URI; may be empty
};

// A file of the object: an entry of the manifest with what the fixity block adds.
struct ContentFile {
  RelativePath path;  // from the object's root: "v1/content/bagit.txt"
  DigestSet digests;
};

// A file of the head version's state: where a logical path has its content.
struct LogicalFile {
  RelativePath path;           // as the package knows it: "bagit.txt"
  std::size_t content_at = 0;  // index into Inventory::content
};

struct Inventory {
  std::string id;
  int head = 1;           // number of the newest version
  std::string head_name;  // its folder: "v1"
  DigestAlgorithm algorithm = DigestAlgorithm::kSha512;
  VersionNote head_note;
  std::vector<ContentFile> content;  // in path order
  std::vector<LogicalFile> state;    // of the head, in path order
};

// The text of the inventory of a new object: one version, every file below
// v1/content, manifest by SHA-512, SHA-256 in the fixity block.  Same arguments,
// same bytes.  Error kInvalidArgument: a path that JSON can't carry (not UTF-8)
// or a file without one of the two digests.
Result<std::string> first_inventory(std::string_view object_id, const PackageFiles& files,
                                    const VersionNote& note);
// The same into a sink, which is not finished; 16 bytes of memory a file.
Result<void> write_first_inventory(std::string_view object_id, const PackageFiles& files,
                                   const VersionNote& note, ByteSink& to);

// Where a file of the first version's state lies: "v1/content/" + path.
RelativePath first_content_path(const RelativePath& logical);

// Error kCorrupt says what is missing or senseless.
Result<Inventory> parse_inventory(std::string_view text);

// "<digest> inventory.json\n" (OCFL 1.1 §3.7)
std::string sidecar_text(const Digest& of_inventory);

}  // namespace delo::packages::ocfl
