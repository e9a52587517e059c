#include "validators/text/encoding_verdict.h"

#include <utility>

namespace delo::validators::text {
namespace {

std::string_view name_of(Form form) {
  switch (form) {
    case Form::kUtf16Le:
      return "UTF-16LE";
    case Form::kUtf16Be:
      return "UTF-16BE";
    case Form::kUtf32Le:
      return "UTF-32LE";
    case Form::kUtf32Be:
      return "UTF-32BE";
    case Form::kBytes:
      break;
  }
  return "UTF-8";
}

// UTF-8 with a few wrong bytes, rather than a code page: most of what is above
// ASCII forms characters, which in a code page it does by chance only.
bool is_damaged_utf8(const TextScan& scan) {
  return scan.mark || (scan.sequences >= 4 && scan.sequences >= 2 * scan.malformed.count);
}

}  // namespace

EncodingVerdict encoding_of(const TextScan& scan) {
  if (scan.form != Form::kBytes || scan.malformed.count == 0 || is_damaged_utf8(scan)) {
    const bool ascii = scan.form == Form::kBytes && scan.high == 0 && !scan.mark;
    return {.name = ascii ? "US-ASCII" : std::string(name_of(scan.form)),
            .unicode = true,
            .certain = true,
            .evidence = ""};
  }
  EightBit found = eight_bit_encoding(scan.pairs);
  return {.name = std::move(found.name),
          .unicode = false,
          .certain = found.certain,
          .evidence = std::move(found.evidence)};
}

}  // namespace delo::validators::text
