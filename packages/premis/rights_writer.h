// PREMIS 3.0 rights: the producer's statements and those of the settings.
#pragma once

#include "core/text/xml_writer.h"
#include "packages/eark/ip_layout.h"

namespace delo::packages {

// One <rights> with a statement for each ground, linked to the files it is about or to
// the record; nothing when there is none.  It stands last in a PREMIS document.
void write_rights(XmlWriter& xml, const IpLayout& layout);

}  // namespace delo::packages
