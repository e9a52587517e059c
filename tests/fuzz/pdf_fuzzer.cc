// Any bytes as a PDF: no crash, no sanitizer's finding, no endless loop; what can't be
// read is told as findings.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "validators/pdf/pdf_validator.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo;
  const MemorySource source(std::as_bytes(std::span(data, size)));
  const auto examination = validators::pdf::examine(source, RelativePath(), Format{}, {});
  if (!examination) std::abort();  // memory can be read
  return 0;
}
