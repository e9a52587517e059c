// Dates as archivists write them, in EDTF (ISO 8601-2:2019).
#pragma once

#include <string>
#include <string_view>

namespace delo {

// "5 марта 1953 г." → "1953-03-05", "1952–1953" → "1952/1953", "[1952]" → "1952",
// "[1952?]" → "1952?", "около 1952" → "1952~", "1950-е" → "195X", "не позднее 5 марта
// 1953" → "../1953-03-05", "after 1953" → "1953/..".  Days come before months, as in
// "05.03.1953"; brackets say that the date was supplied, which EDTF has no mark for.
// Empty when the text is no date, or one that can't be.  Russian, Ukrainian, English.
std::string edtf_of(std::string_view text);

}  // namespace delo
