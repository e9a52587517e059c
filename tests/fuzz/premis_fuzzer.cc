// Any bytes as a PREMIS document of ours: read or refused, never more than that.
#include <cstddef>
#include <cstdint>
#include <span>

#include "packages/premis/premis_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo::packages;
  std::size_t objects = 0;
  const auto done =
      read_premis(delo::MemorySource(std::as_bytes(std::span(data, size))),
                  {.file = [&](PremisFile) { return ++objects, delo::Result<void>(); },
                   .entity = [&](PremisEntity) { return ++objects, delo::Result<void>(); }});
  (void)done;
  return 0;
}
