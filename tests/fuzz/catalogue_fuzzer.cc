// Any bytes as a compiled message catalogue: refused, or every string of it can be had.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "ingest/languages/mo_catalogue.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto catalogue = delo::ingest::MoCatalogue::parse(std::as_bytes(std::span(data, size)));
  if (!catalogue) return 0;
  std::size_t length = 0;
  for (std::uint32_t n = 0; n < catalogue->size(); ++n) {
    length += catalogue->value(n).size();
    const std::string_view key = catalogue->key(n);
    if (!catalogue->find(key.substr(0, key.find('\0')))) std::abort();
  }
  (void)catalogue->find("no such text");
  return length == static_cast<std::size_t>(-1) ? 1 : 0;
}
