#include "validators/pdf/pdf_file.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "validators/pdf/lexer.h"
#include "validators/pdf/locked_file.h"
#include "validators/pdf/pdf_rules.h"
#include "validators/pdf/xref_reader.h"

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kHead = 1024;  // the header is looked for here (annex H, note 13)
constexpr std::size_t kTail = 4096;  // the end of file marker is looked for here first
constexpr std::size_t kLongTail = 1 << 20;

void check_header(ByteWindow& file, FileStructure& structure, Findings& findings) {
  const std::string head(file.at(0, kHead));
  const std::size_t at = head.find("%PDF-");
  if (at == std::string::npos) {
    findings.add(kHeader, "header", 0,
                 "no %PDF- in the first " + std::to_string(head.size()) + " bytes");
    return;
  }
  structure.header = true;
  structure.header_at = at;
  if (at > 0)
    findings.add(head.compare(at + 5, 3, "2.0") == 0 ? kHeaderOffsetCounted : kHeaderOffset,
                 "header", 0, std::to_string(at) + " bytes stand before %PDF-");
  std::size_t end = head.find_first_of("\r\n", at);
  if (end == std::string::npos) end = head.size();
  std::string version = head.substr(at + 5, end - at - 5);
  while (!version.empty() && is_white_space(version.back())) version.pop_back();
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (version.size() < 3 || !digit(version[0]) || version[1] != '.' || !digit(version[2]) ||
      (version.size() > 3 && !is_white_space(version[3]) && version[3] != '%')) {
    findings.add(
        kHeader, "header", static_cast<std::int64_t>(at),
        "the version after %PDF- is \"" + version.substr(0, 20) + "\", expected one like 1.7");
    return;
  }
  structure.version = version.substr(0, 3);
  const bool known =
      (version[0] == '1' && version[2] <= '7') || (version[0] == '2' && version[2] == '0');
  if (!known)
    findings.add(kVersion, "header", static_cast<std::int64_t>(at),
                 "the version is " + structure.version + ", expected 1.0 to 1.7 or 2.0");
}

// Offset of the last cross-reference section, as the end of the file names it.
std::optional<std::uint64_t> check_end(ByteWindow& file, const FileStructure& structure,
                                       Findings& findings) {
  std::string tail;
  std::uint64_t tail_at = 0;
  std::size_t eof = std::string::npos;
  for (const std::size_t length : {kTail, kLongTail}) {
    tail_at = file.size() > length ? file.size() - length : 0;
    tail = std::string(file.at(tail_at, length));
    eof = tail.rfind("%%EOF");
    if (eof != std::string::npos || tail_at == 0) break;
  }
  const auto offset_of = [&](std::size_t at) { return static_cast<std::int64_t>(tail_at + at); };
  if (eof == std::string::npos) {
    findings.add(kEof, "end of file", static_cast<std::int64_t>(file.size()),
                 "there is no %%EOF marker");
  } else {
    std::size_t rest = eof + 5;
    const std::size_t end =
        std::min(tail.find_first_not_of(std::string_view("\r\n\t\f \0", 6), rest), tail.size());
    if (end < tail.size()) {
      // What looks like PDF is an update that did not get to its end.
      bool update = false;
      for (const char* keyword : {" obj", "endobj", "trailer", "startxref"})
        update |= tail.find(keyword, rest) != std::string::npos;
      findings.add(update ? kEof : kTrailingBytes, "end of file", offset_of(rest),
                   std::to_string(file.size() - (tail_at + rest)) + " bytes follow the last %%EOF" +
                       (update ? ": an update of the file that was cut" : ""));
    }
    if (eof > 0 && tail[eof - 1] != '\n' && tail[eof - 1] != '\r')
      findings.add(kEof, "end of file", offset_of(eof), "%%EOF does not stand alone on its line");
  }
  const std::size_t found = tail.rfind("startxref", eof == std::string::npos ? tail.size() : eof);
  if (found == std::string::npos) {
    findings.add(kStartxref, "end of file", offset_of(0), "there is no startxref keyword");
    return std::nullopt;
  }
  Lexer lexer(tail, found + 9);
  const Token number = lexer.next();
  if (number.kind != TokenKind::kInteger || number.number < 0) {
    findings.add(kStartxref, "end of file", offset_of(found),
                 "startxref is not followed by an offset");
    return std::nullopt;
  }
  std::uint64_t offset = 0;
  const bool fits =
      std::from_chars(number.raw.data(), number.raw.data() + number.raw.size(), offset).ec ==
      std::errc();
  if (!fits || offset >= file.size() - structure.header_at) {
    findings.add(kStartxref, "end of file", offset_of(found),
                 "startxref is " + std::string(number.raw.substr(0, 30)) + ", the file has " +
                     std::to_string(file.size()) + " bytes");
    return std::nullopt;
  }
  lexer.skip_white_space();  // %%EOF is a comment to the lexer
  if (eof != std::string::npos && lexer.position() < eof)
    findings.add(kStartxref, "end of file", offset_of(found),
                 "more than an offset stands between startxref and %%EOF");
  return offset;
}

