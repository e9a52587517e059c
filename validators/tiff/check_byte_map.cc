#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "validators/tiff/tiff_checks.h"
#include "validators/tiff/tiff_image.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

constexpr int kMostGapsRead = 256;  // small ones, of a file

// A stretch of the file and what it is used for.
struct Stretch {
  enum class Use : std::uint8_t {
    kStructure,  // header or IFD
    kValue,      // of a tag
    kPixels,     // a strip or tile
    kOther,      // known to be used, may lie within another: old-style JPEG, free space
  };
  std::uint64_t begin = 0, end = 0;  // bytes, `end` excluded
  Use use = Use::kOther;
  std::uint32_t ifd = 0;
  std::uint16_t tag = 0;
  std::uint32_t index = 0;  // of a strip or tile
};

// Writers align to 2, 4, 8 or 16 bytes; zeros between structures may be that.
bool is_alignment(std::uint64_t gap, std::uint64_t next) {
  for (const std::uint64_t unit : {2U, 4U, 8U, 16U}) {
    if (gap < unit && next % unit == 0) return true;
  }
  return false;
}

std::string name_of(const TiffFile& file, const Stretch& stretch) {
  if (stretch.end == file.header_size() && stretch.begin == 0 &&
      stretch.use == Stretch::Use::kStructure) {
    return "the header";
  }
  const Ifd& ifd = file.ifds[stretch.ifd];
  switch (stretch.use) {
    case Stretch::Use::kStructure:
      return ifd.name;
    case Stretch::Use::kValue:
      return "the value of " + name_of_tag(ifd.kind, stretch.tag) + " of " + ifd.name;
    default: {
      const bool tile = stretch.tag == kTileOffsets;
      return (tile ? "tile " : "strip ") + std::to_string(stretch.index) + " of " + ifd.name;
    }
  }
}

