#include "validators/text/encoding_verdict.h"

#include <string_view>
#include <utility>
#include <vector>

#include "validators/text/declared_encoding.h"
#include "validators/text/encoding_proof.h"

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

// What HTML declares; of another text nothing.
Result<std::string_view> declared_in(const ByteSource& bytes, const Format& format) {
  if (!is_html(format)) return std::string_view();
  std::vector<std::byte> head(kMostHeld);
  DELO_TRY(const std::size_t size, bytes.read_at(0, head));
  const std::string_view text(reinterpret_cast<const char*>(head.data()), size);
  const std::vector<DeclaredEncoding> declared = encodings_declared_in(text);
  return declared.empty() ? std::string_view() : encoding_of_label(declared.front().label_in(text));
}

}  // namespace

Result<EncodingVerdict> encoding_of(const ByteSource& bytes, const Format& format,
                                    const TextScan& scan) {
  if (scan.form != Form::kBytes || scan.malformed.count == 0 || is_damaged_utf8(scan)) {
    const bool ascii = scan.form == Form::kBytes && scan.high == 0 && !scan.mark;
    return EncodingVerdict{.name = ascii ? "US-ASCII" : std::string(name_of(scan.form)),
                           .unicode = true,
                           .certain = true,
                           .evidence = ""};
  }
  EightBit found = eight_bit_encoding(scan.pairs);
  if (found.certain || found.certain_by_declaration) {
    DELO_TRY(const EncodingProof proof, prove_encoding(bytes, code_page(found.name)));
    found = eight_bit_encoding(proof.pairs);
    if (!proof.other.empty()) {
      found.certain = found.certain_by_declaration = false;
      found.evidence +=
          "; at byte " + std::to_string(proof.other_at) + " lines are in " + proof.other;
    }
  }
  if (!found.kin.empty()) {
    DELO_TRY(const std::string_view declared, declared_in(bytes, format));
    if (declared == found.name || declared == found.kin) {
      found.name = declared;
      found.certain = found.certain_by_declaration;
    }
  }
  return EncodingVerdict{.name = std::move(found.name),
                         .unicode = false,
                         .certain = found.certain,
                         .evidence = std::move(found.evidence)};
}

}  // namespace delo::validators::text
