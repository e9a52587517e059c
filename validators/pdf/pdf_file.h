// A PDF as bytes (ISO 32000-1 7.5): header, cross-reference sections and their
// chain, trailers, object headers at the offsets named, end of file.  Our own
// reader, because libqpdf repairs what it reads and so cannot judge.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "validators/pdf/byte_window.h"
#include "validators/pdf/findings.h"
#include "validators/pdf/linearization.h"

namespace delo::validators::pdf {

struct FileStructure {
  bool header = false;          // there is one
  std::uint64_t header_at = 0;  // bytes; offsets in the file count from here
  std::string version;          // "1.7"
  std::size_t sections = 0;     // cross-reference sections read

  bool xref_streams = false;
  Linearization linearization;
  bool encrypted = false;        // by the newest trailer
  Object encryption;             // its dictionary as written in the file; null when unknown
  std::int64_t size_entry = -1;  // Size of the newest trailer
  int highest_object = 0;        // in use
  // An object or cross-reference stream unfolds beyond all measure, or a count
  // is absurd: the file must not be handed to a reader that trusts it.
  bool dangerous = false;
};

// Reads the whole chain; findings on the way.  Linear in the size of the file.
FileStructure scan_file(ByteWindow& file, Findings& findings);

}  // namespace delo::validators::pdf
