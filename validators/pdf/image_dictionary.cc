#include "validators/pdf/image_dictionary.h"

#include <algorithm>

#include "validators/pdf/pdf_rules.h"

namespace delo::validators::pdf {
namespace {

constexpr std::int64_t kMaxSide = 1 << 24;  // pixels

class Check {
 public:
  Check(Document& document, const ImageSubject& subject, Findings& findings)
      : document_(document),
        image_(subject.image),
        coding_(subject.coding),
        facts_(subject.facts),
        part_(subject.part),
        findings_(findings),
        mask_(image_.get("ImageMask").object().boolean()) {}

  void run() {
    for (const char* key : {"Width", "Height"}) {
      const Value side = image_.get(key);
      if (!side.is(Kind::kInteger) || side.integer() < 1 || side.integer() > kMaxSide)
        report(kImage, std::string(key) + " of the image is " + side.described() +
                           ", expected a positive integer");
    }
    if (const Value smooth = image_.get("Interpolate");
        !smooth.is_null() && !smooth.is(Kind::kBoolean))
      report(kImage, "Interpolate is " + smooth.described() + ", expected true or false");
    if (const Value intent = image_.get("Intent"); !intent.is_null() && !intent.is(Kind::kName))
      report(kImage, "Intent is " + intent.described() + ", expected a name");
    bits();
    colour();
    decode();
    soft_mask();
    mask();
    codec_parameters();
    predictor();
  }

 private:
  void report(const Rule& rule, std::string message) {
    const bool inlined = !part_.empty();
    findings_.add(rule, inlined ? part_ : image_.part(), inlined ? -1 : image_.offset(),
                  (inlined ? "an inline image: " : "") + std::move(message));
  }

  void bits() {
    const Value bits = image_.get("BitsPerComponent");
    const std::int64_t n = bits.integer();
    const std::string& codec = coding_.codec;
    if (codec == "JPXDecode") return;  // ignored: the data say it
    if (mask_) {
      if (!bits.is_null() && n != 1)
        report(kImage, "BitsPerComponent of an image mask is " + bits.described() + ", expected 1");
      return;
    }
    const bool possible = n == 1 || n == 2 || n == 4 || n == 8 || n == 16;
    if (!possible && (codec.empty() || !bits.is_null()))
      return report(kImage,
                    "BitsPerComponent is " + bits.described() + ", expected 1, 2, 4, 8 or 16");
    const std::int64_t delivered = codec == "DCTDecode" ? 8 : codec.empty() ? n : 1;
    if (!bits.is_null() && n != delivered)
      report(kImageSize, "BitsPerComponent is " + bits.described() + ", " + codec + " delivers " +
                             std::to_string(delivered) + " bits");
  }

  void colour() {
    const Value space = image_.get("ColorSpace");
    const std::string& codec = coding_.codec;
    if (mask_) {
      if (!space.is_null())
        report(kMaskEntries, "an image mask has a ColorSpace, " + space.described());
      return;
    }
    if (space.is_null()) {
      if (codec != "JPXDecode") report(kImage, "ColorSpace of the image is missing");
      return;
    }
    if (std::string fault = fault_of_colour_space(document_, space, true); !fault.empty())
      report(kColourSpace, std::move(fault));
    if ((codec == "CCITTFaxDecode" || codec == "JBIG2Decode") && facts_.colour.components > 1)
      report(kImageSize, "the colour space of the image has " +
                             std::to_string(facts_.colour.components) + " components, " + codec +
                             " delivers one");
  }

  void decode() {
    const Value decode = image_.get("Decode");
    if (decode.is_null()) return;
    const auto need = static_cast<std::size_t>(2 * facts_.colour.components);
    bool fits = decode.is(Kind::kArray) && (need == 0 || decode.size() == need);
    for (std::size_t i = 0; fits && i < decode.size(); ++i) fits = decode.at(i).is_number();
    if (!fits)
      report(kImage, "Decode is " + decode.described() + ", expected an array of " +
                         std::to_string(need) + " numbers");
  }

