#include "validators/tiff/jpeg_piece.h"

#include <algorithm>
#include <array>
#include <string>

#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

constexpr std::uint64_t kTail = 4096;  // bytes at the end in which EOI is looked for
constexpr int kMostSegments = 1000;

unsigned at(std::span<const std::byte> bytes, std::size_t i) {
  return std::to_integer<unsigned>(bytes[i]);
}
unsigned u16(std::span<const std::byte> bytes, std::size_t i) {
  return at(bytes, i) << 8 | at(bytes, i + 1);
}

bool is_frame(unsigned marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

std::optional<JpegPiece::Frame> frame_of(std::span<const std::byte> segment) {
  if (segment.size() < 6 + 3) return std::nullopt;
  JpegPiece::Frame frame{.precision = at(segment, 0),
                         .components = at(segment, 5),
                         .width = u16(segment, 3),
                         .height = u16(segment, 1)};
  if (frame.components >= 2 && segment.size() >= 6 + 3 * 2) {
    const unsigned first = at(segment, 7), second = at(segment, 10);
    if ((second >> 4) != 0 && (second & 15) != 0) {
      frame.sampling_x = (first >> 4) / (second >> 4);
      frame.sampling_y = (first & 15) / (second & 15);
    }
  }
  return frame;
}

void find_frame(std::uint64_t size, const ReadPiece& read, JpegPiece& out) {
  std::uint64_t place = 2;  // behind SOI
  for (int i = 0; i < kMostSegments && size - place >= 4; ++i) {
    std::array<std::byte, 4> head{};
    if (!read(place, head) || at(head, 0) != 0xFF) return;
    const unsigned marker = at(head, 1);
    if (marker == 0xFF) {  // a fill byte
      ++place;
      continue;
    }
    const unsigned length = u16(head, 2);
    if (marker == 0xDA || length < 2 || length > size - place - 2) return;
    if (is_frame(marker)) {
      std::array<std::byte, 64> segment{};
      const auto n = std::min<std::size_t>(length - 2, segment.size());
      if (read(place + 4, std::span(segment).first(n))) {
        out.frame = frame_of(std::span(segment).first(n));
      }
      return;
    }
    place += 2 + length;
  }
}

void find_end(std::uint64_t size, const ReadPiece& read, JpegPiece& out) {
  std::array<std::byte, kTail> buffer;
  const auto tail = std::span(buffer).first(static_cast<std::size_t>(std::min(size, kTail)));
  if (!read(size - tail.size(), tail)) return;
  for (std::size_t i = tail.size(); i-- > 1;) {
    if (at(tail, i) != 0xD9 || at(tail, i - 1) != 0xFF) continue;
    out.has_end = true;
    out.rest.coded = tail.size() - i - 1;
    out.rest.zeros = is_zeros(tail.subspan(i + 1));
    return;
  }
}

}  // namespace

JpegPiece inspect_jpeg(std::uint64_t size, const ReadPiece& read) {
  JpegPiece out;
  if (size < 4) return out;
  find_frame(size, read, out);
  find_end(size, read, out);
  return out;
}

void check_jpeg_piece(const TiffFile& file, const Image& image, std::uint64_t piece,
                      std::uint64_t offset, const JpegPiece& jpeg, FindingList& findings) {
  const std::string name = std::string(image.piece_name()) + " " + std::to_string(piece);
  const auto add = [&](const Rule& rule, const std::string& message) {
    if (findings.is_full(rule)) return findings.count(rule);
    findings.add(rule, offset, image.ifd->name + ", " + name, message);
  };
  if (!jpeg.has_end) add(kJpegEnd, "the JPEG data of " + name + " do not end with EOI");
  tell_rest(image, piece, offset, jpeg.rest, findings);
  if (!jpeg.frame) return;  // libjpeg says what is wrong
  const JpegPiece::Frame& frame = *jpeg.frame;
  const bool reduced = image.planar && image.plane_of(piece) > 0 &&
                       (image.subsampling_x > 1 || image.subsampling_y > 1);
  const std::uint64_t rows = image.rows_of(piece);
  // The last strip may be coded to its full height, or to a whole number of blocks.
  const std::uint64_t most = std::max(image.piece_height, (rows + 15) / 16 * 16);
  const bool last = !image.tiled && rows < image.piece_height;
  const bool height_fits = frame.height == rows || frame.height == 0 ||
                           (last && frame.height > rows && frame.height <= most);
  if (!reduced && (frame.width != image.piece_width || !height_fits)) {
    add(kJpegFrame, "the JPEG frame of " + name + " is " + std::to_string(frame.width) + " by " +
                        std::to_string(frame.height) + " pixels, the " + image.piece_name() + " " +
                        std::to_string(image.piece_width) + " by " + std::to_string(rows));
  }
  const std::uint64_t samples = image.planar ? 1 : image.samples;
  if (frame.components != samples) {
    add(kJpegFrame, "the JPEG frame of " + name + " has " + std::to_string(frame.components) +
                        " components, the image " + std::to_string(samples));
  }
  if (frame.precision != image.bits.front()) {
    add(kJpegFrame, "the JPEG frame of " + name + " is of " + std::to_string(frame.precision) +
                        " bits, the image of " + std::to_string(image.bits.front()));
  }
  // Where the tag is absent readers take the factors from the frame.
  const bool told = file.find(*image.ifd, kYcbcrSubSampling) != nullptr;
  if (told && image.photometric == 6 && !image.planar && frame.components == 3 &&
      (frame.sampling_x != image.subsampling_x || frame.sampling_y != image.subsampling_y)) {
    add(kJpegSampling,
        "the JPEG frame of " + name + " is sampled " + std::to_string(frame.sampling_x) + " by " +
            std::to_string(frame.sampling_y) + ", YCbCrSubSampling says " +
            std::to_string(image.subsampling_x) + " by " + std::to_string(image.subsampling_y));
  }
}

}  // namespace delo::validators::tiff
