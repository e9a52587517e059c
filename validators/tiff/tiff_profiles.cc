#include "validators/tiff/tiff_profiles.h"

#include <algorithm>
#include <string>
#include <vector>

#include "validators/tiff/tiff_image.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

void add(const TiffFile& file, const Ifd& ifd, const Rule& rule, std::uint16_t tag,
         std::string message, FindingList& findings) {
  const Entry* entry = file.find(ifd, tag);
  findings.add(rule, entry ? entry->at : ifd.offset, TiffFile::part(ifd, tag), std::move(message));
}

std::string compression_of(const Image& image) {
  const std::string_view name = name_of_compression(image.compression);
  return "Compression is " + std::to_string(image.compression) +
         (name.empty() ? "" : " (" + std::string(name) + ")");
}

std::string colour_of(const Image& image) {
  std::string out = image.photometric ? std::string(name_of_photometric(*image.photometric)) : "";
  if (out.empty()) out = "of an unknown colour space";
  return "the image is " + out + ", " + std::to_string(image.samples) + " samples of " +
         std::to_string(image.bits.front()) + " bits";
}

void check_resolution(const TiffFile& file, const Ifd& ifd, const Rule& rule,
                      FindingList& findings) {
  for (const std::uint16_t tag : {kXResolution, kYResolution}) {
    if (file.find(ifd, tag)) continue;
    add(file, ifd, rule, tag, name_of_tag(ifd.kind, tag) + " is missing in " + ifd.name, findings);
  }
}

// Bits as baseline asks for them.  TIFF 6.0 pp. 17-25
bool has_baseline_bits(const Image& image) {
  const auto all = [&](std::uint64_t bits) {
    return std::ranges::all_of(image.bits, [&](auto b) { return b == bits; });
  };
  switch (image.photometric.value_or(99)) {
    case 0:
    case 1:
      return all(1) || all(4) || all(8);
    case 2:
      return all(8);
    case 3:
      return all(4) || all(8);
    default:
      return false;
  }
}

// Width, length, photometric and strips are asked of every TIFF, the resolution by a
// rule of its own.
void check_baseline_tags(const TiffFile& file, const Ifd& ifd, const Image& image,
                         FindingList& findings) {
  std::vector<std::uint16_t> required = {kCompression, kResolutionUnit};
  if (!image.tiled) required.push_back(kRowsPerStrip);
  const bool bilevel = image.photometric.value_or(99) <= 1 && image.bits.front() == 1;
  if (!bilevel) required.push_back(kBitsPerSample);
  if (image.photometric == 2) required.push_back(kSamplesPerPixel);
  for (const std::uint16_t tag : required) {
    if (file.find(ifd, tag)) continue;
    add(file, ifd, kBaselineRequired, tag,
        name_of_tag(ifd.kind, tag) + " is missing in " + ifd.name, findings);
  }
}

}  // namespace

constexpr Rule kBaselineClassic{"tiff.baseline.classic",
                                Severity::kWarning,
                                "TIFF 6.0 part 1",
                                "The file is a classic TIFF of 32-bit offsets",
                                "The file was written as BigTIFF",
                                "Have the file written as a classic TIFF if it has less than 4 GB",
                                Remedier::kProducer};
constexpr Rule kBaselineCompression{"tiff.baseline.compression",
                                    Severity::kWarning,
                                    "TIFF 6.0 p. 30",
                                    "The compression is none, CCITT Huffman or PackBits",
                                    "The scanner was set to compress",
                                    "Have the file written without compression",
                                    Remedier::kProducer};
constexpr Rule kBaselineColour{
    "tiff.baseline.colour",
    Severity::kWarning,
    "TIFF 6.0 pp. 17-25",
    "The image is bilevel, gray of 4 or 8 bits, palette of 4 or 8 bits, or RGB of 8 bits",
    "The scanner was set to a deeper or different colour space",
    "Decide whether the profile is right for this material",
    Remedier::kArchivist};
constexpr Rule kBaselineLayout{"tiff.baseline.layout",
                               Severity::kWarning,
                               "TIFF 6.0 pp. 32-40",
                               "The image is in strips, chunky, high bit first, and upright",
                               "The software prefers tiles, planes or a turned image",
                               "Have the file written in strips",
                               Remedier::kProducer};
constexpr Rule kBaselineResolution{"tiff.baseline.resolution",
                                   Severity::kWarning,
                                   "TIFF 6.0 pp. 17-25",
                                   "XResolution and YResolution are present",
                                   "The scanning software did not record it",
                                   "Ask the producer for the resolution of the scan",
                                   Remedier::kProducer};

constexpr Rule kBaselineRequired{
    "tiff.baseline.required-tags",
    Severity::kWarning,
    "TIFF 6.0 pp. 21-25",
    "The tags that baseline lists as required are present, though they have defaults",
    "The software relies on the defaults of the standard",
    "Have the file written with all tags of its image type",
    Remedier::kProducer};

constexpr Rule kExtendedClassic{"tiff.extended.classic",
                                Severity::kWarning,
                                "TIFF 6.0 part 2",
                                "The file is a classic TIFF of 32-bit offsets",
                                "The file was written as BigTIFF",
                                "Have the file written as a classic TIFF if it has less than 4 GB",
                                Remedier::kProducer};
