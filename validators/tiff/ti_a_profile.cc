// TI/A, Tagged Image for Archival: the draft recommendation 0.1 of October 2016.
#include <algorithm>
#include <string>
#include <vector>

#include "validators/tiff/tiff_image.h"
#include "validators/tiff/tiff_profiles.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {

constexpr Rule kTiaSubfileType{"tiff.ti-a.subfile-type",
                               Severity::kWarning,
                               "TI/A draft 0.1 § 4.2, 5.1",
                               "NewSubfileType is present: 0 for a master image, 1 for a thumbnail",
                               "The software leaves the tag to its default",
                               "Have the producer add the tag",
                               Remedier::kProducer};
constexpr Rule kTiaStructure{"tiff.ti-a.strips",           Severity::kWarning,
                             "TI/A draft 0.1 § 4.2",       "The image is in strips",
                             "The software prefers tiles", "Have the file written in strips",
                             Remedier::kProducer};
constexpr Rule kTiaMandatoryTags{"tiff.ti-a.mandatory-tags",
                                 Severity::kWarning,
                                 "TI/A draft 0.1 § 5.1",
                                 "The tags that TI/A makes mandatory are present",
                                 "The software leaves tags to their defaults",
                                 "Have the producer write every mandatory tag out",
                                 Remedier::kProducer};
constexpr Rule kTiaCompression{"tiff.ti-a.compression",
                               Severity::kWarning,
                               "TI/A draft 0.1 § 4.2",
                               "The compression is none, or one that is documented and in wide use",
                               "The scanner was set to a fax, old JPEG or proprietary compression",
                               "Have the file written without compression",
                               Remedier::kProducer};
constexpr Rule kTiaColour{
    "tiff.ti-a.colour",
    Severity::kWarning,
    "TI/A draft 0.1 § 4.2, 5.1",
    "The colour space is none that TI/A forbids, and has no samples beyond its own",
    "The file holds a camera's data, or an alpha channel",
    "Have the file converted to RGB or gray",
    Remedier::kProducer};
constexpr Rule kTiaAspect{"tiff.ti-a.square-pixels",
                          Severity::kWarning,
                          "TI/A draft 0.1 § 4.2",
                          "XResolution and YResolution are equal",
                          "A fax, or a scanner with unequal steps",
                          "Have the image resampled to square pixels",
                          Remedier::kProducer};
constexpr Rule kTiaOrientation{"tiff.ti-a.orientation",
                               Severity::kWarning,
                               "TI/A draft 0.1 § 5.1",
                               "Orientation is none that mirrors the image",
                               "The leaf was scanned through, or turned later",
                               "Have the pixels turned and the tag set to 1",
                               Remedier::kProducer};
constexpr Rule kTiaThumbnail{
    "tiff.ti-a.thumbnail",
    Severity::kWarning,
    "TI/A draft 0.1 § 4.2, 4.3",
    "A master image has no SubIFDs; a thumbnail is uncompressed and has at most 256 pixels a side",
    "The software stores previews in its own way",
    "Have the file written without previews",
    Remedier::kProducer};
constexpr Rule kTiaUncompressed{"tiff.ti-a.uncompressed",
                                Severity::kInfo,
                                "TI/A draft 0.1 § 4.2",
                                "A master image is not compressed",
                                "The scanner was set to compress",
                                "Nothing need be done; an uncompressed master is preferred",
                                Remedier::kArchivist};
constexpr Rule kTiaRecommendedTags{
    "tiff.ti-a.recommended-tags",
    Severity::kInfo,
    "TI/A draft 0.1 § 5.2",
    "ImageDescription, Orientation, XMP, Copyright and an ICC profile are present",
    "The software does not record them",
    "Have the scanning software set up to record them",
    Remedier::kProducer};
constexpr Rule kTiaDiscouragedTags{"tiff.ti-a.discouraged-tags",
                                   Severity::kInfo,
                                   "TI/A draft 0.1 § 5.1.2",
                                   "Tags that TI/A calls obsolete or problematic are not used",
                                   "Old software",
                                   "Nothing need be done; a later migration may drop them",
                                   Remedier::kArchivist};
constexpr Rule kTiaStripSize{"tiff.ti-a.strip-size",
                             Severity::kInfo,
                             "TI/A draft 0.1 § 4.2",
                             "An uncompressed strip has at most 64 KB",
                             "The software writes large strips",
                             "Nothing need be done; the recommendation is for very old readers",
                             Remedier::kArchivist};

namespace {

constexpr std::uint64_t kLargestThumbnail = 256;  // pixels a side
constexpr std::uint64_t kLargestStrip = 65536;    // bytes

std::string list(const Ifd& ifd, const std::vector<std::uint16_t>& tags) {
  std::string out;
  for (const std::uint16_t tag : tags) {
    out += (out.empty() ? "" : ", ") + name_of_tag(ifd.kind, tag);
  }
  return out;
}

class TiaCheck {
 public:
  TiaCheck(const TiffFile& file, const Ifd& ifd, FindingList& findings)
      : file_(file), ifd_(ifd), findings_(findings), image_(image_of(file, ifd)) {
    thumbnail_ = (file.natural_or(ifd, kNewSubfileType, 0) & 1) != 0;
  }

  void run() {
    check_structure();
    check_tags();
    check_compression();
    check_colour();
    check_view();
    check_thumbnail();
  }

 private:
  void add(const Rule& rule, std::uint16_t tag, std::string message) {
    const Entry* entry = file_.find(ifd_, tag);
    findings_.add(rule, entry ? entry->at : ifd_.offset, TiffFile::part(ifd_, tag),
                  std::move(message));
  }

