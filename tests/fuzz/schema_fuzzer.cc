// METS and PREMIS on any bytes: no crash, the checker keeps step with the reader, and
// the document cut into pieces gets the same verdict.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "packages/eark/schema_rules.h"
#include "packages/mets/mets_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  const delo::MemorySource source(bytes);
  std::vector<delo::Finding> at_once, in_pieces;
  delo::packages::StructureCheck whole({}, at_once);
  if (!delo::packages::read_mets(source, &whole.handler())) std::abort();
  whole.finish();
  if (at_once.size() > 2 * delo::packages::SchemaChecker::kMostFaults + 1) std::abort();

  delo::packages::StructureCheck pieces({}, in_pieces);
  delo::XmlSink sink(pieces.handler());
  for (std::size_t at = 0; at < size; at += 7) {
    if (!sink.write(bytes.subspan(at, std::min<std::size_t>(7, size - at)))) std::abort();
  }
  if (!sink.finish()) std::abort();
  pieces.finish();
  // What libxml2 hands over before a fault depends on where a piece ends.
  if (sink.is_whole() && at_once.size() != in_pieces.size()) std::abort();
  return 0;
}
