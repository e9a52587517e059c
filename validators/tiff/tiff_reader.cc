#include "validators/tiff/tiff_reader.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <limits>
#include <unordered_set>
#include <utility>

#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

// Limits of ours, far above what any real scan has, so that a hostile file can't
// make us work or remember without end.
constexpr std::size_t kMostEntries = 1'000'000;             // of all IFDs together
constexpr std::uint64_t kLargestValue = 4ULL << 20;         // bytes kept of one value
constexpr std::uint64_t kLargestOffsetArray = 32ULL << 20;  // of strip and tile tables
constexpr std::uint64_t kMostValueBytes = 96ULL << 20;      // of all values together

constexpr std::uint64_t kOverflow = std::numeric_limits<std::uint64_t>::max();

bool is_offset_array(std::uint16_t tag) {
  return tag == kStripOffsets || tag == kStripByteCounts || tag == kTileOffsets ||
         tag == kTileByteCounts;
}

// Values that are only ever named by their place in the file.
bool stays_in_file(std::uint16_t tag) {
  return tag == kMakerNote || tag == kImageSourceData || tag == kDngPrivateData;
}

std::optional<IfdKind> kind_behind(const Ifd& ifd, std::uint16_t tag) {
  if (ifd.has_image() && tag == kSubIfds) return IfdKind::kSub;
  if (ifd.has_image() && tag == kExifIfd) return IfdKind::kExif;
  if (ifd.has_image() && tag == kGpsIfd) return IfdKind::kGps;
  if (ifd.kind != IfdKind::kGps && tag == kInteropIfd) return IfdKind::kInterop;
  return std::nullopt;
}

}  // namespace

std::uint64_t size_of_type(std::uint16_t type) {
  switch (type) {
    case kByte:
    case kAscii:
    case kSByte:
    case kUndefined:
    case kUtf8:
      return 1;
    case kShort:
    case kSShort:
      return 2;
    case kLong:
    case kSLong:
    case kFloat:
    case kIfdType:
      return 4;
    case kRational:
    case kSRational:
    case kDouble:
    case kLong8:
    case kSLong8:
    case kIfd8:
      return 8;
    default:
      return 0;
  }
}

std::string name_of_type(std::uint16_t type) {
  static constexpr std::string_view kNames[] = {
      "",          "BYTE",   "ASCII", "SHORT",     "LONG",  "RATIONAL", "SBYTE",
      "UNDEFINED", "SSHORT", "SLONG", "SRATIONAL", "FLOAT", "DOUBLE",   "IFD",
      "",          "",       "LONG8", "SLONG8",    "IFD8"};
  if (type < std::size(kNames) && !kNames[type].empty()) return std::string(kNames[type]);
  if (type == kUtf8) return "UTF-8";
  return "type " + std::to_string(type);
}

// ---- TiffFile ----

std::vector<std::size_t> TiffFile::pages() const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < ifds.size(); ++i) {
    if (ifds[i].kind == IfdKind::kPage) out.push_back(i);
  }
  return out;
}

const Entry* TiffFile::find(const Ifd& ifd, std::uint16_t tag) const {
  for (const Entry& entry : ifd.entries) {
    if (entry.tag == tag) return &entry;
  }
  return nullptr;
}

std::span<const std::byte> TiffFile::bytes(const Entry& entry) const {
  if (entry.state != Entry::State::kRead) return {};
  return std::span(values_).subspan(entry.stored_at, static_cast<std::size_t>(entry.size));
}

std::uint64_t TiffFile::unsigned_at(const std::byte* at, std::size_t width) const {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    value = value << 8 | std::to_integer<std::uint64_t>(at[big_endian ? i : width - 1 - i]);
  }
  return value;
}

std::optional<std::uint64_t> TiffFile::natural(const Entry& entry, std::uint64_t index) const {
  const auto value = bytes(entry);
  const std::uint64_t width = size_of_type(entry.type);
  if (width == 0 || index >= value.size() / width) return std::nullopt;
  const std::byte* at = value.data() + index * width;
  switch (entry.type) {
    case kByte:
    case kUndefined:
    case kShort:
    case kLong:
    case kIfdType:
    case kLong8:
    case kIfd8:
      return unsigned_at(at, width);
    case kSByte:
    case kSShort:
    case kSLong:
    case kSLong8: {
      const std::uint64_t bits = unsigned_at(at, width);
      if (bits >> (8 * width - 1)) return std::nullopt;  // negative
      return bits;
    }
    default:
      return std::nullopt;
  }
}

