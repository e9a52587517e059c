// Decodes the filters of a stream as its bytes pass through (ISO 32000-1 7.4):
// Flate, LZW, ASCII85, ASCIIHex, RunLength and their predictors.  Image codecs
// (DCT, JPX, CCITT, JBIG2) have decoders of their own and end a chain.
//
// Our own, because a judge must see what a lenient reader repairs, and because
// every stage keeps to a budget: a stream that unfolds a gigabyte from a
// kilobyte is stopped, not stored.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace delo::validators::pdf {

struct FilterSpec {
  std::string name;  // full name: "FlateDecode", also for the abbreviations
  // DecodeParms of Flate and LZW (ISO 32000-1 table 8), defaults as there.
  std::int64_t predictor = 1, colors = 1, bits_per_component = 8, columns = 1, early_change = 1;
};

// "Fl" → "FlateDecode" (ISO 32000-1 table 94); a full name stays.
std::string full_filter_name(std::string_view name);
bool is_image_codec(std::string_view full_name);  // DCT, JPX, CCITT, JBIG2
bool is_byte_filter(std::string_view full_name);  // decoded here; Crypt counts: libqpdf did it

struct DecodeOutcome {
  std::uint64_t bytes = 0;   // decoded
  bool over_budget = false;  // stopped there
  std::string fault;         // what is wrong with the data; empty: nothing
  std::string remark;        // odd but decodable: "7 bytes follow the compressed data"
};

class StreamDecoder {
 public:
  using Sink = std::function<bool(std::string_view)>;  // false: enough

  // `filters` in the order they are applied; all is_byte_filter().  `budget`:
  // bytes each stage may yield.
  StreamDecoder(const std::vector<FilterSpec>& filters, std::uint64_t budget, Sink sink);
  ~StreamDecoder();

  // The next raw bytes; false: no more are wanted (fault, budget, or the sink).
  bool write(std::string_view raw);
  DecodeOutcome finish();

  class Stage;  // one filter

 private:
  std::vector<std::unique_ptr<Stage>> stages_;
  DecodeOutcome outcome_;
  bool open_ = true;
  Sink sink_;
};

}  // namespace delo::validators::pdf
