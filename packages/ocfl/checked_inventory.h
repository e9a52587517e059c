// A foreign inventory, read as far as it makes sense, with everything that is
// wrong with it by itself (OCFL 1.1 §3.5).  What is wrong between inventories, or
// between an inventory and the files, is ocfl_validator's business.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/fixity/digest.h"
#include "core/text/json.h"

namespace delo::packages::ocfl {

// A published code with what was found; the validator adds where.
struct OcflFault {
  std::string code;
  std::string message;
};

struct CheckedVersion {
  Json created, message, user;
  // Logical path → digest as the inventory spells it.
  std::map<std::string, std::string> state;
};

struct CheckedInventory {
  bool readable = false;  // it is a JSON object
  std::string id, type, head;
  std::string spec;                          // "1.0" "1.1", from the type; empty when it tells none
  std::optional<DigestAlgorithm> algorithm;  // sha256 or sha512
  std::string algorithm_name;                // as written
  std::optional<std::string> content_directory;  // when it is set and may be
  // Content path → digest, as the inventory spells it; paths that may not be are
  // left out.
  std::map<std::string, std::string> manifest;
  std::map<std::string, CheckedVersion> versions;  // by name, those that are objects
  struct Fixity {
    DigestAlgorithm algorithm;
    std::string digest, path;
  };
  std::vector<Fixity> fixity;  // of algorithms that we can compute

  const std::string content_folder() const { return content_directory.value_or("content"); }
};

// `object_spec`: the version that the object declares; empty when it declares none.
CheckedInventory check_inventory(std::string_view text, std::string_view object_spec,
                                 std::vector<OcflFault>& faults);

// The number of a version folder's name ("v1", "v0001"); nothing when it is none.
// `padded`: it has leading zeros.
struct VersionName {
  std::uint32_t number = 0;
  bool padded = false;
};
std::optional<VersionName> version_name(std::string_view name);

}  // namespace delo::packages::ocfl
