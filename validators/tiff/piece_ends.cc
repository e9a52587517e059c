#include "validators/tiff/piece_ends.h"

#include <algorithm>
#include <string>

#include "validators/tiff/tiff_rules.h"

namespace delo::validators::tiff {
namespace {

// The last strip may have been coded to its full height.
bool is_full_height(const Image& image, std::uint64_t piece, std::uint64_t pixels) {
  if (image.tiled || image.down == 0 || piece % image.down + 1 != image.down) return false;
  const std::uint64_t needed = image.decoded_size(piece);
  const std::uint64_t full = times(image.row_size(piece), image.piece_height);
  return needed <= full && pixels <= full - needed;
}

pdf::CcittReport decode_fax(const Image& image, std::uint64_t piece,
                            std::span<const std::byte> coded, pdf::CcittParameters fax,
                            const pdf::CcittRow& row) {
  fax.columns = static_cast<std::int64_t>(image.piece_width);
  return pdf::decode_ccitt({reinterpret_cast<const char*>(coded.data()), coded.size()}, fax,
                           image.rows_of(piece), row);
}

PieceRest rest_of(const Image& image, std::uint64_t piece, std::span<const std::byte> coded,
                  const pdf::CcittReport& report) {
  const std::uint64_t rows = image.rows_of(piece);
  PieceRest rest;
  if (report.rows > rows) rest.pixels = (report.rows - rows) * image.row_size(piece);
  rest.at_least = report.rows > rows;
  rest.coded = std::min<std::uint64_t>(report.rest, coded.size());
  rest.zeros = is_zeros(coded.last(static_cast<std::size_t>(rest.coded)));
  return rest;
}

}  // namespace

bool is_harmless(const Image& image, std::uint64_t piece, const PieceRest& rest) {
  if (!is_full_height(image, piece, rest.pixels)) return false;
  return !rest.exact || image.in_units() || rest.pixels % image.row_size(piece) == 0;
}

bool is_zeros(std::span<const std::byte> bytes) {
  return std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{0}; });
}

PieceRest packbits_rest(std::span<const std::byte> coded, std::uint64_t size, std::uint64_t row) {
  PieceRest rest;
  std::size_t at = 0, end = 0;
  std::uint64_t out = 0, column = 0;
  while (at < coded.size()) {
    const int n = static_cast<std::int8_t>(std::to_integer<int>(coded[at]));
    std::uint64_t run = 0;
    if (n == -128) {  // no operation
      ++at;
    } else if (n >= 0) {
      const std::size_t literal = static_cast<std::size_t>(n) + 1;
      run = std::min(literal, coded.size() - at - 1);
      at = std::min(coded.size(), at + 1 + literal);
    } else {
      run = static_cast<std::uint64_t>(1 - n);
      at = std::min(coded.size(), at + 2);
    }
    column += run;
    if (column >= row && out < size && row > 0) {
      rest.crosses_rows = rest.crosses_rows || column > row;
      column = column == row ? 0 : column % row;
    }
    out += run;
    if (end == 0 && out >= size) end = at;
  }
  if (out < size) return rest;  // libtiff has said so
  rest.coded = coded.size() - end;
  rest.zeros = is_zeros(coded.subspan(end));
  if (!rest.zeros) rest.pixels = out - size;
  return rest;
}

PieceRest fax_rest(const Image& image, std::uint64_t piece, std::span<const std::byte> coded,
                   std::uint64_t t4_options) {
  pdf::CcittParameters fax;
  fax.k = image.compression == 4 ? -1 : image.compression == 3 && (t4_options & 1) != 0 ? 1 : 0;
  fax.byte_align = image.compression == 2;
  const auto report = decode_fax(image, piece, coded, fax, {});
  // A fault is for libtiff to judge.
  return report.fault.empty() ? rest_of(image, piece, coded, report) : PieceRest();
}

std::optional<PieceRest> decode_g4(const Image& image, std::uint64_t piece,
                                   std::span<const std::byte> coded, const pdf::CcittRow& row) {
  const auto report = decode_fax(image, piece, coded, {.k = -1}, row);
  if (!report.fault.empty() || report.rows < image.rows_of(piece)) return std::nullopt;
  return rest_of(image, piece, coded, report);
}

void tell_rest(const Image& image, std::uint64_t piece, std::uint64_t offset, const PieceRest& rest,
               FindingList& findings) {
  const std::string name = std::string(image.piece_name()) + " " + std::to_string(piece);
  const std::string part = image.ifd->name + ", " + name;
  if (rest.pixels > kPadding) {
    const Rule& rule = is_harmless(image, piece, rest) ? kDecodeExcessBytes : kDecodeExcess;
    if (findings.is_full(rule)) return findings.count(rule);
    findings.add(rule, offset, part,
                 name + (rest.at_least ? " holds at least " : " holds ") +
                     std::to_string(rest.pixels) + " bytes of pixels beyond the " +
                     std::to_string(image.decoded_size(piece)) + " of its size");
  } else if (rest.coded > kPadding || (rest.coded > 0 && !rest.zeros)) {
    if (findings.is_full(kDecodeExcessBytes)) return findings.count(kDecodeExcessBytes);
    findings.add(kDecodeExcessBytes, offset, part,
                 name + " has " + std::to_string(rest.coded) +
                     (rest.zeros ? " zero bytes" : " bytes") + " behind the end of its data");
  }
  if (rest.crosses_rows) {
    if (findings.is_full(kPackBitsRows)) return findings.count(kPackBitsRows);
    findings.add(kPackBitsRows, offset, part, "runs of " + name + " go on in the next row");
  }
  if (rest.made_of_zeros) {
    if (findings.is_full(kDecodeStrip)) return findings.count(kDecodeStrip);
    findings.add(kDecodeStrip, offset, part,
                 name + " can't be decoded: its codes end in zeros, without EndOfInformation");
  } else if (!rest.has_end) {
    if (findings.is_full(kDecodeLzwEnd)) return findings.count(kDecodeLzwEnd);
    findings.add(kDecodeLzwEnd, offset, part, name + " does not end with EndOfInformation (257)");
  }
}

}  // namespace delo::validators::tiff
