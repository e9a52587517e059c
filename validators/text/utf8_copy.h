// A text file that is not UTF-8, as UTF-8: the original stays what it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes/byte_sink.h"
#include "core/bytes/byte_source.h"
#include "core/records/format.h"
#include "core/records/technical_metadata.h"
#include "core/result.h"

namespace delo::validators::text {

// Formats (PRONOM ids) that have a UTF-8 copy: plain text and HTML.  XML says what it is
// written in and is read by that.
bool can_have_utf8_copy(std::string_view puid);

// By an examination: a text of such a format that is neither UTF-8 nor ASCII.
bool is_not_utf8(const Format& format, const TechnicalMetadata& technical);
// Why no copy may be made of one that is not UTF-8; empty: it may.  A copy by a guess is none.
std::string why_no_utf8_copy(const TechnicalMetadata& technical);

// The text in the encoding that is found in `bytes`, as UTF-8 without a byte order mark; line
// ends, normal forms and all characters stay.  In HTML each declaration of the encoding in its
// beginning says "utf-8".  Only what may be copied is: the answer is empty then, else why nothing
// was written.  finish() is the caller's.  Errors: kIo, those of `utf8`.
Result<std::string> copy_as_utf8(const ByteSource& bytes, const Format& format, ByteSink& utf8);

// What a copy that was made is written in: "US-ASCII" or "UTF-8", as its examination told.
// Error kIo.
Result<std::string> encoding_of_copy(const ByteSource& copy);

}  // namespace delo::validators::text
