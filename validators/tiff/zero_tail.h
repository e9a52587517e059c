// Uncompressed pixels that end in zeros, as a transfer leaves them that broke off
// after the file had got its full size.
#pragma once

#include <cstdint>

#include "validators/tiff/strip_decoder.h"

namespace delo::validators::tiff {

// Watches the pixels of one image after the other.  A border that was masked to
// black ends in zeros too; what tells them apart is that a transfer breaks off
// within a row, where the row above still has its pixels.
class ZeroTail final : public PixelSink {
 public:
  static constexpr std::uint64_t kLeast = 4096;  // bytes of a run that is worth a word

  ZeroTail(const TiffFile& file, FindingList& findings) : file_(file), findings_(findings) {}

  bool wants(const Image& image) override;
  void take(const DecodedRows& rows) override;
  void done(const Image& image) override;

 private:
  const TiffFile& file_;
  FindingList& findings_;
  std::uint64_t run_ = 0;     // zero bytes at the end of what was seen
  std::uint64_t piece_ = 0;   // where the run begins
  std::uint64_t offset_ = 0;  // in the file
  bool abrupt_ = false;       // within a row, under a row that goes on
};

}  // namespace delo::validators::tiff
