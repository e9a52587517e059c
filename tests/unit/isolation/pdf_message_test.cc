// What is told of a PDF comes over the message of the sandbox as it was, within limits.
#include <gtest/gtest.h>

#include "validators/examination_message.h"

namespace delo::validators {
namespace {

RelativePath path() { return RelativePath::parse("delo.pdf").value(); }

Examination told() {
  Examination out;
  out.technical.page_count = 1;
  PageMetadata& page = out.technical.pages.emplace_back();
  page.images = 2;
  page.pixels = 17'398'272;
  page.text = page.invisible_text = page.fonts_embedded = true;
  page.blank = false;
  page.codecs = {"jpeg", "g4"};
  page.colour_spaces = {"rgb", "mask"};
  page.label = "iv";
  out.technical.pdf_version = "1.7";
  out.technical.pdfa_claim = "4f";
  out.technical.pdf = PdfMetadata{.pdfa_revision = "2020",
                                  .pdfua_claim = "1",
                                  .form = "xfa",
                                  .attachments = 2,
                                  .attachment_names = {"a.csv", "б.csv"},
                                  .javascript = true,
                                  .signatures = 3,
                                  .fonts_not_embedded = {"Arial"}};
  return out;
}

TEST(PdfMessage, everything_comes_back_as_it_was) {
  const BelievedAnswer answer = answer_from(text_of(Result<Examination>(told())), path());
  ASSERT_EQ(answer.rejected, "");
  ASSERT_TRUE(answer.examination.has_value());
  const TechnicalMetadata& technical = answer.examination->technical;
  ASSERT_EQ(technical.pages.size(), 1u);
  const PageMetadata &page = technical.pages[0], before = told().technical.pages[0];
  EXPECT_EQ(page.pixels, before.pixels);
  EXPECT_EQ(page.invisible_text, true);
  EXPECT_EQ(page.fonts_embedded, true);
  EXPECT_EQ(page.blank, false);
  EXPECT_EQ(page.codecs, before.codecs);
  EXPECT_EQ(page.colour_spaces, before.colour_spaces);
  EXPECT_EQ(page.label, "iv");
  ASSERT_TRUE(technical.pdf.has_value());
  EXPECT_EQ(technical.pdf->pdfa_revision, "2020");
  EXPECT_EQ(technical.pdf->pdfua_claim, "1");
  EXPECT_EQ(technical.pdf->form, "xfa");
  EXPECT_EQ(technical.pdf->attachments, 2u);
  EXPECT_EQ(technical.pdf->attachment_names, told().technical.pdf->attachment_names);
  EXPECT_TRUE(technical.pdf->javascript);
  EXPECT_EQ(technical.pdf->signatures, 3u);
  EXPECT_EQ(technical.pdf->fonts_not_embedded, told().technical.pdf->fonts_not_embedded);
}

TEST(PdfMessage, more_than_anybody_says_is_not_believed) {
  Examination names = told();
  names.technical.pdf->attachment_names.assign(100'000, "x");
  EXPECT_NE(answer_from(text_of(Result<Examination>(names)), path()).rejected, "");
  Examination codecs = told();
  codecs.technical.pages[0].codecs.assign(1000, "jpeg");
  EXPECT_NE(answer_from(text_of(Result<Examination>(codecs)), path()).rejected, "");
  Examination label = told();
  label.technical.pages[0].label.assign(1'000'000, 'x');
  const BelievedAnswer cut = answer_from(text_of(Result<Examination>(label)), path());
  ASSERT_TRUE(cut.examination.has_value());
  EXPECT_LT(cut.examination->technical.pages[0].label.size(), 300u);
}

}  // namespace
}  // namespace delo::validators
