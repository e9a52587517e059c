#include "core/bytes/same_bytes.h"

#include <algorithm>
#include <span>
#include <vector>

namespace delo {

Result<bool> same_bytes(const ByteSource& a, std::uint64_t at_a, const ByteSource& b,
                        std::uint64_t at_b, std::uint64_t bytes) {
  std::vector<std::byte> chunk_a(std::min<std::uint64_t>(bytes, 64u << 10)), chunk_b(chunk_a);
  for (std::uint64_t done = 0; done < bytes;) {
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(bytes - done, chunk_a.size()));
    const auto in_a = std::span(chunk_a).first(wanted), in_b = std::span(chunk_b).first(wanted);
    DELO_TRY(const std::size_t got_a, a.read_at(at_a + done, in_a));
    DELO_TRY(const std::size_t got_b, b.read_at(at_b + done, in_b));
    if (got_a != wanted || got_b != wanted || !std::ranges::equal(in_a, in_b)) return false;
    done += wanted;
  }
  return true;
}

Result<bool> same_bytes(const ByteSource& a, const ByteSource& b) {
  if (a.size() != b.size()) return false;
  return same_bytes(a, 0, b, 0, a.size());
}

}  // namespace delo
