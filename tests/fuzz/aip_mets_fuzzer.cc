// The METS of Archivematica AIPs.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "packages/archivematica/aip_mets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo;
  const MemorySource bytes(std::string_view(reinterpret_cast<const char*>(data), size));
  const auto mets = packages::archivematica::read_aip_mets(bytes);
  // A document is never a failure of ours.
  if (!mets) __builtin_trap();
  return 0;
}
