#include <algorithm>
#include <array>
#include <string>

#include "validators/tiff/look.h"
#include "validators/tiff/tiff_checks.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

bool is_fax(std::uint64_t compression) {
  return compression == 2 || compression == 3 || compression == 4 || compression == 32771;
}
bool is_jpeg(std::uint64_t compression) { return compression == 6 || compression == 7; }

std::string compression_text(std::uint64_t compression) {
  const std::string_view name = name_of_compression(compression);
  return "compression " + std::to_string(compression) +
         (name.empty() ? "" : " (" + std::string(name) + ")");
}
std::string photometric_text(std::uint64_t photometric) {
  const std::string_view name = name_of_photometric(photometric);
  return "PhotometricInterpretation " + std::to_string(photometric) +
         (name.empty() ? "" : " (" + std::string(name) + ")");
}

void check_size(const Look& look) {
  const Image& image = look.image;
  for (const std::uint16_t tag : {kImageWidth, kImageLength}) {
    const Entry* entry = look.find(tag);
    if (entry && look.file.natural(*entry) == std::uint64_t{0}) {
      look.add(kImageSize, tag, name_of_tag(image.ifd->kind, tag) + " is 0");
    }
  }
}

void check_samples(const Look& look) {
  const Image& image = look.image;
  if (!image.photometric) return;
  // Values from 32768 on are private (TIFF 6.0 p. 8).  Those that were published are
  // known; colours that nobody can tell are no colours.
  if (name_of_photometric(*image.photometric).empty()) {
    look.add(kImagePhotometric, kPhotometric,
             "PhotometricInterpretation is " + std::to_string(*image.photometric) +
                 ", a value that is not defined");
  }
  const std::uint64_t colours = colour_samples(look.file, image);
  if (colours == 0) return;
  if (image.samples < colours) {
    look.add(kImageSamples, kSamplesPerPixel,
             "SamplesPerPixel is " + std::to_string(image.samples) + ", " +
                 photometric_text(*image.photometric) + " needs " + std::to_string(colours));
    return;
  }
  const Entry* extra = look.find(kExtraSamples);
  const std::uint64_t described = extra ? extra->count : 0;
  if (described != image.samples - colours) {
    look.add(kImageExtraSamples, kExtraSamples,
             "ExtraSamples describes " + std::to_string(described) + " samples, the image has " +
                 std::to_string(image.samples - colours) + " beyond its " +
                 std::to_string(colours) + " of colour");
  }
}

void check_bits(const Look& look) {
  const Image& image = look.image;
  for (const std::uint64_t bits : image.bits) {
    if (bits >= 1 && bits <= 64) continue;
    look.add(kImageBits, kBitsPerSample, "BitsPerSample is " + std::to_string(bits));
    return;
  }
  const std::uint64_t bits = image.bits.front();
  if (image.photometric == 3 && bits > 16) {
    look.add(kImageBits, kBitsPerSample,
             "BitsPerSample of a palette image is " + std::to_string(bits) + ", at most 16");
  }
  if (image.photometric == 4 && bits != 1) {
    look.add(kImageBits, kBitsPerSample,
             "BitsPerSample of a transparency mask is " + std::to_string(bits) + ", expected 1");
  }
  if (is_fax(image.compression) && (bits != 1 || image.samples != 1)) {
    look.add(kImageCompression, kCompression,
             compression_text(image.compression) + " holds 1 sample of 1 bit, the image has " +
                 std::to_string(image.samples) + " of " + std::to_string(bits));
  }
  // JPEG of 8 bits, extended of 12; lossless of 2 to 16.  Technical Note 2
  if (is_jpeg(image.compression) && (bits < 2 || bits > 16)) {
    look.add(kImageCompression, kCompression,
             compression_text(image.compression) + " can't hold samples of " +
                 std::to_string(bits) + " bits");
  }
  if (is_jpeg(image.compression) && image.photometric == 3) {
    look.add(kImageCompression, kCompression,
             compression_text(image.compression) + " can't hold a palette image");
  }
}

// 2^BitsPerSample; 0 when BitsPerSample is too large for a table.
std::uint64_t levels(const Image& image) {
  const std::uint64_t bits = image.bits.front();
  return bits >= 1 && bits <= 16 ? 1ULL << bits : 0;
}

