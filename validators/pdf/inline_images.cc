#include "validators/pdf/inline_images.h"

#include <algorithm>
#include <array>
#include <memory>

namespace delo::validators::pdf {
namespace {

// Table 93.
std::string full_key(std::string_view key) {
  struct Pair {
    std::string_view brief, full;
  };
  static constexpr std::array<Pair, 9> kKeys = {{{"BPC", "BitsPerComponent"},
                                                 {"CS", "ColorSpace"},
                                                 {"D", "Decode"},
                                                 {"DP", "DecodeParms"},
                                                 {"F", "Filter"},
                                                 {"H", "Height"},
                                                 {"I", "Interpolate"},
                                                 {"IM", "ImageMask"},
                                                 {"W", "Width"}}};
  for (const Pair& pair : kKeys)
    if (pair.brief == key) return std::string(pair.full);
  return std::string(key);
}

bool is_known_space(const Object& space) {
  if (space.kind() != Kind::kName) return true;
  for (const char* known : {"G", "RGB", "CMYK", "DeviceGray", "DeviceRGB", "DeviceCMYK"})
    if (space.text() == known) return true;
  return false;
}

}  // namespace

Value inline_image(Document& document, Object::Entries entries, const Value& resources,
                   std::string& missing) {
  for (auto& [key, value] : entries) {
    key = full_key(key);
    if (key != "ColorSpace" || is_known_space(value)) continue;
    const Value named = resources.get("ColorSpace").get(value.text());
    if (named.is_null()) {
      missing = value.text();
    } else {
      value = named.object();
    }
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  return Value(document, std::make_shared<Object>(Kind::kDictionary, std::move(entries)), {},
               false);
}

std::uint64_t plain_size_of(const ImageFacts& facts) {
  if (!facts.width || !facts.height || !facts.bits || !facts.colour.components) return 0;
  const std::uint64_t row = (std::uint64_t{facts.width} * static_cast<unsigned>(facts.bits) *
                                 static_cast<unsigned>(facts.colour.components) +
                             7) /
                            8;
  return row * facts.height;  // at most 2^24 * 2^24 * 128: fits
}

}  // namespace delo::validators::pdf
