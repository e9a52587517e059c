// What the single fields of an inventory must be (OCFL 1.1 §3.5).
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fixity/digest.h"
#include "core/fixity/fingerprint.h"
#include "core/text/json.h"
#include "packages/ocfl/checked_inventory.h"

namespace delo::packages::ocfl {

using Faults = std::vector<OcflFault>;
void add(Faults& faults, std::string_view code, std::string message);

bool all_digits(std::string_view text);  // one at least
// RFC 3986 §3: a scheme, a colon, and something.
bool is_uri(std::string_view text);
// RFC 3339 §5.6 date-time
bool is_rfc3339(std::string_view text);

// Faults of a path's form.  false: it can't be used.
bool check_path(std::string_view path, std::string_view slash_code, std::string_view part_code,
                const std::string& what, Faults& faults);
// Whether check_path() finds nothing.
bool is_content_path(std::string_view path);

// A key of a block as a digest; each must occur once, whatever its case.  `seen`: those
// before it; nullptr when no key has capitals, because then JSON's own rule is enough.
void check_digest_key(const std::string& key, std::optional<DigestAlgorithm> algorithm,
                      FingerprintMap* seen, std::string_view twice_code, const std::string& what,
                      Faults& faults);

void refuse_unknown_keys(const Json& object, std::initializer_list<std::string_view> known,
                         const std::string& what, Faults& faults);

}  // namespace delo::packages::ocfl
