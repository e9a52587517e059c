// The XML reader on any bytes: no crash, no file or socket opened, and memory in
// proportion to the input.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "core/text/xml_reader.h"
#include "packages/eark/ip_names.h"
#include "packages/premis/premis_record.h"

namespace {

class Counter final : public delo::XmlHandler {
 public:
  void start(const delo::XmlElement& element, const delo::XmlPlace& place) override {
    ++depth;
    for (const delo::XmlAttribute& a : element.attributes) bytes += a.value.size();
    if (place.line() == 0) std::abort();
  }
  void end(std::string_view, std::string_view) override { --depth; }
  void text(std::string_view text) override { bytes += text.size(); }
  void fault(const delo::XmlFault&) override { ++faults; }

  long depth = 0;
  std::size_t bytes = 0, faults = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const delo::MemorySource source(std::as_bytes(std::span(data, size)));
  for (const auto subset : {delo::XmlSubset::kRefused, delo::XmlSubset::kLeftAlone}) {
    Counter counter;
    const delo::Result<bool> whole = delo::read_xml(source, counter, subset);
    if (whole.has_value() && *whole && (counter.depth != 0 || counter.faults != 0)) std::abort();
    // Nothing expands: an encoding of one byte a letter becomes three at most.
    if (counter.bytes > 4 * size) std::abort();
  }
  const auto premis = delo::packages::read_premis_record(source);
  if (premis) {
    for (const auto& file : premis->files) (void)delo::packages::decoded_name(file.place);
  }
  return 0;
}
