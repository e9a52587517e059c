// The description of a package: as Dublin Core, and as one EAD document that also
// tells the levels above the record.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/records/item.h"
#include "core/result.h"
#include "core/text/xml_writer.h"

namespace delo::packages {

// oai_dc: what was given for the item by the crosswalk of docs/formats/description.md,
// and what it has from the levels above.  Elements of dc.* stay to the letter; of
// others dates are in EDTF and languages in BCP 47 where they can be read.
void write_dublin_core(XmlWriter& xml, const Item& item, const std::string& title);

// Is there more to be told than title and reference?
bool has_description(const Item& item);

// EAD 2002: levels from the outermost to the record, each element under the name it was
// given by in @encodinganalog, what EAD has no place for as <odd>.  read_description()
// with EadNames::kAsGiven reads the same back.  `id`: of the document.
void write_ead(XmlWriter& xml, const Item& item, const std::string& title, const std::string& id);

// What write_ead() wrote: the levels above the record, and its own elements.
struct WrittenDescription {
  std::vector<DescriptionLevel> levels;
  std::vector<DescriptionElement> elements;
};
// Nothing: it is none of ours, or damaged.  Errors: kIo, kInternal.
Result<std::optional<WrittenDescription>> read_written_ead(const ByteSource& source);

}  // namespace delo::packages
