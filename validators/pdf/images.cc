#include "validators/pdf/images.h"

#include <algorithm>

#include "validators/pdf/ccitt_decoder.h"
#include "validators/pdf/jbig2_decoder.h"
#include "validators/pdf/jpeg_decoder.h"
#include "validators/pdf/jpx_decoder.h"
#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

constexpr std::uint64_t kMaxEncoded = 256ull << 20;  // bytes of one encoded image, held at once
constexpr std::uint64_t kMaxRaw = 2ull << 30;        // bytes of one image without a codec
constexpr std::uint64_t kSlack = 2;                  // bytes: a line end after the data
constexpr std::int64_t kMaxSide = 1 << 24;           // pixels

std::string sides(std::uint64_t width, std::uint64_t height) {
  return std::to_string(width) + " x " + std::to_string(height);
}

}  // namespace

ColourSpace colour_space_of(const Value& value) {
  ColourSpace space;
  const std::string& family = value.is(Kind::kName) ? value.text() : value.at(0).text();
  if (family == "DeviceGray" || family == "CalGray" || family == "G") space = {1, "gray", {}};
  if (family == "DeviceRGB" || family == "CalRGB" || family == "RGB") space = {3, "rgb", {}};
  if (family == "DeviceCMYK" || family == "CMYK") space = {4, "cmyk", {}};
  if (family == "Lab") space = {3, "lab", {}};
  if (family == "Indexed" || family == "I") {
    space = {1, "indexed", {}};
    const ColourSpace base = value.at(1).is(Kind::kArray) && value.at(1).at(0).is_name("Indexed")
                                 ? ColourSpace()
                                 : colour_space_of(value.at(1));
    space.icc = base.icc;
  }
  if (family == "Separation") space = {1, "separation", {}};
  if (family == "DeviceN")
    space = {static_cast<int>(std::min<std::size_t>(value.at(1).size(), 64)), "device-n", {}};
  if (family == "ICCBased") {
    space.icc = value.at(1);
    const std::int64_t n = space.icc.get("N").integer();
    if (n == 1) space.name = "gray";
    if (n == 3) space.name = "rgb";
    if (n == 4) space.name = "cmyk";
    if (!space.name.empty()) space.components = static_cast<int>(n);
  }
  return space;
}

ImageFacts facts_of(const Value& image) {
  ImageFacts facts;
  const auto side = [&](const char* key) {
    return static_cast<std::uint32_t>(
        std::clamp<std::int64_t>(image.get(key).integer(), 0, kMaxSide));
  };
  facts.width = side("Width");
  facts.height = side("Height");
  facts.bits =
      static_cast<int>(std::clamp<std::int64_t>(image.get("BitsPerComponent").integer(), 0, 16));
  if (image.get("ImageMask").object().boolean()) {
    facts.bits = 1;
    facts.colour = {1, "mask", {}};
  } else {
    facts.colour = colour_space_of(image.get("ColorSpace"));
  }
  const StreamCoding coding = coding_of(image);
  const std::string last = !coding.codec.empty()    ? coding.codec
                           : coding.filters.empty() ? ""
                                                    : coding.filters.back().name;
  facts.compression = last == "DCTDecode"         ? "jpeg"
                      : last == "JPXDecode"       ? "jpeg2000"
                      : last == "JBIG2Decode"     ? "jbig2"
                      : last == "FlateDecode"     ? "deflate"
                      : last == "LZWDecode"       ? "lzw"
                      : last == "RunLengthDecode" ? "run-length"
                      : last == "CCITTFaxDecode"
                          ? (coding.codec_parms.get("K").number() < 0 ? "g4" : "g3")
                          : "none";
  if (facts.bits == 0 && (last == "CCITTFaxDecode" || last == "JBIG2Decode")) facts.bits = 1;
  if (facts.bits == 0 && last == "DCTDecode") facts.bits = 8;
  return facts;
}

void ImageChecker::check(const Value& image) {
  const StreamCoding coding = coding_of(image);
  const ImageFacts facts = facts_of(image);
  const Subject subject{image, coding, facts};
  dictionary(subject);
  if (!coding.fault.empty()) return report(kStreamFilter, image, coding.fault);
  if (coding.external || budget_.spent) return;
  if (coding.codec.empty()) {
    raw(subject);
  } else {
    encoded(subject);
  }
}

