#include "validators/tiff/page_metadata.h"

#include <algorithm>
#include <string>

#include "validators/metadata/embedded_metadata.h"
#include "validators/metadata/icc_profile.h"
#include "validators/metadata/metadata_rules.h"
#include "validators/tiff/tiff_image.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

constexpr std::size_t kMostPages = 2000;
constexpr std::uint64_t kLargestExifValue = 64 * 1024;  // bytes

// Pixels per inch; nothing when the unit is none or the fraction has no value.
std::optional<double> ppi(const TiffFile& file, const Ifd& ifd, std::uint16_t tag) {
  const Entry* entry = file.find(ifd, tag);
  const auto value = entry ? file.number(*entry) : std::nullopt;
  if (!value || *value <= 0) return std::nullopt;
  switch (file.natural_or(ifd, kResolutionUnit, 2)) {
    case 2:
      return *value;
    case 3:
      return *value * 2.54;
    default:
      return std::nullopt;
  }
}

std::string name_or_number(std::string_view name, std::uint64_t number) {
  return name.empty() ? std::to_string(number) : std::string(name);
}

PageMetadata page_metadata(const TiffFile& file, const Ifd& ifd) {
  const Image image = image_of(file, ifd);
  PageMetadata page;
  const auto pixels = [](std::uint64_t n) -> std::optional<std::uint32_t> {
    if (n == 0 || n > UINT32_MAX) return std::nullopt;
    return static_cast<std::uint32_t>(n);
  };
  page.width = pixels(image.width);
  page.height = pixels(image.height);
  page.resolution_x = ppi(file, ifd, kXResolution);
  page.resolution_y = ppi(file, ifd, kYResolution);
  // One for each sample, as TIFF means it even where a writer gave only one.
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(image.samples, 64); ++i) {
    page.bits_per_sample.push_back(
        static_cast<std::uint16_t>(i < image.bits.size() ? image.bits[i] : image.bits.back()));
  }
  page.compression = name_or_number(name_of_compression(image.compression), image.compression);
  if (image.photometric) {
    page.photometric = name_or_number(name_of_photometric(*image.photometric), *image.photometric);
  }
  if (const Entry* icc = file.find(ifd, kIccProfile)) {
    const metadata::IccProfile profile = metadata::inspect_icc(file.bytes(*icc));
    page.icc = profile.description.empty() ? "unnamed profile" : profile.description;
  }
  return page;
}

// ---- A small Exif stream for the metadata reader ----

// Writes a classic TIFF of the descriptive tags of one IFD and of its Exif and GPS
// IFDs, values byte for byte.  So the reader gets a few kilobytes instead of the
// whole file, and BigTIFF looks to it like any other.
class ExifStream {
 public:
  explicit ExifStream(const TiffFile& file) : file_(file) {
    out_ = file.big_endian ? "MM" : "II";
    put(42, 2);
    put(8, 4);
  }

  std::string write(std::size_t page) {
    const Ifd* exif = child(page, IfdKind::kExif);
    const Ifd* gps = child(page, IfdKind::kGps);
    const std::size_t pointers = write_ifd(file_.ifds[page], exif != nullptr, gps != nullptr);
    std::size_t at = pointers;
    if (exif) {
      patch(at, out_.size());
      at += 12;
      write_ifd(*exif, false, false);
    }
    if (gps) {
      patch(at, out_.size());
      write_ifd(*gps, false, false);
    }
    return std::move(out_);
  }

 private:
  const Ifd* child(std::size_t parent, IfdKind kind) const {
    for (const Ifd& ifd : file_.ifds) {
      if (ifd.kind == kind && ifd.parent == parent) return &ifd;
    }
    return nullptr;
  }

