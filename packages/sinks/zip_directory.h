// The central directory of a zip, read and audited by ourselves: libarchive
// converts names (backslashes, normal forms, character sets) and trusts what it
// finds; what we keep and judge are the bytes.  (PKWARE APPNOTE 6.3.10)
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/result.h"

namespace delo::packages {

struct ZipEntry {
  std::string name;          // bytes
  std::uint16_t flags = 0;   // APPNOTE 4.4.4
  std::uint16_t method = 0;  // 0 stored, 8 deflated
  std::uint32_t crc = 0;
  std::uint64_t packed = 0;     // bytes in the archive
  std::uint64_t size = 0;       // bytes of content
  std::uint64_t header_at = 0;  // of the local header, in the file
  std::uint32_t unix_mode = 0;  // 0 when not made on Unix
  bool dos_folder = false;
  std::int64_t modified_ns = 0;  // since 1970, UTC
  std::string second_name;       // Info-ZIP Unicode path (0x7075); empty for none
  bool overlaps = false;         // shares bytes with another entry or the directory
};

struct ZipDirectory {
  std::vector<ZipEntry> entries;    // in the directory's order
  std::vector<std::string> faults;  // the directory can't be read to its end; each a phrase
};

// Faults end the reading.  Error kIo only.
Result<ZipDirectory> read_zip_directory(const ByteSource& bytes, std::uint64_t max_entries);

// Where an entry's content begins, and in what its local header differs from the
// directory; `fault` when there is no local header at all.
struct ZipContent {
  std::uint64_t begin = 0, end = 0;
  std::string difference, fault;
};
Result<ZipContent> find_zip_content(const ByteSource& bytes, const ZipEntry& entry);

}  // namespace delo::packages
