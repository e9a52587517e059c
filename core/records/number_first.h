// References whose numbers stand before their names: "45 ф., 1 оп., 337 д., 37 л.",
// "1986. f., 1. apr., 10. l.", "708-қ., 4-т., 111-іс, 3-п.".
#pragma once

#include <cstddef>
#include <optional>

#include "core/records/reference.h"
#include "core/records/reference_scan.h"

namespace delo {

struct NumberFirst {
  ArchivalReference reference;  // all but the archive
  std::size_t next = 0;         // token after it
};
// The one that begins with the number (or its prefix) at `at`, or nothing.  It names
// the fond first and at least one part more, divided by commas.
std::optional<NumberFirst> read_number_first(const ReferenceScan& scan, std::size_t at);

}  // namespace delo
