// What METS calls a description that a producer gave.
#pragma once

#include "core/text/xml_writer.h"
#include "packages/package.h"

namespace delo::packages {

// MDTYPE of the list of METS 1.12.1 (EAD, MODS, DC; CSIP 2.2 CSIP25) with MDTYPEVERSION where the
// document says it, by its beginning; of all else (tables, JSON, XML of other schemes) OTHER with
// OTHERMDTYPE PRODUCER.  Errors: kIo of the file's content.
Result<XmlWriter::Attributes> metadata_type_of(const PayloadFile& file);

}  // namespace delo::packages
