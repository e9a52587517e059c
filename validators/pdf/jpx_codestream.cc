#include "validators/pdf/jpx_codestream.h"

#include <algorithm>

namespace delo::validators::pdf {
namespace {

constexpr std::string_view kSignature("\x00\x00\x00\x0CjP  \r\n\x87\n", 12);
constexpr std::uint64_t kLeastZeroRun = 512;  // bytes

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
      if (marker == 0xFF52) coding(segment);
      at += 2 + length;
    }
    if (out_.components == 0) return fail("the main header has no SIZ"), false;
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
    tile_width_ = std::min(tile_width_, out_.width);
    tile_height_ = std::min(tile_height_, out_.height);
    return true;
  }

  void coding(std::string_view s) {  // A.6.1
    if (s.size() < 10) return fail("COD is cut off");
    layers_ = number(s, 2, 2);
    out_.resolutions = number(s, 5, 1) + 1;
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
    packets_ = precincts * layers_ * out_.components;
  }

  void tile_parts(std::size_t at) {
    for (;;) {
      const std::size_t left = stream_.size() - at;
      if (left >= 2 && number(stream_, at, 2) == 0xFFD9) {
        if (left > 2 + 16)
          out_.remark = std::to_string(left - 2) + " bytes follow the end of the codestream";
        return;
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
      zero_run(at, stream_.substr(at, static_cast<std::size_t>(length)));
      at += static_cast<std::size_t>(length);
    }
  }

  // Coded data hold no long run of zeros but the headers of empty packets: a run
  // longer than all packets of a tile could be was written by damage.
  void zero_run(std::size_t at, std::string_view part) {
    const std::uint64_t limit = std::max(kLeastZeroRun, packets_ + 64);
    std::size_t i = 0;
    while (i < part.size()) {
      const std::size_t start = part.find('\0', i);
      if (start == std::string_view::npos) return;
      std::size_t end = part.find_first_not_of('\0', start);
      if (end == std::string_view::npos) end = part.size();
      if (end - start > limit)
        return fail(std::to_string(end - start) + " zero bytes stand at byte " +
                    std::to_string(at + start) + " of the codestream, where coded data should be");
      i = end;
    }
  }

  std::string_view stream_;
  JpxStructure& out_;
  std::uint32_t tile_width_ = 0, tile_height_ = 0, layers_ = 0;
  std::uint64_t packets_ = 0;
};

// The contents of the first jp2c box (I.5.4); empty when there is none.
std::string_view codestream_of(std::string_view data, JpxStructure& out) {
  std::size_t at = 0;
  while (data.size() - at >= 8) {
    std::uint64_t length = number(data, at, 4), header = 8;
    const std::string_view type = data.substr(at + 4, 4);
    if (length == 1 && data.size() - at >= 16) {
      length = static_cast<std::uint64_t>(number(data, at + 8, 4)) << 32 | number(data, at + 12, 4);
      header = 16;
    } else if (length == 0) {
      length = data.size() - at;
    }
    if (length < header) {
      out.fault =
          "the box at byte " + std::to_string(at) + " has the length " + std::to_string(length);
      return {};
    }
    if (length > data.size() - at) {
      out.fault = "a box claims " + std::to_string(length) + " bytes, " +
                  std::to_string(data.size() - at) + " are there: the image was cut off";
      length = data.size() - at;
    }
    if (type == "jp2c")
      return data.substr(at + static_cast<std::size_t>(header),
                         static_cast<std::size_t>(length - header));
    at += static_cast<std::size_t>(length);
  }
  if (out.fault.empty()) out.fault = "there is no codestream box";
  return {};
}

}  // namespace

JpxStructure walk_jpx(std::string_view data) {
  JpxStructure out;
  out.boxed = data.substr(0, kSignature.size()) == kSignature;
  const std::string_view stream = out.boxed ? codestream_of(data, out) : data;
  if (!stream.empty()) {
    Walk(stream, out).run();
  } else if (out.fault.empty()) {
    out.fault = "there are no data";
  }
  return out;
}

}  // namespace delo::validators::pdf
