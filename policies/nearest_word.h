#pragma once

#include <span>
#include <string>
#include <string_view>

namespace delo {

// The word nearest to a misspelt one, by edits of single characters (bytes; a
// swap of neighbours counts once).  Empty when none is near: more than a third
// of the longer word would have to change.
std::string_view nearest_word(std::string_view misspelt, std::span<const std::string_view> words);

// "; did you mean 'accept'?", or "; possible are 'accept', 'note' …" when no word is near.
std::string suggestion(std::string_view misspelt, std::span<const std::string_view> words);

}  // namespace delo
