#include "validators/metadata/embedded_metadata.h"

#include <algorithm>

#include "core/text/utf8.h"
#include "validators/metadata/exiv2_reader.h"

namespace delo::validators::metadata {
namespace {

constexpr std::size_t kLargestBlob = 16 << 20;  // bytes

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Text as it can be printed: UTF-8, no NUL at the end, not too long.
std::string clean(std::string text) {
  while (!text.empty() && (text.back() == '\0' || text.back() == ' ')) text.pop_back();
  text = display_of(text);
  if (text.size() <= kLongestText) return text;
  std::size_t end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text;
}

void take(Exiv2Reading reading, const char* kind, EmbeddedMetadata& out) {
  if (!reading.failure.empty()) {
    out.unreadable.push_back(std::string(kind) +
                             " could not be read: " + display_of(reading.failure));
  }
  for (auto& [name, text] : reading.pairs) {
    text = clean(std::move(text));
    if (!text.empty()) out.pairs.emplace_back(display_of(name), std::move(text));
  }
}

std::string value_of(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, text] : pairs) {
    if (key == name) return text;
  }
  return {};
}

std::string first_of(const Pairs& pairs, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (std::string text = value_of(pairs, name); !text.empty()) return text;
  }
  return {};
}

// "2024:03:01 12:30:00" → "2024-03-01T12:30:00"; anything else → "".
std::string iso_of_exif(std::string_view date) {
  constexpr std::string_view kForm = "dddd:dd:dd dd:dd:dd";
  if (date.size() != kForm.size()) return {};
  for (std::size_t i = 0; i < date.size(); ++i) {
    const bool digit = date[i] >= '0' && date[i] <= '9';
    if (kForm[i] == 'd' ? !digit : date[i] != kForm[i]) return {};
  }
  if (date.starts_with("0000")) return {};
  std::string out(date);
  out[4] = out[7] = '-';
  out[10] = 'T';
  return out;
}

}  // namespace

EmbeddedMetadata read_embedded_metadata(const MetadataBlobs& blobs) {
  EmbeddedMetadata out;
  const auto readable = [&](std::string_view blob, const char* kind) {
    if (blob.size() <= kLargestBlob) return !blob.empty();
    out.unreadable.push_back(std::string(kind) + " of " + std::to_string(blob.size()) +
                             " bytes were not read: too large");
    return false;
  };
  if (readable(blobs.exif, "Exif data")) take(exiv2_exif(blobs.exif), "Exif data", out);
  if (readable(blobs.xmp, "XMP data")) take(exiv2_xmp(blobs.xmp), "XMP data", out);
  if (readable(blobs.iptc, "IPTC data")) take(exiv2_iptc(blobs.iptc), "IPTC data", out);
  std::ranges::sort(out.pairs);

  const std::string make = value_of(out.pairs, "Exif.Image.Make");
  const std::string model = value_of(out.pairs, "Exif.Image.Model");
  // Many makers repeat their name in the model.
  out.capture_device = make.empty() || model.starts_with(make) ? model
                       : model.empty()                         ? make
                                                               : make + " " + model;
  out.capture_software = first_of(out.pairs, {"Exif.Image.Software", "Xmp.xmp.CreatorTool"});
  for (const std::string_view name :
       {"Exif.Photo.DateTimeOriginal", "Exif.Photo.DateTimeDigitized", "Exif.Image.DateTime"}) {
    if (out.captured.empty()) out.captured = iso_of_exif(value_of(out.pairs, name));
  }
  if (out.captured.empty()) out.captured = value_of(out.pairs, "Xmp.xmp.CreateDate");
  if (out.pairs.size() > kMostPairs) out.pairs.resize(kMostPairs);
  return out;
}

void add_to(TechnicalMetadata& technical, EmbeddedMetadata embedded) {
  technical.capture_device = std::move(embedded.capture_device);
  technical.capture_software = std::move(embedded.capture_software);
  technical.captured = std::move(embedded.captured);
  technical.embedded = std::move(embedded.pairs);
}

std::string metadata_library_version() { return exiv2_version(); }

}  // namespace delo::validators::metadata
