#include "validators/tools.h"

#include "core/text/xml_reader.h"
#include "validators/metadata/embedded_metadata.h"
#include "validators/metadata/icc_profile.h"
#include "validators/pdf/qpdf_bridge.h"
#include "validators/tiff/strip_decoder.h"

namespace delo::validators {

std::vector<std::string> tool_versions() {
  return {tiff::decoder_version(), pdf::Document::library(), metadata::metadata_library_version(),
          metadata::icc_library_version(), xml_library_version()};
}

}  // namespace delo::validators
