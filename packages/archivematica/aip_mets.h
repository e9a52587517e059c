// What the METS of an Archivematica AIP says of its files: where they lie, and the
// fixity and size that the PREMIS within it records.  (Archivematica 1.16, METS.UUID.xml)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/bytes/relative_path.h"
#include "core/result.h"

namespace delo::packages::archivematica {

// Of the PREMIS object of a file, or of its techMD.
struct FilePremis {
  std::string section;                                       // ID of the amdSec it lies in
  std::vector<std::pair<std::string, std::string>> digests;  // algorithm, digest as written
  std::optional<std::uint64_t> size;                         // bytes
  std::string size_written;                                  // when it is no number
};

struct AipFile {
  std::string id, use;                // USE of its fileGrp: "original", "metadata" …
  std::string href;                   // as written; relative to data/
  std::vector<std::string> sections;  // ADMID
  std::uint64_t line = 0;
};

// A reference to an ID, by fptr, ADMID or DMDID.
struct IdReference {
  std::string to, by;
  std::uint64_t line = 0;
};

struct AipMets {
  bool is_mets = false;             // the root element is mets
  bool is_whole = true;             // read to its end, not too large
  std::vector<std::string> faults;  // of the XML, "line 3: …"
  int file_sections = 0, structures = 0;
  std::vector<AipFile> files;
  std::vector<FilePremis> objects;  // PREMIS objects of files
  std::vector<std::string> ids;     // all ID attributes, sorted, doubles kept
  std::vector<IdReference> references;
};

// Reads the document through; memory goes with the number of its files (some 500
// bytes each), 20 million elements of the lists at most.  Errors: kIo.
Result<AipMets> read_aip_mets(const ByteSource& bytes);

// The UUID of "METS.<uuid>.xml", in lower case; nothing for other names.
std::optional<std::string> uuid_of_mets_name(std::string_view name);
// The UUID that a name ends with, "NAME-<uuid>", in lower case.
std::optional<std::string> uuid_at_end(std::string_view name);
// "data/METS.<uuid>.xml" of a bag.
bool is_aip_mets(const RelativePath& path);

}  // namespace delo::packages::archivematica
