// References of METS as URIs write them: "%20" is a blank.
#pragma once

#include <string>
#include <string_view>

namespace delo::packages {

// The bytes that `url` means: %XX of either case as bytes, all else as it stands.
// (RFC 3986 §2.1)
std::string percent_decoded(std::string_view url);

}  // namespace delo::packages
