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

TEST(Xml, entities_that_would_be_unfolded_are_errors) {
  for (const char* subset :
       {"[<!ENTITY x SYSTEM \"file:///etc/passwd\">]", "[<!ENTITY x \"y\">]",
        "[<!ENTITY a \"&b;&b;\"><!ENTITY b \"&c;&c;\"><!ENTITY c \"ha\">]",
        "[<!ENTITY % p SYSTEM \"http://127.0.0.1:1/p\"> %p;]", "[%p;]",
        "PUBLIC \"-//X//Y\" \"http://127.0.0.1:1/a.dtd\" [<!ENTITY x \"y\">]",
        "SYSTEM \"http://127.0.0.1:1/a.dtd\" [<!ENTITY % p SYSTEM \"p.ent\"> %p;]"}) {
    EXPECT_THAT(rules("<!DOCTYPE a " + std::string(subset) + "><a>&x;</a>"),
                ElementsAre("xml.doctype"))
        << subset;
  }
}

TEST(Xml, a_dtd_that_is_named_is_never_read_and_no_fault) {
  EXPECT_THAT(rules("<!DOCTYPE a><a/>"), ElementsAre("xml.doctype-present"));
  for (const std::string xml :
       {"<!DOCTYPE ead PUBLIC \"+//ISBN 1-931666-00-8//DTD ead.dtd (Encoded Archival Description "
        "(EAD) Version 2002)//EN\" \"ead.dtd\"><ead/>",
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
        "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">"
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
        "<!DOCTYPE TEI.2 SYSTEM \"http://127.0.0.1:1/a.dtd\" [<!-- of 1999 --><!ELEMENT x ANY>]>"
        "<TEI.2/>"}) {
    const Examination out = examined(xml);
    EXPECT_EQ(out.validity, Validity::kValid) << xml;
    ASSERT_EQ(out.findings.size(), 1u) << xml;
    EXPECT_EQ(out.findings[0].rule, "xml.doctype-present");
    EXPECT_EQ(out.findings[0].severity, Severity::kInfo);
    EXPECT_THAT(out.findings[0].message, HasSubstr("was not read, without entities")) << xml;
  }
  EXPECT_THAT(rules("<!DOCTYPE a SYSTEM \"a.dtd\">\n<a><b></a>"),
              ElementsAre("xml.doctype-present", "xml.well-formed"));
}

TEST(Xml, what_only_a_dtd_elsewhere_could_declare_is_told_where_it_stands) {
  const Examination out = examined(
      "<!DOCTYPE ead SYSTEM \"ead.dtd\">\n<ead a=\"&lt;&logo;\">\n&nbsp;a&amp;b&nbsp;</ead>");
  EXPECT_EQ(out.validity, Validity::kValid);
  ASSERT_EQ(out.findings.size(), 3u);
  EXPECT_EQ(out.findings[1].rule, "xml.entity-undeclared");
  EXPECT_EQ(out.findings[1].severity, Severity::kWarning);
  EXPECT_EQ(out.findings[1].where.part, "line 2");
  EXPECT_EQ(out.findings[1].message,
            "&logo; in the value of an attribute is declared at most in \"ead.dtd\", which was not "
            "read; expected the character or text itself");
  EXPECT_EQ(out.findings[2].where.part, "line 3");
  EXPECT_THAT(out.findings[2].message, HasSubstr("&nbsp; is declared at most in \"ead.dtd\""));
  EXPECT_THAT(out.findings[2].message, HasSubstr("; 2 references, the first is here"));
  // Where no DTD is named nothing can declare it: XML 1.0 § 4.1, WFC: Entity Declared.
  for (const char* xml : {"<a>&nbsp;</a>", "<!DOCTYPE a><a>&nbsp;</a>",
                          "<?xml version='1.0' standalone='yes'?><!DOCTYPE a SYSTEM 'a.dtd'>"
                          "<a>&nbsp;</a>"}) {
    EXPECT_EQ(rules(xml).back(), "xml.well-formed") << xml;
  }
}

TEST(Xml, entities_without_number_are_told_and_not_kept) {
  const std::string begin = "<!DOCTYPE a SYSTEM 'a.dtd'><a>";
  std::string of_text = begin, of_values = begin;
  for (int i = 0; i < 25'000; ++i) {  // libxml2 stops at 10,000 of its own accord
    const std::string reference = "&e" + std::to_string(i) + ";";
    of_text += reference;
    of_values += "<b c=\"" + reference + "\"/>";
  }
  for (const std::string& xml : {of_text, of_values}) {
    const Examination out = examined(xml + "</a>");
    EXPECT_NE(out.validity, Validity::kInvalid);
    EXPECT_THAT(out.findings.back().message, HasSubstr("24980"));
  }
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
