#include "validators/tiff/thumbnail.h"

// jpeglib.h needs FILE and size_t before it.
#include <jpeglib.h>
#include <cstddef>
#include <cstdio>

#include <algorithm>
#include <csetjmp>
#include <cstdlib>
#include <cstring>

#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

// Ends of every step, so that sampled columns and rows are spread evenly.
std::vector<std::uint64_t> spread(std::uint64_t count, std::uint64_t over) {
  std::vector<std::uint64_t> out(static_cast<std::size_t>(count));
  for (std::uint64_t i = 0; i < count; ++i) {
    out[static_cast<std::size_t>(i)] = (2 * i + 1) * over / (2 * count);
  }
  return out;
}

std::uint8_t byte_of(double value) {
  return static_cast<std::uint8_t>(std::clamp(value + 0.5, 0.0, 255.0));
}

// ---- JPEG, by libjpeg ----

struct JpegError {
  jpeg_error_mgr manager;
  std::jmp_buf leave;
};
extern "C" {
static void delo_jpeg_exit(j_common_ptr jpeg) {
  std::longjmp(reinterpret_cast<JpegError*>(jpeg->err)->leave, 1);
}
static void delo_jpeg_silent(j_common_ptr) {}
}

// RGB or gray pixels as a JPEG; empty when libjpeg refuses.
std::string jpeg_of(const std::vector<std::uint8_t>& pixels, std::uint64_t width,
                    std::uint64_t height, int channels) {
  jpeg_compress_struct jpeg{};
  JpegError error{};
  jpeg.err = jpeg_std_error(&error.manager);
  error.manager.error_exit = &delo_jpeg_exit;
  error.manager.output_message = &delo_jpeg_silent;
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  // Nothing with a destructor may come to life between here and the end.
  if (setjmp(error.leave)) {
    jpeg_destroy_compress(&jpeg);
    std::free(memory);
    return {};
  }
  jpeg_create_compress(&jpeg);
  jpeg_mem_dest(&jpeg, &memory, &size);
  jpeg.image_width = static_cast<JDIMENSION>(width);
  jpeg.image_height = static_cast<JDIMENSION>(height);
  jpeg.input_components = channels;
  jpeg.in_color_space = channels == 3 ? JCS_RGB : JCS_GRAYSCALE;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, Thumbnail::kQuality, TRUE);
  jpeg_start_compress(&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height) {
    auto* row = const_cast<JSAMPROW>(pixels.data() + static_cast<std::size_t>(jpeg.next_scanline) *
                                                         static_cast<std::size_t>(width) *
                                                         static_cast<std::size_t>(channels));
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  std::string out(reinterpret_cast<const char*>(memory), size);
  std::free(memory);
  return out;
}

}  // namespace

// The part of the image that some decoded rows cover, in its pixels.
struct Thumbnail::Area {
  std::uint64_t x = 0, y = 0, width = 0, height = 0;
  std::uint64_t plane = 0;
  std::uint64_t row_size = 0;  // bytes
};

Thumbnail::Thumbnail(const TiffFile& file, const Ifd& ifd)
    : file_(file), ifd_(ifd), image_(as_decoded(image_of(file, ifd))) {
  bits_ = image_.bits.front();
  const bool equal = std::ranges::all_of(image_.bits, [&](auto bits) { return bits == bits_; });
  const bool whole = file.natural_or(ifd, kSampleFormat, 1) == 1;
  const bool depth = bits_ == 1 || bits_ == 2 || bits_ == 4 || bits_ == 8 || bits_ == 16;
  if (!equal || !whole || !depth || image_.width == 0 || image_.height == 0 ||
      image_.width > 1'000'000 || image_.height > 1'000'000 || !image_.photometric) {
    return;
  }
  switch (*image_.photometric) {
    case 0:
    case 1:
    case 8:
      channels_ = 1;
      break;  // of L*a*b*: L*
    case 2:
    case 6:
      channels_ = 3;
      break;
    case 3: {
      const Entry* map = file.find(ifd, kColorMap);
      if (!map || map->count != 3ULL << bits_ || image_.planar) return;
      for (std::uint64_t i = 0; i < 1ULL << bits_; ++i) {
        for (std::uint64_t c = 0; c < 3; ++c) {
          palette_.push_back(
              static_cast<std::uint8_t>(file.natural(*map, (c << bits_) + i).value_or(0) >> 8));
        }
      }
      channels_ = 3;
      break;
    }
    case 5:
      channels_ = 4;
      break;
    default:
      return;
  }
  if (palette_.empty() && image_.samples < channels_) return;
  const bool reduced = image_.subsampling_x > 1 || image_.subsampling_y > 1;
  if (reduced && (bits_ != 8 || image_.planar)) return;

  const std::uint64_t longest = std::max(image_.width, image_.height);
  const auto scaled = [&](std::uint64_t side) {
    return longest <= kLongSide ? side : std::max<std::uint64_t>(side * kLongSide / longest, 1);
  };
  width_ = scaled(image_.width);
  height_ = scaled(image_.height);
  // Letters are thin in black and white: more of their pixels are looked at.
  const std::uint64_t dense = bits_ == 1 ? 4 : 2;
  across_ = std::clamp<std::uint64_t>(image_.width / width_, 1, dense);
  down_ = std::clamp<std::uint64_t>(image_.height / height_, 1, dense);
  columns_ = spread(width_ * across_, image_.width);
  rows_ = spread(height_ * down_, image_.height);
  const auto pixels = static_cast<std::size_t>(width_ * height_);
  sums_.assign(pixels * channels_, 0);
  counts_.assign(pixels, 0);
  drawable_ = true;
}

