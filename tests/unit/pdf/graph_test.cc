// What the object graph holds besides pages: each rule with files that keep it and
// files that break it.  tests/planted/pdf has many more of both.
#include "tests/unit/pdf/pdf_test_support.h"

namespace delo::test {
namespace {

using namespace validators::pdf;

std::string catalog_with(const std::string& entries, const std::string& object6 = "null") {
  return PdfBuilder::one_page().catalog(entries).object(6, object6).build();
}

std::string page_with(const std::string& entries, const std::string& object6 = "null") {
  return PdfBuilder::one_page()
      .page(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
          "/Resources << /Font << /F1 5 0 R >> >> " +
          entries + " >>")
      .object(6, object6)
      .build();
}

std::string resources_with(const std::string& entries, const std::string& object6 = "null") {
  return PdfBuilder::one_page()
      .page(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
          "/Resources << /Font << /F1 5 0 R >> " +
          entries + " >> >>")
      .object(6, object6)
      .build();
}

const std::string kMetrics = "/ItalicAngle 0 /Ascent 9 /Descent 0 /StemV 1 /FontBBox [0 0 9 9]";

std::string font_is(const std::string& body) {
  return PdfBuilder::one_page().object(5, body).build();
}

TEST(PdfGraph, entries_of_the_catalogue_have_their_types) {
  EXPECT_BREAKS(kCatalog, catalog_with("/Lang /en"));
  EXPECT_BREAKS(kCatalog, catalog_with("/Outlines []"));
  EXPECT_SOUND(catalog_with("/Lang (en) /PageMode /UseNone /Version /1.7 /Threads []"));
}

TEST(PdfGraph, entries_of_a_page_have_their_types) {
  EXPECT_BREAKS(kPageEntry, page_with("/StructParents (0)"));
  EXPECT_SOUND(page_with("/StructParents 0 /Tabs /S /Dur 1.5"));
}

TEST(PdfGraph, metadata_is_a_stream_that_says_so) {
  const std::string xmp = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"/>";
  const auto with = [&](const char* entries) {
    return PdfBuilder::one_page().catalog("/Metadata 6 0 R").stream(6, entries, xmp).build();
  };
  EXPECT_BREAKS(kMetadata, with("/Type /Metadata /Subtype /RDF"));
  EXPECT_BREAKS(kTypeMissing, with("/Subtype /XML"));
  EXPECT_BREAKS(kMetadata, with("/Type /Meta /Subtype /XML"));
  EXPECT_SOUND(with("/Type /Metadata /Subtype /XML"));
}

TEST(PdfGraph, document_information_is_text_and_dated_beside_page_pieces) {
  const auto with = [&](const char* info, const char* catalog) {
    return PdfBuilder::one_page().catalog(catalog).object(6, info).trailer("/Info 6 0 R").build();
  };
  EXPECT_BREAKS(kInformation, with("<< /Title /A >>", ""));
  EXPECT_BREAKS(kInformation, with("<< >>", "/PieceInfo << >>"));
  EXPECT_BREAKS(kDuplicateInformation, with("<< /Producer (A) /Producer (B) >>", ""));
  EXPECT_BREAKS(kDuplicateKey, with("<< /A 1 /A 2 >>", ""));
  EXPECT_SOUND(with("<< /ModDate (D:2024) /Title (A) /Trapped /True >>", "/PieceInfo << >>"));
}

TEST(PdfGraph, outlines_are_whole_and_end) {
  const auto with = [](const std::string& root, const std::string& item) {
    return PdfBuilder::one_page()
        .catalog("/Outlines 6 0 R")
        .object(6, "<< " + root + " >>")
        .object(7, "<< " + item + " >>")
        .build();
  };
  const std::string ends = "/First 7 0 R /Last 7 0 R", item = "/Title (A) /Parent 6 0 R";
  EXPECT_BREAKS(kOutline, with(ends, "/Parent 6 0 R"));
  EXPECT_BREAKS(kOutline, with(ends, "/Title (A)"));
  EXPECT_BREAKS(kOutline, with(ends, item + " /Next 7 0 R"));
  EXPECT_BREAKS(kOutline, with("/First 7 /Last 7 0 R", item));
  EXPECT_BREAKS(kOutlineEnds, with("/First 7 0 R", item));
  EXPECT_SOUND(with(ends, item + " /Dest [3 0 R /XYZ null null 0]"));
}

TEST(PdfGraph, destinations_name_a_page_and_a_view) {
  EXPECT_BREAKS(kDestination, catalog_with("/OpenAction [3 0 R /FitX]"));
  EXPECT_BREAKS(kDestination, catalog_with("/OpenAction [(3) /Fit]"));
  EXPECT_BREAKS(kDestination, catalog_with("/OpenAction [3 0 R /FitH (9)]"));
  EXPECT_BREAKS(kDestination, catalog_with("/Dests << /a << /D 3 0 R >> >>"));
  EXPECT_BREAKS(kDestinationPage, catalog_with("/OpenAction [99 0 R /Fit]"));
  EXPECT_SOUND(catalog_with("/OpenAction [3 0 R /FitH 9] /Dests << /a [3 0 R /Fit] >>"));
}

TEST(PdfGraph, articles_are_rings_of_beads) {
  const std::string bead = "<< /N 6 0 R /V 6 0 R /P 3 0 R /R [0 0 9 9] >>";
  EXPECT_BREAKS(kThread, catalog_with("/Threads [<< /I << >> >>]"));
  EXPECT_BREAKS(kThread, catalog_with("/Threads [<< /F 6 0 R >>]", "<< /N 6 0 R /V 6 0 R >>"));
  EXPECT_SOUND(catalog_with("/Threads [<< /F 6 0 R >>]", bead));
}

TEST(PdfGraph, actions_have_what_their_type_asks_for) {
  EXPECT_BREAKS(kAction, catalog_with("/OpenAction << /D [3 0 R /Fit] >>"));
  EXPECT_BREAKS(kAction, catalog_with("/OpenAction << /S /GoTo >>"));
  EXPECT_BREAKS(kAction, catalog_with("/AA << /WC << /S /Named /N (Print) >> >>"));
  EXPECT_SOUND(catalog_with(
      "/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next [<< /S /Named /N /NextPage >>] >>"));
}

TEST(PdfGraph, trees_hold_pairs_and_end) {
  EXPECT_BREAKS(kNameTree, catalog_with("/Names << /Dests << /Names [(a)] >> >>"));
  EXPECT_BREAKS(kNameTree, catalog_with("/Names << /Dests << /Names [/a [3 0 R /Fit]] >> >>"));
  EXPECT_BREAKS(kNameTree, catalog_with("/Names << /Dests 6 0 R >>", "<< /Kids [6 0 R] >>"));
  EXPECT_BREAKS(
      kNameOrder,
      catalog_with("/Names << /Dests << /Names [(b) [3 0 R /Fit] (a) [3 0 R /Fit]] >> >>"));
  EXPECT_BREAKS(kPageLabel, catalog_with("/PageLabels << /Nums [0 << /S /x >>] >>"));
  EXPECT_SOUND(
      catalog_with("/Names << /Dests << /Kids [6 0 R] >> >> /PageLabels << /Nums [0 "
                   "<< /S /r /St 1 >>] >>",
                   "<< /Limits [(a) (a)] /Names [(a) [3 0 R /Fit]] >>"));
}

TEST(PdfGraph, annotations_have_what_their_subtype_asks_for) {
  const std::string rect = "/Rect [0 0 1 1] ";
  EXPECT_BREAKS(kAnnotation, page_with("/Annots [<< /Subtype /Ink " + rect + ">>]"));
  EXPECT_BREAKS(kAnnotation, page_with("/Annots [<< /Subtype /Link " + rect + "/F (4) >>]"));
  EXPECT_BREAKS(kAnnotation, page_with("/Annots [<< /Subtype /Stamp " + rect + "/AP << >> >>]"));
  EXPECT_BREAKS(kAnnotation,
                page_with("/Annots [<< /Subtype /Stamp " + rect + "/AP << /N << >> >> >>]"));
  EXPECT_SOUND(page_with("/Annots [<< /Subtype /Ink /InkList [] /F 4 " + rect + ">>]"));
}

TEST(PdfGraph, forms_and_their_fields_have_their_entries) {
  EXPECT_BREAKS(kField, catalog_with("/AcroForm << >>"));
  EXPECT_BREAKS(kField, catalog_with("/AcroForm << /Fields [<< /FT /Text >>] >>"));
  EXPECT_SOUND(catalog_with("/AcroForm << /Fields [] /DA (/F 1 Tf) >>"));
}

TEST(PdfGraph, graphics_states_and_groups_have_their_entries) {
  EXPECT_BREAKS(kGraphicsState, resources_with("/ExtGState << /G << /LW (1) >> >>"));
  EXPECT_BREAKS(kGraphicsState, resources_with("/ExtGState << /G << /SMask << >> >> >>"));
  EXPECT_BREAKS(kGroup, page_with("/Group << /CS /DeviceRGB >>"));
  EXPECT_SOUND(resources_with("/ExtGState << /G << /LW 1 /SMask /None >> >>"));
  EXPECT_SOUND(page_with("/Group << /S /Transparency /CS /DeviceRGB >>"));
}

TEST(PdfGraph, patterns_shadings_and_functions_are_whole) {
  const auto pattern = [](const char* body) {
    return resources_with("/Pattern << /P 6 0 R >>", body);
  };
  const auto shading = [](const std::string& function) {
    return resources_with("/Shading << /S 6 0 R >>",
                          "<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 1] "
                          "/Function << /Domain [0 1] " +
                              function + " >> >>");
  };
  EXPECT_BREAKS(kPattern, pattern("<< /PatternType 3 >>"));
  EXPECT_BREAKS(kPattern, pattern("<< /PatternType 1 >>"));
  EXPECT_BREAKS(kPattern, pattern("<< /PatternType 2 >>"));
  EXPECT_BREAKS(kShading, resources_with("/Shading << /S << /ShadingType 8 >> >>"));
  EXPECT_BREAKS(kShading, resources_with("/Shading << /S << /ShadingType 2 >> >>"));
  EXPECT_BREAKS(kFunction, shading("/FunctionType 1"));
  EXPECT_BREAKS(kFunction, shading("/FunctionType 2"));
  EXPECT_BREAKS(kFunction, shading("/FunctionType 4"));
  EXPECT_SOUND(shading("/FunctionType 2 /N 1"));
}

TEST(PdfGraph, colour_spaces_are_of_a_known_family) {
  const auto space = [](const std::string& text) {
    return resources_with("/ColorSpace << /C " + text + " >>");
  };
  EXPECT_BREAKS(kColourSpace, space("/DeviceRBG"));
  EXPECT_BREAKS(kColourSpace, space("[/Indexed /DeviceRGB 300 <00>]"));
  EXPECT_BREAKS(kColourSpace, space("[/Separation /A /DeviceGray]"));
  EXPECT_BREAKS(kColourSpace, space("[/CalGray << >>]"));
  EXPECT_SOUND(space("[/Indexed /DeviceGray 1 <00FF>]"));
  EXPECT_SOUND(space("[/CalGray << /WhitePoint [1 1 1] >>]"));
}

TEST(PdfGraph, encodings_and_descriptors_of_fonts_are_whole) {
  const std::string start = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica ";
  EXPECT_BREAKS(kFontEncoding, font_is(start + "/Encoding /Win >>"));
  EXPECT_BREAKS(kFontEncoding, font_is(start + "/Encoding << /Differences [/A] >> >>"));
  EXPECT_BREAKS(kFontEncoding, font_is("<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding "
                                       "/Identity /DescendantFonts [5 0 R] >>"));
  EXPECT_BREAKS(kFontDescriptor, font_is(start + "/FontDescriptor << /Flags 32 >> >>"));
  EXPECT_SOUND(font_is(start +
                       "/Encoding << /Differences [65 /A] >> /FontDescriptor << /Type "
                       "/FontDescriptor /FontName /Helvetica /Flags 32 " +
                       kMetrics + " >> >>"));
}

TEST(PdfGraph, font_programs_begin_as_their_kind_does) {
  const auto with = [](const std::string& key, const std::string& entries,
                       const std::string& program) {
    return PdfBuilder::one_page()
        .object(5,
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding "
                "/FontDescriptor << /Type /FontDescriptor /FontName /Helvetica /Flags 32 " +
                    kMetrics + " /" + key + " 6 0 R >> >>")
        .stream(6, entries, program)
        .build();
  };
  EXPECT_BREAKS(kFontProgram, with("FontFile", "", "no font"));
  EXPECT_BREAKS(kFontProgram, with("FontFile2", "", "%!PS"));
  EXPECT_BREAKS(kFontProgram, with("FontFile3", "", "\1"));
  EXPECT_BREAKS(kFontProgram, with("FontFile3", "/Subtype /Type1C", "OTTO"));
  EXPECT_BREAKS(kFontProgram, with("FontFile3", "/Subtype /OpenType", "OTTO"));
  EXPECT_BREAKS(kFontProgram, with("FontFile", "/Length1 18 /Length2 1", "%!PS-AdobeFont-1.0"));
  EXPECT_SOUND(with("FontFile", "", "%!PS-AdobeFont-1.0"));
  EXPECT_SOUND(with("FontFile3", "/Subtype /OpenType", "OTTO" + std::string(8, '\0')));
}

TEST(PdfGraph, numbers_of_fonts_and_forms_are_whole) {
  const std::string type3 =
      "<< /Type /Font /Subtype /Type3 /CharProcs << >> /Encoding << /Differences [] >> /FirstChar "
      "1 /LastChar 1 /FontBBox [0 0 1 1] ";
  EXPECT_BREAKS(kFont, font_is(type3 + "/FontMatrix [1 0 0 1 0] /Widths [1] >>"));
  EXPECT_BREAKS(kFont, font_is(type3 + "/FontMatrix [1 0 0 1 0 0] /Widths [1 2] >>"));
  // What the glyphs of such a font stand for nothing tells, which is a remark.
  EXPECT_EQ(look_at(font_is(type3 + "/FontMatrix [1 0 0 1 0 0] /Widths [1] >>")).validity,
            Validity::kValid);
  EXPECT_BREAKS(kGraphicsState, resources_with("/ExtGState << /G << /ca 1.5 >> >>"));
  EXPECT_BREAKS(kPageEntry, page_with("/UserUnit 0"));
}

TEST(PdfGraph, only_standard_fonts_go_without_widths) {
  const std::string start = "<< /Type /Font /Subtype /Type1 /BaseFont ";
  EXPECT_BREAKS(kFont, font_is(start + "/Helvetika >>"));
  EXPECT_BREAKS(kFontMetrics, font_is(start + "/Arial >>"));
  EXPECT_SOUND(font_is(start + "/Courier-Bold >>"));
}

TEST(PdfGraph, file_specifications_name_files) {
  EXPECT_BREAKS(kFileSpecification,
                catalog_with("/Names << /EmbeddedFiles << /Names [(a) << /F /a >>] >> >>"));
  EXPECT_BREAKS(
      kFileSpecification,
      catalog_with("/Names << /EmbeddedFiles << /Names [(a) << /F (a) /EF << /F 9 >> >>] >> >>"));
}

TEST(PdfGraph, optional_content_and_output_intents_are_whole) {
  EXPECT_BREAKS(kOptionalContent, catalog_with("/OCProperties << /OCGs [] >>"));
  EXPECT_BREAKS(kOptionalContent,
                catalog_with("/OCProperties << /OCGs [6 0 R] /D << >> >>", "<< /Type /OCG >>"));
  EXPECT_BREAKS(kOutputIntent, catalog_with("/OutputIntents [<< /Type /OutputIntent >>]"));
  EXPECT_SOUND(
      catalog_with("/OCProperties << /OCGs [6 0 R] /D << >> >>", "<< /Type /OCG /Name (A) >>"));
}

TEST(PdfGraph, the_structure_tree_is_whole) {
  EXPECT_BREAKS(kStructureTree, catalog_with("/StructTreeRoot << >>"));
  EXPECT_BREAKS(kStructureTree, catalog_with("/StructTreeRoot 6 0 R",
                                             "<< /Type /StructTreeRoot /K << /P 6 0 R >> >>"));
  EXPECT_BREAKS(kStructureTree, catalog_with("/StructTreeRoot << /Type /StructTreeRoot /K 0 >>"));
  EXPECT_BREAKS(kStructureTree,
                catalog_with("/StructTreeRoot 6 0 R",
                             "<< /Type /StructTreeRoot /K << /P 6 0 R /S /P /A [1] >> >>"));
  EXPECT_SOUND(catalog_with("/StructTreeRoot 6 0 R",
                            "<< /Type /StructTreeRoot /ParentTree << /Nums [] >> /K << /P 6 0 R "
                            "/S /P /K [0] >> >>"));
}

TEST(PdfGraph, a_long_outline_is_walked_without_recursion) {
  PdfBuilder pdf = PdfBuilder::one_page().catalog("/Outlines 6 0 R");
  constexpr int kItems = 5000;
  pdf.object(6, "<< /First 7 0 R /Last " + std::to_string(kItems) + " 0 R >>");
  for (int i = 7; i <= kItems; ++i)
    pdf.object(i, "<< /Title (A) /Parent 6 0 R " +
                      (i > 7 ? "/Prev " + std::to_string(i - 1) + " 0 R " : "") +
                      (i < kItems ? "/Next " + std::to_string(i + 1) + " 0 R" : "") + " >>");
  EXPECT_SOUND(pdf.build());
}

}  // namespace
}  // namespace delo::test