  void soft_mask() {  // 11.6.5.3
    const Value soft = image_.get("SMask");
    if (soft.is_null()) return;
    if (!soft.is(Kind::kStream) || !soft.get("Subtype").is_name("Image"))
      return report(kImage, "SMask is " + soft.described() + ", expected an image");
    if (!soft.get("SMask").is_null() || !soft.get("Mask").is_null() ||
        soft.get("ImageMask").object().boolean())
      report(kImage, "the soft mask is " + soft.part() + ", which has a mask or is one");
    const Value space = soft.get("ColorSpace");
    if (const int n = colour_space_of(space).components; n > 1) {
      report(kImage, "the soft mask has " + std::to_string(n) + " components, expected one");
    } else if (!space.is_null() && !space.is_name("DeviceGray")) {
      report(kMaskEntries,
             "the colour space of the soft mask is " + space.described() + ", expected DeviceGray");
    }
    const Value matte = soft.get("Matte");
    if (matte.is_null()) return;
    if (const int n = facts_.colour.components;
        !matte.is(Kind::kArray) || (n && matte.size() != static_cast<std::size_t>(n)))
      report(kImage,
             "Matte is " + matte.described() + ", expected " + std::to_string(n) + " numbers");
    if (soft.get("Width").integer() != image_.get("Width").integer() ||
        soft.get("Height").integer() != image_.get("Height").integer())
      report(kImage, "the soft mask has a Matte and another size than its image");
  }

  void mask() {  // 8.9.6
    const Value mask = image_.get("Mask");
    if (mask.is_null()) return;
    if (mask.is(Kind::kStream)) {
      if (!mask.get("ImageMask").object().boolean())
        report(kImage, "Mask is " + mask.part() + ", which is no image mask");
      return;
    }
    const auto need = static_cast<std::size_t>(2 * facts_.colour.components);
    bool fits = mask.is(Kind::kArray) && (need == 0 || mask.size() == need);
    for (std::size_t i = 0; fits && i < mask.size(); ++i) {
      const std::int64_t bound = facts_.bits ? (1ll << facts_.bits) - 1 : 65535;
      fits = mask.at(i).is(Kind::kInteger) && mask.at(i).integer() >= 0 &&
             mask.at(i).integer() <= bound;
    }
    if (!fits)
      report(kImage, "Mask is " + mask.described() + ", expected an image mask or " +
                         std::to_string(need) + " integers that samples can have");
  }

  void codec_parameters() {
    const Value& parms = coding_.codec_parms;
    const auto integer = [&](const char* key) {
      const Value value = parms.get(key);
      if (!value.is_null() && !value.is(Kind::kInteger))
        report(kStreamFilter, std::string(key) + " of DecodeParms is " + value.described() +
                                  ", expected an integer");
    };
    const auto boolean = [&](const char* key) {
      const Value value = parms.get(key);
      if (!value.is_null() && !value.is(Kind::kBoolean))
        report(kStreamFilter, std::string(key) + " of DecodeParms is " + value.described() +
                                  ", expected true or false");
    };
    if (coding_.codec == "CCITTFaxDecode") {
      for (const char* key : {"K", "Columns", "Rows", "DamagedRowsBeforeError"}) integer(key);
      for (const char* key : {"EndOfLine", "EncodedByteAlign", "EndOfBlock", "BlackIs1"})
        boolean(key);
      const Value rows = parms.get("Rows"), block = parms.get("EndOfBlock");
      if (block.is(Kind::kBoolean) && !block.object().boolean() && rows.integer() > 0 &&
          rows.integer() < image_.get("Height").integer())
        report(kImageSize, "Rows of the fax image without an end mark is " + rows.described() +
                               ", Height " + image_.get("Height").described());
    }
    if (coding_.codec == "DCTDecode") integer("ColorTransform");
  }

  // 7.4.4.4: Columns is the samples of a row.  Only rows of other length matter:
  // writers count a pixel of three bytes as three columns of one.
  void predictor() {
    if (!coding_.codec.empty() || coding_.filters.empty()) return;
    const FilterSpec& last = coding_.filters.back();
    const auto samples = static_cast<std::uint64_t>(facts_.bits * facts_.colour.components);
    if ((last.name != "FlateDecode" && last.name != "LZWDecode") || last.predictor < 2 ||
        samples == 0 || last.columns < 1 || last.columns > kMaxSide || last.colors < 1 ||
        last.colors > 1024 || last.bits_per_component < 1 || last.bits_per_component > 16)
      return;
    const std::uint64_t row = (facts_.width * samples + 7) / 8;
    const std::uint64_t predicted =
        (static_cast<std::uint64_t>(last.columns * last.colors * last.bits_per_component) + 7) / 8;
    if (row != predicted)
      report(kPredictor, "the predictor's rows have " + std::to_string(predicted) +
                             " bytes, those of the image " + std::to_string(row));
  }

  Document& document_;
  const Value& image_;
  const StreamCoding& coding_;
  const ImageFacts& facts_;
  const std::string part_;
  Findings& findings_;
  const bool mask_;
};

}  // namespace

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

void check_image_dictionary(Document& document, const ImageSubject& subject, Findings& findings) {
  Check(document, subject, findings).run();
}

}  // namespace delo::validators::pdf
