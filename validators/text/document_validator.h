// Documents of word processors: their text.
#pragma once

#include <span>
#include <string_view>

#include "validators/examine_file.h"

namespace delo::validators::text {

// docx (fmt/412) and odt (fmt/291, then the format of the version it declares): reads the text and
// tells what it says; layout and pictures are nobody's, so that a document without fault is
// kNotExamined, not valid.
Result<Examination> examine_document(const ByteSource& bytes, const RelativePath& path,
                                     const Format& format, const ExamineOptions& options);

// The PRONOM ids of odt, one a version.
std::span<const std::string_view> open_document_text_puids();
bool is_open_document_text(std::string_view puid);

}  // namespace delo::validators::text
