#include "validators/jpeg/jpeg_validator.h"

#include <charconv>
#include <span>
#include <string_view>
#include <utility>

#include "validators/finding_list.h"
#include "validators/jpeg/jpeg_reader.h"
#include "validators/jpeg/jpeg_rules.h"
#include "validators/metadata/embedded_metadata.h"
#include "validators/metadata/icc_profile.h"
#include "validators/metadata/metadata_rules.h"
#include "validators/pdf/jpeg_decoder.h"

namespace delo::validators::jpeg {
namespace {

constexpr std::uint64_t kLargestDecoded = 384u << 20;  // bytes of a file held in memory
constexpr double kCentimetresInInch = 2.54;

// Processes that libjpeg decodes: T.81 SOF0, 1, 2, 9, 10.
bool is_decodable(std::uint8_t marker) {
  return marker <= 0xC2 || marker == 0xC9 || marker == 0xCA;
}

std::string process_of(std::uint8_t marker) {
  switch (marker) {
    case 0xC0:
      return "baseline";
    case 0xC1:
      return "extended sequential";
    case 0xC2:
      return "progressive";
    case 0xC3:
      return "lossless";
    case 0xC9:
      return "arithmetic sequential";
    case 0xCA:
      return "arithmetic progressive";
    case 0xCB:
      return "arithmetic lossless";
    default:
      return "hierarchical";
  }
}

void check_frame(const JpegFile& file, FindingList& findings) {
  if (file.frames.empty()) {
    findings.add(kFrameMissing, std::nullopt, "", "the file has no frame header (SOF)");
    return;
  }
  const Frame& frame = file.frames.front();
  if (frame.width == 0 || frame.height == 0 || frame.components == 0 || frame.components > 4) {
    findings.add(kFrameSize, frame.offset, "frame header",
                 std::to_string(frame.width) + " x " + std::to_string(frame.height) +
                     " pixels of " + std::to_string(frame.components) + " components");
  }
  if (file.scans == 0) {
    findings.add(kScanMissing, frame.offset, "frame header", "the frame has no scan (SOS)");
  }
}

void check_icc(const JpegFile& file, FindingList& findings, PageMetadata& page) {
  if (file.icc.empty()) return;
  const metadata::IccProfile profile =
      metadata::inspect_icc(std::as_bytes(std::span(file.icc.data(), file.icc.size())));
  for (const std::string& damage : profile.damages) {
    findings.add(kIccDamaged, std::nullopt, "ICC profile", damage);
  }
  page.icc = profile.description.empty() ? "unnamed" : profile.description;
  if (profile.colour_space.empty() || file.frames.empty()) return;
  const unsigned components = file.frames.front().components;
  const std::string_view expected = components == 1 ? "GRAY" : components == 4 ? "CMYK" : "RGB ";
  if (profile.colour_space != expected) {
    findings.add(kIccColourSpace, std::nullopt, "ICC profile",
                 "the profile is of '" + profile.colour_space + "', the image of '" +
                     std::string(expected) + "'");
  }
}

std::string photometric_of(const JpegFile& file) {
  const unsigned components = file.frames.empty() ? 0 : file.frames.front().components;
  switch (components) {
    case 1:
      return "min-is-black";
    case 3:
      return file.adobe_transform == 0u && !file.jfif ? "rgb" : "ycbcr";
    case 4:
      return file.adobe_transform == 2u ? "ycck" : "cmyk";
    default:
      return {};
  }
}

// "300" or "300/1" as the metadata library prints a number.
std::optional<double> number_in(const std::vector<std::pair<std::string, std::string>>& pairs,
                                std::string_view name) {
  for (const auto& [key, text] : pairs) {
    if (key != name) continue;
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec == std::errc() && value > 0) return value;
  }
  return std::nullopt;
}

void take_resolution(const JpegFile& file, const TechnicalMetadata& technical, PageMetadata& page) {
  if (file.jfif && file.jfif->unit != 0 && file.jfif->density_x > 0 && file.jfif->density_y > 0) {
    const double per_inch = file.jfif->unit == 2 ? kCentimetresInInch : 1;
    page.resolution_x = file.jfif->density_x * per_inch;
    page.resolution_y = file.jfif->density_y * per_inch;
    return;
  }
  double per_inch = 1;
  for (const auto& [name, text] : technical.embedded) {
    if (name == "Exif.Image.ResolutionUnit" && text == "cm") per_inch = kCentimetresInInch;
  }
  const auto x = number_in(technical.embedded, "Exif.Image.XResolution");
  const auto y = number_in(technical.embedded, "Exif.Image.YResolution");
  if (x && y) {
    page.resolution_x = *x * per_inch;
    page.resolution_y = *y * per_inch;
  }
}

// Decodes the image where its kind and its size allow it; returns what it looks like.
Result<std::optional<PageLook>> decode(const ByteSource& bytes, const JpegFile& file, bool thumbnail,
                    FindingList& findings, Examination& out) {
  if (file.frames.empty() || file.scans == 0) return std::optional<PageLook>();
  const Frame& frame = file.frames.front();
  if (!is_decodable(frame.marker) || frame.precision != 8) {
    out.not_checked.push_back("The pixels were not decoded: JPEG of process " +
                              process_of(frame.marker) + " with " +
                              std::to_string(frame.precision) + " bits a sample");
    return std::optional<PageLook>();
  }
  if (bytes.size() > kLargestDecoded) {
    findings.add(kDecodeBudget, std::nullopt, "",
                 "the file has " + std::to_string(bytes.size()) + " bytes, more than the " +
                     std::to_string(kLargestDecoded) + " that are decoded");
    out.not_checked.push_back("The pixels were not decoded: the file is too large");
    return std::optional<PageLook>();
  }
  DELO_TRY(const std::string data, read_all(bytes, kLargestDecoded));
  pdf::JpegReport report = pdf::decode_jpeg(data, thumbnail);
  for (const std::string& fault : report.faults) findings.add(kDecode, std::nullopt, "", fault);
  for (const std::string& remark : report.remarks) {
    findings.add(kDecodeRemark, std::nullopt, "", remark);
  }
  if (report.too_large) {
    findings.add(kDecodeBudget, frame.offset, "frame header",
                 std::to_string(frame.width) + " x " + std::to_string(frame.height) + " pixels, " +
                     process_of(frame.marker) + ", would need too much memory");
    out.not_checked.push_back("The pixels were not decoded: the image is too large");
  }
  out.thumbnail = std::move(report.thumbnail);
  if (report.look && report.look->blank()) {
    findings.add(kBlank, std::nullopt, "",
                 "the image is blank: there are marks in " + std::to_string(report.look->marked) +
                     " of " + std::to_string(report.look->places) + " places");
  }
  return report.look;
}

}  // namespace