std::optional<Rational> TiffFile::rational(const Entry& entry, std::uint64_t index) const {
  const auto value = bytes(entry);
  if ((entry.type != kRational && entry.type != kSRational) || index >= value.size() / 8) {
    return std::nullopt;
  }
  const auto top = static_cast<std::uint32_t>(unsigned_at(value.data() + index * 8, 4));
  const auto bottom = static_cast<std::uint32_t>(unsigned_at(value.data() + index * 8 + 4, 4));
  if (entry.type == kRational) return Rational{top, bottom};
  return Rational{static_cast<std::int32_t>(top), static_cast<std::int32_t>(bottom)};
}

std::optional<double> TiffFile::number(const Entry& entry, std::uint64_t index) const {
  if (const auto ratio = rational(entry, index)) {
    if (ratio->denominator == 0) return std::nullopt;
    return ratio->value();
  }
  if (const auto whole = natural(entry, index)) return static_cast<double>(*whole);
  const auto value = bytes(entry);
  if (entry.type == kFloat && index < value.size() / 4) {
    const auto bits = static_cast<std::uint32_t>(unsigned_at(value.data() + index * 4, 4));
    float out;
    std::memcpy(&out, &bits, sizeof out);
    return static_cast<double>(out);
  }
  if (entry.type == kDouble && index < value.size() / 8) {
    const std::uint64_t bits = unsigned_at(value.data() + index * 8, 8);
    double out;
    std::memcpy(&out, &bits, sizeof out);
    return out;
  }
  return std::nullopt;
}

std::string_view TiffFile::text(const Entry& entry) const {
  const auto value = bytes(entry);
  std::string_view out(reinterpret_cast<const char*>(value.data()), value.size());
  while (!out.empty() && out.back() == '\0') out.remove_suffix(1);
  return out;
}

std::uint64_t TiffFile::natural_or(const Ifd& ifd, std::uint16_t tag,
                                   std::uint64_t fallback) const {
  const Entry* entry = find(ifd, tag);
  return entry ? natural(*entry).value_or(fallback) : fallback;
}

std::string TiffFile::part(const Ifd& ifd, std::uint16_t tag) {
  return ifd.name + ", tag " + std::to_string(tag);
}
std::string TiffFile::part(const Ifd& ifd, const Entry& entry) { return part(ifd, entry.tag); }

// ---- Reading ----

// Walks a file once, breadth first from a work list, so that no depth of SubIFDs
// can exhaust the stack.
class TiffReader {
 public:
  TiffReader(const ByteSource& source, FindingList& findings)
      : source_(source), findings_(findings) {
    file_.size = source.size();
  }

  Result<TiffFile> read() {
    DELO_TRY(const std::uint64_t first, read_header());
    if (!file_.readable) return std::move(file_);
    reach(first, IfdKind::kPage, 0, 0, "header", file_.big_tiff ? 8 : 4);
    while (!work_.empty() && !file_.limited) {
      const Order order = std::move(work_.front());
      work_.pop_front();
      DELO_CHECK(read_ifd(order));
    }
    if (file_.limited) {
      findings_.add(kFileLimit, std::nullopt, "",
                    "file has more than " + std::to_string(kMostEntries) +
                        " directory entries or " + std::to_string(kMostValueBytes >> 20) +
                        " MiB of tag values; what comes after was not looked at");
    }
    return std::move(file_);
  }

 private:
  struct Order {  // an IFD to be read
    std::uint64_t offset;
    IfdKind kind;
    std::size_t parent;  // index of the IFD that points to it; of a page: unused
    std::uint64_t number;
  };

