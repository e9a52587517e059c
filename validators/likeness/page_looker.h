// Looks at a page while it is decoded: is it blank, and what does it look like?
// Some rows are enough, so that this costs little beside the decoding.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/records/page_look.h"

namespace delo::validators::likeness {

// How bytes become brightness.
enum class Tone : std::uint8_t {
  kGray,        // the first lane; 255 is white
  kRgb,         // of the first three lanes
  kLuma,        // all lanes but the last two, which are colour differences
  kInk,         // cyan, magenta, yellow and black; 255 is full ink
  kInverseInk,  // as Adobe writes CMYK into JPEG: 0 is full ink
};

struct RowShape {
  std::uint64_t width = 0, height = 0;  // pixels of the page
  std::uint32_t lanes = 1;              // bytes of a unit; each is a channel of its own
  std::uint32_t unit_width = 1;         // pixels a unit covers in its row
  std::uint32_t unit_height = 1;        // rows a row of units covers
  Tone tone = Tone::kGray;
  bool white_is_zero = false;
  bool bilevel = false;         // bytes are 0 or 255 only
  std::uint32_t reduction = 1;  // the decoder averaged so many pixels into one, each way
};

// One page.  Rows may come in any order and in pieces.  One thread.
class PageLooker {
 public:
  static constexpr std::uint64_t kLeastSide = 200;  // pixels; what is smaller is no page
  static constexpr std::uint64_t kCells = 64;       // along each side at most
  static constexpr std::uint32_t kMostLanes = 24;

  explicit PageLooker(const RowShape& shape);

  // False: the row need not be handed over.
  bool wants(std::uint64_t y) const {
    return usable_ && y < shape_.height && y % step_ < shape_.unit_height;
  }
  // The bytes of row `y`, or of the row of units that begins there, from pixel `x`
  // on.  `lane`: of planes that come one by one, which; then all bytes are of it.
  void take(std::uint64_t x, std::uint64_t y, std::span<const std::uint8_t> bytes,
            std::optional<std::uint32_t> lane = std::nullopt);

  // Nothing when less than nine tenths of the page were seen, or it is smaller than
  // kLeastSide.
  std::optional<PageLook> finish();

 private:
  struct Lane {
    std::uint8_t least = 255, most = 0;
    std::uint32_t sum = 0, count = 0;
  };
  struct Band {  // rows that are being summed up, byte by byte
    std::uint64_t x = 0, index = 0;
    std::optional<std::uint32_t> lane;
    std::size_t size = 0;
    std::uint32_t rows = 0;
  };
  Lane& at(std::uint64_t band, std::uint64_t column, std::uint32_t lane) {
    return lanes_[static_cast<std::size_t>((band * across_ + column) * shape_.lanes + lane)];
  }
  void flush();
  double brightness(std::uint64_t cell) const;
  int contrast(std::uint64_t cell) const;
  std::uint32_t count_marked(const std::vector<int>& contrasts,
                             const std::vector<double>& tones) const;

  RowShape shape_;
  bool usable_ = false;
  std::uint64_t step_ = 1;               // every so many rows are looked at
  std::uint64_t across_ = 1, down_ = 1;  // cells
  std::vector<Lane> lanes_;              // of all cells
  Band band_;
  std::vector<std::uint8_t> least_, most_;
  std::vector<std::uint16_t> sums_;
};

}  // namespace delo::validators::likeness
