// Certificate and table of leaves as JSON.
#pragma once

#include <vector>

#include "core/records/leaf_certificate.h"
#include "core/text/json.h"

namespace delo {

Json to_json(const LeafCertificate& certificate);
LeafCertificate leaf_certificate_from(const Json& json);
Json to_json(const std::vector<LeafMapRow>& rows);
std::vector<LeafMapRow> leaf_map_from(const Json& json);

}  // namespace delo