void check_trailer(const XrefSection& section, bool newest, Findings& findings) {
  const std::string part = section.stream ? section.id.text() : "trailer";
  const auto at = static_cast<std::int64_t>(section.trailer_at);
  const Object* size = section.trailer.find("Size");
  if (!size || size->kind() != Kind::kInteger || size->integer() < 1)
    findings.add(kTrailer, part, at,
                 "Size is " + std::string(size ? name_of(size->kind()) : "missing") +
                     ", expected a positive integer");
  const Object* root = section.trailer.find("Root");
  if (newest ? (!root || root->kind() != Kind::kReference)
             : (root && root->kind() != Kind::kReference))
    findings.add(kTrailer, part, at,
                 "Root is " + std::string(root ? name_of(root->kind()) : "missing") +
                     ", expected a reference");
  if (const Object* prev = section.trailer.find("Prev");
      prev && prev->kind() != Kind::kInteger && prev->kind() != Kind::kReal)
    findings.add(kTrailer, part, at,
                 "Prev is a " + std::string(name_of(prev->kind())) + ", expected an integer");
  if (const Object* id = section.trailer.find("ID"); id && id->kind() != Kind::kReference) {
    const Object::Array& items = id->items();
    if (items.size() != 2 || items[0].kind() != Kind::kString || items[1].kind() != Kind::kString)
      findings.add(kTrailer, part, at, "ID is not an array of two strings");
  }
  if (const Object* info = section.trailer.find("Info");
      info && info->kind() != Kind::kReference && info->kind() != Kind::kNull)
    findings.add(kTrailer, part, at,
                 "Info is a " + std::string(name_of(info->kind())) + ", expected a reference");
  if (newest && section.trailer.find("Encrypt") && !section.trailer.find("ID"))
    findings.add(kEncryption, part, at, "the file is encrypted and the trailer has no ID");
}

// Follows Prev and XRefStm from `offset` on; the newest entry of an object wins.
void read_chain(ByteWindow& file, std::uint64_t offset, FileStructure& structure, XrefTable& table,
                Findings& findings) {
  struct Link {
    std::uint64_t offset;
    bool hybrid;  // named by XRefStm
  };
  std::set<std::uint64_t> visited;
  std::vector<Link> to_read = {{offset, false}};
  XrefReader reader(file, structure.header_at, findings);
  bool newest = true;
  while (!to_read.empty()) {
    const auto [at, hybrid] = to_read.back();
    to_read.pop_back();
    if (!visited.insert(at).second) {
      findings.add(kXrefLoop, "cross-reference", static_cast<std::int64_t>(at),
                   "the section at " + std::to_string(at) + " is named twice in the chain");
      continue;
    }
    std::optional<XrefSection> section = reader.read(at, newest, table);
    structure.dangerous |= reader.dangerous();
    if (!section) return;
    ++structure.sections;
    if (hybrid && !section->stream)
      findings.add(kXrefHybrid, "trailer", static_cast<std::int64_t>(at),
                   "XRefStm points to a cross-reference table, expected a stream");
    structure.xref_streams |= section->stream;
    check_trailer(*section, newest, findings);
    if (newest) {
      if (const Object* size = section->trailer.find("Size"))
        structure.size_entry = size->integer();
      if (const Object* encrypt = section->trailer.find("Encrypt")) {
        structure.encrypted = true;
        structure.encryption = *encrypt;
      }
    }
    newest = false;
    const auto follow = [&](const char* key) {
      const Object* link = section->trailer.find(key);
      if (!link || (link->kind() != Kind::kInteger && link->kind() != Kind::kReal)) return;
      const double value = link->number();
      if (value < 0 || value >= static_cast<double>(file.size())) {
        findings.add(kXrefTable, "trailer", static_cast<std::int64_t>(section->trailer_at),
                     std::string(key) + " points outside the file");
        return;
      }
      to_read.push_back({static_cast<std::uint64_t>(value), std::string_view(key) == "XRefStm"});
    };
    follow("Prev");
    if (!section->stream) follow("XRefStm");  // read before Prev: 7.5.8.4
  }
}

