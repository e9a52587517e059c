// Texts as the catalogue keeps them for snippets: deflated (RFC 1951 in zlib's frame).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace delo::holdings {

// Error kInternal.
Result<std::string> deflated(std::string_view text);

// `size`: bytes of the text, as they were recorded.  Error kCorrupt: it is another's.
Result<std::string> inflated(std::string_view kept, std::uint64_t size);

}  // namespace delo::holdings
