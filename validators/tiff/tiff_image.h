// The image that an IFD describes: its size, its samples, its strips or tiles.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "validators/tiff/tiff_reader.h"

namespace delo::validators::tiff {

// a × b, or 2^64-1 when that is too large.
std::uint64_t times(std::uint64_t a, std::uint64_t b);

// What an IFD says of its image, with the standard's defaults for what it leaves
// out.  Nothing is judged here and nothing is too absurd to be said; products
// saturate.  Borrows the TiffFile.
struct Image {
  const Ifd* ifd = nullptr;
  std::uint64_t width = 0, height = 0;  // pixels; 0: absent
  std::uint64_t samples = 1;            // per pixel
  std::vector<std::uint64_t> bits;      // as declared, at most 64 of them; {1} when absent
  std::uint64_t compression = 1;
  std::optional<std::uint64_t> photometric;
  bool planar = false;                                 // each sample in a plane of its own
  std::uint64_t subsampling_x = 1, subsampling_y = 1;  // other than 1 only for YCbCr

  bool tiled = false;
  const Entry* offsets = nullptr;  // StripOffsets or TileOffsets
  const Entry* byte_counts = nullptr;
  std::uint64_t piece_width = 0, piece_height = 0;  // pixels of a strip or tile
  std::uint64_t across = 0, down = 0, planes = 1;   // pieces

  std::uint64_t pieces() const { return times(times(across, down), planes); }
  const char* piece_name() const { return tiled ? "tile" : "strip"; }
  // Bits of a pixel in plane `plane`.
  std::uint64_t bits_per_pixel(std::uint64_t plane) const;
  std::uint64_t plane_of(std::uint64_t index) const;
  // Rows are not lines of samples, but of units of Y, Cb and Cr.  TIFF 6.0 p. 93
  bool in_units() const;
  // Rows of piece `index`: less than piece_height in the last strip.
  std::uint64_t rows_of(std::uint64_t index) const;
  // Bytes of piece `index` when it is decoded.
  std::uint64_t decoded_size(std::uint64_t index) const;
  std::uint64_t row_size(std::uint64_t index) const;  // bytes of one decoded row
};

// REQUIRES: ifd.has_image()
Image image_of(const TiffFile& file, const Ifd& ifd);

// The image as its decoder hands it out: YCbCr in JPEG comes as RGB, whatever its
// subsampling.  (libtiff 4.5 writes the lines of subsampled units over each other.)
Image as_decoded(const Image& image);

// Samples that the colour space needs, without ExtraSamples; 0: unknown.
std::uint64_t colour_samples(const TiffFile& file, const Image& image);

}  // namespace delo::validators::tiff
