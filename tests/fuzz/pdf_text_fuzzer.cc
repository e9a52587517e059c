// The text of PDF files, character maps and content of any bytes: no crash, whole characters.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

#include "core/text/utf8.h"
#include "validators/pdf/character_map.h"
#include "validators/pdf/glyph_names.h"
#include "validators/text/text_reader.h"

namespace {

class Checked final : public delo::validators::text::TextHandler {
 public:
  void text(std::string_view utf8) override {
    if (!delo::is_utf8(utf8)) std::abort();
  }
  void fault(const delo::Rule&, std::optional<std::uint64_t>, std::string, std::string) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delo::validators;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const pdf::CharacterMap map = pdf::CharacterMap::parse(bytes);
  for (std::uint32_t code = 0; code < 300; ++code) {
    const auto text = map.text_of(code * 251);
    if (text && !delo::is_utf8(*text)) std::abort();
  }
  if (!delo::is_utf8(pdf::text_of_glyph(bytes.substr(0, 40)))) std::abort();
  delo::Format format;
  format.puid = "fmt/276";
  Checked checked;
  if (!text::read_text(delo::MemorySource(bytes), format, checked)) std::abort();
  return 0;
}
