// Does the whole of a text read well in the code page that was found?
#pragma once

#include <cstdint>
#include <string>

#include "core/bytes/byte_source.h"
#include "core/result.h"
#include "validators/text/encoding.h"

namespace delo::validators::text {

struct EncodingProof {
  BytePairs pairs;             // of the whole text
  std::string other;           // what some lines are in instead: "KOI8-R", "UTF-8"; empty: none
  std::uint64_t other_at = 0;  // bytes, of the first of them
};

// Reads the text once, line by line, long lines in pieces.  A line that does not read in `page` and
// reads well in another one is in that; of a few words nothing can be told.  Error kIo.
Result<EncodingProof> prove_encoding(const ByteSource& bytes, const CodePage& page);

}  // namespace delo::validators::text
