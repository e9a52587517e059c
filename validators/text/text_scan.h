// One pass over a text: what is told of it afterwards is counted here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes/byte_source.h"
#include "validators/text/encoding.h"

namespace delo::validators::text {

// How often something was met, and where first.
struct Met {
  std::uint64_t count = 0;
  std::uint64_t offset = 0;  // bytes
  std::uint64_t line = 0;    // from 1
  std::uint32_t value = 0;   // the byte or code point
};

enum class Form : std::uint8_t { kBytes, kUtf16Le, kUtf16Be, kUtf32Le, kUtf32Be };

inline constexpr std::size_t kLongestRun = 60;

struct TextScan {
  Form form = Form::kBytes;     // kBytes: ASCII, UTF-8 or a code page
  bool mark = false;            // begins with a byte order mark
  std::uint64_t high = 0;       // bytes above 0x7F (kBytes)
  std::uint64_t sequences = 0;  // well-formed UTF-8 characters above U+007F
  Met malformed, nul, control, replacement;
  std::uint64_t crlf = 0, lf = 0, cr = 0;
  BytePairs pairs;  // of the bytes themselves (kBytes)
  // Runs of characters above U+007F that are UTF-8 read in a code page and saved
  // again ("РџСЂРё" for "При").
  Met twice_1251, twice_1252;
  std::string run_1251, run_1252;  // the first of each, put right; at most kLongestRun bytes
  // How much the characters of a Unicode text read like Russian or Ukrainian: sum
  // of score_of_pair() and number of pairs above ASCII.
  double score = 0;
  std::uint64_t scored = 0;

  bool is_unicode() const { return form != Form::kBytes || high == 0 || malformed.count == 0; }
};

// Error kIo.
Result<TextScan> scan_text(const ByteSource& bytes);

// The characters of a Unicode text as bytes of the code pages that another one
// may have been taken for; a second look for texts that do not read well.
struct AsCodePages {
  BytePairs windows_1251, koi8_r, ibm866, windows_1252;
};
Result<AsCodePages> characters_as_code_pages(const ByteSource& bytes);

}  // namespace delo::validators::text
