#include "validators/tiff/tiff_image.h"

#include <algorithm>
#include <limits>

#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kMostBits = 64;  // values of BitsPerSample that are kept

// a / b rounded up.  REQUIRES: b > 0
std::uint64_t parts(std::uint64_t a, std::uint64_t b) { return a / b + (a % b != 0 ? 1 : 0); }

}  // namespace

std::uint64_t times(std::uint64_t a, std::uint64_t b) {
  return b != 0 && a > kMost / b ? kMost : a * b;
}

std::uint64_t Image::bits_per_pixel(std::uint64_t plane) const {
  if (planar) return plane < bits.size() ? bits[plane] : bits.back();
  std::uint64_t sum = 0;
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(samples, bits.size()); ++i) sum += bits[i];
  if (samples > bits.size()) sum += times(samples - bits.size(), bits.back());
  return sum;
}

std::uint64_t Image::rows_of(std::uint64_t index) const {
  if (tiled || down == 0) return piece_height;
  const std::uint64_t row = index % down;
  return row + 1 < down ? piece_height : height - times(row, piece_height);
}

std::uint64_t Image::plane_of(std::uint64_t index) const {
  const std::uint64_t per_plane = times(across, down);
  return per_plane == 0 ? 0 : index / per_plane;
}

bool Image::in_units() const { return !planar && (subsampling_x > 1 || subsampling_y > 1); }

std::uint64_t Image::row_size(std::uint64_t index) const {
  const std::uint64_t plane = plane_of(index);
  const bool reduced = planar && plane > 0;  // Cb and Cr have planes of their own
  const std::uint64_t columns = reduced ? parts(piece_width, subsampling_x) : piece_width;
  const std::uint64_t total = times(columns, bits_per_pixel(plane));
  return total == kMost ? kMost : parts(total, 8);
}

std::uint64_t Image::decoded_size(std::uint64_t index) const {
  const std::uint64_t rows = rows_of(index);
  if (!in_units()) {
    const bool reduced = planar && plane_of(index) > 0;
    return times(row_size(index), reduced ? parts(rows, subsampling_y) : rows);
  }
  // A unit of YCbCr: subsampling_x × subsampling_y of Y, one Cb, one Cr.  TIFF 6.0 p. 93
  const std::uint64_t unit = times(subsampling_x, subsampling_y) + 2;
  const std::uint64_t in_row = times(times(parts(piece_width, subsampling_x), unit), bits.front());
  if (in_row == kMost) return kMost;
  return times(parts(in_row, 8), parts(rows, subsampling_y));
}

Image image_of(const TiffFile& file, const Ifd& ifd) {
  Image image;
  image.ifd = &ifd;
  image.width = file.natural_or(ifd, kImageWidth, 0);
  image.height = file.natural_or(ifd, kImageLength, 0);
  image.samples = std::max<std::uint64_t>(file.natural_or(ifd, kSamplesPerPixel, 1), 1);
  if (const Entry* bits = file.find(ifd, kBitsPerSample)) {
    for (std::uint64_t i = 0; i < std::min(bits->count, kMostBits); ++i) {
      const auto value = file.natural(*bits, i);
      if (!value) break;
      image.bits.push_back(*value);
    }
  }
  if (image.bits.empty()) image.bits.push_back(1);
  image.compression = file.natural_or(ifd, kCompression, 1);
  if (const Entry* photometric = file.find(ifd, kPhotometric)) {
    image.photometric = file.natural(*photometric);
  }
  image.planar = image.samples > 1 && file.natural_or(ifd, kPlanarConfiguration, 1) == 2;
  if (image.photometric == 6) {
    image.subsampling_x = image.subsampling_y = 2;  // the default, TIFF 6.0 p. 92
    if (const Entry* sub = file.find(ifd, kYcbcrSubSampling)) {
      image.subsampling_x = std::max<std::uint64_t>(file.natural(*sub, 0).value_or(2), 1);
      image.subsampling_y = std::max<std::uint64_t>(file.natural(*sub, 1).value_or(2), 1);
    }
  }

  image.offsets = file.find(ifd, kStripOffsets);
  image.byte_counts = file.find(ifd, kStripByteCounts);
  image.tiled = file.find(ifd, kTileOffsets) || file.find(ifd, kTileWidth);
  if (image.tiled) {
    // Some writers keep tiles under the strips' tags; readers take them so.
    if (const Entry* offsets = file.find(ifd, kTileOffsets)) image.offsets = offsets;
    if (const Entry* counts = file.find(ifd, kTileByteCounts)) image.byte_counts = counts;
    image.piece_width = file.natural_or(ifd, kTileWidth, 0);
    image.piece_height = file.natural_or(ifd, kTileLength, 0);
  } else {
    image.piece_width = image.width;
    image.piece_height = std::min(file.natural_or(ifd, kRowsPerStrip, kMost), image.height);
  }
  if (image.piece_width > 0 && image.piece_height > 0) {
    image.across = parts(image.width, image.piece_width);
    image.down = parts(image.height, image.piece_height);
  }
  image.planes = image.planar ? image.samples : 1;
  return image;
}

Image as_decoded(const Image& image) {
  Image out = image;
  if (image.compression == 7 && image.photometric == 6 && !image.planar) {
    out.photometric = 2;
    out.subsampling_x = out.subsampling_y = 1;
  }
  return out;
}

std::uint64_t colour_samples(const TiffFile& file, const Image& image) {
  if (!image.photometric) return 0;
  switch (*image.photometric) {
    case 0:
    case 1:
    case 3:
    case 4:
    case 32803:
    case 32844:
      return 1;
    case 2:
    case 6:
    case 9:
    case 10:
    case 32845:
      return 3;
    case 5:
      return file.natural_or(*image.ifd, kNumberOfInks, 4);
    case 8:
      return image.samples < 3 ? 1 : 3;  // L*a*b*, or L* alone: TIFF 6.0 p. 110
    default:
      return 0;
  }
}

}  // namespace delo::validators::tiff