std::uint32_t Thumbnail::sample(const std::byte* row, std::uint64_t index, bool swapped) const {
  switch (bits_) {
    case 8:
      return std::to_integer<std::uint32_t>(row[index]);
    case 16: {
      std::uint16_t value;
      std::memcpy(&value, row + 2 * index, 2);
      return swapped ? value & 0xFFU : static_cast<std::uint32_t>(value >> 8);
    }
    default: {
      const auto per_byte = 8 / bits_;
      const auto shift = 8 - bits_ * (index % per_byte + 1);
      return std::to_integer<std::uint32_t>(row[index / per_byte]) >> shift &
             static_cast<std::uint32_t>((1U << bits_) - 1);
    }
  }
}

void Thumbnail::take(const DecodedRows& rows) {
  const std::uint64_t per_plane = image_.across * image_.down;
  const std::uint64_t in_plane = rows.piece % per_plane;
  Area area;
  area.plane = rows.piece / per_plane;
  area.x = in_plane % image_.across * image_.piece_width;
  area.y = in_plane / image_.across * image_.piece_height + rows.first_row;
  area.width = image_.piece_width;
  area.height = rows.rows;
  area.row_size = image_.row_size(rows.piece);
  if (area.plane >= channels_) return;
  if (image_.in_units()) {
    take_ycbcr_units(area, rows);
  } else {
    take_samples(area, rows);
  }
}

void Thumbnail::take_samples(const Area& area, const DecodedRows& rows) {
  const std::uint64_t available = area.row_size == 0 ? 0 : rows.bytes.size() / area.row_size;
  const std::uint64_t height = std::min(area.height, available);
  const auto first_row = std::ranges::lower_bound(rows_, area.y) - rows_.begin();
  const auto first_column = std::ranges::lower_bound(columns_, area.x) - columns_.begin();
  const std::uint32_t scale = bits_ >= 8 ? 1 : 255U / ((1U << bits_) - 1);
  for (auto r = static_cast<std::size_t>(first_row); r < rows_.size(); ++r) {
    if (rows_[r] - area.y >= height) break;
    const std::byte* row = rows.bytes.data() + (rows_[r] - area.y) * area.row_size;
    const std::size_t line = r / static_cast<std::size_t>(down_) * static_cast<std::size_t>(width_);
    for (auto c = static_cast<std::size_t>(first_column); c < columns_.size(); ++c) {
      const std::uint64_t x = columns_[c] - area.x;
      if (x >= area.width) break;
      const std::size_t out = line + c / static_cast<std::size_t>(across_);
      if (area.plane == 0) ++counts_[out];
      if (!palette_.empty()) {
        const std::uint32_t index = bits_ == 16 ? 0 : sample(row, x * image_.samples, rows.swapped);
        for (std::size_t k = 0; k < 3; ++k) add(out, k, palette_[3 * index + k]);
      } else if (image_.planar) {
        add(out, static_cast<std::size_t>(area.plane), sample(row, x, rows.swapped) * scale);
      } else {
        for (std::size_t k = 0; k < channels_; ++k) {
          add(out, k, sample(row, x * image_.samples + k, rows.swapped) * scale);
        }
      }
    }
  }
}

