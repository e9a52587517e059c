// Clock times: "16:45", "16 ч. 45 мин.", "4.45 p.m.".
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "validators/text/figure_tokens.h"

namespace delo::validators::text {

struct FigureTime {
  std::string value;     // "16:45"; of a.m. and p.m. by 24 hours
  std::size_t next = 0;  // token behind it
};

// The time that begins at token `i`; nothing where none does.
std::optional<FigureTime> time_at(const FigureTokens& tokens, std::size_t i);

}  // namespace delo::validators::text
