// Texts made alike for searching: whoever types "Stalin" finds "Сталин".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace delo::holdings {

// Normal form C, lower case, Cyrillic letters (Russian, Ukrainian, Belarusian)
// written in Latin.  DO NOT CHANGE without raising the catalogue's version.
std::string fold(std::string_view text);

// fold() without anything but letters and digits: "Р-5446" → "r5446".
std::string key_of(std::string_view part);

// The words of a folded text.
std::vector<std::string> words_of(std::string_view folded);

}  // namespace delo::holdings
