#include "packages/sinks/zip_directory.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

namespace delo::packages {
namespace {

constexpr std::uint32_t kEndSignature = 0x06054b50;        // APPNOTE 4.3.16
constexpr std::uint32_t kEnd64Signature = 0x06064b50;      // 4.3.14
constexpr std::uint32_t kLocator64Signature = 0x07064b50;  // 4.3.15
constexpr std::uint32_t kCentralSignature = 0x02014b50;    // 4.3.12
constexpr std::uint32_t kLocalSignature = 0x04034b50;      // 4.3.7
constexpr std::size_t kEndSize = 22, kEnd64Size = 56, kLocatorSize = 20;
constexpr std::size_t kCentralSize = 46, kLocalSize = 30;
constexpr std::size_t kMaxComment = 0xFFFF;
constexpr std::size_t kPiece = std::size_t{1} << 20;  // of the directory, read at a time
constexpr std::uint64_t kMaxDirectory = std::uint64_t{512} << 20;  // bytes
constexpr std::int64_t kNanoseconds = 1'000'000'000;
constexpr std::uint16_t kSizesFollow = 1 << 3;  // flag: sizes stand after the content

// Little-endian fields of a piece of the file; reading past its end gives 0 and
// is remembered.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t take(std::size_t n) {
    if (bytes_.size() < n) {
      short_ = true;
      bytes_ = {};
      return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = n; i-- > 0;) {
      value = value << 8 | static_cast<unsigned char>(bytes_[i]);
    }
    bytes_.remove_prefix(n);
    return value;
  }
  std::uint16_t u16() { return static_cast<std::uint16_t>(take(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(take(4)); }
  std::uint64_t u64() { return take(8); }
  std::string_view text(std::size_t n) {
    if (bytes_.size() < n) {
      short_ = true;
      n = bytes_.size();
    }
    const std::string_view taken = bytes_.substr(0, n);
    bytes_.remove_prefix(n);
    return taken;
  }
  bool is_short() const { return short_; }
  bool empty() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
  bool short_ = false;
};

Result<std::string> read_piece(const ByteSource& bytes, std::uint64_t at, std::size_t n) {
  std::string piece(n, '\0');
  DELO_TRY(const std::size_t got,
           bytes.read_at(at, std::as_writable_bytes(std::span(piece.data(), piece.size()))));
  piece.resize(got);
  return piece;
}

// MS-DOS has no zone; its time is taken as UTC.
std::int64_t dos_time_ns(std::uint16_t time, std::uint16_t date) {
  using namespace std::chrono;
  const year_month_day day{year{1980 + (date >> 9)}, month{(date >> 5) & 15u},
                           std::chrono::day{date & 31u}};
  if (!day.ok()) return 0;
  const auto of_day = hours{time >> 11} + minutes{(time >> 5) & 63} + seconds{2 * (time & 31)};
  return (sys_days{day}.time_since_epoch() + of_day) / seconds{1} * kNanoseconds;
}

struct End {
  std::uint64_t entries = 0, directory_size = 0, directory_at = 0;
  std::uint64_t end_at = 0;  // where the end record begins: nothing of an entry lies past it
};

// The last end record whose comment reaches exactly to the end of the file.
Result<std::optional<End>> find_end(const ByteSource& bytes, std::string& fault) {
  const std::uint64_t size = bytes.size();
  if (size < kEndSize) {
    fault = "the file has " + std::to_string(size) + " bytes, too few for a zip";
    return std::optional<End>();
  }
  const auto tail_size =
      static_cast<std::size_t>(std::min<std::uint64_t>(size, kEndSize + kMaxComment));
  DELO_TRY(const std::string tail, read_piece(bytes, size - tail_size, tail_size));
  for (std::size_t at = tail.size() - std::min(tail.size(), kEndSize) + 1; at-- > 0;) {
    if (tail.size() - at < kEndSize) continue;
    Fields fields(std::string_view(tail).substr(at));
    if (fields.u32() != kEndSignature) continue;
    const std::uint16_t disk = fields.u16();
    const std::uint16_t directory_disk = fields.u16();
    const std::uint16_t entries_here = fields.u16();
    End end{.entries = fields.u16(),
            .directory_size = fields.u32(),
            .directory_at = fields.u32(),
            .end_at = size - tail.size() + at};
    if (fields.u16() != tail.size() - at - kEndSize) continue;
    const bool zip64 =
        end.entries == 0xFFFF || end.directory_size == 0xFFFFFFFF || end.directory_at == 0xFFFFFFFF;
    if (zip64 && end.end_at >= kLocatorSize) {
      DELO_TRY(const std::string locator,
               read_piece(bytes, end.end_at - kLocatorSize, kLocatorSize));
      Fields where(locator);
      if (where.u32() == kLocator64Signature) {
        where.u32();
        const std::uint64_t at64 = where.u64();
        if (at64 > size || size - at64 < kEnd64Size) {
          fault = "the zip64 end record lies outside the file";
          return std::optional<End>();
        }
        DELO_TRY(const std::string record, read_piece(bytes, at64, kEnd64Size));
        Fields end64(record);
        if (end64.u32() != kEnd64Signature) {
          fault = "there is no zip64 end record where its locator points";
          return std::optional<End>();
        }
        end64.u64();
        end64.u32();
        end64.u32();
        end64.u32();
        end64.u64();
        end.entries = end64.u64();
        end.directory_size = end64.u64();
        end.directory_at = end64.u64();
        end.end_at = at64;
        return std::optional<End>(end);
      }
    }
    if (disk != 0 || directory_disk != 0 || entries_here != end.entries) {
      fault = "the zip is one part of several";
      return std::optional<End>();
    }
    return std::optional<End>(end);
  }
  fault = "there is no end record: the file was cut short or is no zip";
  return std::optional<End>();
}

void read_extra(std::string_view extra, ZipEntry& entry) {
  Fields fields(extra);
  while (!fields.empty()) {
    const std::uint16_t tag = fields.u16();
    const std::uint16_t length = fields.u16();
    Fields field(fields.text(length));
    if (fields.is_short()) return;
    switch (tag) {
      case 0x0001:  // zip64: only the fields that did not fit, in this order
        if (entry.size == 0xFFFFFFFF) entry.size = field.u64();
        if (entry.packed == 0xFFFFFFFF) entry.packed = field.u64();
        if (entry.header_at == 0xFFFFFFFF) entry.header_at = field.u64();
        break;
      case 0x5455:  // Info-ZIP: modification time, seconds since 1970
        if ((field.take(1) & 1) != 0) {
          const auto seconds = static_cast<std::int32_t>(field.u32());
          if (!field.is_short()) entry.modified_ns = seconds * kNanoseconds;
        }
        break;
      case 0x7075:  // Info-ZIP: version, CRC of the name, UTF-8 name
        if (length > 5) {
          field.take(5);
          entry.second_name = field.text(length - 5u);
        }
        break;
      default:
        break;
    }
  }
}

}  // namespace

Result<ZipDirectory> ZipDirectory::open(const ByteSource& bytes, std::uint64_t max_entries) {
  ZipDirectory directory(bytes);
  const auto broken = [&](std::string fault) {
    directory.faults_.push_back(std::move(fault));
    return std::move(directory);
  };
  std::string fault;
  DELO_TRY(std::optional<End> found, find_end(bytes, fault));
  if (!found) return broken(std::move(fault));
  const End& end = *found;
  if (end.directory_size > end.end_at || end.directory_at > end.end_at - end.directory_size) {
    return broken("the directory lies outside the file");
  }
  if (end.directory_size > kMaxDirectory || end.entries > max_entries) {
    return broken("the directory has " + std::to_string(end.entries) + " entries and " +
                  std::to_string(end.directory_size) + " bytes, more than we read");
  }
  if (end.entries > end.directory_size / kCentralSize) {
    return broken("the directory says " + std::to_string(end.entries) + " entries, its " +
                  std::to_string(end.directory_size) + " bytes can't hold them");
  }
  directory.said_ = end.entries;
  directory.shift_ = end.end_at - end.directory_size - end.directory_at;
  directory.begin_ = end.directory_at + directory.shift_;
  directory.end_ = directory.begin_ + end.directory_size;
  directory.rewind();
  std::vector<Extent> extents;
  extents.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(end.entries, 1 << 20)));
  while (directory.number_ < end.entries) {
    DELO_TRY(const auto entry, directory.read_entry(fault));
    if (!entry) break;
    // The local name may have another length; the content can't begin earlier.
    const std::uint64_t least = kLocalSize + entry->name.size();
    const bool fits = entry->header_at <= directory.begin_ &&
                      directory.begin_ - entry->header_at >= least &&
                      directory.begin_ - entry->header_at - least >= entry->packed;
    extents.push_back({entry->header_at,
                       fits ? entry->header_at + least + entry->packed : std::uint64_t{0},
                       extents.size()});
  }
  directory.entries_ = extents.size();
  if (!fault.empty()) {
    directory.rewind();
    return broken(std::move(fault));
  }
  if (directory.at_ - (directory.piece_.size() - directory.used_) < directory.end_) {
    directory.faults_.push_back("the directory holds more than its " + std::to_string(end.entries) +
                                " entries");
  }
  directory.mark_overlaps(std::move(extents));
  directory.rewind();
  return directory;
}

