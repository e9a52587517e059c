#include <algorithm>
#include <string>
#include <string_view>

#include "core/text/utf8.h"
#include "core/text/xml_reader.h"
#include "validators/metadata/icc_profile.h"
#include "validators/tiff/tiff_checks.h"
#include "validators/tiff/tiff_image.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

using Bytes = std::span<const std::byte>;

std::string_view chars(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
unsigned byte_at(Bytes bytes, std::size_t i) { return std::to_integer<unsigned>(bytes[i]); }
std::uint64_t big_endian(Bytes bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) value = value << 8 | byte_at(bytes, at + i);
  return value;
}

struct Blob {
  const TiffFile& file;
  const Ifd& ifd;
  const Entry& entry;
  FindingList& findings;

  Bytes bytes() const { return file.bytes(entry); }
  void add(const Rule& rule, std::string message, std::uint64_t at = 0) const {
    findings.add(rule, entry.value_at + at, TiffFile::part(ifd, entry), std::move(message));
  }
};

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
  if (image.bits.front() == 1 && expected == "GRAY") expected = {};
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
  void start(const XmlElement&, const XmlPlace&) override {}
  void doctype(std::string_view) override {
    blob_.add(kXmpDoctype, "the XMP packet declares a document type");
    stop();
  }
  void fault(const XmlFault& fault) override {
    const Rule& rule = fault.kind == XmlFaultKind::kDoctype    ? kXmpDoctype
                       : fault.kind == XmlFaultKind::kEncoding ? kXmpEncoding
                                                               : kXmpWellFormed;
    blob_.add(rule,
              "the XMP packet is faulty in line " + std::to_string(fault.line) + ": " +
                  display_of(fault.message),
              fault.offset);
  }

 private:
  const Blob& blob_;
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
  XmpFaults faults(blob);
  DELO_CHECK(read_xml(MemorySource(text), faults));
  return {};
}

// ---- IPTC: data sets 1C record data-set length.  IIM 4.2 § 1.5 ----

void check_iptc(const Blob& blob) {
  const Bytes bytes = blob.bytes();
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (byte_at(bytes, at) == 0) {  // padding to a multiple of 4 of LONGs
      const auto rest = bytes.subspan(at);
      if (std::ranges::all_of(rest, [](std::byte b) { return b == std::byte{0}; })) return;
    }
    if (byte_at(bytes, at) != 0x1C) {
      blob.add(kIptcStructure,
               "IPTC data has byte " + std::to_string(byte_at(bytes, at)) + " at " +
                   std::to_string(at) + ", expected a data set (28)",
               at);
      return;
    }
    if (bytes.size() - at < 5) {
      blob.add(kIptcStructure, "IPTC data ends within a data set", at);
      return;
    }
    std::uint64_t length = big_endian(bytes, at + 3, 2);
    std::size_t head = 5;
    if (length & 0x8000) {  // extended: that many bytes of length follow
      const std::uint64_t width = length & 0x7FFF;
      if (width == 0 || width > 8 || bytes.size() - at - 5 < width) {
        blob.add(kIptcStructure,
                 "IPTC data set at " + std::to_string(at) + " has an impossible length", at);
        return;
      }
      length = big_endian(bytes, at + 5, static_cast<std::size_t>(width));
      head += static_cast<std::size_t>(width);
    }
    if (length > bytes.size() - at - head) {
      blob.add(kIptcStructure,
               "IPTC data set " + std::to_string(byte_at(bytes, at + 1)) + ":" +
                   std::to_string(byte_at(bytes, at + 2)) + " has " + std::to_string(length) +
                   " bytes, " + std::to_string(bytes.size() - at - head) + " are there",
               at);
      return;
    }
    at += head + static_cast<std::size_t>(length);
  }
}

// LONGs of the machine's byte order hold IPTC bytes swapped in some files; the first
// byte tells.
bool is_swapped_iptc(const Blob& blob) {
  const Bytes bytes = blob.bytes();
  return blob.entry.type == kLong && bytes.size() >= 4 && byte_at(bytes, 0) != 0x1C &&
         byte_at(bytes, 3) == 0x1C;
}

