#include "validators/formats/format_identifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "core/bytes/disk.h"
#include "validators/formats/pdf_claim.h"
#include "validators/formats/signatures.h"

namespace delo::validators {
namespace {

using ::testing::HasSubstr;
using namespace std::string_view_literals;

RelativePath path(std::string_view text) { return RelativePath::parse(text).value(); }

Format identify(std::string_view bytes, std::string_view name = "file") {
  return identify_format(MemorySource(bytes), path(name)).value();
}
std::string puid(std::string_view bytes, std::string_view name = "file") {
  return identify(bytes, name).puid;
}
std::string rule(std::string_view bytes, std::string_view name) {
  std::string rules;
  for (const Finding& f : check_identification(identify(bytes, name), path(name))) {
    if (!rules.empty()) rules += ' ';
    rules += f.rule;
  }
  return rules;
}

TEST(FormatIdentifier, tiff_is_told_by_its_first_bytes_with_the_evidence) {
  const Format format = identify("II*\0\x08\0\0\0"sv, "0037.tif");
  EXPECT_EQ(format.puid, "fmt/353");
  EXPECT_EQ(format.mime, "image/tiff");
  EXPECT_EQ(format.basis, "bytes 0-3 = 49 49 2A 00; extension tif");
  EXPECT_EQ(puid("MM\0*\0\0\0\x08"sv), "fmt/353");
  EXPECT_EQ(puid("II+\0\x08\0\0\0"sv), "fmt/1917");
  EXPECT_EQ(puid("MM\0+\0\x08\0\0"sv), "fmt/1917");
}

TEST(FormatIdentifier, pdf_versions_and_claims_have_their_own_ids) {
  EXPECT_EQ(puid("%PDF-1.0\n"), "fmt/14");
  EXPECT_EQ(puid("%PDF-1.4\n"), "fmt/18");
  EXPECT_EQ(puid("%PDF-1.7\n"), "fmt/276");
  EXPECT_EQ(puid("%PDF-2.0\n"), "fmt/1129");
  EXPECT_EQ(puid("junk before\n%PDF-1.5\n"), "fmt/19");
  EXPECT_EQ(puid("%PDF-1.9\n"), "fmt/276");
  EXPECT_EQ(identify("%PDF-1.9\n").version, "1.9");
  const std::string claim =
      "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>";
  EXPECT_EQ(puid("%PDF-1.7\n" + claim), "fmt/477");
  EXPECT_THAT(identify("%PDF-1.7\n" + claim).basis, HasSubstr("XMP at 10 claims PDF/A-2b"));
  EXPECT_EQ(puid("%PDF-1.4\n<rdf:Description pdfaid:conformance=\"A\" pdfaid:part='1'/>"),
            "fmt/95");
  EXPECT_EQ(puid("%PDF-2.0\n<pdfaid:part>4</pdfaid:part>"), "fmt/1910");
  EXPECT_EQ(puid("%PDF-2.0\n<pdfaid:part>4</pdfaid:part><pdfaid:conformance>F"), "fmt/1912");
  EXPECT_EQ(puid("%PDF-1.7\n<pdfaid:part>9</pdfaid:part>"), "fmt/276");
}

TEST(FormatIdentifier, of_several_claims_the_newest_counts_wherever_it_is) {
  std::string pdf = "%PDF-1.7\n<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B<";
  pdf += std::string(3 << 20, ' ');
  EXPECT_EQ(puid(pdf), "fmt/354");
  // Across the border of two windows of a mebibyte.
  std::string across(2 << 20, ' ');
  const std::string claim =
      "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>";
  across.replace((1 << 20) - 8, claim.size(), claim);
  const auto found = find_pdf_claim(MemorySource(across)).value();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->level, "2u");
  EXPECT_EQ(found->offset, (1U << 20) - 7U);
}

TEST(FormatIdentifier, images_are_told_apart) {
  EXPECT_EQ(puid("\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\0"sv), "fmt/43");
  EXPECT_EQ(puid("\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x02\0\0\0"sv), "fmt/44");
  EXPECT_EQ(puid("\xFF\xD8\xFF\xE1\0\x10"
                 "Exif\0\0MM\0*\x90\0\0\x07\0\0\0\x04"
                 "0220"sv),
            "x-fmt/391");
  EXPECT_EQ(puid("\xFF\xD8\xFF\xDB\0"sv), "fmt/41");
  EXPECT_EQ(puid("\xFF\xD8\xFF\xE0\0\x10JFIF\0"sv), "fmt/41");
  EXPECT_EQ(puid("\0\0\0\x0CjP  \r\n\x87\n\0\0\0\x14"
                 "ftypjp2 "sv),
            "x-fmt/392");
  EXPECT_EQ(puid("\x89PNG\r\n\x1A\n\0\0\0\0IEND\0\0\0\0"sv), "fmt/11");
  EXPECT_EQ(puid("\x89PNG\r\n\x1A\n\0\0\0\0iCCP\0\0\0\0\0\0\0\0IEND"sv), "fmt/12");
  EXPECT_EQ(puid("\x89PNG\r\n\x1A\n\0\0\0\0iTXt\0\0\0\0"sv), "fmt/13");
  EXPECT_EQ(puid("GIF89a"), "fmt/4");
  EXPECT_EQ(puid("AT&TFORM\0\0\0\0DJVMDIRM"sv), "fmt/255");
  EXPECT_EQ(puid("BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0"sv), "fmt/116");
  EXPECT_EQ(puid("RIFF\0\0\0\0WEBPVP8X"sv), "fmt/568");
}

TEST(FormatIdentifier, sound_and_archives_are_told_apart) {
  EXPECT_EQ(puid("RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0"sv), "fmt/141");
  EXPECT_EQ(puid("RIFF\0\0\0\0WAVEfmt \x28\0\0\0\xFE\xFF"sv), "fmt/143");
  EXPECT_EQ(puid("ID3\x03\0"sv), "fmt/134");
  EXPECT_EQ(puid("PK\x03\x04 some entry"), "x-fmt/263");
  EXPECT_EQ(puid("\x1F\x8B\x08\0"sv), "x-fmt/266");
  EXPECT_EQ(puid("7z\xBC\xAF\x27\x1C\0\x04"sv), "fmt/484");
  EXPECT_EQ(puid(std::string(257, '\0') + "ustar\0"), "x-fmt/265");
  EXPECT_EQ(puid("PK\x03\x04 [Content_Types].xml word/document.xml"), "fmt/412");
  std::string odt =
      "PK\x03\x04" + std::string(26, '\0') + "mimetypeapplication/vnd.oasis.opendocument.text";
  odt[18] = 39;
  odt[26] = 8;
  EXPECT_EQ(puid(odt), "fmt/291");
  EXPECT_THAT(identify(odt).basis, HasSubstr("application/vnd.oasis.opendocument.text"));
  EXPECT_EQ(puid("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
                 "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"sv),
            "fmt/40");
}

TEST(FormatIdentifier, text_is_told_in_every_encoding) {
  EXPECT_EQ(puid("Hello\n", "a.txt"), "x-fmt/111");
  EXPECT_EQ(puid("Привет, мир\n", "a.txt"), "x-fmt/111");
  EXPECT_EQ(puid("\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0\n", "a"), "x-fmt/111");  // windows-1251
  EXPECT_EQ(puid("\xFF\xFEH\0i\0"sv, "a"), "x-fmt/111");
  EXPECT_EQ(puid("\x1f\x04@\x04"
                 "8\x04"
                 "2\x04"
                 "5\x04"
                 "B\x04 \0\n\0"sv,
                 "a"),
            "x-fmt/111");
  EXPECT_EQ(puid("a,b\n1,2\n", "a.csv"), "x-fmt/18");
  EXPECT_EQ(puid("{\"a\": 1}", "a.json"), "fmt/817");
  EXPECT_EQ(puid("<!DOCTYPE html><html>", "a.html"), "fmt/471");
  EXPECT_EQ(puid("\x01\x02\x03\xFE\xFF\x00\x11", "a"), "");
}

TEST(FormatIdentifier, xml_is_told_by_its_declaration_in_any_unicode_encoding) {
  EXPECT_EQ(puid("<?xml version=\"1.0\"?><a/>"), "fmt/101");
  EXPECT_EQ(puid("\xEF\xBB\xBF<?xml version=\"1.0\"?><a/>"), "fmt/101");
  EXPECT_EQ(puid("<a/>", "a.xml"), "fmt/101");
  EXPECT_EQ(puid("\xFF\xFE<\0?\0x\0m\0l\0 \0"sv), "fmt/101");
  EXPECT_EQ(puid("\xFF\xFE\0\0<\0\0\0?\0\0\0x\0\0\0m\0\0\0l\0\0\0"sv), "fmt/101");
  EXPECT_EQ(puid("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "fmt/92");
}

TEST(FormatIdentifier, an_extension_that_belongs_to_another_format_is_told) {
  EXPECT_EQ(rule("II*\0\x08\0\0\0"sv, "0037.tif"), "");
  EXPECT_EQ(rule("II*\0\x08\0\0\0"sv, "0037.TIFF"), "");
  EXPECT_EQ(rule("\xFF\xD8\xFF\xDB"sv, "0037.tif"), "format.extension-mismatch");
  EXPECT_EQ(rule("%PDF-1.4\n", "a.txt"), "format.extension-mismatch");
  EXPECT_EQ(rule("plain text\n", "a.jpg"), "format.extension-mismatch");
  EXPECT_EQ(rule("plain text\n", "a.transcript"), "");
  EXPECT_EQ(rule("plain text\n", "README"), "");
  EXPECT_THAT(identify("\xFF\xD8\xFF\xDB"sv, "0037.tif").basis,
              HasSubstr("extension tif disagrees"));
}

TEST(FormatIdentifier, a_pdf_without_its_header_is_not_taken_for_text) {
  EXPECT_EQ(identify("%pdf-1.4\n1 0 obj\n", "a.pdf").mime, "application/pdf");
  EXPECT_EQ(identify("PDF-1.4\n1 0 obj\n", "a.pdf").version, "");
  EXPECT_EQ(identify("a letter\n", "a.txt").mime, "text/plain");
  EXPECT_EQ(puid("<?xml version=\"1.0\"?><a/>", "a.pdf"), "fmt/101");
}

TEST(FormatIdentifier, a_format_nobody_knows_is_told) {
  EXPECT_EQ(rule("\x01\x02\x03\x04\0\0"sv, "a.xyz"), "format.unknown");
  EXPECT_EQ(rule("\x01\x02\x03\x04\0\0"sv, "a.jpg"), "format.unknown format.extension-mismatch");
  EXPECT_EQ(identify("\x01\x02\x03\x04\0\0"sv).mime, "application/octet-stream");
}

TEST(FormatIdentifier, a_file_called_tiff_without_its_signature_is_examined_as_one) {
  const Format format = identify("\x01\x02\x03\x04\0\0"sv, "0037.tif");
  EXPECT_EQ(format.puid, "fmt/353");
  EXPECT_EQ(format.basis, "extension tif only, no signature; bytes 0-3 = 01 02 03 04");
  EXPECT_EQ(puid("", "0037.tif"), "");
}

TEST(FormatIdentifier, every_known_format_is_named_once) {
  std::set<std::string_view> puids;
  for (const KnownFormat& known : known_formats()) {
    EXPECT_TRUE(puids.insert(known.puid).second) << known.puid;
    EXPECT_FALSE(known.name.empty());
    EXPECT_FALSE(known.mime.empty());
  }
  for (const Signature& signature : signatures()) EXPECT_TRUE(known_format(signature.puid));
}

TEST(FormatIdentifier, cut_and_single_bytes_never_crash) {
  for (const Signature& signature : signatures()) {
    for (std::size_t n = 0; n <= signature.bytes.size(); ++n) {
      (void)identify(signature.bytes.substr(0, n));
    }
  }
  for (int c = 0; c < 256; ++c) (void)identify(std::string(1, static_cast<char>(c)));
}

TEST(FormatIdentifier, scans_of_the_public_corpora_are_tiff_and_pdf) {
  const char* shared = std::getenv("DELO_SHARED");
  const std::filesystem::path corpora =
      std::filesystem::path(shared != nullptr ? shared : DELO_SOURCE_DIR "/../shared") / "corpora";
  if (!std::filesystem::exists(corpora)) GTEST_SKIP() << "no corpora";
  std::size_t pdfs = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpora / "pdf")) {
    if (!entry.is_regular_file() || entry.path().extension() != ".pdf" || ++pdfs > 200) continue;
    const auto source = FileSource::open(entry.path());
    ASSERT_TRUE(source);
    const Format format = identify_format(**source, path("a.pdf")).value();
    EXPECT_EQ(format.mime, "application/pdf") << entry.path();
  }
}

}  // namespace
}  // namespace delo::validators
