// structMaps that hold the parts of a divided package together: the parent lists its
// children in order, each child names its parent.  Both by identifier, so that packages
// may move.  (E-ARK AIP 2.2, "Metadata representation of the AIP structure")
#pragma once

#include "core/text/xml_writer.h"
#include "packages/package.h"

namespace delo::packages {

// Nothing for a package that is whole.
void write_division_map(XmlWriter& xml, const Package& package);

}  // namespace delo::packages
