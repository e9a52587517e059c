#include "validators/pdf/jpx_packets.h"

#include <algorithm>
#include <tuple>

#include "validators/pdf/byte_runs.h"

namespace delo::validators::pdf {
namespace {

// Bytes.  Flat layers and ruled forms leave runs of two thousand bytes in sound data.
constexpr std::uint64_t kLeastRun = 4096;
constexpr std::uint64_t kPatience = 2 * kMostFollowed;  // visits of blocks, of all layers
constexpr unsigned kTerminateAll = 4, kBypass = 1;

std::int64_t up(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }
std::int64_t up_shift(std::int64_t a, unsigned by) {
  return (a + (std::int64_t{1} << by) - 1) >> by;
}

// B.10.1: bits of a packet header; a zero bit is stuffed after a byte of ones.
class HeaderBits {
 public:
  explicit HeaderBits(std::string_view data) : data_(data) {}
  unsigned bit() {
    if (left_ == 0) {
      const bool stuffed = byte_ == 0xFF;
      if (at_ >= data_.size()) {
        past_end_ = true;
        return 0;
      }
      byte_ = static_cast<unsigned char>(data_[at_++]);
      wrong_ = wrong_ || (stuffed && byte_ > 0x7F);
      left_ = stuffed ? 7 : 8;
    }
    return byte_ >> --left_ & 1;
  }
  unsigned bits(unsigned count) {
    unsigned value = 0;
    while (count-- > 0) value = value << 1 | bit();
    return value;
  }
  // Where the header ends: on a byte, and not after one of ones.
  std::size_t end() {
    if (byte_ == 0xFF) ++at_;
    return std::min(at_, data_.size());
  }
  bool sound() const { return !past_end_ && !wrong_; }

 private:
  std::string_view data_;
  std::size_t at_ = 0;
  unsigned byte_ = 0, left_ = 0;
  bool past_end_ = false, wrong_ = false;
};

// B.10.2
class TagTree {
 public:
  TagTree(unsigned width, unsigned height) {
    for (;;) {
      levels_.push_back({width, nodes_.size()});
      nodes_.resize(nodes_.size() + std::size_t{width} * height);
      if (width <= 1 && height <= 1) break;
      width = (width + 1) / 2;
      height = (height + 1) / 2;
    }
  }
  // True when the value of the leaf is known to be below `threshold`.
  bool below(HeaderBits& bits, unsigned x, unsigned y, unsigned threshold) {
    unsigned low = 0;
    for (std::size_t level = levels_.size(); level-- > 0;) {
      const Level& at = levels_[level];
      Node& node = nodes_[at.first + std::size_t{y >> level} * at.width + (x >> level)];
      node.low = std::max(node.low, low);
      while (!node.known && node.low < threshold && bits.sound()) {
        if (bits.bit()) {
          node.known = true;
        } else {
          ++node.low;
        }
      }
      low = node.low;
      if (level == 0) return node.known && node.low < threshold;
    }
    return false;
  }

 private:
  struct Node {
    unsigned low = 0;
    bool known = false;
  };
  struct Level {
    unsigned width;
    std::size_t first;
  };
  std::vector<Level> levels_;
  std::vector<Node> nodes_;
};

struct Block {
  bool included = false;
  unsigned length_bits = 3;
  unsigned segment_most = 0, segment_passes = 0;  // of the segment that is open
};

struct Band {
  unsigned width = 0, height = 0;  // code-blocks of the precinct
  std::vector<Block> blocks;
  TagTree inclusion{1, 1}, planes{1, 1};
};

struct Precinct {
  unsigned resolution = 0, component = 0;
  std::int64_t x = 0, y = 0;  // where it begins, on the reference grid
  std::int64_t column = 0, row = 0;
  std::uint32_t index = 0;
  std::vector<Band> bands;
  bool made = false;
};

class Tile {
 public:
  Tile(const JpxTile& tile, std::uint64_t& spent) : tile_(tile), spent_(spent) {}

  std::string run() {
    for (unsigned c = 0; c < tile_.components.size(); ++c)
      if (!lay_out(c)) return {};
    if (tile_.progression > 4) return "its progression order is none of the standard";
    // Orders that begin with layers or resolutions and layers visit the precincts again.
    const auto key = [&](const Precinct& p) {
      const std::int64_t r = p.resolution, c = p.component;
      switch (tile_.progression) {
        case 2:
          return std::tuple(r, p.y, p.x, c, std::int64_t{p.index});
        case 3:
          return std::tuple(p.y, p.x, c, r, std::int64_t{p.index});
        case 4:
          return std::tuple(c, p.y, p.x, r, std::int64_t{p.index});
        default:
          return std::tuple(r, c, std::int64_t{p.index}, std::int64_t{0}, std::int64_t{0});
      }
    };
    std::sort(precincts_.begin(), precincts_.end(),
              [&](const Precinct& a, const Precinct& b) { return key(a) < key(b); });
    std::size_t begin = 0;
    while (begin < precincts_.size()) {
      std::size_t end = begin + 1;  // of the precincts whose layers come in turn
      if (tile_.progression == 0) end = precincts_.size();
      if (tile_.progression == 1)
        while (end < precincts_.size() &&
               precincts_[end].resolution == precincts_[begin].resolution)
          ++end;
      for (unsigned layer = 0; layer < tile_.layers; ++layer)
        for (std::size_t i = begin; i < end; ++i)
          if (!packet(precincts_[i], layer)) return fault_;
      begin = end;
    }
    std::size_t rest = 0;
    for (std::size_t i = part_; i < tile_.parts.size(); ++i)
      rest += tile_.parts[i].size() - (i == part_ ? at_ : 0);
    return rest == 0 ? "" : std::to_string(rest) + " bytes are left over after its last packet";
  }

