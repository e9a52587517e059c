// The linearisation parameters of a file (ISO 32000-1 annex F.3.3).  Readers that
// find them wrong take the file as an ordinary one, so nothing here is an error.
#pragma once

#include <cstdint>

#include "validators/pdf/byte_window.h"
#include "validators/pdf/findings.h"

namespace delo::validators::pdf {

struct Linearization {
  bool current = false;  // there are parameters, and the file was not updated since
  std::int64_t pages = 0;
  std::int64_t first_page = 0;  // its object number
  std::int64_t offset = -1;     // of the dictionary, bytes from the start of the file
};

// `header_at`: bytes before the header.
Linearization read_linearization(ByteWindow& file, std::uint64_t header_at, Findings& findings);

}  // namespace delo::validators::pdf