void ZipDirectory::mark_overlaps(std::vector<Extent> extents) {
  overlaps_.resize(extents.size());
  std::ranges::sort(extents, {}, [](const Extent& e) { return std::pair(e.begin, e.entry); });
  const Extent* farthest = nullptr;
  for (const Extent& extent : extents) {
    if (farthest != nullptr && extent.begin < farthest->end) {
      overlaps_[extent.entry] = overlaps_[farthest->entry] = true;
    }
    if (extent.end == 0) {
      overlaps_[extent.entry] = true;  // with the directory
    } else if (farthest == nullptr || extent.end > farthest->end) {
      farthest = &extent;
    }
  }
}

void ZipDirectory::rewind() {
  number_ = 0;
  at_ = begin_;
  piece_.clear();
  used_ = 0;
}

// What comes next, as far as the directory goes: fewer than `n` bytes at its end only.
Result<std::string_view> ZipDirectory::ahead(std::size_t n) {
  if (piece_.size() - used_ < n && at_ < end_) {
    piece_.erase(0, used_);
    used_ = 0;
    const std::uint64_t more = std::min<std::uint64_t>(std::max(kPiece, n), end_ - at_);
    DELO_TRY(const std::string read, read_piece(*bytes_, at_, static_cast<std::size_t>(more)));
    piece_ += read;
    at_ = read.size() < more ? end_ : at_ + more;
  }
  return std::string_view(piece_).substr(used_, n);
}