class ByteMap {
 public:
  ByteMap(const TiffFile& file, FindingList& findings) : file_(file), findings_(findings) {
    stretches_.push_back({0, file.header_size(), Stretch::Use::kStructure});
    for (std::uint32_t i = 0; i < file.ifds.size(); ++i) add_ifd(i);
    std::ranges::sort(stretches_, [](const Stretch& a, const Stretch& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
  }

  void find_overlaps() {
    // The stretches before `s` that reach farthest, structures and pixels apart:
    // whatever overlaps `s` at all, one of these two does.
    const Stretch* structure = nullptr;
    const Stretch* pixels = nullptr;
    for (const Stretch& s : stretches_) {
      if (s.use == Stretch::Use::kOther) continue;
      if (structure && s.begin < structure->end) report(*structure, s);
      if (pixels && s.begin < pixels->end) report(*pixels, s);
      const Stretch*& farthest = s.use == Stretch::Use::kPixels ? pixels : structure;
      if (!farthest || s.end > farthest->end) farthest = &s;
    }
  }

  Result<void> find_gaps(const ByteSource& source) {
    std::uint64_t used_to = 0;
    std::uint64_t gaps = 0, bytes = 0, first = 0, largest = 0, largest_at = 0;
    int small_gaps_read = 0;
    for (const Stretch& s : stretches_) {
      if (s.begin > used_to) {
        const std::uint64_t size = s.begin - used_to;
        bool padding = is_alignment(size, s.begin) && small_gaps_read >= kMostGapsRead;
        if (is_alignment(size, s.begin) && small_gaps_read < kMostGapsRead) {
          ++small_gaps_read;
          DELO_TRY(padding, is_zero(source, used_to, size));
        }
        if (!padding) {
          if (gaps++ == 0) first = used_to;
          bytes += size;
          if (size > largest) largest = size, largest_at = used_to;
        }
      }
      used_to = std::max(used_to, s.end);
    }
    if (gaps > 0) {
      findings_.add(kMapUnreferenced, first, "",
                    std::to_string(bytes) + " bytes in " + std::to_string(gaps) +
                        (gaps == 1 ? " gap" : " gaps") + " belong to nothing, the largest gap " +
                        std::to_string(largest) + " bytes at " + std::to_string(largest_at));
    }
    const std::uint64_t trailing = file_.size - std::min(used_to, file_.size);
    bool pad_byte = trailing == 1 && used_to % 2 != 0;
    if (pad_byte) {
      DELO_TRY(pad_byte, is_zero(source, used_to, 1));
    }
    if (trailing > 0 && !pad_byte) {
      findings_.add(kMapTrailing, used_to, "",
                    std::to_string(trailing) + " bytes follow the last structure, which ends at " +
                        std::to_string(used_to));
    }
    return {};
  }

 private:
  void add(std::uint64_t begin, std::uint64_t size, Stretch::Use use, std::uint32_t ifd,
           std::uint16_t tag = 0, std::uint32_t index = 0) {
    if (begin >= file_.size || size == 0) return;
    stretches_.push_back({begin, begin + std::min(size, file_.size - begin), use, ifd, tag, index});
  }

  void add_ifd(std::uint32_t index) {
    const Ifd& ifd = file_.ifds[index];
    add(ifd.offset, ifd.size, Stretch::Use::kStructure, index);
    for (const Entry& entry : ifd.entries) {
      const bool in_file =
          entry.state == Entry::State::kRead || entry.state == Entry::State::kLeftOut;
      if (in_file && !entry.in_entry) {
        add(entry.value_at, entry.size, Stretch::Use::kValue, index, entry.tag);
      }
    }
    if (!ifd.has_image()) return;
    const Image image = image_of(file_, ifd);
    if (image.offsets && image.byte_counts) add_pieces(image, index);
    add_pair(ifd, index, kJpegInterchangeFormat, kJpegInterchangeFormatLength);
    add_pair(ifd, index, kFreeOffsets, kFreeByteCounts);
    for (const std::uint16_t tag : {kJpegQTables, kJpegDcTables, kJpegAcTables}) {
      const Entry* tables = file_.find(ifd, tag);
      for (std::uint64_t i = 0; tables && i < std::min<std::uint64_t>(tables->count, 4); ++i) {
        // A quantisation table has 64 bytes; a Huffman table 16 and its values.
        if (const auto at = file_.natural(*tables, i)) {
          add(*at, tag == kJpegQTables ? 64 : 16 + 256, Stretch::Use::kOther, index);
        }
      }
    }
  }

  void add_pieces(const Image& image, std::uint32_t ifd) {
    const std::uint64_t count = std::min(image.offsets->count, image.byte_counts->count);
    // The strips of old-style JPEG may lie within its one data stream.
    const auto use = image.compression == 6 ? Stretch::Use::kOther : Stretch::Use::kPixels;
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto offset = file_.natural(*image.offsets, i);
      const auto bytes = file_.natural(*image.byte_counts, i);
      if (!offset || !bytes) break;
      add(*offset, *bytes, use, ifd, image.offsets->tag, static_cast<std::uint32_t>(i));
    }
  }

  void add_pair(const Ifd& ifd, std::uint32_t index, std::uint16_t offsets_tag,
                std::uint16_t lengths_tag) {
    const Entry* offsets = file_.find(ifd, offsets_tag);
    const Entry* lengths = file_.find(ifd, lengths_tag);
    if (!offsets || !lengths) return;
    for (std::uint64_t i = 0; i < std::min(offsets->count, lengths->count); ++i) {
      const auto at = file_.natural(*offsets, i), length = file_.natural(*lengths, i);
      if (!at || !length) break;
      add(*at, *length, Stretch::Use::kOther, index);
    }
  }

  void report(const Stretch& a, const Stretch& b) {
    using enum Stretch::Use;
    const bool same = a.begin == b.begin && a.end == b.end;
    const Rule* rule = &kMapStructures;
    if (a.use == kPixels && b.use == kPixels) {
      rule = same ? &kMapStripReused : &kMapStripsOverlap;
    } else if (a.use == kPixels || b.use == kPixels) {
      rule = &kMapPixelsOverStructure;
    } else if (a.use == kValue && b.use == kValue && same) {
      rule = &kMapValueShared;
    }
    if (findings_.is_full(*rule)) {
      findings_.count(*rule);
      return;
    }
    const std::string where = b.use == kStructure && b.begin == 0 ? "" : file_.ifds[b.ifd].name;
    findings_.add(*rule, b.begin, where,
                  name_of(file_, b) +
                      (same ? " is the same stretch of the file as " : " overlaps ") +
                      name_of(file_, a) + ", " + std::to_string(std::min(a.end, b.end) - b.begin) +
                      " bytes from " + std::to_string(b.begin) + " on");
  }

  static Result<bool> is_zero(const ByteSource& source, std::uint64_t at, std::uint64_t size) {
    std::array<std::byte, 16> bytes{};
    const auto wanted = std::span(bytes).first(static_cast<std::size_t>(size));
    DELO_TRY(const std::size_t n, source.read_at(at, wanted));
    return std::ranges::all_of(wanted.first(n), [](std::byte b) { return b == std::byte{0}; });
  }

  const TiffFile& file_;
  FindingList& findings_;
  std::vector<Stretch> stretches_;
};

}  // namespace

Result<void> check_byte_map(const TiffFile& file, const ByteSource& source, FindingList& findings) {
  ByteMap map(file, findings);
  map.find_overlaps();
  // What a directory that could not be read uses is not known, so nothing can be
  // said of what is left over.
  const bool known = !file.limited && !findings.has(kIfdTruncated) && !findings.has(kIfdLoop) &&
                     !findings.has(kIfdOutsideFile) && !findings.has(kEntryType) &&
                     !findings.has(kValueOutsideFile);
  if (known) DELO_CHECK(map.find_gaps(source));
  return {};
}

}  // namespace delo::validators::tiff
