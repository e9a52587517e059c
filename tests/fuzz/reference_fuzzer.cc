// References and leaf names in any bytes: no crash, and what was read is written
// canonically and read back to the same delo.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/records/leaf.h"
#include "core/records/reference.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const delo::ParsedReferences found = delo::parse_references(text);
  for (const delo::ArchivalReference& reference : found.references) {
    (void)reference.canonical_cyrillic();
    (void)reference.canonical();
    if (!reference.same_delo(reference)) std::abort();
  }
  for (const delo::ReferenceFault& fault : found.faults) {
    if (fault.offset > size) std::abort();
  }
  (void)delo::leaf_of_file_name(text);
  if (const auto leaf = delo::parse_leaf(text)) {
    if (delo::leaf_of_label(leaf->label()) != leaf) std::abort();
  }
  return 0;
}