Result<std::optional<ZipEntry>> ZipDirectory::next() {
  if (number_ == entries_) {
    piece_ = {};
    return std::optional<ZipEntry>();
  }
  std::string fault;
  DELO_TRY(auto entry, read_entry(fault));
  if (!entry) return Error{ErrorCode::kIo, "the zip has changed while it was read"};
  // Without it the entries come as they are, for the directory broke off.
  if (number_ <= overlaps_.size()) entry->overlaps = overlaps_[number_ - 1];
  return entry;
}

// Nothing, and why: the directory ends before.
Result<std::optional<ZipEntry>> ZipDirectory::read_entry(std::string& fault) {
  DELO_TRY(const std::string_view head, ahead(kCentralSize));
  Fields fields(head);
  if (fields.u32() != kCentralSignature) {
    fault = "the directory breaks off after " + std::to_string(number_) + " of " +
            std::to_string(said_) + " entries";
    return std::optional<ZipEntry>();
  }
  const std::uint16_t made_by = fields.u16();
  fields.u16();  // version needed
  ZipEntry entry;
  entry.flags = fields.u16();
  entry.method = fields.u16();
  const std::uint16_t time = fields.u16();
  const std::uint16_t date = fields.u16();
  entry.modified_ns = dos_time_ns(time, date);
  entry.crc = fields.u32();
  entry.packed = fields.u32();
  entry.size = fields.u32();
  const std::size_t name_length = fields.u16();
  const std::size_t extra_length = fields.u16();
  const std::size_t comment_length = fields.u16();
  fields.u16();  // disk
  fields.u16();  // internal attributes
  const std::uint32_t attributes = fields.u32();
  entry.header_at = fields.u32();
  const std::size_t whole = kCentralSize + name_length + extra_length + comment_length;
  DELO_TRY(const std::string_view record, ahead(whole));
  if (fields.is_short() || record.size() < whole) {
    fault = "the directory is cut within entry " + std::to_string(number_ + 1);
    return std::optional<ZipEntry>();
  }
  entry.name = record.substr(kCentralSize, name_length);
  read_extra(record.substr(kCentralSize + name_length, extra_length), entry);
  used_ += whole;
  ++number_;
  constexpr int kUnix = 3, kDarwin = 19;  // APPNOTE 4.4.2
  if (made_by >> 8 == kUnix || made_by >> 8 == kDarwin) entry.unix_mode = attributes >> 16;
  entry.dos_folder = (attributes & 0x10) != 0;
  entry.header_at = entry.header_at > UINT64_MAX - shift_ ? UINT64_MAX : entry.header_at + shift_;
  return std::optional(std::move(entry));
}

Result<ZipContent> find_zip_content(const ByteSource& bytes, const ZipEntry& entry) {
  ZipContent content;
  if (entry.header_at > bytes.size() || bytes.size() - entry.header_at < kLocalSize) {
    content.fault = "its header lies outside the file";
    return content;
  }
  DELO_TRY(const std::string raw,
           read_piece(bytes, entry.header_at, kLocalSize + entry.name.size()));
  Fields fields(raw);
  if (fields.u32() != kLocalSignature) {
    content.fault = "there is no header where the directory points";
    return content;
  }
  fields.u16();  // version
  const std::uint16_t flags = fields.u16();
  const std::uint16_t method = fields.u16();
  fields.u32();  // time and date
  const std::uint32_t crc = fields.u32();
  const std::uint32_t packed = fields.u32();
  const std::uint32_t size = fields.u32();
  const std::uint16_t name_length = fields.u16();
  const std::uint16_t extra_length = fields.u16();
  if (name_length != entry.name.size() || fields.text(name_length) != entry.name) {
    content.difference = "name";
  } else if (method != entry.method) {
    content.difference = "method";
  } else if ((flags & 1) != (entry.flags & 1)) {
    content.difference = "encryption";
  } else if ((flags & kSizesFollow) == 0) {
    if (crc != entry.crc) content.difference = "CRC";
    if (packed != 0xFFFFFFFF && packed != entry.packed) content.difference = "compressed size";
    if (size != 0xFFFFFFFF && size != entry.size) content.difference = "size";
  }
  const std::uint64_t before = kLocalSize + std::uint64_t{name_length} + extra_length;
  const std::uint64_t left = bytes.size() - entry.header_at;
  if (left < before || left - before < entry.packed) {
    content.fault = "its content reaches past the end of the file";
    return content;
  }
  content.begin = entry.header_at + before;
  content.end = content.begin + entry.packed;
  return content;
}

}  // namespace delo::packages
