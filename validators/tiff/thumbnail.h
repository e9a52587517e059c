// A small JPEG of a page for reports, drawn in the one pass in which the strips
// are decoded.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "validators/tiff/strip_decoder.h"

namespace delo::validators::tiff {

// Draws the image of one IFD.  Of each pixel of the thumbnail a few pixels of the
// image are looked at, so that its cost is small beside the decoding.  One thread.
class Thumbnail final : public PixelSink {
 public:
  static constexpr std::uint64_t kLongSide = 176;  // pixels
  static constexpr int kQuality = 70;

  // `file` and the Ifd are borrowed.
  Thumbnail(const TiffFile& file, const Ifd& ifd);

  bool wants(const Image& image) override { return drawable_ && image.ifd == &ifd_; }
  bool wants_row(std::uint64_t y) const override {
    return std::binary_search(rows_.begin(), rows_.end(), y);
  }
  void take(const DecodedRows& rows) override;

  // The JPEG; empty when the image is of a kind that is not drawn, or too little
  // of it could be decoded.
  std::string finish() const;

 private:
  struct Area;
  void take_samples(const Area& area, const DecodedRows& rows);
  void take_ycbcr_units(const Area& area, const DecodedRows& rows);
  std::uint32_t sample(const std::byte* row, std::uint64_t index, bool swapped) const;
  void add(std::size_t out, std::size_t channel, std::uint32_t value) {
    sums_[out * channels_ + channel] += value;
  }

  const TiffFile& file_;
  const Ifd& ifd_;
  Image image_;
  bool drawable_ = false;
  std::size_t channels_ = 1;                   // that are summed: 1, 3 or 4
  std::uint64_t bits_ = 8;                     // of a sample
  std::uint64_t width_ = 0, height_ = 0;       // of the thumbnail
  std::uint64_t across_ = 1, down_ = 1;        // samples for one of its pixels
  std::vector<std::uint64_t> columns_, rows_;  // of the image that are looked at, ascending
  std::vector<std::uint32_t> sums_;            // of samples, 8 bits each
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint8_t> palette_;  // 3 bytes a colour
};

}  // namespace delo::validators::tiff
