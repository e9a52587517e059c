// The metadata room's requirements.
#pragma once

#include <span>

#include "core/records/finding.h"

namespace delo::validators::metadata {

extern const Rule kMetadataUnreadable;

std::span<const Rule> metadata_rules();

}  // namespace delo::validators::metadata
