// Any bytes as a JPEG: read or refused, never more than that.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "validators/jpeg/jpeg_validator.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo;
  const MemorySource bytes(std::string_view(reinterpret_cast<const char*>(data), size));
  (void)validators::jpeg::examine(bytes, *RelativePath::parse("0037.jpg"), {}, {});
  return 0;
}
