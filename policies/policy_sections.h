// The sections of a policy for ingest (docs/formats/policy.md).
#pragma once

#include <vector>

#include "core/fixity/digest.h"
#include "core/result.h"
#include "policies/policy.h"
#include "policies/policy_text.h"

namespace delo {

// Puts into `policy` what the sections say that are its own; [submission] and [[rights]] are
// read by parse_package_settings().  Errors as PolicyText.
Result<void> read_sections(const PolicyText& file, const toml::table& root, Policy& policy);

// A list of algorithms; SHA-256 always is one of them.  Errors as PolicyText.
Result<std::vector<DigestAlgorithm>> read_digests(const PolicyText& file, const toml::node& node);

}  // namespace delo