Result<Examination> examine(const ByteSource& bytes, const RelativePath& path, const Format& format,
                            const ExamineOptions& options) {
  Examination out{.format = format};
  FindingList findings(path);
  DELO_TRY(const JpegFile file, read_jpeg(bytes, findings));
  check_frame(file, findings);
  DELO_TRY(const std::optional<PageLook> look,
           decode(bytes, file, options.thumbnail, findings, out));
  out.tools = {pdf::jpeg_library()};
  if (!file.exif.empty() || !file.xmp.empty() || !file.iptc.empty()) {
    out.tools.push_back(metadata::metadata_library_version());
  }
  if (!file.icc.empty()) out.tools.push_back(metadata::icc_library_version());

  metadata::EmbeddedMetadata embedded =
      metadata::read_embedded_metadata({.exif = file.exif, .xmp = file.xmp, .iptc = file.iptc});
  for (std::string& sentence : embedded.unreadable) {
    findings.add(metadata::kMetadataUnreadable, std::nullopt, "", std::move(sentence));
  }
  metadata::add_to(out.technical, std::move(embedded));

  PageMetadata page;
  check_icc(file, findings, page);
  if (!file.frames.empty()) {
    const Frame& frame = file.frames.front();
    page.width = frame.width;
    page.height = frame.height;
    page.bits_per_sample.assign(frame.components, static_cast<std::uint16_t>(frame.precision));
    page.look = look;
    page.compression = "jpeg";
    page.photometric = photometric_of(file);
    take_resolution(file, out.technical, page);
    if (!page.resolution_x) {
      findings.add(kDensity, std::nullopt, "", "neither JFIF nor Exif tell pixels per inch");
    }
    out.technical.page_count = 1;
    out.technical.pages.push_back(std::move(page));
  }
  out.findings = findings.take();
  out.validity = validity_of(out.findings);
  return out;
}

}  // namespace delo::validators::jpeg