  // The offset of the first IFD.  0 when there is none that could be read.
  Result<std::uint64_t> read_header() {
    std::byte head[16] = {};
    DELO_TRY(const std::size_t n, source_.read_at(0, head));
    if (n < 8) {
      findings_.add(kHeaderTruncated, 0, "header",
                    "file has " + std::to_string(n) + " bytes, a TIFF header 8");
      return std::uint64_t{0};
    }
    const bool intel = head[0] == std::byte{'I'} && head[1] == std::byte{'I'};
    const bool motorola = head[0] == std::byte{'M'} && head[1] == std::byte{'M'};
    if (!intel && !motorola) {
      findings_.add(kHeaderByteOrder, 0, "header", "bytes 0-1 are neither \"II\" nor \"MM\"");
      return std::uint64_t{0};
    }
    file_.big_endian = motorola;
    const std::uint64_t version = file_.unsigned_at(head + 2, 2);
    if (version != 42 && version != 43) {
      findings_.add(kHeaderMagic, 2, "header",
                    "number at byte 2 is " + std::to_string(version) +
                        ", expected 42 (TIFF) or 43 (BigTIFF) in this byte order");
      return std::uint64_t{0};
    }
    file_.big_tiff = version == 43;
    if (file_.big_tiff) {
      if (n < 16) {
        findings_.add(kHeaderTruncated, 0, "header",
                      "file has " + std::to_string(n) + " bytes, a BigTIFF header 16");
        return std::uint64_t{0};
      }
      const std::uint64_t width = file_.unsigned_at(head + 4, 2);
      const std::uint64_t zero = file_.unsigned_at(head + 6, 2);
      if (width != 8 || zero != 0) {
        findings_.add(kHeaderBigTiff, 4, "header",
                      "BigTIFF offset size is " + std::to_string(width) + " and its constant " +
                          std::to_string(zero) + ", expected 8 and 0");
        if (width != 8) return std::uint64_t{0};
      }
    }
    file_.readable = true;
    return file_.unsigned_at(head + (file_.big_tiff ? 8 : 4), file_.big_tiff ? 8 : 4);
  }

  // Puts an IFD on the work list, or says why it can't be read.  `from`, `at`:
  // what points to it, and where.
  void reach(std::uint64_t offset, IfdKind kind, std::size_t parent, std::uint64_t number,
             std::string from, std::uint64_t at) {
    const bool first = kind == IfdKind::kPage && number == 0;
    const auto name = [&] {
      return kind == IfdKind::kPage ? "IFD " + std::to_string(number) : std::string("an IFD");
    };
    if (offset < file_.header_size()) {
      findings_.add(first ? kHeaderFirstIfd : kIfdInHeader, at, std::move(from),
                    "offset of " + name() + " is " + std::to_string(offset) +
                        ", within the header of " + std::to_string(file_.header_size()) + " bytes");
      return;
    }
    const std::uint64_t count_width = file_.big_tiff ? 8 : 2;
    if (offset >= file_.size || file_.size - offset < count_width) {
      findings_.add(first ? kHeaderFirstIfd : kIfdOutsideFile, at, std::move(from),
                    "offset of " + name() + " is " + std::to_string(offset) +
                        ", the file ends at " + std::to_string(file_.size));
      return;
    }
    if (offset % 2 != 0) {
      findings_.add(kIfdWordBoundary, at, from,
                    "offset of " + name() + " is " + std::to_string(offset) + ", an odd number");
    }
    if (!seen_.insert(offset).second) {
      findings_.add(kIfdLoop, at, std::move(from),
                    "the IFD at " + std::to_string(offset) + " was reached before");
      return;
    }
    work_.push_back({offset, kind, parent, number});
  }

  std::string name_of(const Order& order) const {
    if (order.kind == IfdKind::kPage) return "IFD " + std::to_string(order.number);
    const std::string& parent = file_.ifds[order.parent].name;
    switch (order.kind) {
      case IfdKind::kSub:
        return parent + ", SubIFD " + std::to_string(order.number);
      case IfdKind::kExif:
        return parent + ", Exif IFD";
      case IfdKind::kGps:
        return parent + ", GPS IFD";
      default:
        return parent + ", Interoperability IFD";
    }
  }