constexpr Rule kExtendedCompression{"tiff.extended.compression",
                                    Severity::kWarning,
                                    "TIFF 6.0 part 2 and its technical notes",
                                    "The compression is one of TIFF 6.0 or its technical notes",
                                    "The software prefers a compression of its own",
                                    "Have the file written with one of the standard's compressions",
                                    Remedier::kProducer};
constexpr Rule kExtendedColour{"tiff.extended.colour",
                               Severity::kWarning,
                               "TIFF 6.0 part 2",
                               "The colour space is one of TIFF 6.0",
                               "The file holds a camera's raw data or a later space",
                               "Have the file converted to RGB or gray",
                               Remedier::kProducer};
constexpr Rule kExtendedResolution{"tiff.extended.resolution",
                                   Severity::kWarning,
                                   "TIFF 6.0 pp. 17-25",
                                   "XResolution and YResolution are present",
                                   "The scanning software did not record it",
                                   "Ask the producer for the resolution of the scan",
                                   Remedier::kProducer};

bool is_tiff_profile(std::string_view name) {
  return name == kBaselineProfile || name == kExtendedProfile || name == kTiaProfile;
}

void check_baseline(const TiffFile& file, const Ifd& ifd, FindingList& findings) {
  const Image image = image_of(file, ifd);
  if (image.compression != 1 && image.compression != 2 && image.compression != 32773) {
    add(file, ifd, kBaselineCompression, kCompression, compression_of(image), findings);
  }
  const bool whole = file.natural_or(ifd, kSampleFormat, 1) == 1;
  if (!has_baseline_bits(image) || !whole) {
    add(file, ifd, kBaselineColour, kPhotometric, colour_of(image), findings);
  }
  const std::uint64_t orientation = file.natural_or(ifd, kOrientation, 1);
  const std::uint64_t fill_order = file.natural_or(ifd, kFillOrder, 1);
  if (image.tiled) {
    add(file, ifd, kBaselineLayout, kTileWidth, "the image is in tiles", findings);
  }
  if (image.planar) {
    add(file, ifd, kBaselineLayout, kPlanarConfiguration, "the image is in planes", findings);
  }
  if (fill_order != 1) {
    add(file, ifd, kBaselineLayout, kFillOrder, "FillOrder is " + std::to_string(fill_order),
        findings);
  }
  if (orientation != 1) {
    add(file, ifd, kBaselineLayout, kOrientation, "Orientation is " + std::to_string(orientation),
        findings);
  }
  check_resolution(file, ifd, kBaselineResolution, findings);
  check_baseline_tags(file, ifd, image, findings);
}

void check_extended(const TiffFile& file, const Ifd& ifd, FindingList& findings) {
  const Image image = image_of(file, ifd);
  const bool standard =
      (image.compression >= 1 && image.compression <= 8) || image.compression == 32773;
  if (!standard) {
    add(file, ifd, kExtendedCompression, kCompression, compression_of(image), findings);
  }
  const std::uint64_t colour = image.photometric.value_or(99);
  if (colour > 6 && colour != 8 && colour != 9) {
    add(file, ifd, kExtendedColour, kPhotometric, colour_of(image), findings);
  }
  check_resolution(file, ifd, kExtendedResolution, findings);
}

ProfileVerdict check_profile(std::string_view name, const TiffFile& file, FindingList& findings) {
  ProfileVerdict verdict{std::string(name), Validity::kValid};
  bool has_image = false;
  std::vector<const Rule*> demands;
  for (const Rule& rule : profile_rules()) {
    const std::string_view room = name == kBaselineProfile   ? "tiff.baseline."
                                  : name == kExtendedProfile ? "tiff.extended."
                                                             : "tiff.ti-a.";
    if (rule.id.starts_with(room) && rule.severity == Severity::kWarning) demands.push_back(&rule);
  }
  for (const Ifd& ifd : file.ifds) {
    if (!ifd.has_image()) continue;
    has_image = true;
    if (name == kBaselineProfile) check_baseline(file, ifd, findings);
    if (name == kExtendedProfile) check_extended(file, ifd, findings);
    if (name == kTiaProfile) check_ti_a(file, ifd, findings);
  }
  if (file.big_tiff && name == kBaselineProfile) {
    findings.add(kBaselineClassic, 2, "header", "the file is a BigTIFF");
  }
  if (file.big_tiff && name == kExtendedProfile) {
    findings.add(kExtendedClassic, 2, "header", "the file is a BigTIFF");
  }
  const bool broken =
      std::ranges::any_of(demands, [&](const Rule* rule) { return findings.has(*rule); });
  if (!has_image || broken || findings.has_errors()) verdict.validity = Validity::kInvalid;
  return verdict;
}

std::span<const Rule> profile_rules() {
  static const std::vector<Rule> kTable = {
      kBaselineClassic,    kBaselineCompression, kBaselineColour,  kBaselineLayout,
      kBaselineResolution, kBaselineRequired,    kExtendedClassic, kExtendedCompression,
      kExtendedColour,     kExtendedResolution,  kTiaSubfileType,  kTiaStructure,
      kTiaMandatoryTags,   kTiaCompression,      kTiaColour,       kTiaAspect,
      kTiaOrientation,     kTiaThumbnail,        kTiaUncompressed, kTiaRecommendedTags,
      kTiaDiscouragedTags, kTiaStripSize,
  };
  return kTable;
}

}  // namespace delo::validators::tiff
