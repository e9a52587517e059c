// What a held package says of itself: the received files in it, by their received
// names, and what its PREMIS record tells of them and of its history.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/records/rights.h"
#include "holdings/holdings.h"
#include "packages/descriptive/description_writer.h"
#include "packages/ocfl/inventory.h"
#include "packages/premis/premis_node.h"

namespace delo::ingest {

struct HeldFile {
  RelativePath path;                    // within the item, as received
  packages::ocfl::ContentFile content;  // where the package has it, with its digests
  std::string uuid;                     // PREMIS identifier
  std::string source;                   // that of the file it was made from, where it is told
  FileRole role = FileRole::kOther;     // by its place, of copies alone
  bool is_list = false;                 // a producer's checksum list
  bool is_description = false;
  bool from_batch = false;  // lay beside the items, as its PREMIS events tell: no producer's own
  std::int64_t modified_ns = 0;  // as METS tells it, to the second
};

struct HeldPackage {
  holdings::PackageEntry entry;
  std::vector<HeldFile> files;   // in path order
  std::vector<HeldFile> copies;  // UTF-8 copies of texts among them; in path order
  std::vector<packages::PremisNode> events, agents;
  std::vector<packages::PremisNode> superseded;  // objects of files of versions before
  // By path: objects that were asked for, and of copies of these.
  std::map<std::string, packages::PremisNode> replaced;
  std::vector<RightsStatement> rights;  // of files and of the item, as its PREMIS tells them
  std::vector<Party> submitters;        // the oldest first
  std::vector<std::string> agreements;  // the newest first
};

using Replaces = std::function<bool(const RelativePath& path, const DigestSet& digests)>;

// Reads METS and PREMIS of the newest version, each verified, by way of `scratch` (a
// folder, made and emptied).  `replaces`: whether another file takes the place of the one
// at this path with these digests.  Errors: kCorrupt (they don't say what is needed, or no
// copy has them intact), kIo, kCancelled.
Result<HeldPackage> read_held_package(holdings::Holdings& holdings,
                                      const holdings::PackageEntry& entry,
                                      const std::filesystem::path& scratch,
                                      const Replaces& replaces, RunContext& run);

// What record-ead.xml of the newest version says; empty when there is none.  Errors as above.
Result<packages::WrittenDescription> read_held_description(holdings::Holdings& holdings,
                                                           const holdings::PackageEntry& entry,
                                                           const std::filesystem::path& scratch,
                                                           RunContext& run);

}  // namespace delo::ingest
