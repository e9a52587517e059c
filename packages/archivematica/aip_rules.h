// The rules of Archivematica AIPs; the table is told by aip_rules() (aip_validator.h).
#pragma once

#include "core/records/finding.h"

namespace delo::packages::archivematica::aip_rule {

extern const Rule kNoMets, kMetsXml, kMetsParts, kName, kId, kReference, kHref, kMissing, kTwice,
    kUnlisted, kNoPremis, kFixity, kSize;

}  // namespace delo::packages::archivematica::aip_rule