 private:
  struct Area {
    std::int64_t x0, y0, x1, y1;
  };

  Area of_component(unsigned c) const {
    const JpxTile::Component& component = tile_.components[c];
    return {up(tile_.x0, component.dx), up(tile_.y0, component.dy), up(tile_.x1, component.dx),
            up(tile_.y1, component.dy)};
  }
  static unsigned exponent_x(const JpxCoding& coding, unsigned r) {
    return r < coding.precincts.size() ? coding.precincts[r] & 15u : 15u;
  }
  static unsigned exponent_y(const JpxCoding& coding, unsigned r) {
    return r < coding.precincts.size() ? coding.precincts[r] >> 4 : 15u;
  }

  // B.6: the precincts of a component; false: too many.
  bool lay_out(unsigned c) {
    const JpxCoding& coding = tile_.components[c].coding;
    const Area area = of_component(c);
    for (unsigned r = 0; r <= coding.levels; ++r) {
      const unsigned down = coding.levels - r, ex = exponent_x(coding, r),
                     ey = exponent_y(coding, r);
      const std::int64_t x0 = up_shift(area.x0, down), y0 = up_shift(area.y0, down),
                         x1 = up_shift(area.x1, down), y1 = up_shift(area.y1, down);
      if (x1 <= x0 || y1 <= y0) continue;
      const std::int64_t columns = up_shift(x1, ex) - (x0 >> ex),
                         rows = up_shift(y1, ey) - (y0 >> ey);
      spent_ += static_cast<std::uint64_t>(columns) * static_cast<std::uint64_t>(rows);
      if (spent_ > kMostFollowed) return false;
      std::uint32_t index = 0;
      for (std::int64_t row = 0; row < rows; ++row) {
        for (std::int64_t column = 0; column < columns; ++column) {
          Precinct precinct;
          precinct.resolution = r;
          precinct.component = c;
          precinct.column = (x0 >> ex) + column;
          precinct.row = (y0 >> ey) + row;
          precinct.x = std::max<std::int64_t>(
              tile_.x0, (precinct.column << (ex + down)) * tile_.components[c].dx);
          precinct.y = std::max<std::int64_t>(
              tile_.y0, (precinct.row << (ey + down)) * tile_.components[c].dy);
          precinct.index = index++;
          precincts_.push_back(std::move(precinct));
        }
      }
    }
    return true;
  }

  // B.7: the code-blocks of a precinct; false: too many.
  bool make(Precinct& precinct) {
    precinct.made = true;
    const JpxCoding& coding = tile_.components[precinct.component].coding;
    const Area area = of_component(precinct.component);
    const unsigned r = precinct.resolution, halved = r > 0 ? 1 : 0;
    const unsigned ex = exponent_x(coding, r), ey = exponent_y(coding, r);
    if (ex < halved || ey < halved) return false;
    const unsigned bx = ex - halved, by = ey - halved;  // precincts in a subband
    const unsigned wx = std::min(coding.block_width, bx), wy = std::min(coding.block_height, by);
    const unsigned down = r == 0 ? coding.levels : coding.levels - r + 1;
    for (unsigned which = halved; which < (r == 0 ? 1u : 4u); ++which) {
      const std::int64_t ox = which & 1 && down ? std::int64_t{1} << (down - 1) : 0;
      const std::int64_t oy = which & 2 && down ? std::int64_t{1} << (down - 1) : 0;
      const std::int64_t x0 = std::max(up_shift(area.x0 - ox, down), precinct.column << bx),
                         y0 = std::max(up_shift(area.y0 - oy, down), precinct.row << by),
                         x1 = std::min(up_shift(area.x1 - ox, down), (precinct.column + 1) << bx),
                         y1 = std::min(up_shift(area.y1 - oy, down), (precinct.row + 1) << by);
      Band band;
      if (x1 > x0 && y1 > y0) {
        band.width = static_cast<unsigned>(up_shift(x1, wx) - (x0 >> wx));
        band.height = static_cast<unsigned>(up_shift(y1, wy) - (y0 >> wy));
        spent_ += std::uint64_t{band.width} * band.height;
        if (spent_ > kMostFollowed) return false;
        band.blocks.resize(std::size_t{band.width} * band.height);
        band.inclusion = TagTree(band.width, band.height);
        band.planes = TagTree(band.width, band.height);
      }
      precinct.bands.push_back(std::move(band));
    }
    return true;
  }

