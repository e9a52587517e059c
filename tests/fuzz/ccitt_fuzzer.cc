// Any bits as a fax image of each kind: the first byte chooses kind and options,
// the second the width.
#include <cstddef>
#include <cstdint>

#include "validators/pdf/ccitt_decoder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo::validators::pdf;
  if (size < 2) return 0;
  CcittParameters parameters;
  parameters.k = static_cast<int>(data[0] % 3) - 1;
  parameters.end_of_line = data[0] & 0x10;
  parameters.byte_align = data[0] & 0x20;
  parameters.end_of_block = data[0] & 0x40;
  parameters.columns = 1 + data[1] * 11;
  decode_ccitt({reinterpret_cast<const char*>(data) + 2, size - 2}, parameters, 1000);
  return 0;
}
