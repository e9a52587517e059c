// Our own reader of a TIFF's header and directories.  libtiff repairs what it
// reads and so cannot judge; this reader repairs nothing, keeps the offset of
// everything, and believes no count or offset before it was compared with the
// size of the file.  (TIFF 6.0 pp. 13-16; BigTIFF design, libtiff.org)
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes/byte_source.h"
#include "validators/finding_list.h"

namespace delo::validators::tiff {

// Field types.  TIFF 6.0 p. 15; 13: Adobe Tech Note 1; 16-18: BigTIFF; 129: Exif 3.0.
enum FieldType : std::uint16_t {
  kByte = 1,
  kAscii,
  kShort,
  kLong,
  kRational,
  kSByte,
  kUndefined,
  kSShort,
  kSLong,
  kSRational,
  kFloat,
  kDouble,
  kIfdType,
  kLong8 = 16,
  kSLong8,
  kIfd8,
  kUtf8 = 129,
};
// Bytes of one value; 0 for a type that does not exist.
std::uint64_t size_of_type(std::uint16_t type);
std::string name_of_type(std::uint16_t type);  // "SHORT" "type 200"

struct Entry {
  enum class State : std::uint8_t {
    kRead,         // the value's bytes are in memory
    kLeftOut,      // sound, but too large to keep; nobody needs it in memory
    kOutsideFile,  // the value does not lie within the file
    kUnknownType,  // so the size of the value is unknown
  };
  std::uint16_t tag = 0;
  std::uint16_t type = 0;
  State state = State::kRead;
  bool in_entry = false;       // the value stands in the entry itself
  std::uint64_t count = 0;     // as declared
  std::uint64_t at = 0;        // offset of the entry
  std::uint64_t value_at = 0;  // offset of the value
  std::uint64_t size = 0;      // bytes of the value; 2^64-1 when count × size overflows
  std::size_t stored_at = 0;   // where TiffFile keeps the value's bytes
};

enum class IfdKind : std::uint8_t { kPage, kSub, kExif, kGps, kInterop };

struct Ifd {
  IfdKind kind = IfdKind::kPage;
  std::size_t parent = 0;  // index in TiffFile::ifds; of a page: itself
  std::string name;        // "IFD 0" · "IFD 0, SubIFD 1" · "IFD 0, Exif IFD"
  std::uint64_t offset = 0;
  std::uint64_t size = 0;      // bytes in the file, as far as they are there
  std::uint64_t declared = 0;  // entries it says it has
  std::uint64_t next = 0;      // offset of the next IFD; 0: none
  std::vector<Entry> entries;  // in the order of the file

  bool has_image() const { return kind == IfdKind::kPage || kind == IfdKind::kSub; }
};

struct Rational {
  std::int64_t numerator = 0, denominator = 0;
  double value() const { return static_cast<double>(numerator) / static_cast<double>(denominator); }
};

// Header and directories of one file, as they are.  Owns all it says; the source
// is not needed any more.
class TiffFile {
 public:
  std::uint64_t size = 0;  // bytes of the file
  bool readable = false;   // the header is a TIFF's
  bool big_endian = false;
  bool big_tiff = false;
  // Pages (the main chain) and their children; a parent stands before its children.
  std::vector<Ifd> ifds;
  // Reading was stopped at a limit of ours: what follows was not looked at.
  bool limited = false;

  std::uint64_t header_size() const { return big_tiff ? 16 : 8; }
  // Indices of the main chain, in its order.
  std::vector<std::size_t> pages() const;

  // The first entry with this tag; nullptr when there is none.
  const Entry* find(const Ifd& ifd, std::uint16_t tag) const;

  // Values of an entry that was read; nothing past the end, of another type, or
  // for an entry whose value is not in memory.
  std::span<const std::byte> bytes(const Entry& entry) const;
  std::optional<std::uint64_t> natural(const Entry& entry, std::uint64_t index = 0) const;
  std::optional<double> number(const Entry& entry, std::uint64_t index = 0) const;
  std::optional<Rational> rational(const Entry& entry, std::uint64_t index = 0) const;
  std::string_view text(const Entry& entry) const;  // without the NUL at the end
  // The first value of a tag, or what stands for it when it is absent.
  std::uint64_t natural_or(const Ifd& ifd, std::uint16_t tag, std::uint64_t fallback) const;

  // "IFD 0, tag 273"
  static std::string part(const Ifd& ifd, const Entry& entry);
  static std::string part(const Ifd& ifd, std::uint16_t tag);

 private:
  friend class TiffReader;
  std::uint64_t unsigned_at(const std::byte* at, std::size_t width) const;
  std::vector<std::byte> values_;  // every value that was read, one after the other
};

// Reads header, main chain, SubIFDs, Exif, GPS and Interoperability IFDs.  What
// is wrong with them goes to `findings`.  Memory and time are bounded whatever
// the file says.  Error kIo.
Result<TiffFile> read_tiff(const ByteSource& source, FindingList& findings);

}  // namespace delo::validators::tiff
