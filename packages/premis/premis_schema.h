// The structure that PREMIS documents must have.
#pragma once

#include "packages/schema/xml_schema.h"

namespace delo::packages {

const XmlSchema& premis3_schema();  // PREMIS 3.0
const XmlSchema& premis2_schema();  // PREMIS 2.0 to 2.2

}  // namespace delo::packages
