// The object graph of a PDF: catalogue, page tree and pages with what they
// inherit (ISO 32000-1 7.7).
#pragma once

#include <vector>

#include "validators/pdf/findings.h"
#include "validators/pdf/view.h"

namespace delo::validators::pdf {

struct Page {
  Value dictionary;
  std::size_t number = 0;  // from 1, in reading order
  Value resources;         // its own or inherited; null for none
  Rectangle media_box;     // in default user space units
  double user_unit = 1.0;  // 1/72 inch
  std::string part() const { return "page " + std::to_string(number); }
};

// Checks the catalogue and the whole tree; the pages in reading order.  Without
// recursion: a tree may be as deep as the file is long.
std::vector<Page> check_structure(Document& document, Findings& findings);

}  // namespace delo::validators::pdf
