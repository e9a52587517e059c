#include <algorithm>
#include <string>
#include <string_view>

#include "core/text/utf8.h"
#include "core/text/xml_reader.h"
#include "validators/metadata/icc_profile.h"
#include "validators/tiff/blob.h"
#include "validators/tiff/tiff_checks.h"
#include "validators/tiff/tiff_image.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

// ---- ICC ----

// The colour space a profile must have for an image; empty: any.
std::string_view colour_space_of(const Image& image) {
  if (!image.photometric) return {};
  switch (*image.photometric) {
    case 0:
    case 1:
      return "GRAY";
    case 2:
    case 3:
      return "RGB ";
    case 8:
    case 9:
      return "Lab ";
    default:
      return {};
  }
}

void check_icc(const Blob& blob) {
  const metadata::IccProfile profile = metadata::inspect_icc(blob.bytes());
  for (const std::string& damage : profile.damages) {
    blob.add(kIccDamaged, "the ICC profile is damaged: " + damage);
  }
  for (const std::string& fault : profile.faults) {
    blob.add(kIccValue, "the ICC profile " + fault);
  }
  for (const std::string& gap : profile.gaps) {
    blob.add(kIccTransform, "the ICC profile " + gap);
  }
  for (const std::string& lack : profile.lacks) {
    blob.add(kIccRequiredTags, "the ICC profile " + lack);
  }
  if (profile.colour_space.empty()) return;
  const bool version =
      profile.version_major == 2 || profile.version_major == 4 || profile.version_major == 5;
  if (!version) {
    blob.add(kIccVersion, "the ICC profile is of version " + std::to_string(profile.version_major) +
                              ", expected 2, 4 or 5");
  }
  // Device links, abstract and named colour profiles are for other uses (annex B).
  static constexpr std::string_view kClasses[] = {"scnr", "mntr", "prtr", "spac"};
  if (std::ranges::find(kClasses, profile.profile_class) == std::end(kClasses)) {
    blob.add(kIccVersion, "the ICC profile is of class \"" + display_of(profile.profile_class) +
                              "\", which can't describe an image");
  }
  const Image image = image_of(blob.file, blob.ifd);
  std::string_view expected = colour_space_of(image);
  if (image.photometric == 5 && colour_samples(blob.file, image) == 4 &&
      blob.file.natural_or(blob.ifd, kInkSet, 1) == 1) {
    expected = "CMYK";
  }
  // Black and white alone are in any RGB space too.
  if (image.bits.front() == 1 && profile.colour_space == "RGB ") expected = {};
  if (image.photometric == 6 && profile.colour_space != "RGB " && profile.colour_space != "YCbr") {
    expected = "RGB ";  // of the RGB that YCbCr is computed from
  }
  if (!expected.empty() && profile.colour_space != expected) {
    blob.add(kIccColourSpace, "the ICC profile is for \"" + display_of(profile.colour_space) +
                                  "\", the image is " +
                                  std::string(name_of_photometric(*image.photometric)));
  }
}

// ---- XMP ----

class XmpFaults final : public XmlHandler {
 public:
  explicit XmpFaults(const Blob& blob) : blob_(blob) {}
  void start(const XmlElement& element, const XmlPlace&) override {
    constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    if (root_.empty()) root_ = element.name;
    has_rdf_ = has_rdf_ || element.is(kRdf, "RDF");
  }
  void doctype(const XmlDoctype&) override {
    blob_.add(kXmpDoctype, "the XMP packet declares a document type");
    stop();
  }
  void fault(const XmlFault& fault) override {
    faulty_ = true;
    const Rule& rule = fault.kind == XmlFaultKind::kDoctype    ? kXmpDoctype
                       : fault.kind == XmlFaultKind::kEncoding ? kXmpEncoding
                                                               : kXmpWellFormed;
    blob_.add(rule,
              "the XMP packet is faulty in line " + std::to_string(fault.line) + ": " +
                  display_of(fault.message),
              fault.offset);
  }

  // XMP part 1 § 7.4: whatever stands around it, the metadata are in rdf:RDF.
  void finish() {
    if (faulty_ || stopped() || has_rdf_) return;
    blob_.add(kXmpPacket,
              "the XMP packet has no rdf:RDF in its <" + display_of(root_.substr(0, 40)) + ">");
  }

 private:
  const Blob& blob_;
  std::string root_;
  bool has_rdf_ = false;
  bool faulty_ = false;
};

// An Error is ours: out of memory, not the packet.
Result<void> check_xmp(const Blob& blob) {
  std::string_view text = chars(blob.bytes());
  while (!text.empty() && text.back() == '\0') text.remove_suffix(1);
  // UTF-16 and UTF-32 are allowed for a packet on its own, in TIFF UTF-8 is asked.
  if (!is_utf8(text)) {
    blob.add(kXmpEncoding,
             "the XMP packet of " + std::to_string(text.size()) + " bytes is not UTF-8");
    return {};
  }
  // Whatever a declaration says of it: a reader of TIFF takes it as UTF-8.
  const std::string_view begin = text.substr(0, text.find("?>"));
  if (begin.starts_with("<?xml") && begin.find("encoding=") != std::string_view::npos &&
      begin.find("UTF-8") == std::string_view::npos &&
      begin.find("utf-8") == std::string_view::npos) {
    blob.add(kXmpEncoding,
             "the XMP packet declares itself not to be UTF-8: " + display_of(begin.substr(0, 80)));
    return {};
  }
  XmpFaults faults(blob);
  DELO_CHECK(read_xml(MemorySource(text), faults));
  faults.finish();
  return {};
}

}  // namespace

Result<void> check_embedded(const TiffFile& file, FindingList& findings) {
  for (const Ifd& ifd : file.ifds) {
    if (!ifd.has_image()) continue;
    for (const Entry& entry : ifd.entries) {
      if (entry.state != Entry::State::kRead || entry.count == 0) continue;
      const Blob blob{file, ifd, entry, findings};
      switch (entry.tag) {
        case kIccProfile:
          check_icc(blob);
          break;
        case kXmp:
          DELO_CHECK(check_xmp(blob));
          break;
        case kIptc:
          check_iptc(blob);
          break;
        case kPhotoshop:
          check_photoshop(blob);
          break;
        case kGeoKeyDirectory:
          check_geo_keys(blob);
          break;
        case kModelTiepoint:
          check_geo_model(blob);
          break;
        default:
          break;
      }
    }
  }
  return {};
}

}  // namespace delo::validators::tiff
