// The segments of a JBIG2 stream (ISO/IEC 14492 clause 7), without decoding: what
// jbig2dec waits for or passes over in silence.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace delo::validators::pdf {

class Jbig2Segments {
 public:
  // Globals first, then the page.  What is wrong; empty: nothing.
  std::string read(std::string_view data);

 private:
  std::set<std::uint64_t> seen_;  // numbers of segments
};

}  // namespace delo::validators::pdf
