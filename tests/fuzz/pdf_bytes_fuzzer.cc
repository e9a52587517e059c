// The scanner of a PDF's bytes alone: header, cross-reference sections, trailers,
// object headers.  libqpdf is not asked, so that this is fast.
#include <cstddef>
#include <cstdint>
#include <span>

#include "validators/pdf/byte_window.h"
#include "validators/pdf/findings.h"
#include "validators/pdf/pdf_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo;
  using namespace delo::validators;
  const MemorySource source(std::as_bytes(std::span(data, size)));
  pdf::ByteWindow window(source);
  pdf::Findings findings(*RelativePath::parse("leaves.pdf"));
  (void)pdf::scan_file(window, findings);
  return 0;
}