void check_curves(const Look& look) {
  const Image& image = look.image;
  const std::uint64_t n = levels(image);
  if (image.photometric == 3) {
    const Entry* map = look.find(kColorMap);
    if (!map) {
      look.add(kImageColorMap, kColorMap, "a palette image has no ColorMap");
    } else if (n != 0 && map->count != 3 * n) {
      look.add(kImageColorMap, kColorMap,
               "ColorMap has " + std::to_string(map->count) + " values, expected " +
                   std::to_string(3 * n));
    }
  }
  if (n == 0) return;
  if (const Entry* curve = look.find(kGrayResponseCurve); curve && curve->count != n) {
    look.add(kImageGrayResponse, kGrayResponseCurve,
             "GrayResponseCurve has " + std::to_string(curve->count) + " values, expected " +
                 std::to_string(n));
  }
  if (const Entry* curve = look.find(kTransferFunction);
      curve && curve->count != n && curve->count != 3 * n) {
    look.add(kImageTransferFunction, kTransferFunction,
             "TransferFunction has " + std::to_string(curve->count) + " values, expected " +
                 std::to_string(n) + " or " + std::to_string(3 * n));
  }
}

void check_predictor(const Look& look) {
  const Image& image = look.image;
  const std::uint64_t predictor = look.file.natural_or(*image.ifd, kPredictor, 1);
  if (predictor == 1) return;
  const std::uint64_t c = image.compression;
  // LZW, Deflate, and what libtiff and DNG have added to them.  Elsewhere readers do not look.
  const bool defined = c == 5 || c == 8 || c == 32946 || c == 34925 || c == 50000 || c == 50001 ||
                       c == 50013 || name_of_compression(c).empty();
  if (!defined) {
    look.add(
        kImagePredictor, kPredictor,
        "Predictor is " + std::to_string(predictor) + ", not defined for " + compression_text(c));
    return;
  }
  const bool dng = predictor >= 34892 && predictor <= 34895;
  if ((predictor > 3 || predictor == 0) && !dng) {
    look.add(kImagePredictor, kPredictor,
             "Predictor is " + std::to_string(predictor) + ", expected 1, 2 or 3");
    return;
  }
  const std::uint64_t bits = image.bits.front();
  const bool floating = look.file.natural_or(*image.ifd, kSampleFormat, 1) == 3;
  if (predictor == 3 && !floating) {
    look.add(kImagePredictor, kPredictor,
             "Predictor is 3 (floating point), the samples are whole numbers");
  }
  if (predictor == 2 && bits != 8 && bits != 16 && bits != 32 && bits != 64) {
    look.add(kImagePredictor, kPredictor,
             "Predictor is 2 (differences), not defined for samples of " + std::to_string(bits) +
                 " bits");
  }
}

void check_subsampling(const Look& look) {
  const Entry* sub = look.find(kYcbcrSubSampling);
  if (!sub || look.image.photometric != 6) return;
  const auto x = look.file.natural(*sub, 0), y = look.file.natural(*sub, 1);
  const auto allowed = [](std::uint64_t n) { return n == 1 || n == 2 || n == 4; };
  if (!x || !y || (allowed(*x) && allowed(*y) && *y <= *x)) return;
  look.add(kImageSubsampling, kYcbcrSubSampling,
           "YCbCrSubSampling is " + std::to_string(*x) + " by " + std::to_string(*y));
}

// A JPEG data stream of tables only: SOI, then DQT, DHT, DRI, APPn, COM, then EOI.
std::string fault_in_tables(std::span<const std::byte> jpeg) {
  const auto byte = [&](std::size_t i) { return std::to_integer<unsigned>(jpeg[i]); };
  if (jpeg.size() < 4 || byte(0) != 0xFF || byte(1) != 0xD8) return "does not begin with SOI";
  std::size_t at = 2;
  while (true) {
    while (at + 1 < jpeg.size() && byte(at) == 0xFF && byte(at + 1) == 0xFF) ++at;
    if (jpeg.size() - at < 2) return "has no EOI at its end";
    if (byte(at) != 0xFF) return "has no marker at byte " + std::to_string(at);
    const unsigned marker = byte(at + 1);
    if (marker == 0xD9) return {};
    const bool table = marker == 0xDB || marker == 0xC4 || marker == 0xCC || marker == 0xDD ||
                       marker == 0xFE || (marker >= 0xE0 && marker <= 0xEF);
    if (!table) return "holds marker " + std::to_string(marker) + ", which is no table";
    if (jpeg.size() - at < 4) return "ends within a marker segment";
    const std::size_t length = byte(at + 2) << 8 | byte(at + 3);
    if (length < 2 || length > jpeg.size() - at - 2) return "ends within a marker segment";
    at += 2 + length;
  }
}

