// The engine that checks documents by schemas, with a small schema of its own.
#include "packages/schema/schema_checker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "core/bytes/byte_source.h"
#include "packages/mets/mets_schema.h"
#include "packages/premis/premis_schema.h"

namespace delo::packages {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::array kLists = {ListedValues{"SIDE", "recto|verso"}};
constexpr std::array kTypes = {
    SchemaType{"bookType", "title (leaf | plate)+ note? binding", {"ID:ID YEAR:int #other"}},
    SchemaType{"@leaf", "", {"ID:ID! SIDE:SIDE", "REFS:IDREFS MADE:dateTime"}},
    SchemaType{"coverType", "!"},
    SchemaType{"hardType", "board+", {"THICK:positiveInteger!"}, "coverType"},
    SchemaType{"@any", "#any+"}};
constexpr std::array kElements = {
    SchemaElement{"book", "bookType"},     SchemaElement{"leaf plate", "@leaf"},
    SchemaElement{"title", "=string"},     SchemaElement{"board", "=nonNegativeInteger"},
    SchemaElement{"binding", "coverType"}, SchemaElement{"note", "@any"}};
constexpr SchemaTable kBook{.name = "book",
                            .name_space = "urn:book",
                            .root = "book",
                            .lists = kLists,
                            .types = kTypes,
                            .elements = kElements};

const XmlSchema& book() {
  static const XmlSchema kSchema(kBook);
  return kSchema;
}

std::vector<std::string> faults_of(std::string_view document,
                                   std::span<const XmlSchema* const> schemas) {
  std::vector<std::string> faults;
  SchemaChecker checker(schemas, [&](const SchemaFault& fault) {
    faults.push_back(std::to_string(fault.line) + " " + fault.message);
  });
  const auto whole = read_xml(MemorySource(document), checker);
  EXPECT_TRUE(whole && *whole) << document;
  if (!checker.knows_root()) faults.emplace_back("unknown root");
  return faults;
}

// A book of these elements, with a sound binding.
std::vector<std::string> faults_in(std::string_view inside, std::string_view attributes = "") {
  const std::array schemas = {&book()};
  return faults_of(
      "<book xmlns='urn:book' xmlns:b='urn:book' xmlns:xlink="
      "'http://www.w3.org/1999/xlink' xmlns:xsi="
      "'http://www.w3.org/2001/XMLSchema-instance' " +
          std::string(attributes) + "><title>T</title>" + std::string(inside) +
          "<binding xsi:type='b:hardType' THICK='2'><board>0</board></binding></book>",
      schemas);
}

TEST(SchemaChecker, a_document_as_its_schema_says_has_no_fault) {
  EXPECT_THAT(faults_in("<leaf ID='a' SIDE='recto'/>\n<plate ID='b' REFS='a  c' "
                        "MADE='2020-02-29T24:00:00+14:00'/><!-- --><leaf ID='c'></leaf>",
                        "YEAR=' -7 ' xlink:show='new' ID='z'"),
              IsEmpty());
}

TEST(SchemaChecker, elements_out_of_place_are_told_with_what_is_expected) {
  EXPECT_THAT(faults_in(""), ElementsAre("1 'binding' must not stand here in book, expected leaf "
                                         "or plate",
                                         "1 book lacks leaf or plate"));
  EXPECT_THAT(faults_in("<leaf ID='a'/><title>again</title>"),
              ElementsAre("1 'title' must not stand here in book, expected leaf, plate, note or "
                          "binding"));
  EXPECT_THAT(faults_in("<leaf ID='a'><leaf ID='b'/></leaf>"),
              ElementsAre("1 'leaf' must not stand here in leaf, which is empty"));
  EXPECT_THAT(faults_in("<leaf ID='a'/><x xmlns='urn:x'/>"), SizeIs(1));
}

TEST(SchemaChecker, attributes_are_asked_for_known_and_judged) {
  EXPECT_THAT(faults_in("<leaf/>"), ElementsAre("1 ID is absent from leaf"));
  EXPECT_THAT(faults_in("<leaf ID='a' COLOUR='red'/>"),
              ElementsAre("1 the attribute 'COLOUR' is none of leaf"));
  EXPECT_THAT(faults_in("<leaf ID='a' SIDE='both'/>"),
              ElementsAre("1 SIDE of leaf is 'both', expected recto or verso"));
  EXPECT_THAT(faults_in("<leaf ID='1a'/>"), SizeIs(1));
  EXPECT_THAT(faults_in("<leaf ID='a'/>", "xlink:show='sometimes'"), SizeIs(1));
  EXPECT_THAT(faults_in("<leaf ID='a'/>", "YEAR='2147483648'"), SizeIs(1));
  EXPECT_THAT(faults_in("<leaf ID='a' xlink:show='new'/>"), SizeIs(1));
}

TEST(SchemaChecker, ids_stand_once_and_references_have_their_id) {
  EXPECT_THAT(faults_in("<leaf ID='a'/><leaf ID=' a'/>"),
              ElementsAre("1 the ID 'a' stands more than once"));
  EXPECT_THAT(faults_in("<leaf ID='a' REFS='b a later'/>\n<leaf ID='later'/>"),
              ElementsAre("1 REFS names 'b', which is the ID of no element"));
  EXPECT_THAT(faults_in("<leaf ID='a' REFS=''/>"), SizeIs(1));
}

TEST(SchemaChecker, text_stands_only_where_it_may) {
  EXPECT_THAT(faults_in("<leaf ID='a'/>text"),
              ElementsAre("1 the text 'text' must not stand in book, which holds elements"));
  EXPECT_THAT(faults_in("<leaf ID='a'> </leaf>"),
              ElementsAre("1 white space must not stand in leaf, which is empty"));
}

TEST(SchemaChecker, a_type_must_be_named_where_the_declared_one_is_abstract) {
  const std::array schemas = {&book()};
  const auto with = [&](std::string_view binding) {
    return faults_of(
        "<b:book xmlns:b='urn:book' xmlns:xsi='http://www.w3.org/2001/XMLSchema-"
        "instance'><b:title/><b:leaf ID='a'/>" +
            std::string(binding) + "</b:book>",
        schemas);
  };
  EXPECT_THAT(with("<b:binding/>"), ElementsAre("1 binding has no xsi:type that says which it is"));
  EXPECT_THAT(with("<b:binding xsi:type='hardType'/>"), SizeIs(1));  // of no namespace
  EXPECT_THAT(with("<b:binding xsi:type='b:bookType'/>"), SizeIs(1));
  EXPECT_THAT(with("<b:binding xsi:type='b:hardType' THICK='0'><b:board>-1</b:board></b:binding>"),
              ElementsAre("1 THICK of binding is '0', expected a whole number from 1",
                          "1 board is '-1', expected a whole number from 0"));
  EXPECT_THAT(with("<b:binding xsi:nil='true' xsi:type='b:hardType' THICK='1'><b:board>1</b:board>"
                   "</b:binding>"),
              ElementsAre("1 binding can't be nil"));
}

TEST(SchemaChecker, what_is_foreign_is_read_over_but_known_roots_are_checked_within) {
  EXPECT_THAT(faults_in("<leaf ID='a'/><note/>"),
              ElementsAre("1 note lacks an element of any kind"));
  EXPECT_THAT(faults_in("<leaf ID='a'/><note><x xmlns=''>text<leaf/></x><leaf/></note>"),
              IsEmpty());
  EXPECT_THAT(faults_in("<leaf ID='a'/><note><x xmlns=''><book xmlns='urn:book'/></x></note>"),
              ElementsAre("1 book lacks title"));
}

TEST(SchemaChecker, a_root_that_no_schema_has_is_told) {
  const std::array schemas = {&book()};
  EXPECT_THAT(faults_of("<book/>", schemas), ElementsAre("unknown root"));
  EXPECT_THAT(faults_of("<leaf xmlns='urn:book'/>", schemas), ElementsAre("unknown root"));
}

TEST(SchemaChecker, faults_beyond_a_hundred_are_counted_not_told) {
  std::string leaves;
  for (int i = 0; i < 500; ++i) leaves += "<leaf/>";
  EXPECT_THAT(faults_in(leaves), SizeIs(SchemaChecker::kMostFaults));
}

TEST(SchemaTables, every_model_of_the_published_schemas_is_read) {
  for (const XmlSchema* schema : {&mets_schema(), &premis3_schema(), &premis2_schema()}) {
    for (ContentModel::Symbol i = 0; schema->is_element(i); ++i) {
      const XmlSchema::Type& type = schema->type_of(i);
      EXPECT_TRUE(type.model || type.text || type.is_empty) << schema->name_of(i);
    }
  }
}

TEST(SimpleTypes, dates_are_those_of_the_calendar) {
  for (const char* sound :
       {"2020-02-29T00:00:00", "2000-02-29T23:59:59.999Z", " 2020-01-01T24:00:00Z ",
        "12020-01-01T00:00:00-14:00", "-0044-03-15T12:00:00Z"}) {
    EXPECT_TRUE(is_valid(SimpleType::kDateTime, sound)) << sound;
  }
  for (const char* wrong :
       {"2021-02-29T00:00:00", "1900-02-29T00:00:00Z", "2020-13-01T00:00:00", "2020-01-01",
        "2020-01-01T24:00:01Z", "2020-01-01T00:00:60Z", "2020-01-01T00:00:00+14:01",
        "2020-01-01T00:00:00+99:00", "0000-01-01T00:00:00", "02020-01-01T00:00:00",
        "2020-01-01T00:00:00.", "2020-01-01 00:00:00", "", "2020-1-1T00:00:00"}) {
    EXPECT_FALSE(is_valid(SimpleType::kDateTime, wrong)) << wrong;
  }
}

TEST(SimpleTypes, numbers_have_their_range) {
  EXPECT_TRUE(is_valid(SimpleType::kLong, "9223372036854775807"));
  EXPECT_FALSE(is_valid(SimpleType::kLong, "9223372036854775808"));
  EXPECT_TRUE(is_valid(SimpleType::kLong, "-9223372036854775808"));
  EXPECT_TRUE(is_valid(SimpleType::kLong, "+0007"));
  EXPECT_FALSE(is_valid(SimpleType::kLong, ""));
  EXPECT_FALSE(is_valid(SimpleType::kLong, "1e3"));
  EXPECT_TRUE(is_valid(SimpleType::kNonNegativeInteger, "-0"));
  EXPECT_FALSE(is_valid(SimpleType::kPositiveInteger, "0"));
  EXPECT_FALSE(is_valid(SimpleType::kInteger, std::string(2000, '1')));
}

TEST(SimpleTypes, addresses_names_and_languages_have_their_form) {
  for (const char* sound :
       {"", "a b", "data/л.tif", "http://x:80/?q#f", "urn:x", "http://[::1]/", "../a%20b"}) {
    EXPECT_TRUE(is_valid(SimpleType::kUri, sound)) << sound;
  }
  for (const char* wrong : {"a%zz", "a#b#c", "1a:b", "http://x:y/", "a[b]", "%"}) {
    EXPECT_FALSE(is_valid(SimpleType::kUri, wrong)) << wrong;
  }
  EXPECT_TRUE(is_valid(SimpleType::kId, "_ж-1.2"));
  EXPECT_FALSE(is_valid(SimpleType::kId, "a:b"));
  EXPECT_TRUE(is_valid(SimpleType::kLanguage, "en-GB"));
  EXPECT_FALSE(is_valid(SimpleType::kLanguage, "x_y"));
}

TEST(SimpleTypes, base64_is_judged_as_it_arrives) {
  for (const char* sound : {"", "QQ==", "QUI=", "QUJD", "Q U\nJD"}) {
    EXPECT_TRUE(is_valid(SimpleType::kBase64, sound)) << sound;
  }
  for (const char* wrong : {"Q", "QQ=", "QR==", "QUJ=", "=QQQ", "QQ==QQ==", "QQ*="}) {
    EXPECT_FALSE(is_valid(SimpleType::kBase64, wrong)) << wrong;
  }
}

}  // namespace
}  // namespace delo::packages
