// A strip or tile of JPEG, as a data stream of its own (Adobe TIFF Technical Note 2):
// what its frame says beside what the IFD says, and how it ends.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "validators/tiff/jpeg_tables.h"
#include "validators/tiff/piece_ends.h"
#include "validators/tiff/tiff_image.h"

namespace delo::validators::tiff {

struct JpegPiece {
  struct Frame {  // T.81 B.2.2
    unsigned marker = 0, precision = 0, components = 0;
    std::uint64_t width = 0, height = 0;
    unsigned sampling_x = 1, sampling_y = 1;  // of the first component against the second

    bool is_lossless() const { return (marker & 3) == 3; }
    bool is_hierarchical() const { return (marker & 7) >= 5; }
    // Huffman codes for samples of 8 bits: what libtiff is made for.
    bool is_usual() const { return marker <= 0xC2 && precision == 8; }
  };
  std::optional<Frame> frame;
  JpegTables defined, needed;  // before, and by, the first scan
  bool has_end = false;
  PieceRest rest;  // behind EOI
};

// Reads `out.size()` bytes from `at` on, within the piece; false: it can't.
using ReadPiece = std::function<bool(std::uint64_t at, std::span<std::byte> out)>;

// Marker segments up to the first scan, and the last bytes; no more is read.
JpegPiece inspect_jpeg(std::uint64_t size, const ReadPiece& read);

// What the JPEGTables of an image define; all there can be when they can't be read.
JpegTables common_tables(const TiffFile& file, const Image& image);

// Says where piece and image differ, and which tables are in neither the piece nor
// `common`, the JPEGTables.  `offset`: of the piece.
void check_jpeg_piece(const TiffFile& file, const Image& image, std::uint64_t piece,
                      std::uint64_t offset, const JpegPiece& jpeg, const JpegTables& common,
                      FindingList& findings);

}  // namespace delo::validators::tiff