// Units of subsampling_x × subsampling_y values of Y, then Cb, then Cr.  TIFF 6.0 p. 93
void Thumbnail::take_ycbcr_units(const Area& area, const DecodedRows& rows) {
  const std::uint64_t sx = image_.subsampling_x, sy = image_.subsampling_y;
  const std::uint64_t unit = sx * sy + 2;
  const std::uint64_t line_size = (area.width + sx - 1) / sx * unit;
  const auto first_row = std::ranges::lower_bound(rows_, area.y) - rows_.begin();
  const auto first_column = std::ranges::lower_bound(columns_, area.x) - columns_.begin();
  for (auto r = static_cast<std::size_t>(first_row); r < rows_.size(); ++r) {
    const std::uint64_t y = rows_[r] - area.y;
    if (y >= area.height || (y / sy + 1) * line_size > rows.bytes.size()) break;
    const std::byte* line = rows.bytes.data() + y / sy * line_size;
    const std::size_t out_line =
        r / static_cast<std::size_t>(down_) * static_cast<std::size_t>(width_);
    for (auto c = static_cast<std::size_t>(first_column); c < columns_.size(); ++c) {
      const std::uint64_t x = columns_[c] - area.x;
      if (x >= area.width) break;
      const std::byte* at = line + x / sx * unit;
      const std::size_t out = out_line + c / static_cast<std::size_t>(across_);
      ++counts_[out];
      add(out, 0, std::to_integer<std::uint32_t>(at[y % sy * sx + x % sx]));
      add(out, 1, std::to_integer<std::uint32_t>(at[sx * sy]));
      add(out, 2, std::to_integer<std::uint32_t>(at[sx * sy + 1]));
    }
  }
}

std::string Thumbnail::finish() const {
  if (!drawable_) return {};
  const auto drawn = static_cast<std::size_t>(
      std::ranges::count_if(counts_, [](std::uint32_t n) { return n > 0; }));
  if (drawn * 2 < counts_.size()) return {};

  const int channels = channels_ == 1 ? 1 : 3;
  const std::uint64_t orientation = file_.natural_or(ifd_, kOrientation, 1);
  const bool turned = orientation >= 5 && orientation <= 8;
  const std::uint64_t width = turned ? height_ : width_, height = turned ? width_ : height_;
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width * height) *
                                   static_cast<std::size_t>(channels));
  for (std::uint64_t y = 0; y < height_; ++y) {
    for (std::uint64_t x = 0; x < width_; ++x) {
      const auto from = static_cast<std::size_t>(y * width_ + x);
      std::uint8_t colour[3] = {128, 128, 128};
      if (counts_[from] > 0) {
        double mean[4] = {};
        for (std::size_t k = 0; k < channels_; ++k) {
          mean[k] = static_cast<double>(sums_[from * channels_ + k]) / counts_[from];
        }
        if (image_.photometric == 0) mean[0] = 255 - mean[0];
        if (image_.photometric == 6) {  // ITU-R BT.601, TIFF 6.0 p. 91
          const double luma = mean[0], blue = mean[1] - 128, red = mean[2] - 128;
          mean[0] = luma + 1.402 * red;
          mean[1] = luma - 0.344136 * blue - 0.714136 * red;
          mean[2] = luma + 1.772 * blue;
        }
        if (image_.photometric == 5) {
          for (std::size_t k = 0; k < 3; ++k) mean[k] = (255 - mean[k]) * (255 - mean[3]) / 255;
        }
        for (std::size_t k = 0; k < 3; ++k) colour[k] = byte_of(mean[channels == 1 ? 0 : k]);
      }
      // Where this pixel is seen.  TIFF 6.0 p. 36
      std::uint64_t to_x = x, to_y = y;
      if (turned) std::swap(to_x, to_y);
      if (orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7) {
        to_x = width - 1 - to_x;
      }
      if (orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8) {
        to_y = height - 1 - to_y;
      }
      std::memcpy(&pixels[static_cast<std::size_t>(to_y * width + to_x) *
                          static_cast<std::size_t>(channels)],
                  colour, static_cast<std::size_t>(channels));
    }
  }
  return jpeg_of(pixels, width, height, channels);
}

}  // namespace delo::validators::tiff
