// PREMIS 3.0: what the package holds, what happened to it, and by whom.
#pragma once

#include "core/result.h"
#include "core/text/xml_writer.h"
#include "packages/eark/ip_layout.h"

namespace delo::packages {

// The whole record of a package: the intellectual entity, its representations,
// every file with its fixity, the events and the agents.  Written as a stream;
// the caller finishes `xml`.
Result<void> write_premis(XmlWriter& xml, const IpLayout& layout);

// A representation alone: its files in their order.
Result<void> write_representation_premis(XmlWriter& xml, const IpLayout& layout,
                                         const Representation& representation);

}  // namespace delo::packages
