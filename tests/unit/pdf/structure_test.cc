// Catalogue, page tree, pages, fonts, XObjects, metadata and what is active: each
// rule with a file that keeps it and one that breaks it.
#include "tests/unit/pdf/pdf_test_support.h"

namespace delo::test {
namespace {

using namespace validators::pdf;

constexpr char kPageStart[] = "<< /Type /Page /Parent 2 0 R ";
std::string page_with(const std::string& entries) {
  return PdfBuilder::one_page().page("<< /Type /Page " + entries + " >>").build();
}
const std::string kBox = "/MediaBox [0 0 595 842] ", kParent = "/Parent 2 0 R ",
                  kContent = "/Contents 4 0 R ", kFonts = "/Resources << /Font << /F1 5 0 R >> >> ";

TEST(PdfStructure, the_catalogue_must_be_one) {
  EXPECT_BREAKS(kCatalog, PdfBuilder::one_page().object(1, "<< /Pages 2 0 R >>").build());
  EXPECT_BREAKS(kCatalog, PdfBuilder::one_page().object(1, "<< /Type /Catalog >>").build());
  EXPECT_BREAKS(kCatalog, PdfBuilder::one_page()
                              .object(1, "<< /Type /Catalog /Pages 5 0 R >>")
                              .object(5, "[]")
                              .build());
  EXPECT_BREAKS(kCatalog, PdfBuilder::one_page().root("5 0 R").build());
}

TEST(PdfStructure, nodes_of_the_page_tree_have_what_they_need) {
  EXPECT_BREAKS(kPageTree,
                PdfBuilder::one_page().object(2, "<< /Kids [3 0 R] /Count 1 >>").build());
  EXPECT_BREAKS(kPageTree, PdfBuilder::one_page().object(2, "<< /Type /Pages /Count 1 >>").build());
  EXPECT_BREAKS(kPageTree,
                PdfBuilder::one_page().object(2, "<< /Type /Pages /Kids [3 0 R] >>").build());
  EXPECT_BREAKS(
      kPageTree,
      PdfBuilder::one_page().object(2, "<< /Type /Pages /Kids [9 0 R] /Count 1 >>").build());
  EXPECT_BREAKS(kPageTree, page_with("/Type /Pagina " + kParent + kBox + kContent + kFonts));
}

TEST(PdfStructure, a_page_tree_that_contains_itself_is_found) {
  EXPECT_BREAKS(
      kPageTreeLoop,
      PdfBuilder::one_page().object(2, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>").build());
  EXPECT_BREAKS(
      kPageTreeLoop,
      PdfBuilder::one_page().object(2, "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>").build());
}

TEST(PdfStructure, a_deep_page_tree_is_walked_without_recursion) {
  PdfBuilder pdf = PdfBuilder::one_page();
  constexpr int kDepth = 5000;
  pdf.object(2, "<< /Type /Pages /Kids [10 0 R] /Count 1 >>");
  for (int i = 10; i < kDepth; ++i)
    pdf.object(i, "<< /Type /Pages /Parent " + std::to_string(i == 10 ? 2 : i - 1) +
                      " 0 R /Kids [" + std::to_string(i + 1) + " 0 R] /Count 1 >>");
  pdf.object(kDepth, "<< /Type /Page /Parent " + std::to_string(kDepth - 1) +
                         " 0 R /MediaBox [0 0 9 9] /Resources << >> >>");
  pdf.remove(3).remove(4);
  const Examination examination = look_at(pdf.build());
  EXPECT_EQ(examination.technical.page_count, 1u);
  EXPECT_EQ(examination.validity, Validity::kValid) << all_findings(examination);
}

TEST(PdfStructure, a_wrong_count_is_found) {
  EXPECT_BREAKS(
      kPageCount,
      PdfBuilder::one_page().object(2, "<< /Type /Pages /Kids [3 0 R] /Count 2 >>").build());
  EXPECT_BREAKS(kPageCount, PdfBuilder::one_page()
                                .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>")
                                .build());
}

TEST(PdfStructure, a_page_names_its_parent) {
  EXPECT_BREAKS(kPageParent, page_with(kBox + kContent + kFonts));
  EXPECT_BREAKS(kPageParent, page_with("/Parent 1 0 R " + kBox + kContent + kFonts));
  EXPECT_BREAKS(kPageParent, page_with("/Parent [2 0 R] " + kBox + kContent + kFonts));
}

TEST(PdfStructure, a_page_has_a_media_box_of_its_own_or_inherited) {
  EXPECT_BREAKS(kMediaBox, page_with(kParent + kContent + kFonts));
  EXPECT_BREAKS(kMediaBox, page_with("/MediaBox [0 0 595] " + kParent + kContent + kFonts));
  EXPECT_BREAKS(kMediaBox, page_with("/MediaBox [0 0 0 842] " + kParent + kContent + kFonts));
  EXPECT_BREAKS(kMediaBox, page_with("/CropBox /All " + kBox + kParent + kContent + kFonts));
  EXPECT_SOUND(PdfBuilder::one_page()
                   .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>")
                   .page(kPageStart + kContent + kFonts + ">>")
                   .build());
}

TEST(PdfStructure, a_page_has_resources) {
  EXPECT_BREAKS(kResources, page_with(kParent + kBox + kContent));
  EXPECT_BREAKS(kResources, page_with(kParent + kBox + kContent + "/Resources [5 0 R]"));
  EXPECT_BREAKS(kResources,
                page_with(kParent + kBox + kContent + "/Resources << /Font [5 0 R] >>"));
}

TEST(PdfStructure, contents_are_streams) {
  EXPECT_BREAKS(kContents, page_with(kParent + kBox + kFonts + "/Contents 5 0 R"));
  EXPECT_BREAKS(kContents, page_with(kParent + kBox + kFonts + "/Contents [4 0 R 99 0 R]"));
  EXPECT_SOUND(page_with(kParent + kBox + kFonts + "/Contents [4 0 R]"));
}

TEST(PdfStructure, pages_turn_by_right_angles) {
  EXPECT_BREAKS(kPageRotate, page_with(kParent + kBox + kContent + kFonts + "/Rotate 45"));
  EXPECT_SOUND(page_with(kParent + kBox + kContent + kFonts + "/Rotate -90"));
}

TEST(PdfStructure, annotations_have_what_they_need) {
  EXPECT_BREAKS(kAnnotation, page_with(kParent + kBox + kContent + kFonts + "/Annots 5 0 R"));
  EXPECT_BREAKS(kAnnotation,
                page_with(kParent + kBox + kContent + kFonts + "/Annots [<< /Rect [0 0 1 1] >>]"));
  EXPECT_BREAKS(kAnnotation,
                page_with(kParent + kBox + kContent + kFonts + "/Annots [<< /Subtype /Link >>]"));
  EXPECT_SOUND(page_with(kParent + kBox + kContent + kFonts +
                         "/Annots [<< /Subtype /Link /Rect [0 0 1 1] >>]"));
}

std::string font_is(const std::string& body) {
  return PdfBuilder::one_page().object(5, body).build();
}

TEST(PdfStructure, fonts_have_what_their_subtype_asks_for) {
  EXPECT_BREAKS(kFont, font_is("<< /Subtype /Type1 /BaseFont /Helvetica >>"));
  EXPECT_BREAKS(kFont, font_is("<< /Type /Font /BaseFont /Helvetica >>"));
  EXPECT_BREAKS(kFont, font_is("<< /Type /Font /Subtype /Type9 /BaseFont /Helvetica >>"));
  EXPECT_BREAKS(kFont, font_is("<< /Type /Font /Subtype /Type1 >>"));
  EXPECT_BREAKS(kFont,
                font_is("<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H >>"));
  EXPECT_BREAKS(kFont, font_is("<< /Type /Font /Subtype /Type3 >>"));
  EXPECT_BREAKS(kFont, font_is("<< /Type /Font /Subtype /TrueType /BaseFont /A /FirstChar 32 "
                               "/LastChar 40 /Widths [1 2] >>"));
  EXPECT_BREAKS(kFont, font_is("[/Helvetica]"));
}

TEST(PdfStructure, font_programs_are_streams) {
  EXPECT_BREAKS(kFontProgram,
                font_is("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FontDescriptor "
                        "<< /Type /FontDescriptor /FontName /Helvetica /FontFile2 /None >> >>"));
}

std::string drawing(const std::string& xobject_body) {
  PdfBuilder pdf = PdfBuilder::one_image("", "");
  pdf.object(6, xobject_body);
  return pdf.build();
}

TEST(PdfStructure, xobjects_are_what_they_say) {
  EXPECT_BREAKS(kXObject, drawing("<< /Type /XObject >>"));
  EXPECT_BREAKS(kXObject, drawing("<< /Subtype /Movie /Length 0 >>\nstream\n\nendstream"));
  EXPECT_BREAKS(kXObject, drawing("<< /Subtype /Form /Length 0 >>\nstream\n\nendstream"));
  EXPECT_SOUND(drawing("<< /Subtype /Form /BBox [0 0 9 9] /Length 0 >>\nstream\n\nendstream"));
}

TEST(PdfStructure, a_form_that_draws_itself_is_found) {
  EXPECT_BREAKS(
      kXObject,
      drawing(
          "<< /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>"
          "\nstream\n/X Do\nendstream"));
}

TEST(PdfStructure, objects_nested_beyond_reading_are_found) {
  EXPECT_BREAKS(
      kNesting,
      PdfBuilder::one_page().object(6, std::string(5000, '[') + std::string(5000, ']')).build());
}

TEST(PdfStructure, damaged_objects_are_found) {
  EXPECT_BREAKS(kSyntax, PdfBuilder::one_page().object(6, "<< /A (x) >> extra").build());
  EXPECT_BREAKS(kRepaired, PdfBuilder::one_page().startxref(3).build());
}

TEST(PdfStructure, stream_lengths_are_checked) {
  const char* content = "BT /F1 12 Tf 72 700 Td (Hello) Tj ET\n";
  for (const long long length : {0LL, 5LL, 60LL, 2147483647LL})
    EXPECT_BREAKS(kStreamLength, PdfBuilder::one_page().stream(4, "", content, length).build())
        << length;
  EXPECT_BREAKS(kStreamKeyword,
                PdfBuilder::one_page().object(4, "<< /Length 1 >>\nstream\rq\nendstream").build());
}

TEST(PdfStructure, filters_are_known_and_their_parameters_possible) {
  EXPECT_BREAKS(kStreamFilter, PdfBuilder::one_page().stream(6, "/Filter /Unknown", "x").build());
  EXPECT_BREAKS(kStreamFilter,
                PdfBuilder::one_page().stream(6, "/Filter [/DCTDecode /FlateDecode]", "x").build());
  EXPECT_BREAKS(kStreamFilter, PdfBuilder::one_page().stream(6, "/Filter (Flate)", "x").build());
}

TEST(PdfStructure, streams_that_do_not_decode_are_found) {
  std::string packed = PdfBuilder::deflated(std::string(5000, 'a') + "bcdefgh");
  EXPECT_SOUND(PdfBuilder::one_page().stream(6, "/Filter /FlateDecode", packed).build());
  std::string flipped = packed;
  flipped[packed.size() / 2] = static_cast<char>(flipped[packed.size() / 2] ^ 0x55);
  EXPECT_BREAKS(kStreamData,
                PdfBuilder::one_page().stream(6, "/Filter /FlateDecode", flipped).build());
  EXPECT_BREAKS(kStreamData,
                PdfBuilder::one_page()
                    .stream(6, "/Filter /FlateDecode", packed.substr(0, packed.size() / 2))
                    .build());
  EXPECT_BREAKS(
      kStreamRest,
      PdfBuilder::one_page().stream(6, "/Filter /FlateDecode", packed + "rest of it").build());
  EXPECT_BREAKS(
      kStreamData,
      PdfBuilder::one_page()
          .stream(6, "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 >>",
                  packed)
          .build());
}

TEST(PdfStructure, a_stream_that_unfolds_beyond_measure_is_stopped) {
  const std::string once = PdfBuilder::deflated(std::string(257u << 20, '\0'), 1);
  const std::string twice = PdfBuilder::deflated(once);
  EXPECT_LT(twice.size(), 30'000u);
  EXPECT_BREAKS(
      kStreamBudget,
      PdfBuilder::one_page().stream(6, "/Filter [/FlateDecode /FlateDecode]", twice).build());
}

constexpr char kXmp1b[] =
    "<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description "
    "rdf:about=\"\" "
    "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"><pdfaid:part>1</pdfaid:part>"
    "<pdfaid:conformance>B</pdfaid:conformance></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket "
    "end=\"w\"?>";

PdfBuilder with_xmp(const std::string& packet) {
  PdfBuilder pdf = PdfBuilder::one_page();
  pdf.catalog("/Metadata 6 0 R").stream(6, "/Type /Metadata /Subtype /XML", packet);
  return pdf;
}

TEST(PdfMetadata, the_claim_of_pdf_a_is_read) {
  EXPECT_EQ(look_at(with_xmp(kXmp1b).build()).technical.pdfa_claim, "1b");
  EXPECT_SOUND(with_xmp(kXmp1b).build());
  EXPECT_EQ(
      look_at(with_xmp(kXmp1b).build()).not_checked,
      std::vector<std::string>{"Whether the file is PDF/A-1b, as it claims, was not examined"});
  EXPECT_TRUE(look_at(PdfBuilder::one_page().build()).not_checked.empty());
  std::string wide;
  for (const char* c = kXmp1b; *c; ++c) wide += {'\0', *c};
  EXPECT_EQ(look_at(with_xmp("\xFE\xFF" + wide).build()).technical.pdfa_claim, "1b");
}

TEST(PdfMetadata, ill_formed_metadata_is_found) {
  EXPECT_BREAKS(kXmp, with_xmp(std::string(kXmp1b).substr(0, 200)).build());
}

TEST(PdfMetadata, a_document_type_is_refused) {
  EXPECT_BREAKS(
      kXmpDoctype,
      with_xmp("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>").build());
  EXPECT_BREAKS(kXmpDoctype, with_xmp("<!DOCTYPE a><a/>").build());
}

TEST(PdfMetadata, document_information_is_read_as_utf8) {
  const Examination examination =
      look_at(PdfBuilder::one_page()
                  .object(6,
                          "<< /Title <FEFF0414043504 3B043E> /Author (caf\\351) /CreationDate "
                          "(D:20240131120000+03'00') >>")
                  .trailer("/Info 6 0 R")
                  .build());
  const auto& pairs = examination.technical.embedded;
  const auto has = [&](const std::string& key, const std::string& text) {
    return std::find(pairs.begin(), pairs.end(), std::pair(key, text)) != pairs.end();
  };
  EXPECT_TRUE(has("Pdf.Info.Title", "Дело"));
  EXPECT_TRUE(has("Pdf.Info.Author", "café"));
  EXPECT_EQ(all_findings(examination), "");
}

TEST(PdfMetadata, a_date_out_of_form_is_a_warning) {
  EXPECT_BREAKS(kInfoDate, PdfBuilder::one_page()
                               .object(6, "<< /CreationDate (3/3/2004) >>")
                               .trailer("/Info 6 0 R")
                               .build());
}

TEST(PdfActive, what_is_active_attached_or_signed_is_named) {
  const auto with = [](const char* entries) {
    return PdfBuilder::one_page().catalog(entries).build();
  };
  EXPECT_BREAKS(kJavaScript, with("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"));
  EXPECT_BREAKS(kLaunch, with("/OpenAction << /S /Launch /F (/bin/sh) >>"));
  EXPECT_BREAKS(kUriAction, with("/OpenAction << /S /URI /URI (http://localhost/) >>"));
  EXPECT_BREAKS(kXfa, with("/AcroForm << /Fields [] /XFA (x) >>"));
  EXPECT_BREAKS(kForm, with("/AcroForm << /Fields [<< /T (a) >>] >>"));
  EXPECT_BREAKS(
      kAttachment,
      PdfBuilder::one_page().object(6, "<< /Type /Filespec /F (a) /EF << /F 4 0 R >> >>").build());
  EXPECT_BREAKS(kSignature, PdfBuilder::one_page()
                                .object(6, "<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>")
                                .build());
}

// RC4 with 40 bits (7.6.3, revision 2); U belongs to the user password.  The only
// stream is empty, so that nothing needs to be encrypted.
std::string encrypted(const std::string& u) {
  const std::string o(64, '1');
  return PdfBuilder::one_page()
      .content("")
      .trailer(
          "/ID [<30313233343536373839616263646566> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 "
          "/P -4 /O <" +
          o + "> /U <" + u + "> >>")
      .build();
}

TEST(PdfActive, an_encrypted_file_that_opens_is_valid_with_a_warning) {
  const std::string bytes =
      encrypted("002c1ac809d5aea810f8e5872b25fcbc3b7244039eec09e8587c96aa7162e585");
  const Examination examination = look_at(bytes);
  EXPECT_BREAKS(kEncrypted, bytes);
  EXPECT_EQ(examination.validity, Validity::kValid) << all_findings(examination);
  EXPECT_EQ(examination.technical.encrypted, true);
  EXPECT_EQ(examination.technical.page_count, 1u);
}

TEST(PdfActive, a_file_that_asks_for_a_password_is_not_called_valid) {
  const std::string bytes =
      encrypted("fe6495652cc0b5daaf1100965a1142f1e2b87b804eb3d78f2257fc667051a61e");
  EXPECT_BREAKS(kEncrypted, bytes);
  EXPECT_EQ(look_at(bytes).validity, Validity::kNotExamined) << all_findings(look_at(bytes));
  EXPECT_EQ(look_at(bytes).not_checked.size(), 1u);
}

TEST(PdfActive, encryption_of_an_unknown_kind_is_found) {
  EXPECT_BREAKS(
      kEncryption,
      PdfBuilder::one_page()
          .trailer("/Encrypt << /Filter /Standard /V 99 /R 99 /O (x) /U (x) /P -1 >> /ID [(a)(a)]")
          .build());
}

TEST(PdfRules, every_rule_is_told_whole_and_once) {
  std::set<std::string_view> ids;
  for (const Rule& rule : pdf_rules()) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
    EXPECT_EQ(rule.id.substr(0, 4), "pdf.") << rule.id;
    for (const std::string_view text : {rule.summary, rule.cause, rule.remedy})
      EXPECT_FALSE(text.empty()) << rule.id;
  }
}

}  // namespace
}  // namespace delo::test
