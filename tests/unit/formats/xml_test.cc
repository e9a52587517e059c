#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "validators/xml/xml_validator.h"

namespace delo::validators::xml {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Examination examined(std::string_view bytes) {
  const Format format{.puid = "fmt/101"};
  return examine(MemorySource(bytes), RelativePath::parse("a.xml").value(), format, {}).value();
}
std::vector<std::string> rules(std::string_view bytes) {
  std::vector<std::string> out;
  for (const Finding& f : examined(bytes).findings) out.push_back(f.rule);
  return out;
}

std::string mets(std::string_view href, std::string_view element = "FLocat") {
  return "<?xml version=\"1.0\"?><mets xmlns=\"http://www.loc.gov/METS/\" "
         "xmlns:xlink=\"http://www.w3.org/1999/xlink\"><file ID=\"f1\"><" +
         std::string(element) + " xlink:href=\"" + std::string(href) + "\"/></file></mets>";
}

TEST(Xml, a_sound_document_is_valid) {
  const Examination out = examined("<?xml version=\"1.0\"?>\n<a b=\"c\">d</a>");
  EXPECT_EQ(out.validity, Validity::kValid);
  EXPECT_THAT(out.findings, IsEmpty());
  EXPECT_THAT(out.tools, ElementsAre(HasSubstr("libxml2 2.")));
  EXPECT_THAT(out.not_checked, ElementsAre(HasSubstr("not against a schema")));
}

TEST(Xml, what_is_not_well_formed_is_told_with_its_line) {
  const Examination out = examined("<a>\n<b></a>");
  EXPECT_EQ(out.validity, Validity::kInvalid);
  EXPECT_EQ(out.findings.at(0).rule, "xml.well-formed");
  EXPECT_EQ(out.findings[0].where.part, "line 2");
  EXPECT_THAT(rules(""), ElementsAre("xml.well-formed"));
}

TEST(Xml, wrong_encodings_are_told) {
  EXPECT_EQ(rules("<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>"),
            std::vector<std::string>{"xml.encoding"});
  EXPECT_EQ(rules("<?xml version=\"1.0\"?><a>\xff</a>").at(0), "xml.encoding");
}

TEST(Xml, entities_and_external_subsets_are_errors) {
  EXPECT_THAT(rules("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"),
              ElementsAre("xml.doctype"));
  EXPECT_THAT(rules("<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\"><a/>"),
              ElementsAre("xml.doctype"));
  EXPECT_THAT(rules("<!DOCTYPE a><a/>"), ElementsAre("xml.doctype-present"));
  EXPECT_EQ(examined("<!DOCTYPE a><a/>").validity, Validity::kValid);
}

TEST(Xml, excess_is_told) {
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "<a>";
  EXPECT_THAT(rules(deep), ElementsAre("xml.limit"));
}

TEST(Xml, inclusions_are_told_and_not_followed) {
  EXPECT_THAT(rules("<a xmlns:xi=\"http://www.w3.org/2001/XInclude\">"
                    "<xi:include href=\"file:///etc/passwd\" parse=\"text\"/></a>"),
              ElementsAre("xml.xinclude"));
}

TEST(Xml, identifiers_are_there_once) {
  EXPECT_THAT(rules("<a xml:id=\"x\"><b xml:id=\"x\"/></a>"), ElementsAre("xml.duplicate-id"));
  EXPECT_THAT(rules("<a xml:id=\"x\"><b xml:id=\"y\"/></a>"), IsEmpty());
  EXPECT_THAT(rules("<mets xmlns=\"http://www.loc.gov/METS/\"><a ID=\"1\"/><b ID=\"1\"/></mets>"),
              ElementsAre("xml.duplicate-id"));
  EXPECT_THAT(rules("<a id=\"1\"><b id=\"1\"/></a>"), IsEmpty());  // no schema says it is one
}

TEST(Xml, links_of_mets_stay_in_its_folder) {
  for (const char* href :
       {"data/a.tif", "file:data/a.tif", "./a.tif", "a/../b.tif", "a%20b.tif", "#part"}) {
    EXPECT_THAT(rules(mets(href)), IsEmpty()) << href;
  }
  for (const char* href :
       {"../a.tif", "/etc/passwd", "file:///etc/passwd", "a/../../b", "%2e%2e/a", "..\\a",
        "\\\\host\\a", "C:\\a.tif", "a%00b", "http://127.0.0.1:1/a", "ftp://host/a"}) {
    EXPECT_THAT(rules(mets(href)), ElementsAre("xml.mets.link-outside")) << href;
  }
  EXPECT_THAT(rules(mets("https://example.org/dc.xml", "mdRef")),
              ElementsAre("xml.mets.remote-metadata"));
  EXPECT_THAT(rules(mets("../dc.xml", "mdRef")), ElementsAre("xml.mets.link-outside"));
}

}  // namespace
}  // namespace delo::validators::xml
