#include "tests/planted/pdf_images/cases.h"
#include "tests/planted/pdf_images/scan_page.h"

namespace delo::planted {
namespace {

constexpr int kWidth = 200, kHeight = 280;
constexpr std::string_view kIcc = "pdf.icc", kImage = "pdf.image.dictionary",
                           kSpace = "pdf.colour-space";

// An image of so many components, and what its colour space refers to as object 20.
class Coloured {
 public:
  Coloured(int components, const std::string& space, const std::string& more = {})
      : page_(sides(kWidth, kHeight) + "/BitsPerComponent 8 /Filter /FlateDecode /ColorSpace " +
                  space + " " + more,
              deflated(scanned_page(kWidth, kHeight, components).bytes)) {}
  Coloured& stream(int number, const std::string& entries, const std::string& data) {
    page_.stream(number, entries + " /Filter /FlateDecode", deflated(data));
    return *this;
  }
  Coloured& image(int number, const std::string& entries, const std::string& data) {
    page_.image(number, entries + " /Filter /FlateDecode", deflated(data));
    return *this;
  }
  Coloured& object(int number, const std::string& body) {
    page_.object(number, body);
    return *this;
  }
  std::string build() const { return page_.build(); }

 private:
  ScanPage page_;
};

std::string icc(int components, const std::string& entries, const std::string& profile) {
  return Coloured(components, "[/ICCBased 20 0 R]").stream(20, entries, profile).build();
}

void plant_profiles(const Plant& plant) {
  const std::string rgb = srgb_profile(), gray = gray_profile();
  plant("icc-rgb", "sound", icc(3, "/N 3 /Alternate /DeviceRGB", rgb));
  plant("icc-gray", "sound", icc(1, "/N 1", gray));
  plant("icc-half", kIcc, icc(3, "/N 3", half(rgb)));
  plant("icc-header-only", kIcc, icc(3, "/N 3", rgb.substr(0, 128)));
  plant("icc-empty", kIcc, icc(3, "/N 3", ""));
  plant("icc-zeroed", kIcc, icc(3, "/N 3", zeroed(rgb, 128, 100)));
  plant("icc-no-signature", kIcc, icc(3, "/N 3", with(rgb, "acsp", "acsx")));
  plant("icc-tail", kIcc, icc(3, "/N 3", rgb + std::string(500, 'x')));
  plant("icc-not-a-profile", kIcc, icc(3, "/N 3", std::string(4000, 'x')));
  plant("icc-n-1-of-rgb", kIcc, icc(1, "/N 1", rgb));
  plant("icc-n-4-of-rgb", kIcc, icc(4, "/N 4", rgb));
  plant("icc-n-3-of-gray", kIcc, icc(3, "/N 3", gray));
  plant("icc-n-missing", "pdf.icc|pdf.colour-space", icc(3, "", rgb));
  plant("icc-n-2", "pdf.icc|pdf.colour-space", icc(3, "/N 2", rgb));
  plant("icc-alternate-of-other-n", kSpace, icc(3, "/N 3 /Alternate /DeviceGray", rgb));
  plant("icc-range-of-wrong-length", kSpace, icc(3, "/N 3 /Range [0 1]", rgb));
  plant("icc-lost", "pdf.icc|pdf.colour-space", Coloured(3, "[/ICCBased 20 0 R]").build());
  plant("icc-no-stream", "pdf.icc|pdf.colour-space",
        Coloured(3, "[/ICCBased 20 0 R]").object(20, "<< /N 3 >>").build());
  const auto intent = [](const std::string& profile, const std::string& n) {
    return ScanPage(sides(kWidth, kHeight) +
                        "/ColorSpace /DeviceGray /BitsPerComponent 8 "
                        "/Filter /FlateDecode ",
                    deflated(scanned_page(kWidth, kHeight, 1).bytes))
        .stream(7, n + " /Filter /FlateDecode", deflated(profile))
        .build();
  };
  plant("intent-half", kIcc, intent(half(rgb), "/N 3"));
  plant("intent-n-4-of-rgb", kIcc, intent(rgb, "/N 4"));
  plant("intent-zeroed", kIcc, intent(zeroed(rgb, 128, 100), "/N 3"));
}

void plant_spaces(const Plant& plant) {
  const std::string tint = "<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0] /C1 [1 1 1] /N 1 >>";
  plant("cal-gray", "sound", Coloured(1, "[/CalGray << /WhitePoint [0.95 1 1.09] >>]").build());
  plant("cal-rgb", "sound",
        Coloured(3, "[/CalRGB << /WhitePoint [0.95 1 1.09] /Gamma [2 2 2] >>]").build());
  plant("lab", "sound", Coloured(3, "[/Lab << /WhitePoint [0.95 1 1.09] >>]").build());
  plant("separation", "sound", Coloured(1, "[/Separation /Sepia /DeviceRGB " + tint + "]").build());
  plant("device-n", "sound",
        Coloured(2, "[/DeviceN [/Sepia /Black] /DeviceRGB 21 0 R]")
            .stream(21, "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1]", "{ pop dup dup }")
            .build());
  const auto indexed = [](const std::string& space, std::size_t bytes) {
    std::string table;
    for (std::size_t i = 0; i < bytes; ++i) table.push_back(static_cast<char>(i));
    return Coloured(1, space).stream(21, "", table).build();
  };
  plant("indexed", "sound", indexed("[/Indexed /DeviceRGB 255 21 0 R]", 768));
  plant("indexed-string", "sound",
        ScanPage(sides(8, 1) + "/BitsPerComponent 1 /ColorSpace [/Indexed /DeviceRGB 1 "
                               "<000000FFFFFF>] ",
                 "x")
            .build());
  plant("indexed-table-short", kSpace, indexed("[/Indexed /DeviceRGB 255 21 0 R]", 767));
  plant("indexed-hival-256", kSpace, indexed("[/Indexed /DeviceRGB 256 21 0 R]", 771));
  plant("indexed-hival-missing", kSpace, indexed("[/Indexed /DeviceRGB]", 768));
  plant("indexed-of-indexed", kSpace,
        indexed("[/Indexed [/Indexed /DeviceRGB 1 <000000FFFFFF>] 255 21 0 R]", 768));
  plant("space-unknown", kSpace, Coloured(1, "/DeviceGrey").build());
  plant("space-family-unknown", kSpace, Coloured(1, "[/CalGrey << >>]").build());
  plant("space-number", kSpace, Coloured(1, "7").build());
  plant("cal-gray-no-white-point", kSpace, Coloured(1, "[/CalGray << >>]").build());
  plant("lab-range-of-wrong-length", kSpace,
        Coloured(3, "[/Lab << /WhitePoint [0.95 1 1.09] /Range [0 1] >>]").build());
  plant("separation-no-function", kSpace, Coloured(1, "[/Separation /Sepia /DeviceRGB]").build());
  plant("separation-name-missing", kSpace,
        Coloured(1, "[/Separation 7 /DeviceRGB " + tint + "]").build());
  plant("device-n-of-three", "pdf.image.size",
        Coloured(2, "[/DeviceN [/Sepia /Black /Red] /DeviceRGB 21 0 R]")
            .stream(21, "/FunctionType 4 /Domain [0 1 0 1 0 1] /Range [0 1 0 1 0 1]",
                    "{ pop pop dup dup }")
            .build());
  plant("space-missing", kImage, Coloured(1, "null").build());
}

void plant_masks(const Plant& plant) {
  const std::string shades = scanned_page(100, 140, 1).bytes,
                    gray = sides(100, 140) + "/ColorSpace /DeviceGray /BitsPerComponent 8";
  const auto soft = [&](const std::string& entries, const std::string& data) {
    return Coloured(3, "/DeviceRGB", "/SMask 22 0 R").image(22, entries, data).build();
  };
  plant("soft-mask", "sound", soft(gray, shades));
  plant("soft-mask-matte", "sound",
        soft("/Width 200 /Height 280 /ColorSpace /DeviceGray /BitsPerComponent 8 /Matte [1 1 1]",
             scanned_page(kWidth, kHeight, 1).bytes));
  plant(
      "stencil-mask", "sound",
      Coloured(3, "/DeviceRGB", "/Mask 22 0 R")
          .image(22, sides(80, 100) + "/ImageMask true /BitsPerComponent 1", std::string(1000, 'x'))
          .build());
  plant("colour-key", "sound", Coloured(3, "/DeviceRGB", "/Mask [0 9 0 9 0 9]").build());
  plant("soft-mask-cut", "pdf.image.size", soft(gray, half(shades)));
  plant("soft-mask-rgb", kImage,
        soft(sides(100, 140) + "/ColorSpace /DeviceRGB /BitsPerComponent 8",
             scanned_page(100, 140, 3).bytes));
  plant("soft-mask-no-space", kImage, soft(sides(100, 140) + "/BitsPerComponent 8", shades));
  plant("soft-mask-no-image", kImage,
        Coloured(3, "/DeviceRGB", "/SMask 22 0 R").object(22, "<< /Type /XObject >>").build());
  plant("soft-mask-of-itself", kImage, Coloured(3, "/DeviceRGB", "/SMask 6 0 R").build());
  plant("soft-mask-matte-size", kImage, soft(gray + " /Matte [1 1 1]", shades));
  plant("soft-mask-matte-length", kImage,
        soft("/Width 200 /Height 280 /ColorSpace /DeviceGray /BitsPerComponent 8 /Matte [1]",
             scanned_page(kWidth, kHeight, 1).bytes));
  plant("stencil-mask-no-mask", kImage,
        Coloured(3, "/DeviceRGB", "/Mask 22 0 R").image(22, gray, shades).build());
  plant("colour-key-length", kImage, Coloured(3, "/DeviceRGB", "/Mask [0 9]").build());
  plant("colour-key-range", kImage, Coloured(3, "/DeviceRGB", "/Mask [0 9 0 9 0 900]").build());
  plant("mask-name", kImage, Coloured(3, "/DeviceRGB", "/Mask /None").build());
  plant("decode-length", kImage, Coloured(3, "/DeviceRGB", "/Decode [0 1 0 1]").build());
  plant("decode-no-numbers", kImage, Coloured(3, "/DeviceRGB", "/Decode [0 1 0 1 0 /One]").build());
  plant("mask-of-eight-bits", kImage,
        ScanPage(sides(100, 140) + "/ImageMask true /BitsPerComponent 8 /Filter /FlateDecode ",
                 deflated(shades))
            .build());
  plant("mask-with-colour", "pdf.image.mask-entries",
        ScanPage(sides(80, 100) + "/ImageMask true /ColorSpace /DeviceGray /Filter /FlateDecode ",
                 deflated(std::string(1000, 'x')))
            .build());
}

}  // namespace

void plant_colours(const Plant& plant) {
  plant_profiles(plant);
  plant_spaces(plant);
  plant_masks(plant);
}

}  // namespace delo::planted
