// METS 1.12.1 as CSIP 2.2 and the E-ARK SIP, AIP and DIP profiles ask for it.
#pragma once

#include <map>
#include <string>

#include "core/result.h"
#include "core/text/xml_writer.h"
#include "packages/eark/ip_layout.h"

namespace delo::packages {

// Files of the package that we wrote ourselves, by their path below its root:
// METS says their size and digest.
using WrittenFiles = std::map<std::string, PackagedFile>;

// representations/<name>/METS.xml: its data files, its description, its PREMIS, and where
// leaves are known their order as a logical structMap.
// REQUIRES: `written` has the representation's dc.xml and premis.xml
Result<void> write_representation_mets(XmlWriter& xml, const IpLayout& layout,
                                       const Representation& representation,
                                       const WrittenFiles& written);

// METS.xml of the package.
// REQUIRES: `written` has all other files of ours
Result<void> write_root_mets(XmlWriter& xml, const IpLayout& layout, const WrittenFiles& written);

}  // namespace delo::packages
