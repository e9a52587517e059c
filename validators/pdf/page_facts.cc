#include "validators/pdf/page_facts.h"

#include <algorithm>
#include <cmath>

#include "validators/pdf/images.h"

namespace delo::validators::pdf {
namespace {

constexpr std::size_t kMaxListed = 16;  // codecs and colour spaces of a page

void add_once(std::vector<std::string>& list, const std::string& name) {
  if (!name.empty() && list.size() < kMaxListed && std::ranges::find(list, name) == list.end())
    list.push_back(name);
}

void measure(const Page& page, const ImageDraw& draw, const ImageFacts& image, bool single,
             PageMetadata& told) {
  const double inch = page.user_unit / 72;
  const double across = std::hypot(draw.matrix.a, draw.matrix.b) * inch;
  const double down = std::hypot(draw.matrix.c, draw.matrix.d) * inch;
  if (!(across > 0) || !(down > 0) || !std::isfinite(across) || !std::isfinite(down)) return;
  const double x = image.width / across, y = image.height / down;
  const double lowest = std::min(x, y);
  if (!told.ppi || lowest < *told.ppi) told.ppi = lowest;
  if (single) {
    told.resolution_x = x;
    told.resolution_y = y;
  }
}

}  // namespace

PageMetadata page_metadata(const Page& page, const ContentFacts& facts, bool marked) {
  PageMetadata told;
  told.images = static_cast<std::uint32_t>(std::min<std::uint64_t>(facts.images, UINT32_MAX));
  told.text = facts.text;
  if (facts.text) {
    told.invisible_text = !facts.visible_text;
    told.fonts_embedded = std::ranges::all_of(facts.fonts, is_embedded);
  }
  // A page of white images shows nothing either; who decodes them may say so later.
  if (facts.whole) told.blank = facts.images == 0 && !facts.visible_text && !facts.other && !marked;
  std::uint64_t pixels = 0;
  const bool single = facts.images == 1 && facts.draws.size() == 1;
  for (const ImageDraw& draw : facts.draws) {
    const ImageFacts image = facts_of(draw.image);
    pixels += std::uint64_t{image.width} * image.height;
    add_once(told.codecs, image.compression);
    add_once(told.colour_spaces, image.colour.name);
    measure(page, draw, image, single, told);
    if (!single) continue;
    told.width = image.width;
    told.height = image.height;
    told.compression = image.compression;
    told.photometric = image.colour.name;
    if (image.bits > 0 && image.colour.components > 0)
      told.bits_per_sample.assign(static_cast<std::size_t>(image.colour.components),
                                  static_cast<std::uint16_t>(image.bits));
  }
  if (facts.images > 0) told.pixels = pixels;
  return told;
}

bool is_embedded(const Value& font) {
  if (font.get("Subtype").is_name("Type3")) return true;
  const Value own = font.get("Subtype").is_name("Type0") ? font.get("DescendantFonts").at(0) : font;
  const Value descriptor = own.get("FontDescriptor");
  for (const char* key : {"FontFile", "FontFile2", "FontFile3"})
    if (descriptor.get(key).is(Kind::kStream)) return true;
  return false;
}

}  // namespace delo::validators::pdf
