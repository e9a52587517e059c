#include "validators/tiff/jpeg_piece.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

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

std::optional<JpegPiece::Frame> frame_of(unsigned marker, std::span<const std::byte> segment) {
  if (segment.size() < 6 + 3) return std::nullopt;
  JpegPiece::Frame frame{.marker = marker,
                         .precision = at(segment, 0),
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

// Frame, tables and first scan, as their segments come.
class Header {
 public:
  explicit Header(JpegPiece& out) : out_(out) {}

  // False: no more is wanted.
  bool take(unsigned marker, std::span<const std::byte> body) {
    if (is_frame(marker)) {
      if (seen_frame_) return false;
      seen_frame_ = true;
      out_.frame = frame_of(marker, body);
      frame_.assign(body.begin(), body.end());
    } else if (marker == 0xDA) {
      if (out_.frame) out_.needed = tables_of_scan(out_.frame->marker, frame_, body);
      return false;
    } else {
      out_.defined = out_.defined | tables_in_segment(marker, body);
    }
    return true;
  }

 private:
  JpegPiece& out_;
  bool seen_frame_ = false;
  std::vector<std::byte> frame_;
};

void read_header(std::uint64_t size, const ReadPiece& read, JpegPiece& out) {
  Header header(out);
  std::vector<std::byte> body;
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
    if (length < 2 || length > size - place - 2) return;
    if (is_frame(marker) || marker == 0xC4 || marker == 0xDB || marker == 0xDA) {
      body.resize(length - 2);
      if (!read(place + 4, body) || !header.take(marker, body)) return;
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
  read_header(size, read, out);
  find_end(size, read, out);
  return out;
}

JpegTables common_tables(const TiffFile& file, const Image& image) {
  const Entry* entry = file.find(*image.ifd, kJpegTables);
  if (!entry) return {};
  if (entry->state != Entry::State::kRead) return {.quantisation = 15, .dc = 15, .ac = 15};
  return tables_in_stream(file.bytes(*entry));
}

namespace {

// One piece beside its image.
class PieceCheck {
 public:
  PieceCheck(const TiffFile& file, const Image& image, std::uint64_t piece, std::uint64_t offset,
             FindingList& findings)
      : file_(file),
        image_(image),
        piece_(piece),
        offset_(offset),
        name_(std::string(image.piece_name()) + " " + std::to_string(piece)),
        findings_(findings) {}

  const std::string& name() const { return name_; }

  void add(const Rule& rule, const std::string& message) {
    if (findings_.is_full(rule)) return findings_.count(rule);
    findings_.add(rule, offset_, image_.ifd->name + ", " + name_, message);
  }

  void check_tables(const JpegPiece& jpeg, const JpegTables& common) {
    const JpegTables missing = jpeg.needed.without(jpeg.defined | common);
    if (missing.any()) {
      add(kJpegTablesMissing, "the JPEG data of " + name_ + " ask for " + missing.names() +
                                  ", defined neither there nor in JPEGTables");
    }
    const JpegTables anew = jpeg.defined & common;
    if (anew.any() && !common.is_unknown()) {
      add(kJpegTablesRedefined,
          "the JPEG data of " + name_ + " define anew what JPEGTables has: " + anew.names());
    }
  }

  // DNG lays the raw samples of a tile out in JPEG of other sides and components.
  bool is_raw(const JpegPiece::Frame& frame) const {
    const bool raw = image_.photometric && *image_.photometric >= 32768;
    return raw && frame.is_lossless() &&
           times(times(frame.width, frame.height), frame.components) ==
               times(times(image_.piece_width, image_.rows_of(piece_)), image_.samples);
  }

  void check_size(const JpegPiece::Frame& frame) {
    const bool reduced = image_.planar && image_.plane_of(piece_) > 0 &&
                         (image_.subsampling_x > 1 || image_.subsampling_y > 1);
    const std::uint64_t rows = image_.rows_of(piece_);
    const bool height_fits = frame.height == rows || frame.height == 0;
    if (reduced || (frame.width == image_.piece_width && height_fits)) return;
    // The last strip may have been coded to its full height, or to whole blocks.
    const bool last = !image_.tiled && image_.down > 0 && piece_ % image_.down + 1 == image_.down;
    const std::uint64_t most = std::max(image_.piece_height, (rows + 15) / 16 * 16);
    if (last && frame.width == image_.piece_width && frame.height > rows && frame.height <= most) {
      add(kDecodeExcessBytes, name_ + " is coded with " + std::to_string(frame.height) + " rows, " +
                                  std::to_string(rows) + " are needed");
      return;
    }
    add(kJpegFrame, "the JPEG frame of " + name_ + " is " + std::to_string(frame.width) + " by " +
                        std::to_string(frame.height) + " pixels, the " + image_.piece_name() + " " +
                        std::to_string(image_.piece_width) + " by " + std::to_string(rows));
  }

  void check_samples(const JpegPiece::Frame& frame) {
    const std::uint64_t samples = image_.planar ? 1 : image_.samples;
    if (frame.components != samples) {
      add(kJpegFrame, "the JPEG frame of " + name_ + " has " + std::to_string(frame.components) +
                          " components, the image " + std::to_string(samples));
    }
    if (frame.precision != image_.bits.front()) {
      add(kJpegFrame, "the JPEG frame of " + name_ + " is of " + std::to_string(frame.precision) +
                          " bits, the image of " + std::to_string(image_.bits.front()));
    }
  }

  void check_sampling(const JpegPiece::Frame& frame) {
    if (image_.photometric != 6 || image_.planar || frame.components != 3) return;
    if (frame.sampling_x == image_.subsampling_x && frame.sampling_y == image_.subsampling_y) {
      return;
    }
    const bool told = file_.find(*image_.ifd, kYcbcrSubSampling) != nullptr;
    add(told ? kJpegSampling : kJpegSamplingDefault,
        "the JPEG frame of " + name_ + " is sampled " + std::to_string(frame.sampling_x) + " by " +
            std::to_string(frame.sampling_y) +
            (told ? ", YCbCrSubSampling says " : ", YCbCrSubSampling is by default ") +
            std::to_string(image_.subsampling_x) + " by " + std::to_string(image_.subsampling_y));
  }

  // Strips that end within a unit of 8 by 8 samples can't be joined.
  void check_rows(const JpegPiece::Frame& frame) {
    if (piece_ > 0 || image_.tiled || image_.down < 2 || frame.is_lossless()) return;
    const std::uint64_t unit = 8 * std::max(1U, image_.planar ? 1U : frame.sampling_y);
    if (image_.piece_height % unit == 0) return;
    add(kJpegRows, "RowsPerStrip is " + std::to_string(image_.piece_height) +
                       ", no multiple of the " + std::to_string(unit) + " rows of a coded unit");
  }

 private:
  const TiffFile& file_;
  const Image& image_;
  std::uint64_t piece_, offset_;
  std::string name_;
  FindingList& findings_;
};

}  // namespace

void check_jpeg_piece(const TiffFile& file, const Image& image, std::uint64_t piece,
                      std::uint64_t offset, const JpegPiece& jpeg, const JpegTables& common,
                      FindingList& findings) {
  PieceCheck check(file, image, piece, offset, findings);
  const std::string& name = check.name();
  if (!jpeg.has_end) check.add(kJpegEnd, "the JPEG data of " + name + " do not end with EOI");
  tell_rest(image, piece, offset, jpeg.rest, findings);
  check.check_tables(jpeg, common);
  if (!jpeg.frame) return;  // libjpeg says what is wrong
  if (jpeg.frame->is_hierarchical()) {
    check.add(kJpegProcess, "the JPEG data of " + name + " are hierarchical (SOF" +
                                std::to_string(jpeg.frame->marker - 0xC0) + ")");
  }
  if (!check.is_raw(*jpeg.frame)) {
    check.check_size(*jpeg.frame);
    check.check_samples(*jpeg.frame);
  }
  check.check_sampling(*jpeg.frame);
  check.check_rows(*jpeg.frame);
}

}  // namespace delo::validators::tiff
