// An inventory without its long blocks: the manifest, the states and the fixity of each
// algorithm, of which is told where they are, to be gone through when they are wanted.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/bytes/byte_source.h"
#include "core/result.h"
#include "core/text/json.h"
#include "core/text/json_events.h"

namespace delo::packages::ocfl {

struct LongBlock : JsonRange {
  bool has_capitals = false;  // A to F in a key: two keys may be one digest
  std::uint64_t paths = 0;    // items of its arrays
};

struct InventoryOutline {
  Json json;  // an empty object for each block below
  std::optional<LongBlock> manifest;
  std::map<std::string, LongBlock> states;  // by version
  std::map<std::string, LongBlock> fixity;  // by algorithm
};

// Error kCorrupt as Json::parse() has it; those of `text`.
Result<InventoryOutline> read_outline(const ByteSource& text);

// What a block, digest → array of paths, consists of.
enum class BlockItem : std::uint8_t {
  kDigest,  // a key; what follows is its
  kPath,    // of the array
  kNoText,  // an item of the array that is none
  kNoList,  // the value is no array
};
// `path` is empty but for kPath.
using BlockVisit =
    std::function<Result<void>(BlockItem item, const std::string& digest, const std::string& path)>;

// REQUIRES: a block of an outline of the same text.  Errors: those of `visit`, which end
// it, and of `text`; kCorrupt when that has changed.
Result<void> read_block(const ByteSource& text, JsonRange block, const BlockVisit& visit);

}  // namespace delo::packages::ocfl
