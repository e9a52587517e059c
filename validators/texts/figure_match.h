// Figures of two texts that say the same in two languages.
#pragma once

#include <span>
#include <vector>

#include "core/records/text_metadata.h"

namespace delo::validators {

// Figures of `here` without a counterpart in `there`, in order.  Small numbers are none of them:
// they are written in words as often.  Times, Roman numerals and small numbers of names are told
// when `there` has one of the kind that is not in `here`.  What stands before the first and behind
// the last figure that both have (the heading of a form, the typist's notes) is left out, unless
// both texts have figures there that the other has not.
std::vector<TextFigure> unmatched_figures(const TextMetadata& here, const TextMetadata& there);

// Numbers of sections of `here` that are not in `there`, without those before its first: of a text
// whose sections count up, one by one.
std::vector<int> unmatched_sections(const TextMetadata& here, const TextMetadata& there);

}  // namespace delo::validators
