// Which leaves a delo can have, and which pictures are none of them.
#pragma once

#include <string>
#include <string_view>

#include "core/records/leaf_certificate.h"

namespace delo {

// More leaves than any delo has: a number beyond it is a slip of the pen.
inline constexpr int kMostLeavesOfDelo = 10'000;

// A leaf of the inner list (внутренняя опись), which is numbered by itself: said by a folder
// or by all of a name but its number ("внутренняя опись/01.tif", "inner-01.tif",
// "вн_опись_1об.tif").
bool is_of_inner_list(std::string_view path);

// A row of a table of frames that says of a file, or of a page of it, that it is no leaf: a
// target, a cover.  The number of its leaf is below all that leaves have.
LeafMapRow no_leaf_row(std::string path, std::uint32_t page, int line);
inline bool is_no_leaf(const LeafMapRow& row) { return row.leaf.number < 0; }

}  // namespace delo
