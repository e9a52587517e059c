// The TIFF room's door: one look into one TIFF.
#pragma once

#include "validators/examine_file.h"

namespace delo::validators::tiff {

// Reads the structure, asks every check, decodes every strip and tile, reads the
// metadata and draws the thumbnail.  An Examine (validators/examine_file.h).
Result<Examination> examine(const ByteSource& bytes, const RelativePath& path, const Format& format,
                            const ExamineOptions& options);

}  // namespace delo::validators::tiff
