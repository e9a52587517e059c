// Numbers that name things: "№ 4512", "No. 311/16".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "validators/text/figure_tokens.h"

namespace delo::validators::text {

// "№", "No.", "Nos.", "Nr.", "n°", "#" before a number at token `i`: how many tokens it takes; 0
// for none.
std::size_t number_sign_at(const FigureTokens& tokens, std::size_t i);

struct FigureName {
  std::size_t token = 0;
  std::string value;  // "№311/16"; "?311/16" where the other text need not have it
};
struct FigureNames {
  std::vector<FigureName> names;
  std::size_t next = 0;  // token behind all
};

// What the sign at token `i`, of `length` tokens, stands before.  A line that begins with a sign
// and has more on it is of a form, all of its numbers need not be in the other text.
FigureNames names_at(const FigureTokens& tokens, std::size_t i, std::size_t length);

}  // namespace delo::validators::text