  Result<void> read_ifd(const Order& order) {
    const std::uint64_t count_width = file_.big_tiff ? 8 : 2;
    const std::uint64_t entry_size = file_.big_tiff ? 20 : 12;
    const std::uint64_t next_width = file_.big_tiff ? 8 : 4;
    Ifd ifd;
    ifd.kind = order.kind;
    ifd.parent = order.kind == IfdKind::kPage ? file_.ifds.size() : order.parent;
    ifd.name = name_of(order);
    ifd.offset = order.offset;

    std::byte head[8];
    DELO_CHECK(fill(order.offset, std::span(head).first(count_width)));
    ifd.declared = file_.unsigned_at(head, count_width);
    const std::uint64_t room = file_.size - order.offset - count_width;
    const std::uint64_t present = std::min(ifd.declared, room / entry_size);
    if (ifd.declared == 0) {
      findings_.add(kIfdEmpty, ifd.offset, ifd.name, ifd.name + " has no entries");
    }
    if (entries_ + present > kMostEntries) {
      file_.limited = true;
      return {};
    }
    entries_ += present;

    const std::uint64_t table = present * entry_size;
    const bool whole = present == ifd.declared;
    const bool has_next = whole && room - table >= next_width;
    table_.resize(static_cast<std::size_t>(table + (has_next ? next_width : 0)));
    DELO_CHECK(fill(order.offset + count_width, table_));
    ifd.size = count_width + table_.size();
    if (!whole) {
      findings_.add(kIfdTruncated, ifd.offset, ifd.name,
                    ifd.name + " declares " + std::to_string(ifd.declared) +
                        " entries, the file ends after " + std::to_string(present));
    } else if (has_next) {
      ifd.next = file_.unsigned_at(table_.data() + table, next_width);
    } else {
      findings_.add(kIfdNextMissing, ifd.offset + count_width + table, ifd.name,
                    "the file ends before the offset of the IFD after " + ifd.name);
    }
    ifd.entries.reserve(static_cast<std::size_t>(present));
    for (std::uint64_t i = 0; i < present; ++i) {
      DELO_TRY(Entry entry, read_entry(ifd, ifd.offset + count_width + i * entry_size,
                                       table_.data() + i * entry_size));
      ifd.entries.push_back(entry);
    }
    check_order(ifd);

    const std::size_t index = file_.ifds.size();
    const std::uint64_t next_at = ifd.offset + count_width + table;
    file_.ifds.push_back(std::move(ifd));
    reach_children(index);
    reach_next(index, order, next_at);
    return {};
  }

  Result<Entry> read_entry(const Ifd& ifd, std::uint64_t at, const std::byte* raw) {
    const std::size_t wide = file_.big_tiff ? 8 : 4;
    Entry entry;
    entry.at = at;
    entry.tag = static_cast<std::uint16_t>(file_.unsigned_at(raw, 2));
    entry.type = static_cast<std::uint16_t>(file_.unsigned_at(raw + 2, 2));
    entry.count = file_.unsigned_at(raw + 4, wide);
    const std::byte* value = raw + 4 + wide;
    const std::uint64_t width = size_of_type(entry.type);
    const bool big_only = entry.type >= kLong8 && entry.type <= kIfd8 && !file_.big_tiff;
    if (width == 0 || big_only) {
      entry.state = Entry::State::kUnknownType;
      findings_.add(kEntryType, at, TiffFile::part(ifd, entry),
                    name_of_tag(ifd.kind, entry.tag) + " has field type " +
                        std::to_string(entry.type) +
                        (big_only ? ", which exists in BigTIFF only" : ", which does not exist"));
      return entry;
    }
    if (entry.count == 0) {
      findings_.add(kEntryCountZero, at, TiffFile::part(ifd, entry),
                    name_of_tag(ifd.kind, entry.tag) + " has a count of 0");
    }
    entry.size = entry.count > kOverflow / width ? kOverflow : entry.count * width;
    entry.in_entry = entry.size <= wide;
    if (entry.in_entry) {
      entry.value_at = at + 4 + wide;
      entry.stored_at = file_.values_.size();
      file_.values_.insert(file_.values_.end(), value, value + entry.size);
      return entry;
    }
    entry.value_at = file_.unsigned_at(value, wide);
    if (entry.value_at > file_.size || file_.size - entry.value_at < entry.size) {
      entry.state = Entry::State::kOutsideFile;
      findings_.add(kValueOutsideFile, at, TiffFile::part(ifd, entry),
                    name_of_tag(ifd.kind, entry.tag) + " has " + std::to_string(entry.count) +
                        " values of type " + name_of_type(entry.type) + " at " +
                        std::to_string(entry.value_at) + ", the file ends at " +
                        std::to_string(file_.size));
      return entry;
    }
    if (entry.value_at % 2 != 0) {
      findings_.add(kValueWordBoundary, at, TiffFile::part(ifd, entry),
                    "value of " + name_of_tag(ifd.kind, entry.tag) + " stands at " +
                        std::to_string(entry.value_at) + ", an odd number");
    }
    const std::uint64_t most = is_offset_array(entry.tag) ? kLargestOffsetArray : kLargestValue;
    if (entry.size > most || stays_in_file(entry.tag)) {
      entry.state = Entry::State::kLeftOut;
      return entry;
    }
    if (kMostValueBytes - file_.values_.size() < entry.size) {
      entry.state = Entry::State::kLeftOut;
      file_.limited = true;
      return entry;
    }
    entry.stored_at = file_.values_.size();
    file_.values_.resize(entry.stored_at + static_cast<std::size_t>(entry.size));
    DELO_CHECK(fill(entry.value_at, std::span(file_.values_).subspan(entry.stored_at)));
    return entry;
  }