  bool is_wanted(const Ifd& ifd, const Entry& entry) const {
    if (entry.state != Entry::State::kRead || entry.count == 0 || entry.size > kLargestExifValue ||
        entry.type > kDouble) {
      return false;
    }
    if (!ifd.has_image()) return entry.tag != kMakerNote && entry.tag != kInteropIfd;
    static constexpr std::uint16_t kDescriptive[] = {
        254, 256, 257, 258, 259, 262, 269, 270, 271, 272,   274,   277,   282,
        283, 284, 285, 296, 297, 305, 306, 315, 316, 33432, 33434, 33437, 50708};
    return std::ranges::find(kDescriptive, entry.tag) != std::end(kDescriptive);
  }

  // Returns where the offset of the first pointer stands.
  std::size_t write_ifd(const Ifd& ifd, bool exif, bool gps) {
    std::vector<const Entry*> entries;
    for (const Entry& entry : ifd.entries) {
      if (is_wanted(ifd, entry)) entries.push_back(&entry);
    }
    const std::size_t count = entries.size() + (exif ? 1U : 0U) + (gps ? 1U : 0U);
    put(count, 2);
    std::size_t values = out_.size() + 12 * count + 4;
    std::string tail;
    std::size_t pointers = 0;
    bool pointed = !exif && !gps;
    const auto point = [&] {
      pointers = out_.size() + 8;
      pointed = true;
      for (const std::uint16_t tag : {kExifIfd, kGpsIfd}) {
        if (tag == kExifIfd ? !exif : !gps) continue;
        put(tag, 2);
        put(kLong, 2);
        put(1, 4);
        put(0, 4);
      }
    };
    for (const Entry* entry : entries) {
      if (!pointed && entry->tag > kExifIfd) point();
      const auto bytes = file_.bytes(*entry);
      const std::string_view value(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      put(entry->tag, 2);
      put(entry->type, 2);
      put(entry->count, 4);
      if (value.size() <= 4) {
        out_.append(value).append(4 - value.size(), '\0');
      } else {
        put(values + tail.size(), 4);
        tail.append(value).append(value.size() % 2, '\0');
      }
    }
    if (!pointed) point();
    put(0, 4);
    out_ += tail;
    return pointers;
  }

  void put(std::uint64_t value, int width) {
    for (int i = 0; i < width; ++i) {
      const int shift = 8 * (file_.big_endian ? width - 1 - i : i);
      out_.push_back(static_cast<char>(value >> shift & 0xFF));
    }
  }
  void patch(std::size_t at, std::uint64_t value) {
    std::string rest = out_.substr(at + 4);
    out_.resize(at);
    put(value, 4);
    out_ += rest;
  }

  const TiffFile& file_;
  std::string out_;
};

std::string_view blob(const TiffFile& file, const Ifd& ifd, std::uint16_t tag) {
  const Entry* entry = file.find(ifd, tag);
  if (!entry) return {};
  const auto bytes = file.bytes(*entry);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

TechnicalMetadata technical_metadata(const TiffFile& file, FindingList& findings) {
  TechnicalMetadata technical;
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < file.ifds.size(); ++i) {
    if (file.ifds[i].kind != IfdKind::kPage) continue;
    if (!first) first = i;
    ++technical.page_count;
    if (technical.pages.size() < kMostPages) {
      technical.pages.push_back(page_metadata(file, file.ifds[i]));
    }
  }
  if (!first) return technical;
  const Ifd& ifd = file.ifds[*first];
  const std::string exif = ExifStream(file).write(*first);
  // A packet with a document type is not handed to any XML parser.
  const bool safe_xmp =
      !findings.has(kXmpDoctype) && !findings.has(kXmpEncoding) && !findings.has(kXmpWellFormed);
  metadata::EmbeddedMetadata embedded = metadata::read_embedded_metadata(
      {.exif = exif,
       .xmp = safe_xmp ? blob(file, ifd, kXmp) : std::string_view(),
       .iptc = findings.has(kIptcStructure) ? std::string_view() : blob(file, ifd, kIptc)});
  for (const std::string& sentence : embedded.unreadable) {
    findings.add(metadata::kMetadataUnreadable, std::nullopt, ifd.name, sentence);
  }
  metadata::add_to(technical, std::move(embedded));
  return technical;
}

}  // namespace delo::validators::tiff