void ImageChecker::dictionary(const Subject& subject) {
  const Value& image = subject.image;
  for (const char* key : {"Width", "Height"}) {
    const Value side = image.get(key);
    if (!side.is(Kind::kInteger) || side.integer() < 1 || side.integer() > kMaxSide)
      report(kImage, image,
             std::string(key) + " of the image is " + side.described() +
                 ", expected a positive integer");
  }
  const bool mask = image.get("ImageMask").object().boolean();
  const bool jpx = subject.coding.codec == "JPXDecode";
  const Value bits = image.get("BitsPerComponent");
  if (mask) {
    if (!bits.is_null() && bits.integer() != 1 && !jpx)
      report(kImage, image,
             "BitsPerComponent of an image mask is " + bits.described() + ", expected 1");
  } else if (!jpx) {
    const std::int64_t n = bits.integer();
    const bool possible = n == 1 || n == 2 || n == 4 || n == 8 || n == 16;
    if (!possible && (subject.coding.codec.empty() || !bits.is_null()))
      report(kImage, image,
             "BitsPerComponent is " + bits.described() + ", expected 1, 2, 4, 8 or 16");
    if (image.get("ColorSpace").is_null())
      report(kImage, image, "ColorSpace of the image is missing");
  }
  const Value soft_mask = image.get("SMask");
  if (!soft_mask.is_null() && !soft_mask.is(Kind::kStream))
    report(kImage, image, "SMask is " + soft_mask.described() + ", expected an image");
  const Value decode = image.get("Decode");
  if (!decode.is_null()) {
    const auto need = static_cast<std::size_t>(2 * subject.facts.colour.components);
    if (!decode.is(Kind::kArray) || (need != 0 && decode.size() != need))
      report(kImage, image,
             "Decode is " + decode.described() + ", expected an array of " + std::to_string(need));
  }
}

void ImageChecker::raw(const Subject& subject) {
  const ImageFacts& facts = subject.facts;
  std::uint64_t expected = 0;  // 0: unknown
  if (facts.width && facts.height && facts.bits && facts.colour.components) {
    const std::uint64_t row = (std::uint64_t{facts.width} * static_cast<unsigned>(facts.bits) *
                                   static_cast<unsigned>(facts.colour.components) +
                               7) /
                              8;
    expected = row * facts.height;  // at most 2^24 * 2^24 * 128: fits
  }
  const std::uint64_t limit =
      std::min({expected ? expected + (1 << 16) : kStreamLimit, kMaxRaw, budget_.left});
  std::uint64_t got = 0;
  const DecodeOutcome outcome =
      decode_stream(document_, subject.image, subject.coding, limit, [&](std::string_view bytes) {
        got += bytes.size();
        return true;
      });
  budget_.left -= std::min(budget_.left, got);
  if (!outcome.fault.empty())
    return report(kStreamData, subject.image,
                  outcome.fault + "; the image is " + sides(facts.width, facts.height));
  if (outcome.over_budget) {
    if (expected && expected + (1 << 16) <= limit)
      return report(kStreamRest, subject.image,
                    "the image data are longer than the " + std::to_string(expected) +
                        " bytes of " + sides(facts.width, facts.height) + " pixels");
    if (budget_.left <= limit) budget_.spent = true;
    return report(kStreamBudget, subject.image,
                  "the image of " + sides(facts.width, facts.height) +
                      " pixels unfolds to more than " + std::to_string(limit >> 20) + " MB");
  }
  if (expected && got < expected) {
    report(kImageSize, subject.image,
           "the image has " + std::to_string(got) + " bytes, " + sides(facts.width, facts.height) +
               " pixels need " + std::to_string(expected));
  } else if (expected && got > expected + kSlack) {
    report(kStreamRest, subject.image,
           "the image has " + std::to_string(got) + " bytes, " + sides(facts.width, facts.height) +
               " pixels need " + std::to_string(expected));
  } else if (!outcome.remark.empty()) {
    report(kStreamRest, subject.image, outcome.remark);
  }
}

void ImageChecker::encoded(const Subject& subject) {
  const DecodedStream decoded =
      decode_to_memory(document_, subject.image, subject.coding, kMaxEncoded);
  if (!decoded.outcome.fault.empty())
    return report(kStreamData, subject.image, decoded.outcome.fault);
  if (decoded.outcome.over_budget)
    return report(
        kStreamBudget, subject.image,
        "the encoded image unfolds to more than " + std::to_string(kMaxEncoded >> 20) + " MB");
  const std::string& codec = subject.coding.codec;
  if (codec == "DCTDecode") dct(subject, decoded.bytes);
  if (codec == "JPXDecode") jpx(subject, decoded.bytes);
  if (codec == "CCITTFaxDecode") ccitt(subject, decoded.bytes);
  if (codec == "JBIG2Decode") jbig2(subject, decoded.bytes);
}

void ImageChecker::size_is(const Subject& subject, std::uint64_t width, std::uint64_t height,
                           const char* codec) {
  if (width == subject.facts.width && height == subject.facts.height) return;
  report(kImageSize, subject.image,
         "the " + std::string(codec) + " image has " + sides(width, height) +
             " pixels, its dictionary says " + sides(subject.facts.width, subject.facts.height));
}

