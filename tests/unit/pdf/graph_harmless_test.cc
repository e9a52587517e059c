// What the standard asks for and no reader depends on: warnings.
#include "tests/unit/pdf/pdf_test_support.h"

namespace delo::test {
namespace {

using namespace validators::pdf;

std::string catalog_with(const std::string& entries, const std::string& object6 = "null",
                         const std::string& object7 = "null") {
  return PdfBuilder::one_page()
      .object(1, "<< /Type /Catalog /Pages 2 0 R " + entries + " >>")
      .object(6, object6)
      .object(7, object7)
      .build();
}

std::string page_with(const std::string& entries) {
  return PdfBuilder::one_page()
      .page(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
          "/Resources << /Font << /F1 5 0 R >> >> " +
          entries + " >>")
      .build();
}

std::string font_with(const std::string& name, const std::string& box) {
  return PdfBuilder::one_page()
      .object(5,
              "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FontDescriptor << /Type "
              "/FontDescriptor /FontName /" +
                  name + " /Flags 32 /ItalicAngle 0 /Ascent 9 /Descent 0 /StemV 1 " + box +
                  " >> >>")
      .build();
}

TEST(PdfHarmless, font_descriptors_have_the_name_of_their_font_and_a_box) {
  EXPECT_BREAKS(kDescriptorName, font_with("Other", "/FontBBox [0 0 9 9]"));
  EXPECT_BREAKS(kDescriptorBox, font_with("Helvetica", ""));
  EXPECT_SOUND(font_with("Helvetica", "/FontBBox [0 0 9 9]"));
}

TEST(PdfHarmless, private_data_of_a_page_have_a_date) {
  EXPECT_BREAKS(kPieceInfo, page_with("/PieceInfo << >>"));
  EXPECT_SOUND(page_with("/PieceInfo << >> /LastModified (D:2024)"));
}

TEST(PdfHarmless, an_annotation_is_on_one_page) {
  const auto pages = [](const std::string& second) {
    return PdfBuilder::one_page()
        .object(2, "<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>")
        .page(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Annots [7 0 R] "
            "/Resources << /Font << /F1 5 0 R >> >> >>")
        .object(6, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << >> /Annots [" +
                       second + "] >>")
        .object(7, "<< /Type /Annot /Subtype /Square /Rect [0 0 9 9] >>")
        .object(8, "<< /Type /Annot /Subtype /Square /Rect [0 0 9 9] >>")
        .build();
  };
  EXPECT_BREAKS(kAnnotationShared, pages("7 0 R"));
  EXPECT_SOUND(pages("8 0 R"));
}

TEST(PdfHarmless, fields_have_plain_names_and_an_appearance) {
  const auto form = [](const std::string& entries, const std::string& field) {
    return catalog_with("/AcroForm << /Fields [6 0 R] " + entries + " >>",
                        "<< /FT /Tx " + field + " >>");
  };
  EXPECT_BREAKS(kFieldName, form("/DA ()", "/T (a.b)"));
  EXPECT_BREAKS(kFieldAppearance, form("", "/T (a)"));
  EXPECT_FALSE(rules_broken(form("/DA ()", "/T (a)")).count(std::string(kFieldAppearance.id)));
  EXPECT_FALSE(rules_broken(form("", "/T (a) /DA ()")).count(std::string(kFieldAppearance.id)));
}

TEST(PdfHarmless, trees_have_kids_and_limits) {
  const auto tree = [](const std::string& root, const std::string& leaf) {
    return catalog_with("/Names << /Dests << " + root + " >> >>", "<< " + leaf + " >>");
  };
  const std::string names = "/Names [(a) [3 0 R /Fit]]";
  EXPECT_BREAKS(kTreeKids, tree("", ""));
  EXPECT_BREAKS(kTreeKids, tree("/Kids [6 0 R 99 0 R]", names + " /Limits [(a) (a)]"));
  EXPECT_BREAKS(kTreeLimits, tree("/Kids [6 0 R]", names));
  EXPECT_BREAKS(kTreeLimits, tree("/Kids [6 0 R]", names + " /Limits [(a) (b)]"));
  EXPECT_SOUND(tree("/Kids [6 0 R]", names + " /Limits [(a) (a)]"));
}

TEST(PdfHarmless, outline_items_are_linked_and_counted) {
  const auto outline = [](const std::string& root, const std::string& first,
                          const std::string& second) {
    return PdfBuilder::one_page()
        .object(1, "<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>")
        .object(6, "<< /First 7 0 R " + root + " >>")
        .object(7, "<< /Title (1) /Parent 6 0 R " + first + " >>")
        .object(8, "<< /Title (2) /Parent 6 0 R " + second + " >>")
        .build();
  };
  const std::string root = "/Last 8 0 R /Count 2", next = "/Next 8 0 R", previous = "/Prev 7 0 R";
  EXPECT_BREAKS(kOutlineLinks, outline("/Last 7 0 R", next, previous));
  EXPECT_BREAKS(kOutlineLinks, outline(root, next, ""));
  EXPECT_BREAKS(kOutlineCount, outline("/Last 8 0 R /Count -2", next, previous));
  EXPECT_BREAKS(
      kOutlineTarget,
      outline(root, next + " /Dest [3 0 R /Fit] /A << /S /Named /N /LastPage >>", previous));
  EXPECT_SOUND(outline(root, next, previous));
}

TEST(PdfHarmless, structure_trees_lead_back_and_attributes_have_an_owner) {
  const auto tree = [](const std::string& root, const std::string& attribute) {
    return catalog_with("/StructTreeRoot 6 0 R",
                        "<< /Type /StructTreeRoot /K 7 0 R " + root + " >>",
                        "<< /S /P /P 6 0 R /K 0 /A << " + attribute + " >> >>");
  };
  const std::string parents = "/ParentTree << /Nums [0 [7 0 R]] >>";
  EXPECT_BREAKS(kParentTree, tree("", "/O /Layout"));
  EXPECT_BREAKS(kAttributeOwner, tree(parents, "/Placement /Block"));
  EXPECT_SOUND(tree(parents, "/O /Layout"));
}

TEST(PdfHarmless, output_intents_name_their_condition) {
  const std::string intent = "/OutputIntents [<< /S /GTS_PDFX ";
  EXPECT_BREAKS(kOutputCondition, catalog_with(intent + ">>]"));
  EXPECT_SOUND(catalog_with(intent + "/OutputConditionIdentifier (x) >>]"));
}

}  // namespace
}  // namespace delo::test
