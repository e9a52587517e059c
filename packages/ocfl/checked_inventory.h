// A foreign inventory, read as far as it makes sense, with everything that is
// wrong with it by itself (OCFL 1.1 §3.5).  What is wrong between inventories, or
// between an inventory and the files, is ocfl_validator's business.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/fixity/digest.h"
#include "core/result.h"
#include "core/text/json.h"
#include "core/text/json_events.h"

namespace delo::packages::ocfl {

// A published code with what was found; the validator adds where.
struct OcflFault {
  std::string code;
  std::string message;
};

struct CheckedVersion {
  Json created, message, user;
  std::optional<JsonRange> state;  // a block: digest → logical paths
};

struct CheckedInventory {
  bool readable = false;  // it is a JSON object
  std::string id, type, head;
  std::string spec;                          // "1.0" "1.1", from the type; empty when it tells none
  std::optional<DigestAlgorithm> algorithm;  // sha256 or sha512
  std::string algorithm_name;                // as written
  std::optional<std::string> content_directory;    // when it is set and may be
  std::optional<JsonRange> manifest;               // a block: digest → content paths
  std::map<std::string, CheckedVersion> versions;  // by name, those that are objects

  const std::string content_folder() const { return content_directory.value_or("content"); }
};

// Who gets what an inventory lists; digests as it spells them.
class InventoryEntries {
 public:
  virtual ~InventoryEntries() = default;
  // Of the manifest: each path once; those that may not be are left out.  `inventory` has
  // all but its versions.
  virtual Result<void> content(const CheckedInventory& inventory, const std::string& path,
                               const std::string& digest) = 0;
  // Of the fixity block: paths of the manifest, algorithms that we can compute.
  virtual Result<void> fixity(DigestAlgorithm algorithm, const std::string& path,
                              const std::string& digest) = 0;
};

// Goes through the text several times and holds some 100 bytes for each file while it does.
// `object_spec`: the version that the object declares; empty when it declares none.
// Errors: those of `text` and of `entries`; kCorrupt when the text changes meanwhile.
Result<CheckedInventory> check_inventory(const ByteSource& text, std::string_view object_spec,
                                         InventoryEntries& entries, std::vector<OcflFault>& faults);

// The number of a version folder's name ("v1", "v0001"); nothing when it is none.
// `padded`: it has leading zeros.
struct VersionName {
  std::uint32_t number = 0;
  bool padded = false;
};
std::optional<VersionName> version_name(std::string_view name);

}  // namespace delo::packages::ocfl
