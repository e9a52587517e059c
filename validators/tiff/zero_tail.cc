#include "validators/tiff/zero_tail.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "validators/tiff/tiff_rules.h"

namespace delo::validators::tiff {
namespace {

// Zero bytes at the end of `bytes`.
std::size_t zeros_at_end(std::span<const std::byte> bytes) {
  std::size_t n = 0;
  while (bytes.size() - n >= 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + bytes.size() - n - 8, 8);
    if (word != 0) break;
    n += 8;
  }
  while (n < bytes.size() && bytes[bytes.size() - n - 1] == std::byte{0}) ++n;
  return n;
}

}  // namespace

bool ZeroTail::wants(const Image& image) {
  run_ = 0;
  abrupt_ = false;
  // Where zero is white, a page may well end in it.
  return image.compression == 1 && !image.planar && !image.in_units() && image.photometric &&
         *image.photometric != 0 && *image.photometric != 5;
}

void ZeroTail::take(const DecodedRows& rows) {
  const std::size_t zeros = zeros_at_end(rows.bytes);
  if (zeros == rows.bytes.size() && run_ > 0) {
    run_ += zeros;
    return;
  }
  run_ = zeros;
  abrupt_ = false;
  const auto row = static_cast<std::size_t>(rows.image.row_size(rows.piece));
  const std::size_t begin = rows.bytes.size() - zeros;
  if (zeros == 0 || row == 0) return;
  piece_ = rows.piece;
  offset_ =
      file_.natural(*rows.image.offsets, rows.piece).value_or(0) + rows.first_row * row + begin;
  const std::size_t column = begin % row;
  if (column == 0 || begin < row) return;
  const auto above = rows.bytes.subspan(begin - row, row - column);
  const auto blank = static_cast<std::size_t>(std::ranges::count(above, std::byte{0}));
  abrupt_ = blank * 4 < above.size();
}

void ZeroTail::done(const Image& image) {
  if (run_ < kLeast || !abrupt_) return;
  findings_.add(kZeroTail, offset_,
                image.ifd->name + ", " + image.piece_name() + " " + std::to_string(piece_),
                "the last " + std::to_string(run_) +
                    " bytes of pixels are zero, from the middle of a row on");
}

}  // namespace delo::validators::tiff
