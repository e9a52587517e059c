#include <algorithm>
#include <string>

#include "validators/tiff/tiff_checks.h"
#include "validators/tiff/tiff_image.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

std::string s(std::uint64_t number) { return std::to_string(number); }

// The JPEG of an Exif thumbnail stands in tags 513 and 514, without strips.
bool is_exif_thumbnail(const TiffFile& file, const Image& image) {
  return image.compression == 6 && file.find(*image.ifd, kJpegInterchangeFormat) != nullptr;
}

void check_tables(const TiffFile& file, const Image& image, FindingList& findings) {
  const Ifd& ifd = *image.ifd;
  const bool strips = file.find(ifd, kStripOffsets) != nullptr;
  const bool tiles = file.find(ifd, kTileOffsets) != nullptr;
  if (strips && tiles) {
    findings.add(kStripsAndTiles, file.find(ifd, kTileOffsets)->at,
                 TiffFile::part(ifd, kTileOffsets),
                 ifd.name + " has both StripOffsets and TileOffsets");
  }
  if (!strips && !tiles) {
    if (!is_exif_thumbnail(file, image)) {
      findings.add(kStripsMissing, ifd.offset, TiffFile::part(ifd, kStripOffsets),
                   ifd.name + " has neither StripOffsets nor TileOffsets");
    }
    return;
  }
  if (strips && image.tiled) {
    findings.add(kTagObsolete, image.offsets->at, TiffFile::part(ifd, *image.offsets),
                 "the tiles of " + ifd.name + " are listed under StripOffsets");
  }
  if (const Entry* rows = file.find(ifd, kRowsPerStrip); rows && tiles) {
    findings.add(kTileStripTags, rows->at, TiffFile::part(ifd, *rows),
                 ifd.name + " is in tiles and has RowsPerStrip");
  }
  const std::uint16_t counts_tag = image.tiled ? kTileByteCounts : kStripByteCounts;
  if (!image.byte_counts) {
    findings.add(kStripByteCountsMissing, ifd.offset, TiffFile::part(ifd, counts_tag),
                 name_of_tag(ifd.kind, counts_tag) + " is missing in " + ifd.name);
  } else if (image.byte_counts->count != image.offsets->count) {
    findings.add(kStripByteCountsMissing, image.byte_counts->at,
                 TiffFile::part(ifd, *image.byte_counts),
                 name_of_tag(ifd.kind, image.byte_counts->tag) + " has " +
                     s(image.byte_counts->count) + " values, " +
                     name_of_tag(ifd.kind, image.offsets->tag) + " " + s(image.offsets->count));
  }
}

void check_geometry(const TiffFile& file, const Image& image, FindingList& findings) {
  const Ifd& ifd = *image.ifd;
  if (image.tiled) {
    for (const std::uint16_t tag : {kTileWidth, kTileLength}) {
      const Entry* entry = file.find(ifd, tag);
      const std::uint64_t side = entry ? file.natural(*entry).value_or(0) : 0;
      if (side != 0 && side % 16 == 0) continue;
      findings.add(kTileSize, entry ? entry->at : ifd.offset, TiffFile::part(ifd, tag),
                   name_of_tag(ifd.kind, tag) +
                       (entry ? " is " + s(side) + ", no multiple of 16" : " is missing"));
    }
  } else if (const Entry* rows = file.find(ifd, kRowsPerStrip);
             rows && file.natural(*rows) == std::uint64_t{0}) {
    findings.add(kStripRows, rows->at, TiffFile::part(ifd, *rows), "RowsPerStrip is 0");
  }
  if (!image.offsets || image.across == 0 || image.down == 0) return;
  const std::uint64_t expected = image.pieces();
  if (image.offsets->count != expected) {
    findings.add(kStripCount, image.offsets->at, TiffFile::part(ifd, *image.offsets),
                 name_of_tag(ifd.kind, image.offsets->tag) + " has " + s(image.offsets->count) +
                     " values, the image of " + s(image.width) + " by " + s(image.height) +
                     " pixels needs " + s(expected));
  }
}

// `index` strips of one image, each where it says it is.
void check_piece(const TiffFile& file, const Image& image, std::uint64_t index,
                 std::uint64_t offset, std::uint64_t bytes, FindingList& findings) {
  const auto part = [&] { return image.ifd->name + ", " + image.piece_name() + " " + s(index); };
  const std::string_view piece = image.piece_name();
  if (bytes == 0) {
    // A sparse file leaves tiles out on purpose; a reader takes them as blank.
    if (offset == 0 && image.pieces() > 1) {
      findings.add(
          kStripEmpty, image.byte_counts->at, part(),
          std::string(piece) + " " + s(index) + " is left out: its offset and byte count are 0");
    } else {
      findings.add(kStripEmpty, image.byte_counts->at, part(),
                   "byte count of " + std::string(piece) + " " + s(index) + " is 0");
    }
    return;
  }
  if (offset >= file.size || file.size - offset < bytes) {
    findings.add(kStripOutsideFile, image.offsets->at, part(),
                 std::string(piece) + " " + s(index) + " has " + s(bytes) + " bytes at " +
                     s(offset) + ", the file ends at " + s(file.size));
    return;
  }
  if (image.compression != 1 || index >= image.pieces()) return;
  const std::uint64_t expected = image.decoded_size(index);
  if (bytes < expected) {
    if (findings.is_full(kStripByteCount)) return findings.count(kStripByteCount);
    findings.add(kStripByteCount, image.byte_counts->at, part(),
                 std::string(piece) + " " + s(index) + " has " + s(bytes) + " bytes, its " +
                     s(image.piece_width) + " by " + s(image.rows_of(index)) + " pixels need " +
                     s(expected));
  } else if (bytes > expected) {
    // The last strip may have been written to its full height, and a few bytes may
    // pad to an even offset; whatever is more speaks of other pixels than declared.
    const bool harmless =
        bytes - expected < 4 || bytes <= times(image.row_size(index), image.piece_height);
    const Rule& rule = harmless ? kStripExcess : kStripByteCount;
    if (findings.is_full(rule)) return findings.count(rule);
    findings.add(rule, image.byte_counts->at, part(),
                 std::string(piece) + " " + s(index) + " has " + s(bytes) +
                     " bytes, its pixels need " + s(expected));
  }
}

}  // namespace

void check_strips(const TiffFile& file, FindingList& findings) {
  for (const Ifd& ifd : file.ifds) {
    if (!ifd.has_image()) continue;
    const Image image = image_of(file, ifd);
    check_tables(file, image, findings);
    check_geometry(file, image, findings);
    if (!image.offsets || !image.byte_counts) continue;
    const std::uint64_t count = std::min(image.offsets->count, image.byte_counts->count);
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto offset = file.natural(*image.offsets, i);
      const auto bytes = file.natural(*image.byte_counts, i);
      if (!offset || !bytes) break;
      check_piece(file, image, i, *offset, *bytes, findings);
    }
  }
}

}  // namespace delo::validators::tiff
