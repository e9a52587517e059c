// How a stream is coded, and its data through the byte filters.
#pragma once

#include <string>
#include <vector>

#include "validators/pdf/stream_decoder.h"
#include "validators/pdf/view.h"

namespace delo::validators::pdf {

struct StreamCoding {
  std::vector<FilterSpec> filters;  // byte filters, in order
  std::string codec;                // the image codec at the end: "DCTDecode"; empty: none
  Value codec_parms;                // its DecodeParms
  bool external = false;            // the data lie in another file (F)
  std::string fault;                // why it can't be decoded; empty: it can
};
// Of a stream's dictionary.
StreamCoding coding_of(const Value& stream);

// Runs the stream's data through its byte filters into `sink`; `budget` is what
// it may unfold to, in bytes.
DecodeOutcome decode_stream(Document& document, const Value& stream, const StreamCoding& coding,
                            std::uint64_t budget, const StreamDecoder::Sink& sink);

// The whole data, `budget` bytes at most.
struct DecodedStream {
  std::string bytes;
  DecodeOutcome outcome;
};
DecodedStream decode_to_memory(Document& document, const Value& stream, const StreamCoding& coding,
                               std::uint64_t budget);

inline constexpr std::uint64_t kStreamLimit = 256ull << 20;  // bytes, of what is no image

}  // namespace delo::validators::pdf
