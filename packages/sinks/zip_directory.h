// The central directory of a zip, read and audited by ourselves: libarchive
// converts names (backslashes, normal forms, character sets) and trusts what it
// finds; what we keep and judge are the bytes.  (PKWARE APPNOTE 6.3.10)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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

// Goes through the directory twice: once when it is opened, to see that it is whole and what
// of the file its entries take, of which 24 bytes an entry are kept; and once entry by entry.
class ZipDirectory {
 public:
  // `bytes` is borrowed.  Faults end the reading.  Error kIo only.
  static Result<ZipDirectory> open(const ByteSource& bytes, std::uint64_t max_entries);

  // The directory can't be read to its end; each a phrase.
  const std::vector<std::string>& faults() const { return faults_; }
  // The next one, in the directory's order.  Error kIo, also when the file has changed
  // since it was opened.
  Result<std::optional<ZipEntry>> next();

 private:
  // What an entry takes of the file at least.
  struct Extent {
    std::uint64_t begin = 0, end = 0;
    std::uint64_t entry = 0;  // its number
  };
  explicit ZipDirectory(const ByteSource& bytes) : bytes_(&bytes) {}
  Result<std::optional<ZipEntry>> read_entry(std::string& fault);
  Result<std::string_view> ahead(std::size_t n);
  void rewind();
  void mark_overlaps(std::vector<Extent> extents);

  const ByteSource* bytes_;
  std::vector<std::string> faults_;
  std::vector<bool> overlaps_;         // of each entry
  std::uint64_t entries_ = 0;          // that can be read
  std::uint64_t said_ = 0;             // by the end record
  std::uint64_t begin_ = 0, end_ = 0;  // of the directory, in the file
  std::uint64_t shift_ = 0;            // bytes before the zip itself (a self-extracting program)
  // On the way:
  std::uint64_t number_ = 0;  // of the next entry
  std::uint64_t at_ = 0;      // where the piece ends, in the file
  std::string piece_;         // read and not yet used, from used_ on
  std::size_t used_ = 0;
};

// Where an entry's content begins, and in what its local header differs from the
// directory; `fault` when there is no local header at all.
struct ZipContent {
  std::uint64_t begin = 0, end = 0;
  std::string difference, fault;
};
Result<ZipContent> find_zip_content(const ByteSource& bytes, const ZipEntry& entry);

}  // namespace delo::packages
