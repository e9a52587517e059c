// Looks into a PDF (ISO 32000-1:2008, ISO 32000-2:2020): the bytes, the objects,
// every stream and image decoded, every content stream read.
#pragma once

#include "validators/examine_file.h"

namespace delo::validators::pdf {

// An `Examine` of the registry.  Error kIo when the bytes can't be read.
Result<Examination> examine(const ByteSource& bytes, const RelativePath& path, const Format& format,
                            const ExamineOptions& options);

}  // namespace delo::validators::pdf
