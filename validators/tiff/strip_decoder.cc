#include "validators/tiff/strip_decoder.h"

#include <tiffio.h>

#include <algorithm>
#include <bit>
#include <cstdio>
#include <memory>
#include <string_view>
#include <utility>

#include "validators/tiff/deflate_decoder.h"
#include "validators/tiff/differencing.h"
#include "validators/tiff/jpeg_piece.h"
#include "validators/tiff/libtiff_file.h"
#include "validators/tiff/lzw_decoder.h"
#include "validators/tiff/piece_ends.h"
#include "validators/tiff/small_excess.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

constexpr std::uint64_t kLargestAllocation = 256ULL << 20;  // bytes, of libtiff at once
// Pieces up to this size are decoded whole, larger ones row by row.
constexpr std::uint64_t kLargestPiece = 64ULL << 20;
constexpr std::uint64_t kRawChunk = 4ULL << 20;  // of uncompressed pieces that are larger
constexpr std::uint64_t kLeastBudget = 1ULL << 30;
constexpr std::uint64_t kBudgetRatio = 200;  // JPEG of text and fax reach 100
// Pixels that are this many times the file, and many, are out of proportion.
constexpr std::uint64_t kExpansionRatio = 200, kExpansionLeast = 64ULL << 20;
// libtiff needs quadratic time for tags it does not know.
constexpr std::size_t kMostTagsForLibtiff = 2000;

bool is_fax(std::uint64_t compression) {
  return compression == 2 || compression == 3 || compression == 4 || compression == 32771;
}

bool is_deflate(std::uint64_t compression) { return compression == 8 || compression == 32946; }

// Whether a warning of the codec means that pixels were made up.
bool warning_means_damage(const Image& image, std::string_view warning) {
  if (is_fax(image.compression)) return true;
  static constexpr std::string_view kDamages[] = {
      "Corrupt JPEG data", "Premature end of JPEG",    "Improper JPEG", "Not enough data",
      "Invalid SOS",       "Inconsistent progression", "Discarding"};
  return std::ranges::any_of(kDamages, [&](std::string_view damage) {
    return warning.find(damage) != std::string_view::npos;
  });
}

class Decoder {
 public:
  Decoder(const TiffFile& file, const ByteSource& source, std::span<PixelSink* const> sinks,
          FindingList& findings)
      : file_(file), input_(source), sinks_(sinks), findings_(findings) {
    budget_ = std::max(kLeastBudget, times(kBudgetRatio, file.size));
  }

  Result<DecodeOutcome> run() {
    for (const Ifd& ifd : file_.ifds) {
      if (!ifd.has_image() || out_of_budget_) continue;
      const Image image = image_of(file_, ifd);
      if (!image.offsets || image.across == 0 || image.down == 0) continue;
      const Image decoded = as_decoded(image);
      seen_ = &decoded;
      listening_.clear();
      for (PixelSink* sink : sinks_) {
        if (sink->wants(decoded)) listening_.push_back(sink);
      }
      skip_rest_ = false;
      decode_image(image);
      for (PixelSink* sink : listening_) sink->done(decoded);
      if (input_.error()) return *input_.error();
    }
    const std::uint64_t proportion = outcome_.decoded / std::max<std::uint64_t>(file_.size, 1);
    if (outcome_.decoded > kExpansionLeast && proportion > kExpansionRatio) {
      findings_.add(kDecodeExpansion, std::nullopt, "",
                    std::to_string(file_.size) + " bytes of file hold " +
                        std::to_string(outcome_.decoded) + " bytes of pixels");
    }
    return std::move(outcome_);
  }

 private:
  static std::string part(const Image& image, std::uint64_t piece) {
    return image.ifd->name + ", " + image.piece_name() + " " + std::to_string(piece);
  }

  void give(const DecodedRows& rows) {
    for (PixelSink* sink : listening_) sink->take(rows);
  }

