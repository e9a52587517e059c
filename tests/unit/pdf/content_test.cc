// Content streams: operators, operands, balance, resources; what a page holds.
#include "tests/unit/pdf/pdf_test_support.h"

namespace delo::test {
namespace {

using namespace validators::pdf;

std::string content(const std::string& operators) {
  return PdfBuilder::one_page().content(operators).build();
}

TEST(PdfContent, sound_content_has_no_findings) {
  EXPECT_SOUND(content("q 1 0 0 1 0 0 cm 0.5 g 10 10 100 100 re f Q\n"));
  EXPECT_SOUND(
      content("BT /F1 12 Tf 1 0 0 1 72 700 Tm [(He) -20 (llo)] TJ T* (x) ' 1 2 (y) \" ET"));
  EXPECT_SOUND(content("/Span << /MCID 0 >> BDC /F1 9 Tf BT (a) Tj ET EMC"));
  EXPECT_SOUND(content("BX 1 2 novelty EX q Q"));
  EXPECT_SOUND(content(""));
}

TEST(PdfContent, unknown_operators_are_found) {
  EXPECT_BREAKS(kOperator, content("q 1 0 0 1 0 0 cn Q"));
  EXPECT_BREAKS(kOperator, content("BT /F1 12 Tf Hello) Tj ET"));
}

TEST(PdfContent, operands_of_wrong_number_or_type_are_found) {
  EXPECT_BREAKS(kOperands, content("10 10 100 re f"));
  EXPECT_BREAKS(kOperands, content("BT 12 Tf ET"));
  EXPECT_BREAKS(kOperands, content("3 J"));
  EXPECT_BREAKS(kOperands, content("8 Tr"));
  EXPECT_BREAKS(kOperands, content("BT /F1 12 Tf /F1 Tj ET"));
  EXPECT_BREAKS(kOperands, content("BT /F1 12 Tf (Hello) ET"));
  EXPECT_BREAKS(kOperands, content("BT /F1 12 Tf [(a) /b] TJ ET"));
  EXPECT_BREAKS(kOperands, content("1 2 3"));
}

TEST(PdfContent, what_is_out_of_balance_is_found) {
  EXPECT_BREAKS(kBalance, content("q q Q"));
  EXPECT_BREAKS(kBalance, content("q Q Q"));
  EXPECT_BREAKS(kBalance, content("BT /F1 12 Tf (x) Tj"));
  EXPECT_BREAKS(kBalance, content("ET"));
  EXPECT_BREAKS(kBalance, content("/P BMC"));
  EXPECT_BREAKS(kBalance, content("EMC"));
  EXPECT_BREAKS(kBalance, content("BX"));
  EXPECT_BREAKS(kBalance, content("EX"));
}

TEST(PdfContent, text_outside_a_text_object_is_found) {
  EXPECT_BREAKS(kTextObject, content("/F1 12 Tf (Hello) Tj"));
}

TEST(PdfContent, nothing_but_text_stands_in_a_text_object) {
  EXPECT_BREAKS(kInTextObject, content("BT q Q ET"));
  EXPECT_BREAKS(kInTextObject, content("BT 0 0 m 9 9 l S ET"));
  EXPECT_BREAKS(kInTextObject, content("BT 0 0 9 9 re W n ET"));
  EXPECT_SOUND(content("BT 1 g 2 w /F1 9 Tf /P BMC (a) Tj EMC ET"));
}

TEST(PdfContent, paths_begin_at_a_point) {
  EXPECT_BREAKS(kPath, content("9 9 l S"));
  EXPECT_BREAKS(kPath, content("0 0 m n 9 9 l S"));
  EXPECT_SOUND(content("0 0 m 1 1 2 2 3 3 c h W n 0 0 9 9 re 4 4 l f"));
}

TEST(PdfContent, text_without_a_font_is_found) {
  EXPECT_BREAKS(kFontNotSet, content("BT 72 700 Td (Hello) Tj ET"));
}

TEST(PdfContent, resources_that_are_not_there_are_found) {
  EXPECT_BREAKS(kResourceName, content("BT /F2 12 Tf (x) Tj ET"));
  EXPECT_BREAKS(kResourceName, content("/Im9 Do"));
  EXPECT_BREAKS(kResourceName, content("/GS1 gs"));
  EXPECT_BREAKS(kResourceName, content("/Cs1 cs"));
}

TEST(PdfContent, broken_syntax_is_found) {
  EXPECT_BREAKS(kContentSyntax, content("BT /F1 12 Tf (Hello Tj ET"));
  EXPECT_BREAKS(kContentSyntax, content("BT /F1 12 Tf <4Z> Tj ET"));
  EXPECT_BREAKS(kContentSyntax, content("BT /F1 12 Tf [(a) Tj ET"));
  EXPECT_BREAKS(kContentSyntax, content("] q Q"));
}

TEST(PdfContent, inline_images_are_passed_over) {
  EXPECT_SOUND(content("BI /W 2 /H 2 /BPC 8 /CS /G ID \x01 EI\nEI q Q"));
  EXPECT_BREAKS(kContentSyntax, content("BI /W 2 /H 2 /BPC 8 /CS /G ID abcd"));
  EXPECT_BREAKS(kImage, content("BI /BPC 8 /CS /G ID abcd EI"));
}

TEST(PdfContent, hostile_content_ends) {
  std::string deep(2'000'000, 'q');
  for (std::size_t i = 1; i < deep.size(); i += 2) deep[i] = ' ';
  EXPECT_BREAKS(kBalance, content(deep));
  EXPECT_BREAKS(kNesting, content(std::string(100'000, '[')));
  std::string numbers;
  for (int i = 0; i < 100'000; ++i) numbers += "1 ";
  EXPECT_BREAKS(kOperands, content(numbers + "m"));
}

TEST(PdfContent, a_page_is_measured) {
  const std::string gray(64 * 32, 'x');
  const Examination examination =
      look_at(PdfBuilder::one_image(
                  "/Width 64 /Height 32 /ColorSpace /DeviceGray /BitsPerComponent 8", gray)
                  .build());
  EXPECT_EQ(all_findings(examination), "");
  ASSERT_EQ(examination.technical.pages.size(), 1u);
  const PageMetadata& page = examination.technical.pages[0];
  EXPECT_EQ(page.images, 1u);
  EXPECT_EQ(page.text, false);
  ASSERT_TRUE(page.ppi.has_value());
  EXPECT_DOUBLE_EQ(*page.ppi, 16.0);  // 32 rows on two inches
  EXPECT_DOUBLE_EQ(*page.resolution_x, 32.0);
  EXPECT_EQ(page.width, 64u);
  EXPECT_EQ(page.height, 32u);
  EXPECT_EQ(page.compression, "none");
  EXPECT_EQ(page.photometric, "gray");
  EXPECT_EQ(page.bits_per_sample, std::vector<std::uint16_t>{8});
  EXPECT_EQ(examination.technical.pdf_version, "1.7");
  EXPECT_EQ(examination.technical.encrypted, false);
}

TEST(PdfContent, a_text_layer_is_seen) {
  const Examination examination = look_at(PdfBuilder::one_page().build());
  EXPECT_EQ(examination.technical.pages.at(0).text, true);
  EXPECT_EQ(examination.technical.pages.at(0).images, 0u);
}

TEST(PdfContent, an_image_within_a_form_is_measured_as_drawn) {
  PdfBuilder pdf =
      PdfBuilder::one_image("/Width 72 /Height 72 /ColorSpace /DeviceGray /BitsPerComponent 8",
                            std::string(72 * 72, 'x'));
  pdf.page(
         "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] /Contents 4 0 R /Resources << "
         "/XObject << /Fm 7 0 R >> >> >>")
      .content("q 2 0 0 2 0 0 cm /Fm Do Q")
      .stream(7,
              "/Subtype /Form /BBox [0 0 72 72] /Matrix [0.5 0 0 0.5 0 0] /Resources << /XObject "
              "<< /Im0 6 0 R >> >>",
              "36 0 0 36 0 0 cm /Im0 Do");
  const Examination examination = look_at(pdf.build());
  EXPECT_EQ(all_findings(examination), "");
  EXPECT_DOUBLE_EQ(examination.technical.pages.at(0).ppi.value_or(0), 144.0);
}

}  // namespace
}  // namespace delo::test