// "12 0 obj" at every offset named; object streams measured before anyone unfolds them.
void check_objects(ByteWindow& file, FileStructure& structure, const XrefTable& table,
                   Findings& findings) {
  struct Place {
    std::uint64_t offset;
    int number, generation;
  };
  std::vector<Place> places;
  std::map<int, std::vector<XrefReader::Inside>> object_streams;
  for (std::size_t n = 0; n < table.size(); ++n) {
    const RawXrefEntry& entry = table[n];
    if (entry.type == RawXrefEntry::kInFile) {
      places.push_back({entry.offset, static_cast<int>(n), entry.generation});
      structure.highest_object = static_cast<int>(n);
    } else if (entry.type == RawXrefEntry::kInStream) {
      structure.highest_object = static_cast<int>(n);
      object_streams[static_cast<int>(std::min<std::uint64_t>(entry.offset, INT32_MAX))].push_back(
          {static_cast<int>(n), entry.generation});
    }
  }
  std::sort(places.begin(), places.end(),
            [](const Place& a, const Place& b) { return a.offset < b.offset; });
  for (const Place& place : places) {
    const ObjectId id{place.number, place.generation};
    const std::uint64_t at = structure.header_at + place.offset;
    const auto report = [&](std::string message) {
      findings.add(kXrefOffset, id, static_cast<std::int64_t>(place.offset), std::move(message));
    };
    if (place.offset >= file.size()) {
      report("its cross-reference entry points to byte " + std::to_string(place.offset) +
             ", the file has " + std::to_string(file.size()));
      continue;
    }
    const std::string bytes(file.at(at, 64));
    Lexer lexer(bytes);
    const Token number = lexer.next(), generation = lexer.next(), keyword = lexer.next();
    if (number.kind != TokenKind::kInteger || generation.kind != TokenKind::kInteger ||
        keyword.raw.substr(0, 3) != "obj") {
      report("at byte " + std::to_string(place.offset) + " there is no object header, expected \"" +
             std::to_string(place.number) + " " + std::to_string(place.generation) + " obj\"");
    } else if (number.number != place.number || generation.number != place.generation) {
      report("at byte " + std::to_string(place.offset) + " there is object " +
             std::string(number.raw) + " " + std::string(generation.raw));
    } else if (number.offset > 0) {
      findings.add(kXrefOffsetBlank, id, static_cast<std::int64_t>(place.offset),
                   "the object begins " + std::to_string(number.offset) + " bytes later");
    }
    if (object_streams.count(place.number) && !structure.encrypted) {
      XrefReader reader(file, structure.header_at, findings);
      reader.measure_object_stream(place.offset, id, object_streams[place.number]);
      structure.dangerous |= reader.dangerous();
    }
  }
}

// Of a table that was written at once: its free entries and its length (7.5.4,
// 7.5.5).  Updates leave both as they fall.
void check_whole_table(const FileStructure& structure, const XrefTable& table, Findings& findings) {
  if (structure.sections != 1 || structure.xref_streams) return;
  if (!table.empty() && table[0].type == RawXrefEntry::kUnknown)
    findings.add(kXrefFree, "cross-reference table", -1, "the table has no entry for object 0");
  for (std::size_t n = 0; n < table.size(); ++n) {
    if (table[n].type != RawXrefEntry::kFree) continue;
    const std::uint64_t next = table[n].offset;
    if (next == 0 || (next < table.size() && table[next].type == RawXrefEntry::kFree)) continue;
    // Old offsets are left there by writers that only turn n into f; readers do not look.
    const bool in_use = next < table.size();
    findings.add(in_use ? kXrefFreeList : kXrefFree, "cross-reference table", -1,
                 "the free entry " + std::to_string(n) + " names " + std::to_string(next) +
                     " as the next, which is not free");
  }
  if (structure.size_entry > static_cast<std::int64_t>(table.size()))
    findings.add(kTrailer, "trailer", -1,
                 "Size is " + std::to_string(structure.size_entry) + ", the table has " +
                     std::to_string(table.size()) + " entries");
}

}  // namespace

FileStructure scan_file(ByteWindow& file, Findings& findings) {
  FileStructure structure;
  check_header(file, structure, findings);
  if (!structure.header) return structure;
  const std::optional<std::uint64_t> startxref = check_end(file, structure, findings);
  if (!startxref) return structure;
  XrefTable table;
  read_chain(file, *startxref, structure, table, findings);
  check_objects(file, structure, table, findings);
  check_whole_table(structure, table, findings);
  if (const ObjectId id = structure.encryption.reference(); id.number > 0) {
    const auto number = static_cast<std::size_t>(id.number);
    structure.encryption =
        number < table.size() && table[number].type == RawXrefEntry::kInFile
            ? read_encryption(file, structure.header_at + table[number].offset)
            : Object();
  }
  structure.linearization = read_linearization(file, structure.header_at, findings);
  if (structure.size_entry >= 0 && structure.highest_object > 0 &&
      structure.size_entry != static_cast<std::int64_t>(structure.highest_object) + 1) {
    if (structure.size_entry <= structure.highest_object) {
      findings.add(kTrailer, "trailer", -1,
                   "Size is " + std::to_string(structure.size_entry) +
                       ", the highest object number in use " +
                       std::to_string(structure.highest_object));
    } else {
      findings.add(kObjectSize, "trailer", -1,
                   "Size is " + std::to_string(structure.size_entry) +
                       ", the highest object number in use " +
                       std::to_string(structure.highest_object));
    }
  }
  return structure;
}

}  // namespace delo::validators::pdf
