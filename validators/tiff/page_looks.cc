#include "validators/tiff/page_looks.h"

#include <algorithm>
#include <bit>
#include <string>

#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

using likeness::RowShape;
using likeness::Tone;

// Nothing: the colours of such an image are not looked at.
std::optional<Tone> tone_of(const Image& image) {
  switch (image.photometric.value_or(1)) {
    case 0:
    case 1:
    case 3:
    case 8:  // of L*a*b*, the L*
    case 9:
      return Tone::kGray;
    case 2:
      return Tone::kRgb;
    case 5:
      return Tone::kInk;
    case 6:
      return Tone::kLuma;
    default:
      return std::nullopt;
  }
}

}  // namespace

// The brightness of palette colours; nothing when they can't be known.  Of other
// images the table is empty: samples are what they are.
std::optional<std::vector<std::uint8_t>> PageLooks::table_of(const Image& image) const {
  std::vector<std::uint8_t> table;
  if (image.photometric != 3) return table;
  const auto values = std::size_t{1} << std::min<std::uint64_t>(bits_, 8);
  const Entry* map = file_.find(*image.ifd, kColorMap);
  if (!map || bits_ > 8 || map->count != 3 * values) return std::nullopt;
  for (std::size_t i = 0; i < values; ++i) {
    const auto colour = [&](std::size_t c) {
      return static_cast<double>(file_.natural(*map, c * values + i).value_or(0)) / 257;
    };
    table.push_back(static_cast<std::uint8_t>(
        std::clamp(0.299 * colour(0) + 0.587 * colour(1) + 0.114 * colour(2), 0.0, 255.0)));
  }
  return table;
}

bool PageLooks::wants(const Image& image) {
  looker_.reset();
  const Ifd& ifd = *image.ifd;
  constexpr std::uint64_t kReducedOrMask = 1 | 4;  // TIFF 6.0 p. 36
  if (ifd.kind != IfdKind::kPage || seen_.size() >= kMostPages ||
      (file_.natural_or(ifd, kNewSubfileType, 0) & kReducedOrMask) != 0 ||
      file_.natural_or(ifd, kSampleFormat, 1) != 1) {
    return false;
  }
  bits_ = image.bits.front();
  const bool equal = std::ranges::all_of(image.bits, [&](auto bits) { return bits == bits_; });
  const bool depth = bits_ == 1 || bits_ == 2 || bits_ == 4 || bits_ == 8 || bits_ == 16;
  const auto tone = tone_of(image);
  if (!equal || !depth || !tone || image.samples == 0 ||
      image.samples > likeness::PageLooker::kMostLanes || (bits_ < 8 && image.samples > 1)) {
    return false;
  }
  auto table = table_of(image);
  if (!table) return false;
  samples_.emplace(static_cast<unsigned>(bits_), *std::move(table));
  RowShape shape{.width = image.width, .height = image.height, .tone = *tone};
  shape.white_is_zero = image.photometric == 0;
  shape.bilevel = bits_ == 1;
  if (image.in_units()) {
    if (bits_ != 8 || image.planar) return false;
    shape.unit_width = static_cast<std::uint32_t>(image.subsampling_x);
    shape.unit_height = static_cast<std::uint32_t>(image.subsampling_y);
    shape.lanes = shape.unit_width * shape.unit_height + 2;
  } else {
    shape.lanes = static_cast<std::uint32_t>(image.samples);
  }
  looker_.emplace(shape);
  return true;
}

std::span<const std::uint8_t> PageLooks::bytes_of(std::span<const std::byte> row, bool swapped) {
  return samples_->of(row, (std::endian::native == std::endian::little) != swapped ? 1 : 0);
}

void PageLooks::take(const DecodedRows& rows) {
  const Image& image = rows.image;
  const std::uint64_t per_plane = image.across * image.down;
  if (per_plane == 0) return;
  const std::uint64_t in_plane = rows.piece % per_plane;
  const std::uint64_t x = in_plane % image.across * image.piece_width;
  const std::uint64_t y = in_plane / image.across * image.piece_height + rows.first_row;
  if (image.in_units()) return take_units(rows, x, y);
  const auto size = static_cast<std::size_t>(image.row_size(rows.piece));
  if (size == 0) return;
  std::optional<std::uint32_t> lane;
  if (image.planar) lane = static_cast<std::uint32_t>(rows.piece / per_plane);
  const std::uint64_t there = std::min<std::uint64_t>(rows.rows, rows.bytes.size() / size);
  for (std::uint64_t row = 0; row < there; ++row) {
    if (!looker_->wants(y + row)) continue;
    const auto bytes = rows.bytes.subspan(static_cast<std::size_t>(row) * size, size);
    looker_->take(x, y + row, bytes_of(bytes, rows.swapped), lane);
  }
}

// Units of subsampling_x × subsampling_y values of Y, then Cb, then Cr.  TIFF 6.0 p. 93
void PageLooks::take_units(const DecodedRows& rows, std::uint64_t x, std::uint64_t y) {
  const Image& image = rows.image;
  const std::uint64_t sx = image.subsampling_x, sy = image.subsampling_y;
  const auto size = static_cast<std::size_t>((image.piece_width + sx - 1) / sx * (sx * sy + 2));
  if (size == 0) return;
  const std::uint64_t lines =
      std::min<std::uint64_t>((rows.rows + sy - 1) / sy, rows.bytes.size() / size);
  for (std::uint64_t line = 0; line < lines; ++line) {
    if (!looker_->wants(y + line * sy)) continue;
    const auto bytes = rows.bytes.subspan(static_cast<std::size_t>(line) * size, size);
    looker_->take(x, y + line * sy, bytes_of(bytes, false));
  }
}

void PageLooks::done(const Image& image) {
  if (!looker_) return;
  if (const auto look = looker_->finish()) seen_.emplace_back(image.ifd, *look);
  looker_.reset();
}

void add_looks(const PageLooks::Seen& seen, const TiffFile& file, TechnicalMetadata& technical) {
  std::size_t page = 0;
  auto look = seen.begin();  // in the order of the IFDs too
  for (const Ifd& ifd : file.ifds) {
    if (ifd.kind != IfdKind::kPage) continue;
    if (page == technical.pages.size() || look == seen.end()) return;
    if (look->first == &ifd) technical.pages[page].look = (look++)->second;
    ++page;
  }
}

void check_blank(const PageLooks::Seen& seen, FindingList& findings) {
  for (const auto& [ifd, look] : seen) {
    if (!look.blank()) continue;
    findings.add(kPageBlank, std::nullopt, ifd->name,
                 ifd->name + " is blank: there are marks in " + std::to_string(look.marked) +
                     " of " + std::to_string(look.places) + " places of the page");
  }
}

}  // namespace delo::validators::tiff
