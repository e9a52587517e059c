// METS as a validator needs it: what the document says, in its own words, with
// the line it says it in.  Nothing is judged here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/result.h"
#include "core/text/xml_reader.h"
#include "packages/record_list.h"

namespace delo::packages {

// An attribute that is absent is nothing; one that is empty is "".
using MetsText = std::optional<std::string>;

struct MetsAgent {
  MetsText role, other_role, type, other_type;
  std::vector<std::string> names;
  struct Note {
    std::string text;
    MetsText type;  // csip:NOTETYPE
  };
  std::vector<Note> notes;
  std::uint64_t line = 0;
};

// mdRef, FLocat (with its file's attributes) or mptr.
struct MetsLink {
  MetsText loctype, link_type, href, title;
  MetsText mdtype, mdtype_version, mime, size, created, checksum, checksum_type;
  std::uint64_t line = 0;
};

struct MetsSection {
  enum class Kind : std::uint8_t { kDescription, kProvenance, kRights, kOther };
  Kind kind = Kind::kOther;
  MetsText id, created, status;
  std::optional<MetsLink> reference;
  std::uint64_t line = 0;
};

struct MetsFile {
  MetsText id, owner, admid, dmdid;
  MetsText format_name, format_version, format_registry, format_key;  // sip:
  MetsLink link;      // attributes of file, and of its first FLocat
  int locations = 0;  // FLocat elements
  std::size_t group = 0;
};

// Many files: only those that are being looked at are in memory.
using MetsFiles = RecordList<MetsFile>;
const RelativePath& path_of(const MetsFile& file);
std::string record_of(const MetsFile& file);
Result<void> from_record(RelativePath path, std::string_view record, MetsFile& file);

struct MetsGroup {
  MetsText id, use, admid, content_type, other_content_type;
  std::size_t files = 0;  // in it and below
  std::size_t links = 0;  // fileGrp elements within it
  std::uint64_t line = 0;
};

struct MetsDivision {
  MetsText id, label, admid, dmdid;
  std::vector<MetsText> file_ids;  // of fptr
  std::vector<MetsLink> pointers;  // mptr
  std::size_t divisions = 0;       // directly in it
  std::uint64_t line = 0;
};

struct MetsStructure {
  MetsText id, type, label;
  std::vector<MetsDivision> main;   // div directly in it
  std::vector<MetsDivision> parts;  // div in those
  std::uint64_t line = 0;
};

struct MetsDocument {
  bool is_mets = false;             // the root element is mets of the METS namespace
  std::vector<std::string> faults;  // of the XML, "line 3: …"
  MetsText objid, label, type, other_type, profile, content_type, other_content_type;

  bool has_header = false;
  MetsText created, modified, package_type, record_status;
  std::vector<MetsAgent> agents;
  std::vector<std::pair<MetsText, std::string>> alternative_ids;  // TYPE, text

  std::set<std::string> repeated_ids;  // each the ID of several elements

  int administrative_sections = 0;           // amdSec elements
  std::vector<MetsText> administrative_ids;  // ID of amdSec
  std::vector<MetsSection> sections;

  int file_sections = 0;
  MetsText file_section_id;
  std::vector<MetsGroup> groups;
  MetsFiles files = MetsFiles();
  std::vector<MetsStructure> structures;
};

// Reads the document through; some 50 bytes of memory a file, more for sections and div.
// `beside` hears all that is read.
// Errors: kIo.
Result<MetsDocument> read_mets(const ByteSource& bytes, XmlHandler* beside = nullptr);

}  // namespace delo::packages
