// A byte or three too many in a strip of LZW.  Some writers put them in every strip;
// where only some strips have them, a bit has changed there.
#pragma once

#include <cstdint>
#include <vector>

#include "validators/tiff/piece_ends.h"

namespace delo::validators::tiff {

// Of one image: takes the rest of each of its pieces, then tells.
class SmallExcess {
 public:
  void take(const Image& image, std::uint64_t piece, std::uint64_t offset, const PieceRest& rest);
  // And begins anew.
  void tell(const Image& image, FindingList& findings);

 private:
  struct Case {
    std::uint64_t piece = 0, offset = 0, pixels = 0;
  };
  static constexpr std::size_t kMostCases = 1000;  // that are kept
  std::vector<Case> cases_;
  std::uint64_t pieces_ = 0, excessive_ = 0;
};

}  // namespace delo::validators::tiff