  void decode_image(const Image& image) {
    if (image.compression == 1 && reads_itself(image)) {
      read_uncompressed(image);
      return;
    }
    if (!set_directory(image)) return;
    const auto compression = static_cast<std::uint16_t>(image.compression);
    if (image.compression > 65535 || !TIFFIsCODECConfigured(compression)) {
      cannot_decode(image,
                    "libtiff does not know compression " + std::to_string(image.compression));
      return;
    }
    if (image.planar && (image.subsampling_x > 1 || image.subsampling_y > 1)) {
      cannot_decode(image, "libtiff can't read planes of unequal size");
      return;
    }
    take_over_differencing(image);
    foreign_jpeg_ = true, usual_jpeg_seen_ = false;
    if (image.compression == 7) jpeg_tables_ = common_tables(file_, image);
    const bool plain = is_plain(image);
    for_each_piece(image, [&](std::uint64_t piece, std::uint64_t offset, std::uint64_t bytes) {
      if (plain && decode_plain(image, piece, offset, bytes)) return;
      if (image.byte_counts) look_at_end(image, piece, offset, bytes);
      if (image.decoded_size(piece) > kLargestPiece) {
        decode_rows(image, piece, offset);
      } else if (decode_piece(image, piece, offset) && zlib_is_faulty_) {
        fail(image, piece, offset, "its zlib stream is damaged, or not as its checksum says");
      }
      zlib_is_faulty_ = false;
    });
    small_excess_.tell(image, findings_);
  }

  // Calls visit(piece, offset, bytes) for the pieces that lie in the file.
  template <class Visit>
  void for_each_piece(const Image& image, Visit visit) {
    std::uint64_t count = std::min(image.offsets->count, image.pieces());
    if (image.byte_counts) count = std::min(count, image.byte_counts->count);
    for (std::uint64_t piece = 0; piece < count && !out_of_budget_ && !skip_rest_; ++piece) {
      const auto offset = file_.natural(*image.offsets, piece);
      if (!offset) break;
      std::uint64_t bytes = 0;
      if (image.byte_counts) {
        bytes = file_.natural(*image.byte_counts, piece).value_or(0);
        if (bytes == 0 || *offset >= file_.size || file_.size - *offset < bytes) continue;
      }
      visit(piece, *offset, bytes);
      if (input_.error()) return;
    }
  }

  // Counts pixels; false when there have been too many.
  bool spend(const Image& image, std::uint64_t bytes) {
    outcome_.decoded += bytes;
    if (outcome_.decoded <= budget_) return true;
    out_of_budget_ = true;
    findings_.add(kDecodeBudget, std::nullopt, image.ifd->name,
                  "decoding was stopped after " + std::to_string(budget_ >> 20) +
                      " MiB of pixels from a file of " + std::to_string(file_.size) + " bytes");
    outcome_.not_checked.push_back("not all strips were decoded: there are more than " +
                                   std::to_string(budget_ >> 20) + " MiB of pixels");
    return false;
  }

  // ---- Uncompressed pieces of any size, in chunks ----

  // Bits in the usual order, no repacking: the bytes are the pixels.
  bool reads_itself(const Image& image) const {
    return image.byte_counts && file_.natural_or(*image.ifd, kFillOrder, 1) == 1 &&
           image.decoded_size(0) > 1024;
  }

  void read_uncompressed(const Image& image) {
    const bool swapped = file_.big_endian != (std::endian::native == std::endian::big);
    for_each_piece(image, [&](std::uint64_t piece, std::uint64_t offset, std::uint64_t bytes) {
      // Fewer bytes than pixels have their finding already.
      const std::uint64_t needed = image.decoded_size(piece);
      const std::uint64_t there = std::min(bytes, needed);
      if (!spend(image, there)) return;
      const std::uint64_t row = image.in_units() ? needed : image.row_size(piece);
      // Whole rows, as many as fit a chunk; rows that are too long go unseen.
      const std::uint64_t step = row <= kRawChunk ? kRawChunk / row * row : kRawChunk;
      for (std::uint64_t at = 0; at < there; at += step) {
        const auto n = static_cast<std::size_t>(std::min(step, there - at));
        if (input_.read_at(offset + at, buffer(n), n) < n) return;
        if (row <= kRawChunk) {
          give({*seen_,
                piece,
                image.in_units() ? 0 : at / row,
                image.in_units() ? image.rows_of(piece) : n / row,
                {buffer_.get(), n},
                swapped});
        }
      }
    });
  }

