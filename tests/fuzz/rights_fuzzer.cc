// Any bytes as a PREMIS document with rights: read or refused, and what is read is told in
// PREMIS again without harm.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "core/records/rights_json.h"
#include "packages/premis/rights_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo;
  const auto rights =
      packages::read_rights(MemorySource(std::as_bytes(std::span(data, size))));
  if (!rights) return 0;
  for (const packages::KeptRights& kept : *rights) {
    const auto again = rights_from(to_json(kept.statement));
    if (again && !again->same_ground(kept.statement)) std::abort();
  }
  return 0;
}
