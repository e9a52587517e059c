// Standards that are built on TIFF make themselves known by tags of their own.
#include <string>
#include <string_view>

#include "validators/tiff/tiff_checks.h"
#include "validators/tiff/tiff_image.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

// "1.4.0.0" of four BYTEs.
std::string version_of(const TiffFile& file, const Entry& entry) {
  std::string out;
  for (std::uint64_t i = 0; i < 4; ++i) {
    const auto part = file.natural(entry, i);
    if (!part) return out;
    out += (out.empty() ? " " : ".") + std::to_string(*part);
  }
  return out;
}

struct Family {
  std::uint16_t tag;
  std::string_view name;
  bool versioned;
};
constexpr Family kFamilies[] = {
    {kDngVersion, "Digital Negative (DNG)", true},
    {37398, "TIFF/EP (ISO 12234-2)", true},  // TIFF/EPStandardID
    {34016, "TIFF/IT (ISO 12639)", false},   // Site
    {400, "TIFF-FX (RFC 3949)", false},      // GlobalParametersIFD
    {kCleanFaxData, "TIFF class F (RFC 2306)", false},
    {kGeoKeyDirectory, "GeoTIFF", false},
};

// IT8 codes of TIFF/IT.
bool is_it8(std::uint64_t compression) { return compression >= 32895 && compression <= 32898; }

}  // namespace

void check_family(const TiffFile& file, FindingList& findings) {
  const Ifd& first = file.ifds.front();
  const auto tell = [&](std::uint64_t at, std::string part, const std::string& name) {
    findings.add(kFileFamily, at, std::move(part), "the file is also a " + name);
  };
  for (const Family& family : kFamilies) {
    const Entry* entry = file.find(first, family.tag);
    if (!entry) continue;
    tell(entry->at, TiffFile::part(first, *entry),
         std::string(family.name) + (family.versioned ? version_of(file, *entry) : ""));
  }
  if (is_it8(file.natural_or(first, kCompression, 1)) && !file.find(first, 34016)) {
    tell(first.offset, TiffFile::part(first, kCompression), "TIFF/IT (ISO 12639)");
  }
}

}  // namespace delo::validators::tiff