  // ---- Pieces through libtiff ----

  bool set_directory(const Image& image) {
    const Ifd& ifd = *image.ifd;
    if (ifd.entries.size() > kMostTagsForLibtiff) {
      findings_.add(kDecodeBudget, ifd.offset, ifd.name,
                    ifd.name + " has " + std::to_string(ifd.entries.size()) +
                        " entries, too many for the decoder");
      outcome_.not_checked.push_back(ifd.name + " was not decoded: it has too many entries");
      return false;
    }
    messages_.clear();
    outcome_.asked_libtiff = true;
    if (!handle_) handle_ = open_libtiff(input_, messages_, kLargestAllocation);
    if (handle_ && TIFFSetSubDirectory(handle_.get(), ifd.offset)) {
      if (image.compression == 7 && image.photometric == 6) {
        TIFFSetField(handle_.get(), TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
      }
      return true;
    }
    if (input_.error()) return false;
    findings_.add(kDecodeDirectory, ifd.offset, ifd.name,
                  "libtiff can't read the directory" +
                      (messages_.error.empty() ? "" : ": " + messages_.error));
    return false;
  }

  // Horizontal differencing can't fail, and libtiff needs as long for gray rows as
  // for their LZW: the usual cases are added up here, from what it decodes.
  void take_over_differencing(const Image& image) {
    const std::uint64_t samples = image.planar ? 1 : image.samples;
    const bool usual = samples == 1 || samples == 3 || samples == 4;
    const std::uint64_t width = image.bits.front();
    const bool even = (width == 8 || width == 16) &&
                      std::ranges::all_of(image.bits, [&](auto bits) { return bits == width; });
    const bool coded = image.compression == 5 || is_deflate(image.compression);
    differenced_ = usual && even && coded && !image.in_units() &&
                   file_.natural_or(*image.ifd, kPredictor, 1) == 2 &&
                   TIFFSetField(handle_.get(), TIFFTAG_PREDICTOR, PREDICTOR_NONE) == 1;
    difference_samples_ = static_cast<std::size_t>(samples);
  }

  // Of the image, the first row of a piece.
  static std::uint64_t first_row_of(const Image& image, std::uint64_t piece) {
    return piece % (image.across * image.down) / image.across * image.piece_height;
  }
  bool is_looked_at(std::uint64_t y) const {
    return std::ranges::any_of(listening_,
                               [&](const PixelSink* sink) { return sink->wants_row(y); });
  }

  // In the rows that somebody looks at: the others are as sound, and time is short.
  void undo_differencing(const Image& image, std::uint64_t piece, std::uint64_t first_row,
                         std::span<std::byte> rows, bool swapped = false) {
    if (!differenced_) return;
    const auto size = static_cast<std::size_t>(image.row_size(piece));
    const std::uint64_t y = first_row_of(image, piece) + first_row;
    for (std::size_t row = 0; size > 0 && rows.size() - row * size >= size; ++row) {
      if (!is_looked_at(y + row)) continue;
      add_up_rows(rows.subspan(row * size, size), size, difference_samples_,
                  image.bits.front() == 16, swapped);
    }
  }

  // ---- LZW, Deflate and G4 that are plainly sound: libtiff needs longer, and does
  // not look whether the data end with the pixels ----

  bool is_plain(const Image& image) const {
    if (!image.byte_counts || file_.natural_or(*image.ifd, kFillOrder, 1) != 1) return false;
    if (image.compression == 4) {
      return image.bits.front() == 1 && (image.samples == 1 || image.planar) &&
             file_.natural_or(*image.ifd, kT6Options, 0) == 0;
    }
    return (image.compression == 5 || is_deflate(image.compression)) && !image.in_units() &&
           (differenced_ || file_.natural_or(*image.ifd, kPredictor, 1) == 1);
  }

  // The coded bytes of a piece, with room behind them; empty when they can't be read.
  std::span<const std::byte> read_coded(std::uint64_t offset, std::uint64_t bytes) {
    // A thousand strips may be the same bytes of a file.
    coded_read_ += bytes;
    if (bytes > kLargestPiece || coded_read_ > budget_) return {};
    const auto n = static_cast<std::size_t>(bytes);
    if (coded_.size() < n + LzwDecoder::kSlack) coded_.resize(n + LzwDecoder::kSlack);
    input_.seek(offset, SEEK_SET);
    if (input_.read(coded_.data(), n) < n) return {};
    return std::span(coded_).first(n);
  }

  // False: nothing has been said of the piece yet, libtiff has to look at it.
  bool decode_plain(const Image& image, std::uint64_t piece, std::uint64_t offset,
                    std::uint64_t bytes) {
    const std::uint64_t decoded = image.decoded_size(piece);
    if (decoded == 0 || decoded > kLargestPiece) return false;
    const auto coded = read_coded(offset, bytes);
    if (coded.empty()) return false;
    const auto size = static_cast<std::size_t>(decoded);
    PieceRest rest;
    const bool done = image.compression == 5   ? decode_lzw(coded, size, rest)
                      : image.compression == 4 ? decode_fax(image, piece, coded, size, rest)
                                               : decode_deflate(image, piece, coded, size, rest);
    tell_rest(image, piece, offset, rest, findings_);
    if (image.compression == 5) small_excess_.take(image, piece, offset, rest);
    if (!done) return false;
    if (!spend(image, decoded)) return true;
    const std::span<std::byte> out(buffer(size), size);
    const bool swapped =
        image.bits.front() > 8 && file_.big_endian != (std::endian::native == std::endian::big);
    undo_differencing(image, piece, 0, out, swapped);
    give({*seen_, piece, 0, image.rows_of(piece), out, swapped});
    return true;
  }

  bool decode_lzw(std::span<const std::byte> coded, std::size_t size, PieceRest& rest) {
    if (!lzw_) lzw_.emplace();
    const bool done = lzw_->decode(coded, buffer(size + LzwDecoder::kSlack), size);
    if (done || lzw_->overflowed()) rest = lzw_->rest(coded);
    return done;
  }

  bool decode_deflate(const Image& image, std::uint64_t piece, std::span<const std::byte> coded,
                      std::size_t size, PieceRest& rest) {
    using enum DeflateDecoder::Outcome;
    if (!deflate_) deflate_.emplace();
    const auto outcome = deflate_->decode(coded, {buffer(size), size}, rest);
    zlib_is_faulty_ = outcome == kFaulty;
    if (outcome != kLonger) return outcome == kSound;
    // How much there is too much decides what it means: look at twice the size once.
    const std::uint64_t full = times(image.row_size(piece), image.piece_height);
    const std::uint64_t room = std::min(std::max<std::uint64_t>(full, 2 * size), kLargestPiece);
    std::vector<std::byte> all(static_cast<std::size_t>(room));
    const std::size_t made = deflate_->size_of(coded, all);
    if (made <= size) {  // faulty behind the pixels
      zlib_is_faulty_ = true;
      return false;
    }
    std::copy_n(all.begin(), size, buffer(size));
    rest.pixels = made - size;
    rest.at_least = made == all.size();
    return true;
  }

  // Only the rows that somebody looks at are painted.
  bool decode_fax(const Image& image, std::uint64_t piece, std::span<const std::byte> coded,
                  std::size_t size, PieceRest& rest) {
    const auto row_size = static_cast<std::size_t>(image.row_size(piece));
    const std::uint64_t first = first_row_of(image, piece), rows = image.rows_of(piece);
    std::byte* out = buffer(size);
    const auto decoded = decode_g4(
        image, piece, coded, [&](std::uint64_t row, std::span<const std::int32_t> changes) {
          if (row >= rows || !is_looked_at(first + row)) return;
          const std::span<std::byte> into(out + row * row_size, row_size);
          std::ranges::fill(into, std::byte{0});
          pdf::paint_ccitt(changes, into);
        });
    rest = decoded.value_or(PieceRest());
    return decoded.has_value();
  }

  // Where the data of a piece end that libtiff will decode.
  void look_at_end(const Image& image, std::uint64_t piece, std::uint64_t offset,
                   std::uint64_t bytes) {
    if (image.compression == 7) {
      const ReadPiece read = [&](std::uint64_t at, std::span<std::byte> out) {
        input_.seek(offset + at, SEEK_SET);
        return input_.read(out.data(), out.size()) == out.size();
      };
      const JpegPiece jpeg = inspect_jpeg(bytes, read);
      // Whatever libjpeg meets behind the frame is no other process, but damage; and so is
      // a process that the pieces before have not.
      usual_jpeg_seen_ = usual_jpeg_seen_ || (jpeg.frame && jpeg.frame->is_usual());
      foreign_jpeg_ = jpeg.frame && !usual_jpeg_seen_;
      if (input_.error()) return;
      check_jpeg_piece(file_, image, piece, offset, jpeg, jpeg_tables_, findings_);
      return;
    }
    const bool packbits = image.compression == 32773;
    const bool fax = image.compression >= 2 && image.compression <= 4;
    if (!packbits && !fax) return;
    if (file_.natural_or(*image.ifd, kFillOrder, 1) != 1) return;
    const auto coded = read_coded(offset, bytes);
    if (coded.empty()) return;
    const PieceRest rest =
        packbits ? packbits_rest(coded, image.decoded_size(piece), image.row_size(piece))
                 : fax_rest(image, piece, coded, file_.natural_or(*image.ifd, kT4Options, 0));
    tell_rest(image, piece, offset, rest, findings_);
  }

  // True: libtiff has all pixels, and nothing against them.
  bool decode_piece(const Image& image, std::uint64_t piece, std::uint64_t offset) {
    TIFF* tiff = handle_.get();
    const auto number = static_cast<std::uint32_t>(piece);
    const tmsize_t size = image.tiled ? TIFFTileSize(tiff) : TIFFStripSize(tiff);
    if (size <= 0 || static_cast<std::uint64_t>(size) > kLargestAllocation) {
      fail(image, piece, offset, "it would have " + std::to_string(size) + " bytes");
      return false;
    }
    if (!spend(image, image.decoded_size(piece))) return false;
    messages_.clear();
    std::byte* out = buffer(static_cast<std::size_t>(size));
    const tmsize_t n = image.tiled ? TIFFReadEncodedTile(tiff, number, out, size)
                                   : TIFFReadEncodedStrip(tiff, number, out, -1);
    if (input_.error()) return false;
    const bool sound = judge(image, piece, offset, n >= 0);
    if (n > 0) {
      undo_differencing(image, piece, 0, {out, static_cast<std::size_t>(n)});
      give({*seen_, piece, 0, image.rows_of(piece), {out, static_cast<std::size_t>(n)}});
    }
    return sound;
  }

  // Row by row, so that a strip of any size takes little memory.
  void decode_rows(const Image& image, std::uint64_t piece, std::uint64_t offset) {
    TIFF* tiff = handle_.get();
    if (image.tiled) {
      findings_.add(kDecodeBudget, offset, part(image, piece),
                    "tile " + std::to_string(piece) + " would have " +
                        std::to_string(image.decoded_size(piece)) + " bytes of pixels");
      outcome_.not_checked.push_back(part(image, piece) + " was not decoded: it is too large");
      return;
    }
    const tmsize_t size = TIFFScanlineSize(tiff);
    if (size <= 0 || static_cast<std::uint64_t>(size) > kLargestPiece) {
      fail(image, piece, offset, "a row would have " + std::to_string(size) + " bytes");
      return;
    }
    const std::uint64_t first = piece % image.down * image.piece_height;
    const auto plane = static_cast<std::uint16_t>(piece / (image.across * image.down));
    std::byte* out = buffer(static_cast<std::size_t>(size));
    const bool pixels_fit = static_cast<std::uint64_t>(size) == seen_->row_size(piece);
    for (std::uint64_t row = 0; row < image.rows_of(piece); ++row) {
      if (!spend(image, static_cast<std::uint64_t>(size))) return;
      messages_.clear();
      const int done = TIFFReadScanline(tiff, out, static_cast<std::uint32_t>(first + row), plane);
      if (input_.error()) return;
      if (!judge(image, piece, offset, done == 1)) return;
      if (!pixels_fit) continue;
      undo_differencing(image, piece, row, {out, static_cast<std::size_t>(size)});
      give({*seen_, piece, row, 1, {out, static_cast<std::size_t>(size)}});
    }
  }

  // What libtiff said of a piece, as findings.  False: pixels are lost.
  bool judge(const Image& image, std::uint64_t piece, std::uint64_t offset, bool done) {
    if (!done || !messages_.error.empty()) {
      const bool unsupported = messages_.error.starts_with("Unsupported JPEG ");
      if (unsupported && foreign_jpeg_) {  // process, data precision
        cannot_decode(image, "libtiff can't read JPEG of this kind (" + messages_.error + ")");
        skip_rest_ = true;
      } else {
        fail(image, piece, offset,
             messages_.error.empty() ? "libtiff gives no reason" : messages_.error);
      }
      return false;
    }
    if (messages_.warning.empty()) return true;
    if (warning_means_damage(image, messages_.warning)) {
      fail(image, piece, offset, messages_.warning);
      return false;
    }
    findings_.add(
        kDecodeRemark, offset, part(image, piece),
        std::string(image.piece_name()) + " " + std::to_string(piece) + ": " + messages_.warning);
    return true;
  }

  // What libtiff lacks, and is no fault of the file.
  void cannot_decode(const Image& image, const std::string& reason) {
    findings_.add(kImageCompressionUnknown, image.ifd->offset,
                  TiffFile::part(*image.ifd, kCompression),
                  image.ifd->name + " was not decoded: " + reason);
    outcome_.not_checked.push_back(image.ifd->name + " was not decoded: " + reason);
  }

  void fail(const Image& image, std::uint64_t piece, std::uint64_t offset,
            const std::string& reason) {
    if (findings_.is_full(kDecodeStrip)) {
      findings_.count(kDecodeStrip);
      return;
    }
    findings_.add(kDecodeStrip, offset, part(image, piece),
                  std::string(image.piece_name()) + " " + std::to_string(piece) +
                      " can't be decoded: " + reason);
  }

  std::byte* buffer(std::size_t size) {
    if (size > buffer_size_) {
      buffer_.reset();
      buffer_ = std::make_unique_for_overwrite<std::byte[]>(size);
      buffer_size_ = size;
    }
    return buffer_.get();
  }

  const TiffFile& file_;
  LibtiffInput input_;
  LibtiffMessages messages_;
  LibtiffHandle handle_;  // after input_ and messages_: it uses both to its end
  std::span<PixelSink* const> sinks_;
  std::vector<PixelSink*> listening_;  // those that want this image
  FindingList& findings_;
  const Image* seen_ = nullptr;  // the image at hand, as the sinks see it
  DecodeOutcome outcome_;
  std::uint64_t budget_ = 0, coded_read_ = 0;
  bool out_of_budget_ = false;
  bool zlib_is_faulty_ = false;  // the piece at hand, to a strict decoder
  bool skip_rest_ = false;       // of this image
  bool foreign_jpeg_ = true;     // libtiff may lack the JPEG process of the piece at hand
  bool usual_jpeg_seen_ = false;
  JpegTables jpeg_tables_;    // of the image at hand
  bool differenced_ = false;  // what libtiff decodes of this image still has to be added up
  std::size_t difference_samples_ = 1;
  std::optional<LzwDecoder> lzw_;
  SmallExcess small_excess_;
  std::optional<DeflateDecoder> deflate_;
  std::vector<std::byte> coded_;  // a piece as it is in the file
  std::unique_ptr<std::byte[]> buffer_;
  std::size_t buffer_size_ = 0;
};

}  // namespace

Result<DecodeOutcome> decode_strips(const TiffFile& file, const ByteSource& source,
                                    std::span<PixelSink* const> sinks, FindingList& findings) {
  return Decoder(file, source, sinks, findings).run();
}

std::string decoder_version() {
  // "LIBTIFF, Version 4.5.0\nCopyright …"
  std::string_view text = TIFFGetVersion();
  constexpr std::string_view kLead = "LIBTIFF, Version ";
  if (text.starts_with(kLead)) text.remove_prefix(kLead.size());
  return "libtiff " + std::string(text.substr(0, text.find('\n')));
}

}  // namespace delo::validators::tiff
