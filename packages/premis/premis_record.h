// What a later version takes over from the PREMIS record of the version before: the
// files with their names and identifiers, the events, the agents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/result.h"
#include "packages/premis/premis_node.h"

namespace delo::packages {

struct HeldFile {
  std::string uuid;           // objectIdentifierValue of type UUID
  std::string original_name;  // as original_name() wrote it
  std::string place;          // contentLocationValue: within the package, likewise
};

struct PremisRecord {
  std::vector<HeldFile> files;
  std::vector<PremisNode> events, agents;
};

// Errors: kCorrupt (no PREMIS 3 record that can be read, with the line), kIo.
Result<PremisRecord> read_premis_record(const ByteSource& bytes);

}  // namespace delo::packages
