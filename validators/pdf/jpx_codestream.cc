#include "validators/pdf/jpx_codestream.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "validators/pdf/byte_runs.h"
#include "validators/pdf/jpx_boxes.h"
#include "validators/pdf/jpx_packets.h"

namespace delo::validators::pdf {
namespace {

constexpr std::string_view kSignature("\x00\x00\x00\x0CjP  \r\n\x87\n", 12);
constexpr std::uint64_t kLeastRun = 4096;  // bytes
constexpr unsigned kMaxFollowed = 64;      // components

std::uint32_t number(std::string_view data, std::size_t at, std::size_t bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i)
    value = value << 8 | static_cast<unsigned char>(data[at + i]);
  return value;
}

std::uint64_t ceiling(std::uint64_t a, std::uint64_t b) { return b ? (a + b - 1) / b : 0; }

class Walk {
 public:
  Walk(std::string_view stream, JpxStructure& out) : stream_(stream), out_(out) {}

  void run() {
    if (stream_.size() < 4 || number(stream_, 0, 2) != 0xFF4F)
      return fail("the codestream does not begin with SOC");
    std::size_t at = 2;
    if (!main_header(at)) return;
    tile_parts(at);
  }

 private:
  void fail(std::string why) {
    if (out_.fault.empty()) out_.fault = std::move(why);
  }

  bool main_header(std::size_t& at) {
    for (;;) {
      if (stream_.size() - at < 4) return fail("the main header is cut off"), false;
      const std::uint32_t marker = number(stream_, at, 2);
      if (marker == 0xFF90) break;  // SOT
      if (marker < 0xFF00)
        return fail("the main header holds no marker at byte " + std::to_string(at)), false;
      const std::uint32_t length = number(stream_, at + 2, 2);
      if (length < 2 || stream_.size() - at - 2 < length)
        return fail("a marker segment of the main header is cut off"), false;
      const std::string_view segment = stream_.substr(at + 4, length - 2);
      if (marker == 0xFF51 && !size(segment)) return false;
      if (marker == 0xFF52) {
        coding(segment);
        coding_style(segment, model_);
      }
      if (marker == 0xFF53) component_style(segment, model_);
      followed_ = followed_ && !reorders(marker);
      quantized_ = quantized_ || marker == 0xFF5C;
      at += 2 + length;
    }
    if (out_.components == 0) return fail("the main header has no SIZ"), false;
    if (!coded_) return fail("the main header has no COD"), false;
    if (!quantized_) return fail("the main header has no QCD"), false;
    return true;
  }

  bool size(std::string_view s) {  // A.5.1
    if (s.size() < 36) return fail("SIZ is cut off"), false;
    const std::uint32_t x1 = number(s, 2, 4), y1 = number(s, 6, 4), x0 = number(s, 10, 4),
                        y0 = number(s, 14, 4);
    tile_width_ = number(s, 18, 4);
    tile_height_ = number(s, 22, 4);
    out_.components = number(s, 34, 2);
    if (x1 <= x0 || y1 <= y0 || tile_width_ == 0 || tile_height_ == 0 || out_.components == 0 ||
        s.size() < 36 + std::size_t{3} * out_.components)
      return fail("SIZ holds impossible sizes"), false;
    out_.width = x1 - x0;
    out_.height = y1 - y0;
    out_.bits = (number(s, 36, 1) & 0x7F) + 1;
    grid_ = {x0, y0, x1, y1, number(s, 26, 4), number(s, 30, 4), tile_width_, tile_height_};
    followed_ = out_.components <= kMaxFollowed;
    for (unsigned c = 0; followed_ && c < out_.components; ++c) {
      JpxTile::Component component;
      component.dx = number(s, 37 + std::size_t{3} * c, 1);
      component.dy = number(s, 38 + std::size_t{3} * c, 1);
      if (component.dx == 0 || component.dy == 0) return fail("SIZ holds impossible sizes"), false;
      model_.components.push_back(component);
    }
    const std::uint32_t tx0 = number(s, 26, 4), ty0 = number(s, 30, 4);
    if (tx0 > x0 || ty0 > y0) return fail("SIZ holds impossible sizes"), false;
    tiles_ = ceiling(x1 - tx0, tile_width_) * ceiling(y1 - ty0, tile_height_);
    tile_width_ = std::min(tile_width_, out_.width);
    tile_height_ = std::min(tile_height_, out_.height);
    return true;
  }

