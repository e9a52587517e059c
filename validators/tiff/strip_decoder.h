// Every strip and tile is decoded for real, once: by libtiff, but for LZW that is
// plainly sound (lzw_decoder.h) and pixels that are not compressed.  This is the only
// file that knows libtiff; our own reader (tiff_reader.h) says where the
// directories are, so that nothing depends on how libtiff follows them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/bytes/byte_source.h"
#include "validators/tiff/tiff_image.h"

namespace delo::validators::tiff {

// Rows of pixels as they come from the decoder.
struct DecodedRows {
  const Image& image;
  std::uint64_t piece = 0;      // strip or tile
  std::uint64_t first_row = 0;  // within the piece
  std::uint64_t rows = 0;
  std::span<const std::byte> bytes;
  bool swapped = false;  // samples of 16 bits stand in the other byte order than this machine's
};

// Whoever wants to see the pixels in the one pass there is.
class PixelSink {
 public:
  virtual ~PixelSink() = default;
  // True when rows of this image are wanted.
  virtual bool wants(const Image& image) = 0;
  // True when row `y` of that image is looked at.  Rows that nobody looks at may come
  // as differences still.
  virtual bool wants_row(std::uint64_t y) const { return (void)y, true; }
  virtual void take(const DecodedRows& rows) = 0;
  // No more rows of this image will come.
  virtual void done(const Image& image) { (void)image; }
};

struct DecodeOutcome {
  std::uint64_t decoded = 0;             // bytes of pixels
  bool asked_libtiff = false;            // false: our own code decoded all there is
  std::vector<std::string> not_checked;  // sentences
};

// Decodes the strips and tiles of every image in `file`.  What can't be decoded is
// a finding.  Pieces that do not lie in the file are passed over: they have their
// finding already.  Memory is bounded, and so is the work: at most 1 GiB of pixels,
// or two hundred times the file if that is more.  Error kIo.
Result<DecodeOutcome> decode_strips(const TiffFile& file, const ByteSource& source,
                                    std::span<PixelSink* const> sinks, FindingList& findings);

std::string decoder_version();  // "libtiff 4.5.0"

}  // namespace delo::validators::tiff
