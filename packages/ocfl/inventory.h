// The inventory of an OCFL object (OCFL 1.1 §3.5) as a store needs it: which file
// lies where, with which digests.  Reading is strict; what exactly is wrong with
// a foreign inventory is ocfl_validator's business.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes/byte_sink.h"
#include "core/bytes/byte_source.h"
#include "core/bytes/relative_path.h"
#include "core/fixity/digest.h"
#include "core/result.h"
#include "core/text/timestamp.h"
#include "packages/ocfl/inventory_files.h"
#include "packages/package.h"

namespace delo::packages::ocfl {

// Who made a version, when and why (OCFL 1.1 §3.5.3.1).
struct VersionNote {
  Timestamp created{};
  std::string message;       // "ingested from batch …"
  std::string user_name;     // the program or a person
  std::string user_address;  // URI; may be empty
};

// What an inventory says but for its files.
struct InventoryHead {
  std::string id;
  int head = 1;           // number of the newest version, or of the one that was asked for
  std::string head_name;  // its folder: "v1"
  DigestAlgorithm algorithm = DigestAlgorithm::kSha512;
  VersionNote head_note;
};

struct Inventory : InventoryHead {
  ContentFiles content;
  LogicalFiles state;  // of the head

  // Where that version has a file's content; nothing: it has no such file.
  std::optional<ContentFile> content_of(std::string_view logical_path) const;
};

// The text of an inventory, wherever it lies.  Shared: every store writes it, and what was
// proved of it must stay so.
using SharedText = std::shared_ptr<const ByteSource>;

// The text of the inventory of a new object: one version, every file below
// v1/content, manifest by SHA-512, SHA-256 in the fixity block.  Same arguments,
// same bytes, into a sink, which is not finished; 16 bytes of memory a file.  Errors:
// kInvalidArgument (a path that JSON can't carry, not being UTF-8, or a file without one of the
// two digests), those of the sink.
Result<void> write_first_inventory(std::string_view object_id, const PackageFiles& files,
                                   const VersionNote& note, ByteSink& to);

// Where a file of the first version's state lies: "v1/content/" + path.
RelativePath first_content_path(const RelativePath& logical);

// Goes through the text several times, wherever it is; what it holds is the result, some 150
// bytes a file, and of files that lie under another path than their own some 100 more.  `version`:
// that one is the head, and `content` is that of all versions; 0: the newest. Errors: kCorrupt says
// what is missing or senseless; kInvalidArgument (there is no such version); those of `text`.
Result<Inventory> read_inventory(const ByteSource& text, int version = 0);
// The same without its files: flat memory.
Result<InventoryHead> read_inventory_head(const ByteSource& text);

// "<digest> inventory.json\n" (OCFL 1.1 §3.7)
std::string sidecar_text(const Digest& of_inventory);

}  // namespace delo::packages::ocfl
