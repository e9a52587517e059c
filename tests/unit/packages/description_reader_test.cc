#include "packages/descriptive/description_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "core/records/isad.h"
#include "packages/descriptive/description_writer.h"

namespace delo::packages {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAreArray;

class Text final : public ByteSink {
 public:
  Result<void> write(std::span<const std::byte> chunk) override {
    text.append(reinterpret_cast<const char*>(chunk.data()), chunk.size());
    return {};
  }
  Result<void> finish() override { return {}; }
  std::string text;
};

struct Read {
  DescriptionDocument document;
  std::vector<DescriptionLevel> units;  // in the order they were told, whole
  std::vector<std::size_t> depths;
};

Read read(const std::string& xml, EadNames names = EadNames::kOwn) {
  Read out;
  std::vector<std::shared_ptr<DescriptionLevel>> units;
  auto document = read_description(
      MemorySource(std::string_view(xml)),
      [&](const EadUnit& unit) {
        units.push_back(unit.path.back());
        out.depths.push_back(unit.path.size());
      },
      names);
  EXPECT_TRUE(document);
  out.document = std::move(document).value();
  for (const auto& unit : units) out.units.push_back(*unit);
  return out;
}

std::multimap<std::string, std::string> map_of(const std::vector<DescriptionElement>& elements) {
  std::multimap<std::string, std::string> out;
  for (const DescriptionElement& e : elements) out.emplace(e.name, e.value);
  return out;
}

const char* const kUnits =
    "<archdesc level='fonds'><did><unitid>45</unitid><unittitle>Fond</unittitle>"
    "<physdesc><extent>3 boxes</extent><extent>12 m</extent></physdesc></did>"
    "<accessrestrict><head>Access</head><p>Open  to\n all.</p><p>Save <persname>A</persname>'s.</p>"
    "</accessrestrict><dsc><c01 level='series'><did><unitid>1</unitid></did>"
    "<c02 "
    "level='file'><did><unitid>337</unitid></did><scopecontent><p>Late</p></scopecontent></c02>"
    "</c01></dsc><custodhist><p>After the dsc</p></custodhist></archdesc>";

TEST(EadReader, files_with_a_namespace_and_of_the_time_of_the_dtd_read_alike) {
  for (const std::string& root :
       {std::string("<ead xmlns='urn:isbn:1-931666-22-9'>"),
        std::string("<ead xmlns='http://ead3.archivists.org/schema/'>"),
        std::string(
            "<!DOCTYPE ead PUBLIC '+//ISBN 1-931666-00-8//DTD ead.dtd//EN' 'ead.dtd'><ead>")}) {
    const Read r = read(root + kUnits + "</ead>");
    EXPECT_EQ(r.document.form, DescriptionForm::kEad);
    EXPECT_THAT(r.document.faults, IsEmpty());
    EXPECT_THAT(r.depths, ElementsAre(1u, 2u, 3u));
    const auto fonds = map_of(r.units.at(0).elements);
    EXPECT_THAT(fonds, Contains(Pair("ead.physdesc", "3 boxes, 12 m")));
    EXPECT_THAT(fonds, Contains(Pair("ead.accessrestrict", "Open to all.\nSave A's.")));
    EXPECT_THAT(fonds, Contains(Pair("ead.custodhist", "After the dsc")));
    EXPECT_THAT(map_of(r.units.at(2).elements), Contains(Pair("ead.scopecontent", "Late")));
  }
}

TEST(EadReader, ead3_dates_and_extents_in_parts_are_read) {
  const Read r = read(
      "<ead xmlns='http://ead3.archivists.org/schema/'><archdesc level='fonds'><did>"
      "<unitdatestructured><daterange><fromdate>1950</fromdate><todate>1953</todate></daterange>"
      "</unitdatestructured><origination><persname><part>Doe</part><part>1900-1980</part></"
      "persname>"
      "</origination></did></archdesc></ead>");
  const auto fonds = map_of(r.units.at(0).elements);
  EXPECT_THAT(fonds, Contains(Pair("ead.unitdatestructured", "1950/1953")));
  EXPECT_THAT(fonds, Contains(Pair("ead.origination", "Doe, 1900-1980")));
}

TEST(EadReader, a_broken_aid_keeps_what_stands_before_the_fault) {
  const Read r = read("<ead><archdesc level='fonds'><did><unitid>45</unitid></did><c>");
  EXPECT_EQ(r.document.form, DescriptionForm::kEad);
  EXPECT_EQ(r.units.size(), 1u);
  EXPECT_EQ(r.document.faults.size(), 1u);
}

TEST(ModsReader, elements_become_flat_and_nothing_is_left_out) {
  const Read r = read(
      "<mods "
      "xmlns='http://www.loc.gov/mods/v3'><titleInfo><nonSort>The</nonSort><title>Letter</title>"
      "<subTitle>to Mao</subTitle></titleInfo><name><namePart>Mao</namePart><role><roleTerm>creator"
      "</roleTerm></role></name><name><namePart>Smith</namePart><role><roleTerm>trl</roleTerm></"
      "role>"
      "</name><originInfo><dateCreated point='start'>1950</dateCreated><dateCreated "
      "point='end'>1952"
      "</dateCreated></originInfo><subject><topic>War</topic><geographic>Korea</geographic></"
      "subject>"
      "<strange><a>b</a></strange></mods>");
  ASSERT_EQ(r.document.records.size(), 1u);
  const auto record = map_of(r.document.records[0].elements);
  EXPECT_THAT(record, Contains(Pair("mods.titleInfo", "The Letter: to Mao")));
  EXPECT_THAT(record, Contains(Pair("mods.name.creator", "Mao")));
  EXPECT_THAT(record, Contains(Pair("mods.name", "Smith (trl)")));
  EXPECT_THAT(record, Contains(Pair("mods.dateCreated", "1950/1952")));
  EXPECT_THAT(record, Contains(Pair("mods.subject", "War -- Korea")));
  EXPECT_THAT(record, Contains(Pair("mods.strange", "b")));
}

TEST(DublinCoreReader, oai_dc_and_dcterms_in_any_element_are_read) {
  const Read r = read(
      "<metadata xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:t='http://purl.org/dc/terms/'>"
      "<dc:title>A</dc:title><t:extent>4 l.</t:extent></metadata>");
  EXPECT_EQ(r.document.form, DescriptionForm::kDublinCore);
  ASSERT_EQ(r.document.records.size(), 1u);
  EXPECT_THAT(map_of(r.document.records[0].elements),
              ElementsAre(Pair("dc.title", "A"), Pair("dcterms.extent", "4 l.")));
}

TEST(DublinCoreReader, what_stands_within_an_element_is_of_another_thing) {
  const Read r = read(
      "<metadata xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:t='http://purl.org/dc/terms/'>"
      "<dc:title>A</dc:title><t:isPartOf><x><dc:identifier>d. 2</dc:identifier><y/>rest</x>"
      "</t:isPartOf><dc:identifier>d. 1</dc:identifier></metadata>");
  ASSERT_EQ(r.document.records.size(), 1u);
  EXPECT_THAT(map_of(r.document.records[0].elements),
              ElementsAre(Pair("dc.identifier", "d. 1"), Pair("dc.title", "A"),
                          Pair("dcterms.isPartOf", "d. 2 rest")));
  const Read wrapped = read(
      "<records xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:dc><dc:title>A</dc:title></dc:dc>"
      "</records>");
  ASSERT_EQ(wrapped.document.records.size(), 1u);
  EXPECT_THAT(map_of(wrapped.document.records[0].elements), ElementsAre(Pair("dc.title", "A")));
}

TEST(DescriptionReader, other_xml_is_none) {
  EXPECT_EQ(read("<premis><object><a/></object></premis>").document.form, DescriptionForm::kNone);
  EXPECT_EQ(read("no xml").document.form, DescriptionForm::kNone);
}

TEST(EadWriter, what_is_written_reads_back_and_nothing_given_is_lost) {
  Item item;
  item.id.value = "d337";
  item.reference = *parse_reference("APRF, f. 45, op. 1, d. 337, ll. 37-40");
  std::vector<DescriptionElement> own = {{"dc.title", "Письмо <&> ё"},
                                         {"Мой столбец", "зна\nчение  с пробелами"},
                                         {"dc.language", "русский"},
                                         {"dc.date", "5 марта 1953 г."},
                                         {"dc.subject", "Война"}};
  for (const IsadTerm& term : isad_terms()) own.push_back({std::string(term.word), "value"});
  item.descriptions.push_back({.path = {}, .elements = own});
  item.levels = {
      {.level = "fonds", .elements = {{"ead.unitid", "45"}, {"ead.accessrestrict", "a\nb"}}},
      {.level = "подфонд 1", .elements = {{"ead.scopecontent", "x"}}}};
  Text out;
  {
    auto xml = XmlWriter::create(out);
    ASSERT_TRUE(xml);
    write_ead(**xml, item, "Письмо", "uuid-1");
    ASSERT_TRUE((*xml)->finish());
  }
  EXPECT_THAT(out.text, HasSubstr("normal=\"1953-03-05\""));
  EXPECT_THAT(out.text, HasSubstr("<language langcode=\"rus\">русский</language>"));
  const Read r = read(out.text, EadNames::kAsGiven);
  ASSERT_EQ(r.units.size(), 3u);
  EXPECT_THAT(r.units[2].elements, UnorderedElementsAreArray(own));
  EXPECT_EQ(r.units[0], item.levels[0]);
  EXPECT_THAT(r.units[1].elements, ElementsAre(DescriptionElement{"ead.scopecontent", "x"}));
}

TEST(DublinCoreWriter, inherited_elements_and_other_schemes_are_told) {
  Item item;
  item.descriptions.push_back({.path = {}, .elements = {{"mods.language", "Russian"}}});
  item.levels = {{.level = "fonds",
                  .elements = {{"ead.origination", "Сталин И. В."}, {"ead.unittitle", "Фонд"}}}};
  Text out;
  auto xml = XmlWriter::create(out);
  ASSERT_TRUE(xml);
  write_dublin_core(**xml, item, "d337");
  ASSERT_TRUE((*xml)->finish());
  EXPECT_THAT(out.text, HasSubstr("<dc:language>ru</dc:language>"));
  EXPECT_THAT(out.text, HasSubstr("<dc:creator>Сталин И. В.</dc:creator>"));
  EXPECT_THAT(out.text, HasSubstr("<dc:title>d337</dc:title>"));
}

}  // namespace
}  // namespace delo::packages