  void coding(std::string_view s) {  // A.6.1
    if (s.size() < 10) return fail("COD is cut off");
    layers_ = number(s, 2, 2);
    out_.resolutions = number(s, 5, 1) + 1;
    coded_ = true;
    if (out_.resolutions > 33)
      return fail("COD has " + std::to_string(out_.resolutions - 1) + " decomposition levels");
    // Packets of a tile: each can be a single zero byte when it is empty.
    std::uint64_t precincts = 0;
    for (unsigned r = 0; r < out_.resolutions; ++r) {
      unsigned px = 15, py = 15;
      if ((number(s, 0, 1) & 1) && s.size() > 10 + std::size_t{r}) {
        px = number(s, 10 + std::size_t{r}, 1) & 15;
        py = number(s, 10 + std::size_t{r}, 1) >> 4;
      }
      const unsigned down = out_.resolutions - 1 - r;
      precincts += (ceiling(ceiling(tile_width_, 1ull << down), 1ull << px) + 1) *
                   (ceiling(ceiling(tile_height_, 1ull << down), 1ull << py) + 1);
    }
    packets_ = std::max(packets_, precincts * layers_ * out_.components);
  }

  // A.6.6, A.7.4, A.7.5: progressions that change, headers that lie elsewhere.
  static bool reorders(std::uint32_t marker) {
    return marker == 0xFF5F || marker == 0xFF60 || marker == 0xFF61;
  }

  // COD and COC, for whoever follows the packets.
  static void coding_style(std::string_view s, JpxTile& tile) {
    if (s.size() < 10) return;
    tile.progression = number(s, 1, 1);
    tile.layers = number(s, 2, 2);
    for (JpxTile::Component& component : tile.components)
      component.coding = parameters(s.substr(5), number(s, 0, 1) & 1);
  }
  void component_style(std::string_view s, JpxTile& tile) const {  // A.6.2
    const std::size_t wide = out_.components < 257 ? 1 : 2;
    if (s.size() < wide + 6) return;
    const std::uint32_t c = number(s, 0, wide);
    if (c >= tile.components.size()) return;
    JpxTile::Component& component = tile.components[c];
    component.coding = parameters(s.substr(wide + 1), number(s, wide, 1) & 1);
  }
  static JpxCoding parameters(std::string_view s, bool precincts) {
    JpxCoding coding;
    coding.levels = std::min(number(s, 0, 1), 32u);
    coding.block_width = (number(s, 1, 1) & 15) + 2;
    coding.block_height = (number(s, 2, 1) & 15) + 2;
    coding.style = number(s, 3, 1);
    for (std::size_t r = 0; precincts && r <= coding.levels && 5 + r < s.size(); ++r)
      coding.precincts.push_back(static_cast<std::uint8_t>(number(s, 5 + r, 1)));
    return coding;
  }

  void tile_parts(std::size_t at) {
    for (;;) {
      const std::size_t left = stream_.size() - at;
      if (left >= 2 && number(stream_, at, 2) == 0xFFD9) {
        if (left > 2 + 16)
          out_.remark = std::to_string(left - 2) + " bytes follow the end of the codestream";
        return all_tiles();
      }
      if (left < 2) return fail("the codestream ends without EOC: it was cut off");
      if (number(stream_, at, 2) != 0xFF90)
        return fail("at byte " + std::to_string(at) +
                    " of the codestream there is neither a tile-part nor its end");
      if (left < 12) return fail("a tile-part header is cut off");
      std::uint64_t length = number(stream_, at + 6, 4);
      if (length == 0) {
        // Until EOC, which are then the last bytes there are.
        const std::size_t end = stream_.rfind("\xFF\xD9");
        if (end == std::string_view::npos || end < at + 12)
          return fail("the last tile-part has no EOC: it was cut off");
        length = end - at;
      }
      if (length < 14 || length > left)
        return fail("a tile-part claims " + std::to_string(length) + " bytes, " +
                    std::to_string(left) + " are there: the image was cut off");
      tile_part(at, stream_.substr(at, static_cast<std::size_t>(length)));
      at += static_cast<std::size_t>(length);
    }
  }

  // A.4.2: the parts of a tile are counted, and each tile has one at least.
  void tile_part(std::size_t at, std::string_view part) {
    const std::uint32_t tile = number(part, 4, 2), index = number(part, 10, 1);
    if (tile >= tiles_)
      return fail("tile " + std::to_string(tile) + " is none of the " + std::to_string(tiles_));
    Parts& parts = parts_[tile];
    const unsigned expected = parts.count++;
    if (index != (expected & 0xFF))
      return fail("part " + std::to_string(index) + " of tile " + std::to_string(tile) +
                  " stands where part " + std::to_string(expected) + " is expected");
    std::size_t body = 12;
    for (;;) {  // the header of the tile-part, to SOD
      if (part.size() - body < 2) return fail("a tile-part has no SOD");
      const std::uint32_t marker = number(part, body, 2);
      body += 2;
      if (marker == 0xFF93) break;
      if (marker < 0xFF00 || part.size() - body < 2)
        return fail("the header of a tile-part holds no marker at byte " +
                    std::to_string(at + body - 2));
      const std::uint32_t length = number(part, body, 2);
      if (length < 2 || part.size() - body < length)
        return fail("a marker segment of a tile-part is cut off");
      const std::string_view segment = part.substr(body + 2, length - 2);
      if (marker == 0xFF52) coding(segment);
      followed_ = followed_ && !reorders(marker);
      if (followed_ && (marker == 0xFF52 || marker == 0xFF53)) {
        if (!parts.own) parts.own = model_;
        marker == 0xFF52 ? coding_style(segment, *parts.own) : component_style(segment, *parts.own);
      }
      body += length;
    }
    coded_data(at + body, part.substr(body));
    if (followed_) parts.data.push_back(part.substr(body));
  }

