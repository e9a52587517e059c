// The numbers of fonds, opisi, dela, boxes: "Р-5446", "1доп", "140 (с.ч.)", "II".
#pragma once

#include <optional>
#include <string>

#include "core/records/reference_scan.h"

namespace delo {

struct PartValue {
  std::string text;      // no blanks, no dots; Cyrillic where the keyword is
  bool padded = false;   // "f045": of a folder's name, zeros before it mean nothing
  std::size_t next = 0;  // token after it
};
// The value after a keyword, or nothing.  `glued`: no dot and no blank between.
// Look-alike letters that were mended are told.
std::optional<PartValue> read_value(ReferenceScan& scan, const Keyword& keyword, bool glued);

// The token where a keyword's value begins: after ':', '=', '№', "no.", quotes.
std::size_t start_of_value(const ReferenceScan& scan, const Keyword& keyword);

}  // namespace delo