// ---- Photoshop: 8BIM, id, Pascal name padded to even, size, data padded to even ----

void check_photoshop(const Blob& blob) {
  const Bytes bytes = blob.bytes();
  std::size_t at = 0;
  const auto bad = [&](const std::string& what) {
    blob.add(kPhotoshopStructure, "Photoshop data at " + std::to_string(at) + " " + what, at);
  };
  while (at < bytes.size()) {
    const auto rest = bytes.subspan(at);
    if (std::ranges::all_of(rest, [](std::byte b) { return b == std::byte{0}; })) return;
    const std::string_view kind = chars(rest.first(std::min<std::size_t>(rest.size(), 4)));
    if (kind != "8BIM" && kind != "MeSa" && kind != "AgHg" && kind != "PHUT" && kind != "DCSR") {
      return bad("is no image resource block");
    }
    if (rest.size() < 12) return bad("ends within a block");
    const std::size_t name = (byte_at(rest, 6) + 2U) & ~1U;
    if (rest.size() - 6 < name + 4) return bad("ends within a block");
    const std::uint64_t size = big_endian(rest, 6 + name, 4);
    const std::size_t head = 10 + name;
    if (size > rest.size() - head) {
      return bad("has a block of " + std::to_string(size) + " bytes, " +
                 std::to_string(rest.size() - head) + " are there");
    }
    at += std::min<std::size_t>(head + ((static_cast<std::size_t>(size) + 1) & ~std::size_t{1}),
                                rest.size());
  }
}

// ---- GeoTIFF: header of 4 SHORTs, then keys of 4 SHORTs ----

void check_geo(const Blob& blob) {
  const TiffFile& file = blob.file;
  const auto shorts = [&](std::uint64_t i) { return file.natural(blob.entry, i).value_or(0); };
  if (blob.entry.count < 4) {
    blob.add(kGeoKeys, "GeoKeyDirectory has " + std::to_string(blob.entry.count) +
                           " values, its header alone 4");
    return;
  }
  if (shorts(0) != 1) {
    blob.add(kGeoKeys,
             "GeoKeyDirectory is of version " + std::to_string(shorts(0)) + ", expected 1");
  }
  const std::uint64_t keys = shorts(3);
  if (blob.entry.count < 4 + 4 * keys) {
    blob.add(kGeoKeys, "GeoKeyDirectory declares " + std::to_string(keys) + " keys, its " +
                           std::to_string(blob.entry.count) + " values hold " +
                           std::to_string((blob.entry.count - 4) / 4));
    return;
  }
  std::uint64_t last = 0;
  for (std::uint64_t k = 0; k < keys; ++k) {
    const std::uint64_t id = shorts(4 + 4 * k), tag = shorts(5 + 4 * k), count = shorts(6 + 4 * k),
                        offset = shorts(7 + 4 * k);
    if (id < last) {
      blob.add(kGeoKeys, "key " + std::to_string(id) + " stands after key " + std::to_string(last));
    }
    last = id;
    if (tag == 0) continue;  // the value is in the key
    const Entry* values = file.find(blob.ifd, static_cast<std::uint16_t>(tag));
    if (!values || offset > values->count || count > values->count - offset) {
      blob.add(kGeoKeys, "key " + std::to_string(id) + " has " + std::to_string(count) +
                             " values from " + std::to_string(offset) + " on in tag " +
                             std::to_string(tag) + ", which " +
                             (values ? "has " + std::to_string(values->count) : "is missing"));
    }
  }
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
          if (!is_swapped_iptc(blob)) check_iptc(blob);
          break;
        case kPhotoshop:
          check_photoshop(blob);
          break;
        case kGeoKeyDirectory:
          check_geo(blob);
          break;
        default:
          break;
      }
    }
  }
  return {};
}

}  // namespace delo::validators::tiff
