// Text files: which encoding, and what is odd about it.
#pragma once

#include <span>

#include "validators/examine_file.h"

namespace delo::validators::text {

// Reads the whole text once; TechnicalMetadata::text_encoding is the verdict.  A
// CSV file's (x-fmt/18) quotation marks and columns are checked, too.
Result<Examination> examine(const ByteSource& bytes, const RelativePath& path, const Format& format,
                            const ExamineOptions& options);

std::span<const Rule> text_rules();

}  // namespace delo::validators::text
