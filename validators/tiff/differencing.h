// Horizontal differencing, undone.  It can't fail, and libtiff needs as long for it as
// for the codes.  TIFF 6.0 p. 64
#pragma once

#include <cstddef>
#include <span>

namespace delo::validators::tiff {

// Makes samples out of their differences, in whole rows of `row_size` bytes.
// `samples`: of a pixel, 1, 3 or 4; `deep`: of 16 bits, else of 8; `swapped`: they
// stand in the other byte order than this machine's, and stay so.
void add_up_rows(std::span<std::byte> rows, std::size_t row_size, std::size_t samples, bool deep,
                 bool swapped);

}  // namespace delo::validators::tiff
