// The readers of what is embedded in images: ICC profiles, XMP packets, IPTC data sets,
// Exif.  The first byte says which.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include "core/text/utf8.h"
#include "core/text/xml_reader.h"
#include "validators/metadata/embedded_metadata.h"
#include "validators/metadata/icc_profile.h"

namespace {

class Ignore final : public delo::XmlHandler {
 public:
  void start(const delo::XmlElement&, const delo::XmlPlace&) override {}
  void doctype(const delo::XmlDoctype&) override { stop(); }
  void fault(const delo::XmlFault&) override {}
};

void read_icc(std::span<const std::byte> bytes) {
  const auto profile = delo::validators::metadata::inspect_icc(bytes);
  // Whatever could not be read is damaged, and says so.
  if (profile.colour_space.empty() && profile.damages.empty()) std::abort();
  if (!delo::is_utf8(profile.description)) std::abort();
}

void read_blobs(const delo::validators::metadata::MetadataBlobs& blobs) {
  using namespace delo::validators::metadata;
  const EmbeddedMetadata read = read_embedded_metadata(blobs);
  if (read.pairs.size() > kMostPairs) std::abort();
  for (const auto& [name, text] : read.pairs) {
    if (text.size() > kLongestText || !delo::is_utf8(text)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto bytes = std::as_bytes(std::span(data + 1, size - 1));
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  switch (data[0] % 4) {
    case 0:
      read_icc(bytes);
      break;
    case 1: {
      Ignore ignore;
      (void)delo::read_xml(delo::MemorySource(text), ignore);
      read_blobs({.exif = {}, .xmp = text, .iptc = {}});
      break;
    }
    case 2:
      read_blobs({.exif = {}, .xmp = {}, .iptc = text});
      break;
    default:
      read_blobs({.exif = text, .xmp = {}, .iptc = {}});
      break;
  }
  return 0;
}
