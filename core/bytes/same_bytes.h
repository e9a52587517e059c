// Whether two sources hold the same, however long they are.
#pragma once

#include <cstdint>

#include "core/bytes/byte_source.h"
#include "core/result.h"

namespace delo {

// `bytes` of one and of the other, from these offsets on.  Errors: those of the sources.
Result<bool> same_bytes(const ByteSource& a, std::uint64_t at_a, const ByteSource& b,
                        std::uint64_t at_b, std::uint64_t bytes);
// All of them.
Result<bool> same_bytes(const ByteSource& a, const ByteSource& b);

}  // namespace delo