  void check_order(const Ifd& ifd) {
    std::unordered_set<std::uint16_t> tags;
    std::uint16_t last = 0;
    for (const Entry& entry : ifd.entries) {
      if (!tags.insert(entry.tag).second) {
        findings_.add(kIfdDuplicateTag, entry.at, TiffFile::part(ifd, entry),
                      name_of_tag(ifd.kind, entry.tag) + " occurs more than once in " + ifd.name);
      } else if (entry.tag < last) {
        findings_.add(
            kIfdAscendingTags, entry.at, TiffFile::part(ifd, entry),
            "tag " + std::to_string(entry.tag) + " stands after tag " + std::to_string(last));
      }
      last = entry.tag;
    }
  }

  void reach_children(std::size_t index) {
    const std::size_t entries = file_.ifds[index].entries.size();
    for (std::size_t e = 0; e < entries; ++e) {
      const Ifd& ifd = file_.ifds[index];
      const Entry& entry = ifd.entries[e];
      const auto kind = kind_behind(ifd, entry.tag);
      if (!kind) continue;
      const std::uint64_t count =
          kind == IfdKind::kSub ? entry.count : std::min<std::uint64_t>(entry.count, 1);
      for (std::uint64_t i = 0; i < count && !file_.limited; ++i) {
        const auto offset = file_.natural(entry, i);
        if (!offset) break;
        reach(*offset, *kind, index, i, TiffFile::part(ifd, entry), entry.at);
      }
    }
  }

  void reach_next(std::size_t index, const Order& order, std::uint64_t next_at) {
    const Ifd& ifd = file_.ifds[index];
    if (ifd.next == 0) return;
    // An Exif or GPS IFD stands alone: what follows is no business of a reader.
    if (ifd.has_image()) {
      reach(ifd.next, ifd.kind, order.parent, order.number + 1, ifd.name, next_at);
    }
  }

  Result<void> fill(std::uint64_t offset, std::span<std::byte> out) {
    std::size_t at = 0;
    while (at < out.size()) {
      DELO_TRY(const std::size_t n, source_.read_at(offset + at, out.subspan(at)));
      if (n == 0) {
        return Error{ErrorCode::kIo, "file ended at " + std::to_string(offset + at) + " of " +
                                         std::to_string(file_.size) + " bytes"};
      }
      at += n;
    }
    return {};
  }

  const ByteSource& source_;
  FindingList& findings_;
  TiffFile file_;
  std::deque<Order> work_;
  std::unordered_set<std::uint64_t> seen_;
  std::vector<std::byte> table_;
  std::uint64_t entries_ = 0;
};

Result<TiffFile> read_tiff(const ByteSource& source, FindingList& findings) {
  return TiffReader(source, findings).read();
}

}  // namespace delo::validators::tiff
