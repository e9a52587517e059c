// Ledger lines and whole ledgers: nothing but what was sealed is believed.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/bytes/byte_source.h"
#include "holdings/ledger/ledger.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto entry = holdings::parse_line(bytes)) {
    if (entry->hash.size() != 64) __builtin_trap();
  }
  const MemorySource source(bytes);
  const auto verdict = holdings::verify_chain(source);
  if (!verdict || verdict->head.bytes > size) __builtin_trap();
  static_cast<void>(holdings::compare_ledgers(source, source));
  return 0;
}
