// Text of documents: docx and odt by the XML within, XML text layers, HTML.
#pragma once

#include "core/bytes/byte_source.h"
#include "core/records/format.h"
#include "core/result.h"
#include "validators/text/text_reader.h"

namespace delo::validators::text {

Result<void> read_docx(const ByteSource& bytes, const Format& format, TextHandler& handler);
Result<void> read_odt(const ByteSource& bytes, const Format& format, TextHandler& handler);
// ALTO, PAGE, TEI, XHTML; other documents have no text.
Result<void> read_markup(const ByteSource& bytes, const Format& format, TextHandler& handler);
// Not well-formed as XML, mostly.
Result<void> read_html(const ByteSource& bytes, const Format& format, TextHandler& handler);

}  // namespace delo::validators::text
