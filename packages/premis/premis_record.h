// What a later version takes over from the PREMIS record of the version before: the
// files with their names and identifiers, the events, the agents.
#pragma once

#include <functional>
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
  std::string source;         // UUID of the file it was made from; empty: none is told
};

struct PremisRecord {
  std::vector<HeldFile> files;          // of the package
  std::vector<PremisNode> superseded;   // objects of files that a version before replaced
  std::vector<PremisNode> wanted;       // objects of `files` that were asked for, whole
  std::vector<PremisNode> events, agents;
};

// `want`: of which files the object is wanted as it stands there.
// Errors: kCorrupt (no PREMIS 3 record that can be read, with the line), kIo.
Result<PremisRecord> read_premis_record(const ByteSource& bytes,
                                        const std::function<bool(const HeldFile&)>& want = {});

// UUID of an object.
std::string uuid_of_object(const PremisNode& object);

// The object of a file that `successor`, a UUID, takes the place of: no part of the package
// any more, but what earlier events are about.  `version` is the last that has the file.
PremisNode superseded_object(PremisNode object, int version, const std::string& successor);

}  // namespace delo::packages
