// What the pages of a TIFF look like, seen in the one pass in which the strips are
// decoded: blank or not, and a perceptual hash.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/records/technical_metadata.h"
#include "validators/likeness/page_looker.h"
#include "validators/likeness/sample_bytes.h"
#include "validators/tiff/strip_decoder.h"

namespace delo::validators::tiff {

// Looks at the images of the main chain, but for those that are called reduced or
// masks.  Samples of 1 to 8 and of 16 bits, integers.
class PageLooks final : public PixelSink {
 public:
  static constexpr std::size_t kMostPages = 2000;

  // `file` is borrowed.
  explicit PageLooks(const TiffFile& file) : file_(file) {}

  bool wants(const Image& image) override;
  bool wants_row(std::uint64_t y) const override { return looker_ && looker_->wants(y); }
  void take(const DecodedRows& rows) override;
  void done(const Image& image) override;

  using Seen = std::vector<std::pair<const Ifd*, PageLook>>;
  const Seen& seen() const { return seen_; }

 private:
  std::optional<std::vector<std::uint8_t>> table_of(const Image& image) const;
  void take_units(const DecodedRows& rows, std::uint64_t x, std::uint64_t y);
  std::span<const std::uint8_t> bytes_of(std::span<const std::byte> row, bool swapped);

  const TiffFile& file_;
  std::optional<likeness::PageLooker> looker_;
  std::uint64_t bits_ = 8;  // of a sample of the image
  std::optional<likeness::SampleBytes> samples_;
  Seen seen_;
};

// Adds them to the pages they are of.
void add_looks(const PageLooks::Seen& seen, const TiffFile& file, TechnicalMetadata& technical);

// Says which pages are blank.
void check_blank(const PageLooks::Seen& seen, FindingList& findings);

}  // namespace delo::validators::tiff