void ImageChecker::dct(const Subject& subject, const std::string& data) {
  tools_.insert(jpeg_library());
  JpegReport jpeg = decode_jpeg(data, subject.image.home() == thumbnail_of_);
  if (!jpeg.thumbnail.empty()) thumbnail_ = std::move(jpeg.thumbnail);
  for (const std::string& fault : jpeg.faults)
    report(kImageData, subject.image,
           "JPEG of " + std::to_string(data.size()) + " bytes: " + fault);
  if (jpeg.too_large) ++undecoded_;
  if (!jpeg.opened) return;
  size_is(subject, jpeg.width, jpeg.height, "JPEG");
  const int components = subject.facts.colour.components;
  if (components && components != jpeg.components)
    report(kImageSize, subject.image,
           "the JPEG image has " + std::to_string(jpeg.components) +
               " components, its colour space " + std::to_string(components));
  if (jpeg.faults.empty() && jpeg.rest > kSlack)
    report(kImageTail, subject.image,
           std::to_string(jpeg.rest) + " bytes follow the end of the JPEG image");
}

void ImageChecker::jpx(const Subject& subject, const std::string& data) {
  tools_.insert(jpx_library());
  const JpxReport jpx = decode_jpx(data, samples_left_);
  samples_left_ -= std::min(samples_left_, jpx.samples);
  if (jpx.reduced) ++reduced_;
  if (jpx.undecoded) ++undecoded_;
  if (!jpx.fault.empty())
    report(kImageData, subject.image,
           "JPEG 2000 of " + std::to_string(data.size()) + " bytes: " + jpx.fault);
  if (!jpx.opened) return;
  size_is(subject, jpx.width, jpx.height, "JPEG 2000");
  if (jpx.fault.empty() && !jpx.remark.empty())
    report(kImageTail, subject.image, "JPEG 2000: " + jpx.remark);
}

void ImageChecker::ccitt(const Subject& subject, const std::string& data) {
  const Value& parms = subject.coding.codec_parms;
  CcittParameters parameters;
  parameters.k = parms.get("K").integer();
  if (!parms.get("Columns").is_null()) parameters.columns = parms.get("Columns").integer();
  parameters.rows = parms.get("Rows").integer();
  parameters.end_of_line = parms.get("EndOfLine").object().boolean();
  parameters.byte_align = parms.get("EncodedByteAlign").object().boolean();
  if (parms.get("EndOfBlock").is(Kind::kBoolean))
    parameters.end_of_block = parms.get("EndOfBlock").object().boolean();
  if (parameters.columns != subject.facts.width)
    report(kImageSize, subject.image,
           "Columns of the fax image is " + std::to_string(parameters.columns) + ", Width " +
               std::to_string(subject.facts.width));
  const CcittReport fax = decode_ccitt(data, parameters, subject.facts.height);
  const std::string name = parameters.k < 0 ? "G4" : "G3";
  if (!fax.fault.empty() && fax.rows < subject.facts.height)
    return report(kImageData, subject.image,
                  name + " of " + std::to_string(data.size()) + " bytes: " + fax.fault);
  if (fax.rows < subject.facts.height) {
    report(kImageSize, subject.image,
           "the " + name + " image has " + std::to_string(fax.rows) +
               " rows, its dictionary says " + std::to_string(subject.facts.height));
  } else if (fax.fault.empty() && fax.rows > subject.facts.height) {
    report(kImageSize, subject.image,
           "the " + name + " image has more rows than the " + std::to_string(subject.facts.height) +
               " its dictionary says");
  } else if (fax.rest > 16) {
    report(kImageTail, subject.image,
           std::to_string(fax.rest) + " bytes follow the end of the " + name + " image");
  }
}

void ImageChecker::jbig2(const Subject& subject, const std::string& data) {
  tools_.insert(jbig2_library());
  std::string globals;
  const Value shared = subject.coding.codec_parms.get("JBIG2Globals");
  if (shared.is(Kind::kStream)) {
    DecodedStream decoded = decode_to_memory(document_, shared, coding_of(shared), kMaxEncoded);
    globals = std::move(decoded.bytes);
  } else if (!shared.is_null()) {
    report(kImage, subject.image, "JBIG2Globals is " + shared.described() + ", expected a stream");
  }
  const Jbig2Report jbig2 = decode_jbig2(data, globals);
  if (!jbig2.fault.empty())
    report(kImageData, subject.image,
           "JBIG2 of " + std::to_string(data.size()) + " bytes: " + jbig2.fault);
  if (jbig2.opened) size_is(subject, jbig2.width, jbig2.height, "JBIG2");
}

std::vector<std::string> ImageChecker::not_checked() const {
  std::vector<std::string> sentences;
  if (reduced_)
    sentences.push_back(
        std::to_string(reduced_) +
        " JPEG 2000 images were decoded at a lower resolution only, for their number or size.");
  if (undecoded_)
    sentences.push_back(std::to_string(undecoded_) +
                        " images were not decoded: they are too large.");
  return sentences;
}

}  // namespace delo::validators::pdf
