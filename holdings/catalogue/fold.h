// Parts of references made alike for looking up, whatever their script.
#pragma once

#include <string>
#include <string_view>

namespace delo::holdings {

// One key for all writings of a part of a reference: "Р-5446", "r-5446" → "r5446".
// DO NOT CHANGE without raising the catalogue's version.
std::string key_of(std::string_view part);

}  // namespace delo::holdings
