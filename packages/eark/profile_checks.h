// What the profiles of SIP, AIP and DIP ask of the root METS beyond CSIP.
#pragma once

#include "packages/eark/mets_checks.h"

namespace delo::packages {

// SIP1-35, AIPM1-7, DIP1-4.
Result<void> check_profile(const MetsDocument& mets, PackageKind kind, MetsFindings& findings);

}  // namespace delo::packages
