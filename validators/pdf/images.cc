#include "validators/pdf/images.h"

#include <algorithm>

#include "validators/pdf/ccitt_decoder.h"
#include "validators/pdf/image_look.h"
#include "validators/pdf/inline_images.h"
#include "validators/pdf/jbig2_decoder.h"
#include "validators/pdf/jpeg_decoder.h"
#include "validators/pdf/jpx_decoder.h"
#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

constexpr std::uint64_t kMaxEncoded = 256ull << 20;  // bytes of one encoded image, held at once
constexpr std::size_t kMostKept = 16u << 20;         // bytes kept from image to image
constexpr std::uint64_t kMaxRaw = 2ull << 30;        // bytes of one image without a codec
constexpr std::uint64_t kSlack = 2;                  // bytes: a line end after the data

std::string sides(std::uint64_t width, std::uint64_t height) {
  return std::to_string(width) + " x " + std::to_string(height);
}

}  // namespace

void ImageChecker::check(const Value& image) {
  const StreamCoding coding = coding_of(image);
  const ImageFacts facts = facts_of(image);
  const Subject subject{image, coding, facts};
  check_image_dictionary(document_, subject, findings_);
  decode(subject);
}

void ImageChecker::check_inline(const Value& image, std::string_view data,
                                const std::string& part) {
  const StreamCoding coding = coding_of(image);
  const ImageFacts facts = facts_of(image);
  check_image_dictionary(document_, {image, coding, facts, part}, findings_);
  inline_part_ = part;
  inline_data_ = data;
  decode({image, coding, facts});
  inline_part_.clear();
  inline_data_ = {};
}

void ImageChecker::decode(const Subject& subject) {
  if (!subject.coding.fault.empty())
    return report(kStreamFilter, subject.image, subject.coding.fault);
  if (subject.coding.external || budget_.spent) return;
  if (subject.coding.codec.empty()) {
    raw(subject);
  } else {
    encoded(subject);
  }
}

DecodeOutcome ImageChecker::bytes_of(const Subject& subject, std::uint64_t budget,
                                     const StreamDecoder::Sink& sink) {
  if (inline_part_.empty())
    return decode_stream(document_, subject.image, subject.coding, budget, sink);
  StreamDecoder decoder(subject.coding.filters, budget, sink);
  decoder.write(inline_data_);
  return decoder.finish();
}

void ImageChecker::raw(const Subject& subject) {
  const ImageFacts& facts = subject.facts;
  const std::uint64_t expected = plain_size_of(facts);  // 0: unknown
  const std::uint64_t limit =
      std::min({expected ? expected + (1 << 16) : kStreamLimit, kMaxRaw, budget_.left});
  std::uint64_t got = 0;
  SampleLook look(facts);
  const DecodeOutcome outcome = bytes_of(subject, limit, [&](std::string_view bytes) {
    got += bytes.size();
    look.write(bytes);
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
  saw(subject, look.finish());
}

void ImageChecker::encoded(const Subject& subject) {
  std::string& data = encoded_;
  data.clear();
  if (data.capacity() > kMostKept) data.shrink_to_fit();
  const DecodeOutcome outcome = bytes_of(subject, kMaxEncoded, [&](std::string_view bytes) {
    data.append(bytes);
    return true;
  });
  if (!outcome.fault.empty()) return report(kStreamData, subject.image, outcome.fault);
  if (outcome.over_budget)
    return report(
        kStreamBudget, subject.image,
        "the encoded image unfolds to more than " + std::to_string(kMaxEncoded >> 20) + " MB");
  const std::string& codec = subject.coding.codec;
  if (codec == "DCTDecode") dct(subject, data);
  if (codec == "JPXDecode") jpx(subject, data);
  if (codec == "CCITTFaxDecode") ccitt(subject, data);
  if (codec == "JBIG2Decode") jbig2(subject, data);
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
  const bool thumbnail = inline_part_.empty() && subject.image.home() == thumbnail_of_;
  JpegReport jpeg = decode_jpeg(data, thumbnail);
  if (!jpeg.thumbnail.empty()) thumbnail_ = std::move(jpeg.thumbnail);
  for (const std::string& fault : jpeg.faults)
    report(kImageData, subject.image,
           "JPEG of " + std::to_string(data.size()) + " bytes: " + fault);
  saw(subject, jpeg.look);
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
  if (jpx.fault.empty()) saw(subject, jpx.look);
  if (!jpx.opened) return;
  size_is(subject, jpx.width, jpx.height, "JPEG 2000");
  const auto components = static_cast<unsigned>(subject.facts.colour.components);
  // A palette of its own gives way to the dictionary's (7.4.9); one channel more is
  // opacity, whether the boxes say so or not.
  if (jpx.fault.empty() && components && components != jpx.components &&
      components != jpx.colour_channels && components + 1 != jpx.colour_channels)
    report(kImageSize, subject.image,
           "the JPEG 2000 image has " + std::to_string(jpx.colour_channels) +
               " channels of colour, its colour space " + std::to_string(components));
  if (jpx.fault.empty() && !jpx.boxed && subject.image.get("ColorSpace").is_null() &&
      !subject.image.get("ImageMask").object().boolean())
    report(kImage, subject.image,
           "ColorSpace of the image is missing, and its JPEG 2000 data say none");
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
  const std::uint64_t width = subject.facts.width, height = subject.facts.height;
  BitmapLook look(width, height);
  std::vector<std::byte> bits((width + 7) / 8);
  const CcittReport fax = decode_ccitt(
      data, parameters, height, [&](std::uint64_t y, std::span<const std::int32_t> changes) {
        if (!look.wants(y)) return;
        std::ranges::fill(bits, std::byte{0});
        paint_ccitt(changes, bits);
        look.row(y, bits);
      });
  if (fax.fault.empty()) saw(subject, look.finish());
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
  } else if (parameters.k < 0 && parameters.end_of_block && !fax.end_marker) {
    report(kStreamRest, subject.image, "the G4 image ends without its end-of-block mark");
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
  if (jbig2.fault.empty()) saw(subject, jbig2.look);
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
