// CCITT fax images, ITU-T T.4 (G3, one- and two-dimensional) and T.6 (G4), as
// CCITTFaxDecode has them (ISO 32000-1 7.4.6).  Follows the changes of colour
// only: no pixel is painted to know whether a scan is whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace delo::validators::pdf {

struct CcittParameters {
  std::int64_t k = 0;           // <0: G4; 0: G3 one-dimensional; >0: G3 mixed
  std::int64_t columns = 1728;  // pixels
  std::int64_t rows = 0;        // 0: until the end of the data
  bool end_of_line = false;
  bool byte_align = false;
  bool end_of_block = true;
};

struct CcittReport {
  std::uint64_t rows = 0;   // decoded whole
  std::string fault;        // the first; empty: none
  bool end_marker = false;  // EOFB or RTC was there
  std::uint64_t rest = 0;   // bytes after the end
};

// A row that was decoded whole: where the colour changes, from white on.
using CcittRow = std::function<void(std::uint64_t row, std::span<const std::int32_t> changes)>;

// `height`: rows the image should have; more are not decoded beyond one, to know
// that there are more.  Linear in the data.
CcittReport decode_ccitt(std::string_view data, const CcittParameters& parameters,
                         std::uint64_t height, const CcittRow& row = {});

// Sets the bits of what is black; `row` is all zero before.
void paint_ccitt(std::span<const std::int32_t> changes, std::span<std::byte> row);

}  // namespace delo::validators::pdf
