#include "validators/metadata/metadata_rules.h"

#include <vector>

namespace delo::validators::metadata {

constexpr Rule kMetadataUnreadable{
    "metadata.unreadable",
    Severity::kWarning,
    "",
    "Embedded Exif, XMP and IPTC metadata can be read",
    "The metadata is damaged, or written in a way of its maker's own",
    "Nothing need be done for the image; ask the producer for the metadata in another form",
    Remedier::kArchivist};

std::span<const Rule> metadata_rules() {
  static const std::vector<Rule> kTable = {kMetadataUnreadable};
  return kTable;
}

}  // namespace delo::validators::metadata
