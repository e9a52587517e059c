// The structure that METS documents must have.
#pragma once

#include "packages/schema/xml_schema.h"

namespace delo::packages {

// METS 1.12.1: its elements, attributes and their types.
const XmlSchema& mets_schema();

}  // namespace delo::packages