void check_compression(const Look& look) {
  const Image& image = look.image;
  if (name_of_compression(image.compression).empty()) {
    look.add(kImageCompressionUndefined, kCompression,
             "Compression is " + std::to_string(image.compression) +
                 ", a value that nobody has defined");
  }
  if (image.compression == 6) {
    look.add(kImageOldJpeg, kCompression,
             "Compression is 6, the JPEG of TIFF 6.0 that Technical Note 2 replaced");
    const Entry* process = look.find(kJpegProc);
    const auto value = process ? look.file.natural(*process) : std::nullopt;
    if (value && *value != 1 && *value != 14) {
      look.add(kTagValue, kJpegProc,
               "JPEGProc is " + std::to_string(*value) + ", expected 1 or 14");
    }
    const std::uint64_t at = look.file.natural_or(*image.ifd, kJpegInterchangeFormat, 0);
    const std::uint64_t length = look.file.natural_or(*image.ifd, kJpegInterchangeFormatLength, 0);
    if (at >= look.file.size || length > look.file.size - at) {
      look.add(kStripOutsideFile, kJpegInterchangeFormat,
               "JPEGInterchangeFormat is at " + std::to_string(at) + " with " +
                   std::to_string(length) + " bytes, the file ends at " +
                   std::to_string(look.file.size));
    }
  }
  const Entry* tables = look.find(kJpegTables);
  if (tables && image.compression == 7 && tables->state == Entry::State::kRead) {
    const std::string fault = fault_in_tables(look.file.bytes(*tables));
    if (!fault.empty()) look.add(kImageJpegTables, kJpegTables, "JPEGTables " + fault);
  }
}

}  // namespace

// TIFF 6.0 p. 105: JPEGInterchangeFormat points to a whole JPEG data stream.
Result<void> check_old_jpeg(const TiffFile& file, const ByteSource& source, FindingList& findings) {
  for (const Ifd& ifd : file.ifds) {
    if (!ifd.has_image() || file.natural_or(ifd, kCompression, 1) != 6) continue;
    const std::uint64_t at = file.natural_or(ifd, kJpegInterchangeFormat, 0);
    const std::uint64_t length = file.natural_or(ifd, kJpegInterchangeFormatLength, 0);
    if (at == 0 || length < 4 || at >= file.size || length > file.size - at) continue;
    std::array<std::byte, 2> begin{}, end{};
    DELO_TRY(const std::size_t first, source.read_at(at, begin));
    DELO_TRY(const std::size_t last, source.read_at(at + length - 2, end));
    const auto is_marker = [](const std::array<std::byte, 2>& bytes, int marker) {
      return bytes[0] == std::byte{0xFF} && bytes[1] == static_cast<std::byte>(marker);
    };
    if (first == 2 && last == 2 && is_marker(begin, 0xD8) && is_marker(end, 0xD9)) continue;
    findings.add(
        kImageOldJpegStream, at, TiffFile::part(ifd, kJpegInterchangeFormat),
        "the JPEG data stream of " + std::to_string(length) + " bytes at " + std::to_string(at) +
            (is_marker(begin, 0xD8) ? " does not end with EOI" : " does not begin with SOI"));
  }
  return {};
}

void check_images(const TiffFile& file, FindingList& findings) {
  for (const Ifd& ifd : file.ifds) {
    if (!ifd.has_image()) continue;
    const Image image = image_of(file, ifd);
    const Look look{file, image, findings};
    check_size(look);
    check_samples(look);
    check_bits(look);
    check_curves(look);
    check_predictor(look);
    check_subsampling(look);
    check_compression(look);
  }
}

}  // namespace delo::validators::tiff
