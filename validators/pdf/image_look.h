// What an image looks like, seen while its data are decoded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/records/page_look.h"
#include "validators/likeness/page_looker.h"
#include "validators/likeness/sample_bytes.h"
#include "validators/pdf/image_dictionary.h"

namespace delo::validators::pdf {

// Of samples as the filters give them, in pieces of any size.  Palettes and masks
// are not looked at.
class SampleLook {
 public:
  explicit SampleLook(const ImageFacts& facts);
  void write(std::string_view bytes);
  std::optional<PageLook> finish();

 private:
  void row(std::span<const std::byte> bytes);

  std::size_t row_size_ = 0;  // bytes; 0: not looked at
  std::uint64_t y_ = 0;
  std::vector<std::byte> held_;  // the beginning of a row
  std::optional<likeness::PageLooker> looker_;
  std::optional<likeness::SampleBytes> samples_;
};

// Of black and white, row by row; a bit that is set is black.
class BitmapLook {
 public:
  BitmapLook(std::uint64_t width, std::uint64_t height);
  bool wants(std::uint64_t y) const { return looker_.wants(y); }
  void row(std::uint64_t y, std::span<const std::byte> bits) {
    looker_.take(0, y, samples_.of(bits));
  }
  std::optional<PageLook> finish() { return looker_.finish(); }

 private:
  likeness::PageLooker looker_;
  likeness::SampleBytes samples_;
};

}  // namespace delo::validators::pdf