  // False: no more can be read; fault_ says why, empty when nothing is wrong.
  bool packet(Precinct& precinct, unsigned layer) {
    while (part_ < tile_.parts.size() && at_ == tile_.parts[part_].size()) {
      ++part_;
      at_ = 0;
    }
    if (part_ == tile_.parts.size()) return false;  // truncated at a packet: others can tell
    if (!precinct.made && !make(precinct)) return false;
    std::string_view data = tile_.parts[part_].substr(at_);
    if (data.substr(0, 4) == std::string_view("\xFF\x91\0\4", 4))
      data.remove_prefix(std::min<std::size_t>(6, data.size()));
    HeaderBits bits(data);
    lengths_.clear();
    // A tag tree that is decided takes no bits, but its blocks take time.
    for (const Band& band : precinct.bands) spent_ += std::uint64_t{band.width} * band.height;
    if (spent_ > kPatience) return false;
    if (bits.bit())
      for (Band& band : precinct.bands)
        for (unsigned y = 0; y < band.height; ++y)
          for (unsigned x = 0; x < band.width; ++x)
            if (!block(bits, band, x, y, layer, precinct.component))
              return wrong("header", layer, precinct);
    if (!bits.sound()) return wrong("header", layer, precinct);
    data.remove_prefix(bits.end());
    if (data.substr(0, 2) == "\xFF\x92") data.remove_prefix(2);
    const std::string_view pieces = data;
    for (const std::uint64_t length : lengths_) {
      if (length > data.size()) return wrong("length", layer, precinct);
      const std::string_view piece = data.substr(0, static_cast<std::size_t>(length));
      // C.2.2, D.6: after 0xFF comes no byte above 0x8F.
      for (std::size_t i = piece.find('\xFF'); i < piece.size(); i = piece.find('\xFF', i + 1))
        if (i + 1 < piece.size() && static_cast<unsigned char>(piece[i + 1]) > 0x8F)
          return wrong("data (FF " + hexadecimal(static_cast<unsigned char>(piece[i + 1])) + ")",
                       layer, precinct);
      data.remove_prefix(piece.size());
    }
    if (const Run run = long_run(pieces.substr(0, pieces.size() - data.size()), kLeastRun);
        run.length > 0)
      return wrong("run of " + std::to_string(run.length) + " bytes " + hexadecimal(run.byte),
                   layer, precinct);
    at_ = tile_.parts[part_].size() - data.size();
    return true;
  }

  bool wrong(const std::string& what, unsigned layer, const Precinct& precinct) {
    fault_ = "the packet of layer " + std::to_string(layer) + ", resolution " +
             std::to_string(precinct.resolution) + ", component " +
             std::to_string(precinct.component) + ", precinct " + std::to_string(precinct.index) +
             " has a " + what + " that can't be";
    return false;
  }

  // B.10.3 to B.10.7; false: the header can't be.
  bool block(HeaderBits& bits, Band& band, unsigned x, unsigned y, unsigned layer, unsigned c) {
    Block& block = band.blocks[std::size_t{y} * band.width + x];
    if (block.included) {
      if (!bits.bit()) return bits.sound();
    } else {
      if (!band.inclusion.below(bits, x, y, layer + 1)) return bits.sound();
      unsigned plane = 1;
      while (!band.planes.below(bits, x, y, plane))
        if (++plane > 80 || !bits.sound()) return false;
      block.included = true;
    }
    unsigned passes = passes_of(bits);
    while (bits.bit())
      if (++block.length_bits > 32 || !bits.sound()) return false;
    const unsigned style = tile_.components[c].coding.style;
    while (passes > 0) {
      if (block.segment_passes == block.segment_most) {
        block.segment_most = style & kTerminateAll     ? 1
                             : !(style & kBypass)      ? 1000
                             : block.segment_most == 0 ? 10
                             : block.segment_most == 2 ? 1
                                                       : 2;
        block.segment_passes = 0;
      }
      const unsigned now = std::min(passes, block.segment_most - block.segment_passes);
      unsigned width = block.length_bits;
      for (unsigned n = now; n > 1; n /= 2) ++width;
      if (width > 32) return false;
      lengths_.push_back(bits.bits(width));
      block.segment_passes += now;
      passes -= now;
    }
    return bits.sound();
  }

  static unsigned passes_of(HeaderBits& bits) {
    if (!bits.bit()) return 1;
    if (!bits.bit()) return 2;
    if (const unsigned n = bits.bits(2); n < 3) return 3 + n;
    if (const unsigned n = bits.bits(5); n < 31) return 6 + n;
    return 37 + bits.bits(7);
  }

  const JpxTile& tile_;
  std::uint64_t& spent_;
  std::vector<Precinct> precincts_;
  std::vector<std::uint64_t> lengths_;  // of the pieces of the packet that is read
  std::size_t part_ = 0, at_ = 0;
  std::string fault_;
};

}  // namespace

std::string fault_of_packets(const JpxTile& tile, std::uint64_t& spent) {
  if (spent > kMostFollowed) return {};
  return Tile(tile, spent).run();
}

}  // namespace delo::validators::pdf
