// What CSIP asks of the structMap, and of its likeness to what lies in the package.
#pragma once

#include "packages/eark/mets_checks.h"

namespace delo::packages {

// CSIP80-112, 116, 118, 119.
void check_structure(const MetsDocument& mets, const MetsContext& context, MetsFindings& findings);

}  // namespace delo::packages
