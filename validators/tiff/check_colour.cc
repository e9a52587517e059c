#include <algorithm>
#include <optional>
#include <string>

#include "validators/tiff/look.h"
#include "validators/tiff/tiff_checks.h"
#include "validators/tiff/tiff_rules.h"
#include "validators/tiff/tiff_tags.h"

namespace delo::validators::tiff {
namespace {

constexpr std::uint64_t kMostValues = 64;  // of one tag that are looked at

std::string text_of(double number) {
  std::string out = std::to_string(number);
  out.erase(std::max(out.find_last_not_of('0') + 1, out.find('.') + 1));
  if (out.ends_with('.')) out.pop_back();
  return out;
}

// The largest value of a sample; nothing for samples of more than 16 bits.
std::optional<std::uint64_t> largest_sample(const Image& image) {
  const std::uint64_t bits = *std::ranges::max_element(image.bits);
  if (bits < 1 || bits > 16) return std::nullopt;
  return (1ULL << bits) - 1;
}

// Tags that speak of sample values.  TIFF 6.0 pp. 36, 71, 73
void check_sample_values(const Look& look) {
  const auto most = largest_sample(look.image);
  if (!most) return;
  for (const std::uint16_t tag : {kMinSampleValue, kMaxSampleValue, kHalftoneHints, kDotRange}) {
    const Entry* entry = look.find(tag);
    for (std::uint64_t i = 0; entry && i < std::min(entry->count, kMostValues); ++i) {
      const auto value = look.file.natural(*entry, i);
      if (!value || *value <= *most) continue;
      look.add(kTagValue, tag,
               name_of_tag(look.image.ifd->kind, tag) + " is " + std::to_string(*value) +
                   ", the largest sample is " + std::to_string(*most));
      break;
    }
  }
}

// The least sample value is not above the most: whole numbers and others.
void check_sample_ranges(const Look& look, std::uint16_t least_tag, std::uint16_t most_tag) {
  const Entry* least = look.find(least_tag);
  const Entry* most = look.find(most_tag);
  if (!least || !most) return;
  for (std::uint64_t i = 0; i < std::min(most->count, kMostValues); ++i) {
    const auto low = look.file.number(*least, i), high = look.file.number(*most, i);
    if (!low || !high || *low <= *high) continue;
    const IfdKind kind = look.image.ifd->kind;
    look.add(kTagValue, most_tag,
             name_of_tag(kind, most_tag) + " is " + text_of(*high) + ", " +
                 name_of_tag(kind, least_tag) + " " + text_of(*low));
    return;
  }
}

// x and y of a colour: fractions of 1.  TIFF 6.0 p. 83
void check_chromaticities(const Look& look, std::uint16_t tag) {
  const Entry* entry = look.find(tag);
  for (std::uint64_t i = 0; entry && i + 1 < std::min(entry->count, kMostValues); i += 2) {
    const auto x = look.file.number(*entry, i), y = look.file.number(*entry, i + 1);
    if (!x || !y) continue;
    const bool white = tag == kWhitePoint;
    if (*x >= 0 && *x <= 1 && *y >= 0 && *y <= 1 && !(white && (*x == 0 || *y == 0))) continue;
    look.add(kTagValue, tag,
             name_of_tag(look.image.ifd->kind, tag) + " has x " + text_of(*x) + " and y " +
                 text_of(*y) + ", expected fractions of 1");
    return;
  }
}

// Shares of red, green and blue in luminance.  TIFF 6.0 p. 91
void check_coefficients(const Look& look) {
  const Entry* entry = look.find(kYcbcrCoefficients);
  if (!entry || look.image.photometric != 6 || entry->count != 3) return;
  double sum = 0;
  for (std::uint64_t i = 0; i < 3; ++i) {
    const auto share = look.file.number(*entry, i);
    if (!share) return;
    // 1, 0, 0 and the like can't be undone; JPEG of lossless kind has 0, 1, 0.
    if (*share < 0 || *share > 1 || (i == 1 && *share == 0)) sum = 99;
    sum += *share;
  }
  // Their sum is 1, give or take a wrong digit: some devices have 0.144 for blue.
  if (sum >= 0.9 && sum <= 1.1) return;
  look.add(kTagValue, kYcbcrCoefficients,
           "YCbCrCoefficients are " + text_of(look.file.number(*entry, 0).value_or(0)) + ", " +
               text_of(look.file.number(*entry, 1).value_or(0)) + ", " +
               text_of(look.file.number(*entry, 2).value_or(0)) + ", expected shares of 1");
}

void check_reference_black_white(const Look& look) {
  const Entry* entry = look.find(kReferenceBlackWhite);
  for (std::uint64_t i = 0; entry && i + 1 < std::min(entry->count, kMostValues); i += 2) {
    const auto black = look.file.number(*entry, i), white = look.file.number(*entry, i + 1);
    if (!black || !white || *black != *white) continue;
    look.add(kTagValue, kReferenceBlackWhite,
             "ReferenceBlackWhite has " + text_of(*black) + " for black and for white");
    return;
  }
}

// ---- Separations.  TIFF 6.0 p. 70 ----

void check_inks(const Look& look) {
  const Image& image = look.image;
  if (image.photometric != 5) return;
  const std::uint64_t inks = colour_samples(look.file, image);
  if (const Entry* names = look.find(kInkNames);
      names && names->state == Entry::State::kRead && names->type == kAscii) {
    const auto bytes = look.file.bytes(*names);
    const auto found = static_cast<std::uint64_t>(std::ranges::count(bytes, std::byte{0}));
    if (!bytes.empty() && found != inks) {
      look.add(kImageInks, kInkNames,
               "InkNames has " + std::to_string(found) + " names, there are " +
                   std::to_string(inks) + " inks");
    }
  }
  if (const Entry* range = look.find(kDotRange);
      range && range->count != 2 && range->count != 2 * image.samples && range->count != 2 * inks) {
    look.add(kImageInks, kDotRange,
             "DotRange has " + std::to_string(range->count) + " values, expected 2 or " +
                 std::to_string(2 * image.samples));
  }
}

// ---- Sample formats.  TIFF 6.0 p. 80 ----

void check_sample_format(const Look& look) {
  const Entry* entry = look.find(kSampleFormat);
  for (std::uint64_t i = 0; entry && i < std::min(entry->count, kMostValues); ++i) {
    const auto format = look.file.natural(*entry, i);
    const auto& all = look.image.bits;
    const std::uint64_t bits = i < all.size() ? all[i] : all.back();
    const bool fraction = format == 3 && bits != 16 && bits != 24 && bits != 32 && bits != 64;
    const bool pair = (format == 5 || format == 6) && (bits < 16 || bits % 2 != 0);
    if (!fraction && !pair) continue;
    look.add(kImageSampleFormat, kSampleFormat,
             std::string("SampleFormat is ") + (fraction ? "3 (floating point)" : "complex") +
                 ", BitsPerSample " + std::to_string(bits));
    return;
  }
}

}  // namespace

void check_colour(const TiffFile& file, FindingList& findings) {
  for (const Ifd& ifd : file.ifds) {
    if (!ifd.has_image()) continue;
    const Image image = image_of(file, ifd);
    const Look look{file, image, findings};
    check_sample_values(look);
    check_sample_ranges(look, kMinSampleValue, kMaxSampleValue);
    check_sample_ranges(look, kSMinSampleValue, kSMaxSampleValue);
    check_chromaticities(look, kWhitePoint);
    check_chromaticities(look, kPrimaryChromaticities);
    check_coefficients(look);
    check_reference_black_white(look);
    check_inks(look);
    check_sample_format(look);
  }
}

}  // namespace delo::validators::tiff
