// The text of a PDF's pages: for its examination and for the index.
#pragma once

#include <string>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/records/format.h"
#include "core/result.h"
#include "validators/pdf/pdf_structure.h"
#include "validators/pdf/text_content.h"
#include "validators/text/text_reader.h"

namespace delo::validators::pdf {

// Page after page, each a page element with the label that the document gives it where that is
// more than its number.  What invisible layers of text recognition say is text too; fields of
// forms and annotations are not.
TextCounts read_pages_text(Document& document, const std::vector<Page>& pages,
                           text::TextHandler& handler);

// What of shown text is not known; empty: all is.
std::string untold_text(const TextCounts& counts);

// The same of a whole file, for text/text_reader.h.  A file that can't be opened, or asks for a
// password, is told as a fault.
Result<void> read_pdf_text(const ByteSource& bytes, const Format& format,
                           text::TextHandler& handler);

}  // namespace delo::validators::pdf