  void all_tiles() {
    if (parts_.size() < tiles_)
      fail("the codestream holds " + std::to_string(parts_.size()) + " of " +
           std::to_string(tiles_) + " tiles");
    std::uint64_t spent = 0;
    if (!followed_) return no_long_runs();
    for (auto& [number, parts] : parts_) {
      if (!out_.fault.empty()) return;
      JpxTile tile = parts.own ? std::move(*parts.own) : model_;
      const std::uint64_t wide = ceiling(grid_.x1 - grid_.tx0, grid_.width);
      const std::uint64_t column = number % wide, row = number / wide;
      const auto bound = [](std::uint64_t value, std::uint32_t low, std::uint32_t high) {
        return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(value, low, high));
      };
      tile.x0 = bound(grid_.tx0 + column * grid_.width, grid_.x0, grid_.x1);
      tile.y0 = bound(grid_.ty0 + row * grid_.height, grid_.y0, grid_.y1);
      tile.x1 = bound(grid_.tx0 + (column + 1) * grid_.width, grid_.x0, grid_.x1);
      tile.y1 = bound(grid_.ty0 + (row + 1) * grid_.height, grid_.y0, grid_.y1);
      tile.parts = std::move(parts.data);
      if (const std::string fault = fault_of_packets(tile, spent); !fault.empty())
        fail("tile " + std::to_string(number) + ": " + fault);
    }
    if (spent > kMostFollowed) no_long_runs();
  }

  // B.10.1, C.2.2: after 0xFF comes no byte above 0x8F, but where one piece of coded
  // data ends and another begins.
  void coded_data(std::size_t at, std::string_view body) {
    if (const std::size_t i = body.find("\xFF\xFF\xFF"); i != std::string_view::npos)
      return fail("the bytes FF FF FF stand at byte " + std::to_string(at + i) +
                  " of the codestream, where coded data should be");
    bodies_.emplace_back(at, body);
  }

  // Where packets can't be followed: what was compressed holds no long run of one
  // byte, but for the headers of packets without data, one each at most, and of
  // packets with thousands of code-blocks.
  void no_long_runs() {
    for (const auto& [at, body] : bodies_)
      if (const Run run = long_run(body, packets_ + kLeastRun); run.length > 0)
        return fail(std::to_string(run.length) + " bytes " + hexadecimal(run.byte) +
                    " stand at byte " + std::to_string(at + run.at) +
                    " of the codestream, where coded data should be");
  }

  std::string_view stream_;
  JpxStructure& out_;
  std::uint32_t tile_width_ = 0, tile_height_ = 0, layers_ = 0;
  std::uint64_t packets_ = 0, tiles_ = 0;
  bool coded_ = false, quantized_ = false;
  struct Parts {  // of a tile
    unsigned count = 0;
    std::optional<JpxTile> own;  // where its header says otherwise than the main one
    std::vector<std::string_view> data;
  };
  std::map<std::uint32_t, Parts> parts_;
  std::vector<std::pair<std::size_t, std::string_view>> bodies_;  // of tile-parts
  struct Grid {
    std::uint32_t x0, y0, x1, y1, tx0, ty0, width, height;  // image, tiles
  };
  Grid grid_{};
  JpxTile model_;          // what the main header says of every tile
  bool followed_ = false;  // the packets can be
};

}  // namespace

JpxStructure walk_jpx(std::string_view data) {
  JpxStructure out;
  out.boxed = data.substr(0, kSignature.size()) == kSignature;
  JpxBoxes boxes;
  if (out.boxed) boxes = read_jpx_boxes(data);
  out.fault = boxes.fault;
  const std::string_view stream = out.boxed ? boxes.codestream : data;
  if (!stream.empty()) {
    Walk(stream, out).run();
  } else if (out.fault.empty()) {
    out.fault = "there are no data";
  }
  out.colour_channels = boxes.colour_channels;
  if (out.fault.empty() && out.boxed &&
      (boxes.width != out.width || boxes.height != out.height ||
       boxes.components != out.components))
    out.fault = "its image header box says " + std::to_string(boxes.width) + " x " +
                std::to_string(boxes.height) + " of " + std::to_string(boxes.components) +
                " components, the codestream " + std::to_string(out.width) + " x " +
                std::to_string(out.height) + " of " + std::to_string(out.components);
  return out;
}

}  // namespace delo::validators::pdf