  void check_structure() {
    const Entry* subfile = file_.find(ifd_, kNewSubfileType);
    const std::uint64_t value = subfile ? file_.natural(*subfile).value_or(9) : 9;
    if (!subfile) {
      add(kTiaSubfileType, kNewSubfileType, "NewSubfileType is missing in " + ifd_.name);
    } else if (value > 1) {
      add(kTiaSubfileType, kNewSubfileType,
          "NewSubfileType is " + std::to_string(value) + ", expected 0 or 1");
    }
    if (image_.tiled) add(kTiaStructure, kTileWidth, "the image is in tiles");
    if (!image_.tiled && image_.compression == 1 && image_.down > 0 &&
        image_.decoded_size(0) > kLargestStrip) {
      add(kTiaStripSize, kRowsPerStrip,
          "strips have " + std::to_string(image_.decoded_size(0)) + " bytes");
    }
  }

  void check_tags() {
    std::vector<std::uint16_t> missing, wanted, obsolete;
    for (const std::uint16_t tag :
         {kBitsPerSample, kCompression, kSamplesPerPixel, kRowsPerStrip, kStripOffsets,
          kStripByteCounts, kPlanarConfiguration, kXResolution, kYResolution, kResolutionUnit}) {
      const bool of_strips =
          tag == kRowsPerStrip || tag == kStripOffsets || tag == kStripByteCounts;
      if (of_strips && image_.tiled) continue;  // said already
      if (!file_.find(ifd_, tag)) missing.push_back(tag);
    }
    if (!missing.empty()) {
      add(kTiaMandatoryTags, missing.front(), ifd_.name + " lacks " + list(ifd_, missing));
    }
    if (thumbnail_) return;
    for (const std::uint16_t tag :
         {kImageDescription, kOrientation, kXmp, kCopyright, kIccProfile}) {
      if (!file_.find(ifd_, tag)) wanted.push_back(tag);
    }
    if (!wanted.empty()) {
      add(kTiaRecommendedTags, wanted.front(), ifd_.name + " lacks " + list(ifd_, wanted));
    }
    static constexpr std::uint16_t kDiscouraged[] = {
        255, 263, 264, 265, 266, 280, 281, 288, 289, 290, 291, 292, 293, 301, 318,
        319, 321, 342, 512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531};
    for (const Entry& entry : ifd_.entries) {
      if (std::ranges::find(kDiscouraged, entry.tag) != std::end(kDiscouraged)) {
        obsolete.push_back(entry.tag);
      }
    }
    if (!obsolete.empty()) {
      add(kTiaDiscouragedTags, obsolete.front(), ifd_.name + " has " + list(ifd_, obsolete));
    }
  }

  void check_compression() {
    const std::uint64_t c = image_.compression;
    const std::string_view name = name_of_compression(c);
    const std::string message = "Compression is " + std::to_string(c) +
                                (name.empty() ? "" : " (" + std::string(name) + ")");
    if (c == 2 || c == 3 || c == 6 || c == 0 || c > 32766 || c == 32766) {
      add(kTiaCompression, kCompression, message);
    } else if (c != 1) {
      add(kTiaUncompressed, kCompression, message);
    }
  }

  void check_colour() {
    const std::uint64_t colour = image_.photometric.value_or(32767);
    if (colour == 6 || colour >= 32767) {
      add(kTiaColour, kPhotometric,
          "PhotometricInterpretation is " + std::to_string(colour) + " (" +
              std::string(name_of_photometric(colour)) + ")");
    }
    const std::uint64_t expected = colour <= 1 ? 1 : colour == 2 ? 3 : 0;
    if (expected != 0 && image_.samples != expected) {
      add(kTiaColour, kSamplesPerPixel,
          "SamplesPerPixel is " + std::to_string(image_.samples) + ", expected " +
              std::to_string(expected));
    }
  }

  void check_view() {
    const Entry* x = file_.find(ifd_, kXResolution);
    const Entry* y = file_.find(ifd_, kYResolution);
    const auto across = x ? file_.number(*x) : std::nullopt;
    const auto down = y ? file_.number(*y) : std::nullopt;
    if (across && down && *across != *down) {
      add(kTiaAspect, kYResolution, "XResolution and YResolution differ");
    }
    const std::uint64_t orientation = file_.natural_or(ifd_, kOrientation, 1);
    if (orientation != 1 && orientation != 3 && orientation != 6 && orientation != 8) {
      add(kTiaOrientation, kOrientation, "Orientation is " + std::to_string(orientation));
    }
  }

  void check_thumbnail() {
    if (!thumbnail_) {
      if (file_.find(ifd_, kSubIfds)) add(kTiaThumbnail, kSubIfds, ifd_.name + " has SubIFDs");
      return;
    }
    if (image_.compression != 1) add(kTiaThumbnail, kCompression, "the thumbnail is compressed");
    if (image_.width > kLargestThumbnail || image_.height > kLargestThumbnail) {
      add(kTiaThumbnail, kImageWidth,
          "the thumbnail has " + std::to_string(image_.width) + " by " +
              std::to_string(image_.height) + " pixels");
    }
  }

  const TiffFile& file_;
  const Ifd& ifd_;
  FindingList& findings_;
  Image image_;
  bool thumbnail_ = false;
};

}  // namespace

void check_ti_a(const TiffFile& file, const Ifd& ifd, FindingList& findings) {
  TiaCheck(file, ifd, findings).run();
}

}  // namespace delo::validators::tiff
