// Numbers and dates of a text, in one form whatever the language: "1.500.000 чел." and "1,500,000
// persons" are 1500000, "5 марта 1953 г.", "March 5, 1953" and "5.III.53" are 1953-03-05.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/text_metadata.h"

namespace delo::validators::text {

struct FoundFigure {
  TextFigureKind kind = TextFigureKind::kNumber;
  std::string value;      // see TextFigure
  std::size_t begin = 0;  // bytes of the paragraph
};

// The figures of one paragraph, its lines divided by LF, in order.  Russian, Ukrainian, English
// and, for months, German, French and Polish.  Numbers behind № or "No." name things ("№4512");
// those of a line that begins with one and has more on it are of a form ("?4512").  A paragraph
// that is nothing but a number of up to three digits is the page's ("?37").  Two-digit years are of
// the 20th century.
std::vector<FoundFigure> figures_in(std::string_view paragraph);

}  // namespace delo::validators::text
