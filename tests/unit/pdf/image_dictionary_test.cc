// What dictionaries of images say of colour, masks and predictors, and inline images.
// Many more cases are planted in tests/planted/pdf_images.
#include "tests/unit/pdf/pdf_test_support.h"

namespace delo::test {
namespace {

using namespace validators::pdf;

std::string image(const std::string& entries, const std::string& data = "x") {
  return PdfBuilder::one_image("/Width 1 /Height 1 /BitsPerComponent 8 " + entries, data).build();
}

TEST(PdfColour, spaces_are_of_a_known_family_with_what_it_asks_for) {
  EXPECT_SOUND(image("/ColorSpace [/Indexed /DeviceRGB 1 <000000FFFFFF>]"));
  EXPECT_SOUND(image("/ColorSpace [/CalGray << /WhitePoint [0.95 1 1.09] >>]"));
  EXPECT_BREAKS(kColourSpace, image("/ColorSpace /DeviceGrey"));
  EXPECT_BREAKS(kColourSpace, image("/ColorSpace [/Indexed /DeviceRGB 2 <000000FFFFFF>]"));
  EXPECT_BREAKS(kColourSpace, image("/ColorSpace [/Indexed /DeviceRGB 256 <000000>]"));
  EXPECT_BREAKS(kColourSpace, image("/ColorSpace [/CalGray << >>]"));
  EXPECT_BREAKS(kColourSpace, image("/ColorSpace [/Separation /Sepia /DeviceRGB]"));
}

TEST(PdfColour, those_of_resources_are_looked_at_too) {
  PdfBuilder pdf = PdfBuilder::one_page();
  pdf.page(
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << "
      "/F1 5 0 R >> /ColorSpace << /Cs1 [/Lab << >>] >> >> >>");
  EXPECT_BREAKS(kColourSpace, pdf.build());
}

TEST(PdfImage, entries_of_masks_that_readers_ignore_are_a_warning) {
  EXPECT_BREAKS(kMaskEntries, PdfBuilder::one_image(
                                  "/Width 8 /Height 1 /ImageMask true /ColorSpace /DeviceGray", "x")
                                  .build());
  EXPECT_SOUND(PdfBuilder::one_image("/Width 8 /Height 1 /ImageMask true", "x").build());
}

TEST(PdfImage, a_predictor_over_other_rows_than_the_image_is_a_warning) {
  const auto with = [](const char* columns) {
    return PdfBuilder::one_image(
               "/Width 8 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter "
               "/FlateDecode /DecodeParms << /Predictor 2 /Columns " +
                   std::string(columns) + " >>",
               PdfBuilder::deflated("sixteen letters!"))
        .build();
  };
  EXPECT_SOUND(with("8"));
  EXPECT_BREAKS(kPredictor, with("4"));
}

TEST(PdfContent, inline_images_are_decoded) {
  const auto inlined = [](const std::string& entries, const std::string& data) {
    return PdfBuilder::one_page()
        .content("BI /W 4 /H 2 /BPC 8 /CS /G " + entries + " ID " + data + "\nEI\n")
        .build();
  };
  EXPECT_SOUND(inlined("", "8 bytes."));
  EXPECT_SOUND(inlined("/F /AHx", "3820627974657320>"));
  EXPECT_BREAKS(kInlineImage, inlined("/F /AHx", "38206279746573>"));
  EXPECT_BREAKS(kInlineImage, inlined("/F /AHx", "3820627974657xyz>"));
  EXPECT_BREAKS(kInlineImage, inlined("/F /Zip", "8 bytes."));
}

}  // namespace
}  // namespace delo::test
