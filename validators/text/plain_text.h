// Bytes of a text file, in an encoding that is known, as UTF-8.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/bytes/byte_sink.h"
#include "core/bytes/byte_source.h"
#include "core/result.h"

namespace delo::validators::text {

// `encoding`: a name that TechnicalMetadata::text_encoding may have ("UTF-16LE" "windows-1251" …;
// empty is read as windows-1252).  Nothing but the encoding is changed: no normal form, no line
// end; a byte order mark is left out, and what is not in the encoding becomes U+FFFD.  No write()
// divides a character; finish() is the caller's.  The answer is the number of U+FFFD that stand
// for what is not in the encoding.  Errors: kIo, those of `utf8`.
Result<std::uint64_t> decode_text(const ByteSource& bytes, std::string_view encoding,
                                  ByteSink& utf8);

}  // namespace delo::validators::text
