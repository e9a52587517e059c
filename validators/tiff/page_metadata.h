// What a TIFF says of its pages and of its making, as TechnicalMetadata.
#pragma once

#include "core/records/technical_metadata.h"
#include "validators/tiff/tiff_reader.h"

namespace delo::validators::tiff {

// Pages, and the metadata embedded in the first.  Metadata that can't be read is a
// warning among the findings.
TechnicalMetadata technical_metadata(const TiffFile& file, FindingList& findings);

}  // namespace delo::validators::tiff
