#include "validators/tiff/small_excess.h"

#include <algorithm>
#include <string>

#include "validators/tiff/tiff_rules.h"

namespace delo::validators::tiff {

void SmallExcess::take(const Image& image, std::uint64_t piece, std::uint64_t offset,
                       const PieceRest& rest) {
  ++pieces_;
  if (!rest.exact || rest.pixels == 0 || rest.pixels > kPadding) return;
  if (is_harmless(image, piece, rest)) return;
  ++excessive_;
  if (cases_.size() < kMostCases) cases_.push_back({piece, offset, rest.pixels});
}

void SmallExcess::tell(const Image& image, FindingList& findings) {
  const bool same = std::ranges::adjacent_find(cases_, std::ranges::not_equal_to(),
                                               &Case::pixels) == cases_.end();
  const bool habit = excessive_ == pieces_ && same;
  const Rule& rule = habit ? kDecodeExcessBytes : kDecodeExcess;
  for (const Case& one : cases_) {
    if (findings.is_full(rule)) {
      findings.count(rule);
      continue;
    }
    const std::string name = std::string(image.piece_name()) + " " + std::to_string(one.piece);
    findings.add(rule, one.offset, image.ifd->name + ", " + name,
                 name + " holds " + std::to_string(one.pixels) +
                     (one.pixels == 1 ? " byte" : " bytes") + " of pixels beyond the " +
                     std::to_string(image.decoded_size(one.piece)) + " of its size" +
                     (habit ? "" : ", others do not"));
  }
  *this = {};
}

}  // namespace delo::validators::tiff
