// The JPEG room's door: one look into one JPEG.
#pragma once

#include "validators/examine_file.h"

namespace delo::validators::jpeg {

// Reads the segments, decodes every scan, reads the metadata and draws the
// thumbnail.  An Examine (validators/examine_file.h).
Result<Examination> examine(const ByteSource& bytes, const RelativePath& path, const Format& format,
                            const ExamineOptions& options);

}  // namespace delo::validators::jpeg
