// What is told of pages and of the file as a whole.
#include <gmock/gmock.h>

#include "tests/unit/pdf/pdf_test_support.h"

namespace delo::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

PageMetadata first_page(const PdfBuilder& pdf) {
  const Examination examination = look_at(pdf.build());
  EXPECT_FALSE(examination.technical.pages.empty());
  return examination.technical.pages.empty() ? PageMetadata{} : examination.technical.pages[0];
}
PdfMetadata document(const PdfBuilder& pdf) {
  return look_at(pdf.build()).technical.pdf.value_or(PdfMetadata{});
}

constexpr char kGray[] = "/Width 8 /Height 4 /ColorSpace /DeviceGray /BitsPerComponent 8";

TEST(PdfPage, its_images_are_counted_with_their_codecs_pixels_and_colours) {
  PdfBuilder pdf = PdfBuilder::one_image(kGray, std::string(32, 'x'));
  pdf.content(
      "q 144 0 0 144 0 0 cm /Im0 Do /Im0 Do BI /W 2 /H 1 /BPC 8 /CS /RGB /F /AHx ID 010203040506> "
      "EI Q");
  const PageMetadata page = first_page(pdf);
  EXPECT_EQ(page.images, 3u);
  EXPECT_EQ(page.pixels, 66u);
  EXPECT_THAT(page.codecs, ElementsAre("none"));
  EXPECT_THAT(page.colour_spaces, ElementsAre("gray", "rgb"));
}

TEST(PdfPage, text_that_is_not_painted_is_an_invisible_layer) {
  PdfBuilder pdf = PdfBuilder::one_page();
  EXPECT_EQ(first_page(pdf).invisible_text, false);
  pdf.content("BT 3 Tr /F1 12 Tf (Hello) Tj ET");
  EXPECT_EQ(first_page(pdf).text, true);
  EXPECT_EQ(first_page(pdf).invisible_text, true);
  pdf.content("q BT 3 Tr /F1 12 Tf (Hello) Tj ET Q BT /F1 12 Tf (seen) Tj ET");
  EXPECT_EQ(first_page(pdf).invisible_text, false);
}

TEST(PdfPage, glyphs_without_marks_are_invisible_too) {
  const auto with = [](const char* glyph) {
    PdfBuilder pdf = PdfBuilder::one_page();
    pdf.object(5,
               "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] "
               "/CharProcs << /g 6 0 R >> /Encoding << /Differences [72 /g] >> /FirstChar 72 "
               "/LastChar 72 /Widths [1] /Resources << >> >>");
    return first_page(pdf.stream(6, "", glyph));
  };
  EXPECT_EQ(with("1 0 0 0 1 1 d1").invisible_text, true);
  EXPECT_EQ(with("1 0 0 0 1 1 d1 0 0 1 1 re f").invisible_text, false);
}

TEST(PdfPage, one_that_shows_nothing_is_blank) {
  PdfBuilder pdf = PdfBuilder::one_page();
  EXPECT_EQ(first_page(pdf).blank, false);
  EXPECT_EQ(first_page(pdf.content("")).blank, true);
  EXPECT_EQ(first_page(pdf.content("0 0 9 9 re W n")).blank, true) << "a clip marks nothing";
  EXPECT_EQ(first_page(pdf.content("0 0 9 9 re f")).blank, false);
  EXPECT_EQ(first_page(pdf.content("BT 3 Tr /F1 12 Tf (Hello) Tj ET")).blank, true);
  EXPECT_EQ(first_page(PdfBuilder::one_image(kGray, std::string(32, 'x'))).blank, false);
}

TEST(PdfPage, fonts_that_are_not_embedded_are_named) {
  PdfBuilder pdf = PdfBuilder::one_page();
  EXPECT_EQ(first_page(pdf).fonts_embedded, false);
  EXPECT_THAT(document(pdf).fonts_not_embedded, ElementsAre("Helvetica"));
  pdf.object(5,
             "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Arial /FirstChar 72 /LastChar 72 "
             "/Widths [1] /FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Arial /Flags "
             "32 /FontBBox [0 0 1 1] /ItalicAngle 0 /Ascent 1 /Descent 0 /CapHeight 1 /StemV 1 "
             "/FontFile2 6 0 R >> >>");
  pdf.stream(6, "/Length1 4", "font");
  EXPECT_EQ(first_page(pdf).fonts_embedded, true);
  EXPECT_THAT(document(pdf).fonts_not_embedded, IsEmpty());
}

TEST(PdfPage, its_label_is_as_the_document_counts) {
  PdfBuilder pdf = PdfBuilder::one_page();
  pdf.catalog("/PageLabels << /Nums [0 << /S /r /St 4 >>] >>");
  EXPECT_EQ(first_page(pdf).label, "iv");
  pdf.catalog("/PageLabels << /Kids [<< /Nums [0 << /S /D /P (A-) /St 37 >>] >>] >>");
  EXPECT_EQ(first_page(pdf).label, "A-37");
  pdf.catalog("/PageLabels << /Nums [0 << /S /A /St 28 >>] >>");
  EXPECT_EQ(first_page(pdf).label, "BB");
  EXPECT_EQ(first_page(PdfBuilder::one_page()).label, "");
}

TEST(PdfDocument, what_it_holds_besides_its_pages_is_told) {
  PdfBuilder pdf = PdfBuilder::one_page();
  pdf.catalog(
      "/AcroForm << /Fields [7 0 R] >> /OpenAction << /S /JavaScript /JS (1) >> /Names << "
      "/EmbeddedFiles << /Names [(a) << /Type /Filespec /F (table.csv) /EF << /F 8 0 R >> >>] >> "
      ">>");
  pdf.object(7,
             "<< /FT /Sig /T (s) /V << /Type /Sig /Filter /X /ByteRange [0 1 2 3] /Contents "
             "<00> >> >>");
  pdf.stream(8, "/Type /EmbeddedFile", "1,2");
  const PdfMetadata told = document(pdf);
  EXPECT_EQ(told.attachments, 1u);
  EXPECT_THAT(told.attachment_names, ElementsAre("table.csv"));
  EXPECT_TRUE(told.javascript);
  EXPECT_EQ(told.signatures, 1u);
  EXPECT_EQ(told.form, "acroform");
  EXPECT_EQ(document(PdfBuilder::one_page()).form, "");
}

TEST(PdfDocument, its_claims_are_told_with_their_revision) {
  PdfBuilder pdf = PdfBuilder::one_page();
  pdf.catalog("/Metadata 6 0 R");
  pdf.stream(6, "/Type /Metadata /Subtype /XML",
             "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
             "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
             "rdf:about='' xmlns:a='http://www.aiim.org/pdfa/ns/id/' a:part='4' a:rev='2020' "
             "a:conformance='F' xmlns:u='http://www.aiim.org/pdfua/ns/id/'><u:part>1</u:part>"
             "</rdf:Description></rdf:RDF></x:xmpmeta>");
  const Examination examination = look_at(pdf.build());
  EXPECT_EQ(examination.technical.pdfa_claim, "4f");
  ASSERT_TRUE(examination.technical.pdf.has_value());
  EXPECT_EQ(examination.technical.pdf->pdfa_revision, "2020");
  EXPECT_EQ(examination.technical.pdf->pdfua_claim, "1");
}

}  // namespace
}  // namespace delo::test
