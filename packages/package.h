// The logical package (OAIS) and the files it becomes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/bytes/relative_path.h"
#include "core/fixity/digest.h"
#include "core/records/event.h"
#include "core/records/examination.h"
#include "core/records/item.h"
#include "packages/package_context.h"
#include "packages/premis/premis_node.h"
#include "packages/record_list.h"

namespace delo::packages {

enum class PackageKind : std::uint8_t { kSip, kAip, kDip };  // OAIS

// A payload file: what is known of it, and where its bytes lie now (ours, never
// the producer's medium).
struct PayloadFile {
  FileObject object;
  Examination examination;
  std::filesystem::path content;
};

// Many payload files: only those that are being looked at are in memory.
using Payload = RecordList<PayloadFile>;

const RelativePath& path_of(const PayloadFile& file);
std::string record_of(const PayloadFile& file);
Result<void> from_record(RelativePath path, std::string_view record, PayloadFile& file);

struct Package {
  PackageId id;
  PackageKind kind = PackageKind::kAip;
  std::string root_name;      // of the E-ARK folder; empty: objid_of(id)
  Item item;                  // `files` is empty here; see `payload`
  Payload payload;            // in path order
  std::vector<Event> events;  // in the order they happened
  std::vector<Agent> agents;  // all that the events name; the program itself first
  std::string policy;         // "scans, version 3"
  std::string producer;       // organisation or folder the batch came from
  // The date of the material: its newest modification.  Everything in a package
  // that needs a date and must not depend on the clock uses it.
  Timestamp material_date{};
  PackageContext context;
  // Of a later version: what PREMIS told of the versions before.
  std::vector<PremisNode> earlier_events = {}, earlier_agents = {};
  std::vector<PremisNode> earlier_objects = {};  // of files that are no part of it any more
  // Of these files the PREMIS identifier is not made of the package's id and the path.
  std::map<std::string, std::string> uuids = {};            // by path
  std::set<std::string> kept = {};                          // paths of files as they were
  std::map<std::string, std::string> sources = {};          // by path of a kept file: UUID it names
  std::multimap<std::string, std::string> supersedes = {};  // by path: UUIDs of what it replaces
  bool exact_event_times = false;  // else "at or after material_date" (EDTF "…/..")
  // Of the folder it was made from, the first thousand: a package holds files alone.
  std::vector<RelativePath> empty_folders = {};
};

inline bool has_rights(const Package& package) {
  return !package.item.rights.empty() || !package.context.rights.empty();
}

// One file of a finished package: all of them are regular files of ours whose
// digests are known, so that a store only has to put them in place.
struct PackagedFile {
  RelativePath path;             // within the package
  std::filesystem::path source;  // bytes to link or copy
  std::uint64_t size = 0;
  DigestSet digests;  // sha256 and sha512 at least
};
using PackageFiles = RecordList<PackagedFile>;  // in path order, no path twice

const RelativePath& path_of(const PackagedFile& file);
std::string record_of(const PackagedFile& file);
Result<void> from_record(RelativePath path, std::string_view record, PackagedFile& file);

}  // namespace delo::packages
