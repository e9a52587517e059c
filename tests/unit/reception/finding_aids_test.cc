#include "ingest/reception/finding_aids.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/reception/reception_testing.h"

namespace delo::ingest {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using tests::BatchBuilder;

std::string aid_of(std::string_view units) {
  return "<ead><archdesc level='fonds'><did><unitid>АПРФ. Ф. 45</unitid>"
         "<unittitle>Сталин</unittitle><origination>Сталин И. В.</origination></did><dsc>"
         "<c01 level='series'><did><unitid>1</unitid><unittitle>Опись 1</unittitle></did>" +
         std::string(units) + "</c01></dsc></archdesc></ead>";
}

std::string file_of(std::string_view number, std::string_view title) {
  return "<c02 level='file'><did><unitid>" + std::string(number) + "</unitid><unittitle>" +
         std::string(title) + "</unittitle></did></c02>";
}

// A batch of two dela with this aid beside them.
BatchItem first_of_two(std::string_view aid, std::string_view name = "f45-ead.xml") {
  BatchBuilder batch;
  batch.record("d337").record("d338");
  batch.file("d338/metadata.csv",
             "filename,dc.title,dc.identifier\n,Other,\"APRF, f. 45, op. 1, d. 338\"\n");
  batch.file(name, aid);
  return item_of(opened(batch.root()));
}

TEST(FindingAids, an_item_has_the_levels_above_the_unit_that_its_reference_names) {
  const BatchItem item = first_of_two(aid_of(file_of("337", "Дело") + file_of("338", "Другое")));
  EXPECT_EQ(count_of(item.findings, "description.finding-aid.no-unit"), 0u)
      << texts_of(item.findings);
  ASSERT_EQ(item.item.levels.size(), 3u);  // it names leaves: the delo is above it
  EXPECT_EQ(item.item.levels[0].level, "fonds");
  EXPECT_EQ(item.item.levels[2].elements.back().value, "Дело");
  EXPECT_EQ(item.item.title, "Telegram");  // titles are not inherited
}

TEST(FindingAids, codes_of_archive_fond_opis_and_delo_are_read_too) {
  const BatchItem item = first_of_two(aid_of(file_of("45-1-337", "Дело")));
  ASSERT_EQ(item.item.levels.size(), 3u) << texts_of(item.findings);
}

TEST(FindingAids, units_may_be_named_with_their_keyword) {
  for (const std::string opis : {"Оп. 1", "Опись 1", "op. 1", "Опис 1"}) {
    for (const std::string delo : {"Д. 337", "ед. хр. 337", "337", "Оп. 1. Д. 337"}) {
      std::string aid = aid_of(file_of(delo, "Дело"));
      const std::string bare = "<unitid>1</unitid>";
      aid.replace(aid.find(bare), bare.size(), "<unitid>" + opis + "</unitid>");
      const BatchItem item = first_of_two(aid);
      EXPECT_EQ(count_of(item.findings, "description.finding-aid.no-unit"), 0u)
          << opis << ", " << delo << ": " << texts_of(item.findings);
      EXPECT_EQ(item.item.levels.size(), 3u) << opis << ", " << delo;
    }
  }
}

TEST(FindingAids, no_unit_and_two_units_are_told) {
  const BatchItem none = first_of_two(aid_of(file_of("1000", "Дело")));
  EXPECT_THAT(first_of(none.findings, "description.finding-aid.no-unit").message,
              HasSubstr("no unit that is APRF, f. 45, op. 1, d. 337"));
  EXPECT_EQ(none.item.levels.size(), 2u);
  const BatchItem twice = first_of_two(aid_of(file_of("337", "Раз") + file_of("337", "Два")));
  EXPECT_EQ(count_of(twice.findings, "description.finding-aid.ambiguous"), 1u);
  EXPECT_THAT(twice.item.levels, IsEmpty());
}

TEST(FindingAids, an_item_that_is_a_unit_of_the_aid_takes_its_description) {
  BatchBuilder batch("x");
  batch.file("0037.tif", "II*").file("ead.xml", aid_of(file_of("337", "Переписка")));
  batch.file("metadata.csv", "filename,dc.identifier\n,\"APRF, f. 45, op. 1, d. 337\"\n");
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(item.item.title, "Переписка");
  EXPECT_EQ(item.item.levels.size(), 2u);
}

TEST(FindingAids, a_western_code_is_matched_to_the_letter) {
  BatchBuilder batch("x");
  batch.file("1.tif", "II*").file("metadata.csv", "filename,dc.identifier\n,MSS 17/3/4\n");
  batch.file("ead.xml",
             "<ead><archdesc level='fonds'><did><unitid>MSS 17</unitid></did><dsc><c level='file'>"
             "<did><unitid>MSS  17/3/4</unitid><unittitle>Letters</unittitle></did></c></dsc>"
             "</archdesc></ead>");
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(item.item.title, "Letters");
  EXPECT_EQ(item.item.levels.size(), 1u);
}

TEST(DescriptionDocuments, mods_and_json_stand_beside_the_table) {
  BatchBuilder batch("x");
  batch.file("0037.tif", "II*");
  batch.file("metadata/metadata.csv", "filename,dc.title\n,From the table\n");
  batch.file("metadata/mods.xml",
             "<mods><titleInfo><title>From MODS</title></titleInfo><identifier>APRF, f. 45, op. 1, "
             "d. 337</identifier></mods>");
  batch.file("metadata/metadata.json",
             "[{\"filename\": \"0037.tif\", \"dc.title\": [\"Leaf\", \"Лист\"]},"
             " {\"dc\": {\"date\": \"1953\"}, \"my own\": 7}]");
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(item.item.title, "From the table");
  EXPECT_EQ(item.item.reference.delo, "337");
  ASSERT_EQ(item.item.descriptions.size(), 2u);
  const auto& own = item.item.descriptions[0].elements;
  EXPECT_NE(std::ranges::find(own, DescriptionElement{"mods.titleInfo", "From MODS"}), own.end());
  EXPECT_NE(std::ranges::find(own, DescriptionElement{"dc.date", "1953"}), own.end());
  EXPECT_EQ(item.item.descriptions[1].elements.size(), 2u);
  EXPECT_THAT(first_of(item.findings, "description.unknown-element").message,
              HasSubstr("\"my own\" is no element"));
}

TEST(DescriptionDocuments, a_damaged_document_is_told_with_its_place) {
  BatchBuilder batch("x");
  batch.file("0037.tif", "II*").file("metadata/mods.xml", "<mods>\n<titleInfo><title>A");
  batch.file("metadata/metadata.json", "{\"dc.title\": ");
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(count_of(item.findings, "description.document"), 2u) << texts_of(item.findings);
}

TEST(DescriptionDocuments, the_source_note_of_a_translation_names_the_record) {
  BatchBuilder batch("x");
  batch.file("0037.tif", "II*");
  batch.file(
      "metadata.json",
      "{\"title\": \"Cable\", \"source\": \"APRF, f. 45, op. 1, d. 337, ll. 37-40. Translated "
      "by G. Goldberg.\"}");
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(item.item.reference.delo, "337");
  EXPECT_EQ(item.item.reference.leaves.size(), 4u);
  EXPECT_EQ(item.item.title, "Cable");
}

}  // namespace
}  // namespace delo::ingest
