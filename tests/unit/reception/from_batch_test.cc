// Descriptions beside the items: what each item keeps of them.
#include "ingest/reception/from_batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/run/run_context.h"
#include "ingest/reception/earlier_delivery.h"
#include "ingest/reception/receive_item.h"
#include "policies/policy_file.h"
#include "tests/unit/reception/reception_testing.h"

namespace delo::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using tests::BatchBuilder;
using tests::TempFolder;

const std::string kAid =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<ead xmlns=\"urn:isbn:1-931666-22-9\"><archdesc level=\"fonds\"><did><unitid>АПРФ. Ф. 45"
    "</unitid><unittitle>Сталин</unittitle></did>\n<dsc>\n"
    "<c01 level=\"series\"><did><unitid>1</unitid></did>\n"
    "<c02 level=\"file\"><did><unitid>336</unitid><unittitle>Другое</unittitle></did></c02>\n"
    "<c02 level=\"file\"><did><unitid>337</unitid><unittitle>Переписка</unittitle></did></c02>\n"
    "</c01></dsc></archdesc></ead>\n";

class FromBatch : public testing::Test {
 protected:
  FromBatch() {
    batch_.record("d337").record("d900");
    batch_.file("d900/metadata.csv",
                "filename,dc.title,dc.identifier\n,Other,\"APRF, f. 46, op. 1, d. 900\"\n");
  }
  BatchItem item(std::size_t index, std::uint64_t whole_up_to = kWholeUpTo) {
    auto batch = open_batch(batch_.root(), {}, {}, whole_up_to);
    EXPECT_TRUE(batch) << (batch ? "" : batch.error().text());
    if (!batch) return {};
    batch_findings_ = batch->findings;
    return item_of(*batch, index);
  }
  ReceivedItem receive(const BatchItem& item) {
    RunContext run{.clock = clock_,
                   .progress = progress_,
                   .software = {{{"delo-0"}, "delo", "software", "0"}},
                   .stop = {}};
    const auto policy = parse_policy("id = \"p\"\nversion = 1\n", "p.toml");
    auto received = receive_item(item, *policy, work_.path() / "item", run);
    EXPECT_TRUE(received) << (received ? "" : received.error().text());
    return received ? std::move(received).value() : ReceivedItem{};
  }
  // Of the only file that is_from_batch().
  std::string content_in(const ReceivedItem& received) {
    std::string content;
    std::size_t count = 0;
    EXPECT_TRUE(received.files.for_each([&](const ItemFile& file) {
      if (!is_from_batch(file.object.path)) return;
      ++count;
      content = TempFolder::read(file.content);
      EXPECT_EQ(file.object.digests.find(DigestAlgorithm::kSha256)->hex,
                tests::hex_of(DigestAlgorithm::kSha256, content));
      EXPECT_EQ(file.object.role, FileRole::kDescription);
    }));
    EXPECT_EQ(count, 1u);
    return content;
  }

  BatchBuilder batch_;
  TempFolder work_;
  FixedClock clock_{*timestamp_of("2100-01-01T06:00:00Z")};
  SilentProgress progress_;
  std::vector<Finding> batch_findings_;
};

std::vector<std::string> places_in(const BatchItem& item) {
  std::vector<std::string> out;
  for (const FileFromBatch& file : item.from_batch) out.push_back(file.path.text());
  return out;
}

TEST_F(FromBatch, an_item_keeps_the_finding_aid_that_describes_it_byte_for_byte) {
  batch_.file("f45-ead.xml", kAid);
  const BatchItem described = item(0);
  EXPECT_THAT(places_in(described), ElementsAre("metadata/from-batch/d337/f45-ead.xml"));
  EXPECT_THAT(places_in(item(1)), IsEmpty()) << "of another fond";
  const ReceivedItem received = receive(described);
  EXPECT_EQ(content_in(received), kAid);
  const auto told = std::ranges::find(received.events, EventType::kFilenameChange, &Event::type);
  ASSERT_NE(told, received.events.end());
  EXPECT_EQ(told->outcome_note, "f45-ead.xml is metadata/from-batch/d337/f45-ead.xml");
  ASSERT_EQ(told->objects.size(), 1u);
}

TEST_F(FromBatch, of_a_larger_one_the_unit_and_those_above_are_kept_and_the_whole_is_named) {
  batch_.file("f45-ead.xml", kAid);
  const BatchItem described = item(0, 100);
  EXPECT_THAT(places_in(described), ElementsAre("metadata/excerpts-from-batch/d337/f45-ead.xml"));
  const std::string digest = tests::hex_of(DigestAlgorithm::kSha256, kAid);
  const Finding told = first_of(described.findings, "description.excerpt");
  EXPECT_EQ(told.severity, Severity::kInfo);
  EXPECT_THAT(told.message, HasSubstr(digest));
  const ReceivedItem received = receive(described);
  const std::string content = content_in(received);
  EXPECT_THAT(content, HasSubstr("<unitid>337</unitid><unittitle>Переписка</unittitle>"));
  EXPECT_THAT(content, Not(HasSubstr("Другое")));
  EXPECT_THAT(content, HasSubstr("<!-- An excerpt"));
  const auto event =
      std::ranges::find(received.events, EventType::kMetadataExtraction, &Event::type);
  ASSERT_NE(event, received.events.end());
  EXPECT_THAT(event->detail, HasSubstr("f45-ead.xml (" + std::to_string(kAid.size()) +
                                       " bytes, SHA-256 " + digest + ")"));
  // Read again, it says the same of the item.
  const auto again = packages::read_description(MemorySource(std::string_view(content)));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->units, 3u);
  EXPECT_THAT(again->faults, IsEmpty());
}

TEST_F(FromBatch, what_an_excerpt_cannot_be_made_of_is_told) {
  batch_.file("f45-ead.xml", kAid + "<ead>");
  EXPECT_THAT(places_in(item(0, 100)), IsEmpty());
  EXPECT_EQ(count_of(batch_findings_, "description.excerpt"), 1u) << texts_of(batch_findings_);
  EXPECT_THAT(places_in(item(0)), ElementsAre("metadata/from-batch/d337/f45-ead.xml"));
}

TEST_F(FromBatch, a_table_goes_with_each_item_that_a_row_names_whole_or_its_rows_alone) {
  const std::string table =
      "filename,dc.title\r\nd337,\"Two\r\nlines\"\r\nd900/0037.tif,Leaf\r\nd337/0038.tif,Leaf "
      "38\r\n";
  batch_.file("metadata.csv", table);
  const BatchItem whole = item(0);
  EXPECT_THAT(places_in(whole), ElementsAre("metadata/from-batch/d337/metadata.csv"));
  EXPECT_EQ(content_in(receive(whole)), table);
  const BatchItem rows = item(0, 10);
  EXPECT_THAT(places_in(rows), ElementsAre("metadata/excerpts-from-batch/d337/metadata.csv"));
  EXPECT_EQ(content_in(receive(rows)),
            "filename,dc.title\r\nd337,\"Two\r\nlines\"\r\nd337/0038.tif,Leaf 38\r\n");
}

TEST_F(FromBatch, a_list_in_json_goes_with_its_items_too) {
  batch_.file("metadata.json",
              "[{\"filename\": \"d337\", \"dc.subject\": [\"a\", \"b\"]},"
              " {\"filename\": \"d900\", \"dc.subject\": \"c\"}]");
  EXPECT_THAT(places_in(item(0)), ElementsAre("metadata/from-batch/d337/metadata.json"));
  EXPECT_EQ(content_in(receive(item(0, 10))),
            "[{\"filename\":\"d337\",\"dc.subject\":[\"a\",\"b\"]}]\n");
}

TEST_F(FromBatch, where_rows_of_another_item_could_be_its_own_an_item_keeps_its_own_alone) {
  batch_.record("f1/op2/d337");
  batch_.file("metadata.csv",
              "filename,dc.title\nf1/op2/d337,Nested\nd337,\"Flat,\nof two lines\"\n"
              "d337/0037.tif,Leaf\nd900/d337/0037.tif,Folder\n");
  const BatchItem flat = item(0);
  EXPECT_THAT(places_in(flat), ElementsAre("metadata/excerpts-from-batch/d337/metadata.csv"));
  EXPECT_EQ(content_in(receive(flat)),
            "filename,dc.title\nd337,\"Flat,\nof two lines\"\nd337/0037.tif,Leaf\n");
  EXPECT_THAT(first_of(flat.findings, "description.excerpt").message,
              HasSubstr("has rows of other items whose names end alike"));
  EXPECT_THAT(places_in(item(1)), ElementsAre("metadata/from-batch/d900/metadata.csv"));
  EXPECT_THAT(places_in(item(2)), ElementsAre("metadata/from-batch/f1%2Fop2%2Fd337/metadata.csv"));
  std::filesystem::remove(batch_.at("metadata.csv"));
  batch_.file("metadata.json",
              "[{\"filename\": \"f1/op2/d337\", \"dc.title\": \"Nested\"},"
              " {\"filename\": \"d337/0037.tif\", \"dc.title\": \"Leaf\"}]");
  EXPECT_EQ(content_in(receive(item(0))),
            "[{\"filename\":\"d337/0037.tif\",\"dc.title\":[\"Leaf\"]}]\n");
}

TEST_F(FromBatch, a_record_of_mods_beside_the_items_describes_the_one_that_it_names) {
  batch_.file("mods.xml",
              "<modsCollection xmlns=\"http://www.loc.gov/mods/v3\">\n"
              "<mods><titleInfo><title>Of d. 900</title></titleInfo>"
              "<identifier>APRF, f. 46, op. 1, d. 900</identifier></mods>\n"
              "<mods><titleInfo><title>Fond 45</title></titleInfo>"
              "<identifier>APRF, f. 45</identifier></mods>\n</modsCollection>");
  const BatchItem named = item(1);
  ASSERT_FALSE(named.item.descriptions.empty());
  const auto& own = named.item.descriptions.front().elements;
  EXPECT_NE(std::ranges::find(own, DescriptionElement{"mods.titleInfo", "Of d. 900"}), own.end());
  EXPECT_THAT(places_in(named), ElementsAre("metadata/from-batch/d900/mods.xml"));
  const BatchItem below = item(0);
  ASSERT_EQ(below.item.levels.size(), 1u);
  EXPECT_EQ(below.item.levels[0].level, "fonds");
  const std::string excerpt = content_in(receive(item(1, 10)));
  EXPECT_THAT(excerpt, HasSubstr("Of d. 900"));
  EXPECT_THAT(excerpt, Not(HasSubstr("Fond 45")));
}

TEST_F(FromBatch, a_record_is_not_of_the_unit_that_its_notes_sources_or_relations_name) {
  const std::string other = "APRF, f. 46, op. 1, d. 900";
  batch_.file("mods.xml",
              "<mods xmlns=\"http://www.loc.gov/mods/v3\"><titleInfo><title>Letter</title>"
              "</titleInfo><identifier>APRF, f. 45, op. 1, d. 1</identifier><note>See also the "
              "answer: " +
                  other + "</note><relatedItem><identifier>" + other +
                  "</identifier></relatedItem><location><holdingSimple><copyInformation><note>" +
                  other + "</note></copyInformation></holdingSimple></location></mods>");
  batch_.file("dc.xml",
              "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
              " xmlns:dcterms=\"http://purl.org/dc/terms/\"><dc:title>Letter</dc:title>"
              "<dc:identifier>APRF, f. 45, op. 1, d. 1</dc:identifier><dc:source>" +
                  other + "</dc:source><dc:relation>" + other + "</dc:relation><dcterms:isPartOf>" +
                  other + "</dcterms:isPartOf></metadata>");
  const BatchItem named = item(1);
  EXPECT_EQ(named.item.title, "Other");
  EXPECT_THAT(named.item.levels, IsEmpty());
  EXPECT_THAT(places_in(named), IsEmpty());
}

TEST_F(FromBatch, a_record_describes_the_item_of_its_shelf_locator) {
  batch_.file("mods.xml",
              "<mods xmlns=\"http://www.loc.gov/mods/v3\"><titleInfo><title>Of d. 900</title>"
              "</titleInfo><location><shelfLocator>APRF, f. 46, op. 1, d. 900</shelfLocator>"
              "</location></mods>");
  EXPECT_THAT(places_in(item(1)), ElementsAre("metadata/from-batch/d900/mods.xml"));
  EXPECT_THAT(places_in(item(0)), IsEmpty());
}

TEST_F(FromBatch, mods_and_dublin_core_of_one_record_are_both_taken_and_both_kept) {
  const std::string id = "APRF, f. 46, op. 1, d. 900";
  batch_.file("d900/metadata.csv", "filename,dc.identifier\n,\"" + id + "\"\n");
  batch_.file("mods.xml",
              "<mods xmlns=\"http://www.loc.gov/mods/v3\"><titleInfo><title>By MODS</title>"
              "</titleInfo><identifier>" +
                  id + "</identifier></mods>");
  batch_.file("dc.xml",
              "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>By DC</dc:title>"
              "<dc:identifier>" +
                  id + "</dc:identifier></metadata>");
  const BatchItem named = item(1);
  EXPECT_EQ(count_of(named.findings, "description.finding-aid.ambiguous"), 0u)
      << texts_of(named.findings);
  EXPECT_EQ(named.item.title, "By MODS");
  ASSERT_FALSE(named.item.descriptions.empty());
  const auto& own = named.item.descriptions.front().elements;
  EXPECT_NE(std::ranges::find(own, DescriptionElement{"mods.titleInfo", "By MODS"}), own.end());
  EXPECT_NE(std::ranges::find(own, DescriptionElement{"dc.title", "By DC"}), own.end());
  EXPECT_THAT(places_in(named),
              ElementsAre("metadata/from-batch/d900/dc.xml", "metadata/from-batch/d900/mods.xml"));
  batch_.file("dc.xml",
              "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>By DC 2</dc:title>"
              "<dc:identifier>" +
                  id + "</dc:identifier></metadata>");
  EXPECT_NE(item(1).fingerprint, named.fingerprint);
}

TEST_F(FromBatch, documents_that_fit_alike_are_kept_though_nothing_is_taken_of_them) {
  batch_.file("f45-ead.xml", kAid).file("opis-1.xml", kAid);
  const BatchItem described = item(0);
  const Finding told = first_of(described.findings, "description.finding-aid.ambiguous");
  EXPECT_THAT(told.message, HasSubstr("f45-ead.xml line 6 and opis-1.xml line 6"));
  EXPECT_THAT(described.item.levels, IsEmpty());
  EXPECT_THAT(places_in(described), ElementsAre("metadata/from-batch/d337/f45-ead.xml",
                                                "metadata/from-batch/d337/opis-1.xml"));
  EXPECT_THAT(places_in(item(1)), IsEmpty()) << "of another fond";
}

TEST_F(FromBatch, a_document_with_two_units_that_fit_is_kept_or_told_where_it_is_too_large) {
  std::string aid = kAid;
  aid.replace(aid.find("336"), 3, "337");
  batch_.file("f45-ead.xml", aid);
  EXPECT_THAT(places_in(item(0)), ElementsAre("metadata/from-batch/d337/f45-ead.xml"));
  EXPECT_EQ(count_of(batch_findings_, "description.excerpt"), 0u) << texts_of(batch_findings_);
  EXPECT_THAT(places_in(item(0, 100)), IsEmpty());
  EXPECT_THAT(first_of(batch_findings_, "description.excerpt").message,
              HasSubstr("1 item has several units"));
}

TEST_F(FromBatch, one_that_changes_before_it_is_received_withholds_the_item) {
  batch_.file("f45-ead.xml", kAid);
  const BatchItem described = item(0);
  batch_.file("f45-ead.xml", kAid + "<!-- more -->");
  EXPECT_EQ(count_of(receive(described).findings, "reception.source-changed"), 1u);
  std::filesystem::remove(batch_.at("f45-ead.xml"));
  EXPECT_EQ(count_of(receive(described).findings, "reception.unreadable"), 1u);
}

TEST_F(FromBatch, a_checksum_list_beside_the_items_is_compared_with_the_aid) {
  batch_.file("f45-ead.xml", kAid);
  const std::string digest = tests::hex_of(DigestAlgorithm::kSha256, kAid);
  batch_.file("checksums.sha256", digest + "  ./f45-ead.xml\n");
  EXPECT_EQ(count_of(item(0).findings, "reception.checksum.different"), 0u);
  EXPECT_EQ(count_of(batch_findings_, "batch.unknown-item"), 0u) << texts_of(batch_findings_);
  batch_.file("f45-ead.xml", kAid + "\n");
  EXPECT_THAT(first_of(item(0).findings, "reception.checksum.different").message,
              HasSubstr("expected " + digest + " by checksums.sha256 line 1"));
  EXPECT_EQ(count_of(item(1).findings, "reception.checksum.different"), 0u);
  EXPECT_EQ(count_of(batch_findings_, "reception.checksum.different"), 1u);
}

TEST_F(FromBatch, a_line_for_a_table_of_an_item_that_has_not_come_is_no_line_for_the_batchs_own) {
  batch_.file("metadata.csv", "filename,dc.subject\nd337,Letters\n");
  const auto digest = [](std::string_view text) {
    return tests::hex_of(DigestAlgorithm::kSha256, text);
  };
  batch_.file("checksums.sha256", digest("another") + "  d901/metadata.csv\n" + digest("third") +
                                      "  old/batch/metadata.csv\n" +
                                      digest(TempFolder::read(batch_.at("metadata.csv"))) +
                                      "  metadata.csv\n");
  const BatchItem described = item(0);
  EXPECT_EQ(count_of(described.findings, "reception.checksum.different"), 0u)
      << texts_of(described.findings);
  EXPECT_EQ(count_of(batch_findings_, "reception.checksum.different"), 0u);
  EXPECT_THAT(
      first_of(batch_findings_, "batch.unknown-item").message,
      HasSubstr("2 lines speak of no item of the batch; the first is \"d901/metadata.csv\""));
}

TEST_F(FromBatch, a_line_names_a_table_from_the_batch_or_from_above_it) {
  batch_.file("metadata.csv", "filename,dc.subject\nd337,Letters\n");
  const std::string wrong = tests::hex_of(DigestAlgorithm::kSha256, "other");
  for (const char* name :
       {"metadata.csv", "./metadata.csv", "batch/metadata.csv", ".\\batch\\metadata.csv",
        "/mnt/in/batch/metadata.csv", "D:\\Scans\\batch\\metadata.csv"}) {
    batch_.file("checksums.sha256", wrong + "  " + name + "\n");
    EXPECT_EQ(count_of(item(0).findings, "reception.checksum.different"), 1u) << name;
    EXPECT_EQ(count_of(batch_findings_, "batch.unknown-item"), 0u) << name;
  }
}

TEST_F(FromBatch, a_list_in_a_folder_of_items_names_what_lies_there) {
  batch_.record("f45/op1/d1").record("f45/op1/d2");
  batch_.file("metadata.csv", "filename,dc.subject\nd337,Letters\n");
  batch_.file("f45/op1/metadata.csv", "filename,dc.subject\nf45/op1/d1,Wires\n");
  const std::string good =
      tests::hex_of(DigestAlgorithm::kSha256, TempFolder::read(batch_.at("f45/op1/metadata.csv")));
  batch_.file("f45/op1/checksums.sha256", good + "  metadata.csv\n");
  item(0);
  EXPECT_EQ(count_of(batch_findings_, "reception.checksum.different"), 0u)
      << texts_of(batch_findings_);
  EXPECT_EQ(count_of(batch_findings_, "batch.unknown-item"), 0u) << texts_of(batch_findings_);
  std::filesystem::remove(batch_.at("f45/op1/metadata.csv"));
  item(0);
  EXPECT_EQ(count_of(batch_findings_, "reception.checksum.different"), 0u)
      << texts_of(batch_findings_);
  EXPECT_EQ(count_of(batch_findings_, "batch.unknown-item"), 1u) << texts_of(batch_findings_);
}

TEST_F(FromBatch, what_cannot_be_told_to_be_a_finding_aid_is_a_finding_of_the_batch) {
  batch_.file("f45-ead.xml", "<!DOCTYPE ead [<!ENTITY x \"y\">]>\n" + kAid.substr(kAid.find('\n')));
  EXPECT_THAT(places_in(item(0)), IsEmpty());
  ASSERT_EQ(count_of(batch_findings_, "description.document"), 1u) << texts_of(batch_findings_);
  const Finding entity = first_of(batch_findings_, "description.document");
  EXPECT_EQ(entity.where.path.text(), "f45-ead.xml");
  EXPECT_THAT(entity.message, HasSubstr("it can't be told what the document is"));
  batch_.file("f45-ead.xml", "<ead xmlns='").file("mods.xml", "<mods").file("dc.xml", "");
  item(0);
  EXPECT_EQ(count_of(batch_findings_, "description.document"), 3u) << texts_of(batch_findings_);
}

TEST_F(FromBatch, a_finding_aid_by_its_name_alone_is_told_and_xml_of_other_kinds_is_not) {
  batch_.file("f45-ead.xml", "<html><body/></html>").file("metadata.xml", "<mine/>");
  item(0);
  ASSERT_EQ(count_of(batch_findings_, "description.document"), 1u) << texts_of(batch_findings_);
  EXPECT_THAT(first_of(batch_findings_, "description.document").message,
              HasSubstr("by its name a finding aid, but its root element is \"html\""));
}

TEST_F(FromBatch, a_producers_own_file_at_that_place_is_left_where_it_is) {
  batch_.file("f45-ead.xml", kAid);
  batch_.file("d337/metadata/from-batch/d337/f45-ead.xml", "<ead/>");
  const BatchItem kept = item(0);
  EXPECT_THAT(places_in(kept), ElementsAre("metadata/from-batch-/d337/f45-ead.xml"));
  const Finding told = first_of(kept.findings, "name.reserved");
  EXPECT_EQ(told.where.path.text(), "metadata/from-batch/d337/f45-ead.xml");
  EXPECT_THAT(told.message, HasSubstr("1 file lies in metadata/from-batch/"));
}

TEST_F(FromBatch, what_a_producer_delivers_at_that_place_says_nothing_of_the_item) {
  batch_.file("d337/metadata/from-batch/d337/metadata.csv", "filename,dc.subject\nd337,Own\n");
  batch_.file("d337/metadata/from-batch-/x/rights.csv", "file,basis\n0037.tif,donor\n");
  batch_.file("d337/metadata/excerpts-from-batch/d337/certificate.csv", "filename,last\nd337,9\n");
  const BatchItem described = item(0);
  EXPECT_THAT(described.item.rights, IsEmpty());
  EXPECT_FALSE(described.item.certificate.says_anything());
  for (const Description& description : described.item.descriptions) {
    for (const DescriptionElement& element : description.elements) EXPECT_NE(element.value, "Own");
  }
  for (const FileObject& file : described.item.files) {
    EXPECT_FALSE(is_document_from_batch(file)) << file.path.text();
  }
  EXPECT_THAT(first_of(described.findings, "name.reserved").message, HasSubstr("3 files lie in"));
}

TEST(RowsOfItem, of_a_table_from_the_batch_those_of_its_item_count) {
  DescriptionTable table{.path =
                             *RelativePath::parse("metadata/from-batch/f45%2Fd337/metadata.csv")};
  table.rows = {{.line = 2, .name = "f45/d337", .elements = {{"dc.title", "A"}}},
                {.line = 3, .name = "f45/d338", .elements = {{"dc.title", "B"}}},
                {.line = 4, .name = "f45/d337/0037.tif", .elements = {{"dc.title", "C"}}}};
  DescriptionTable own = table;
  own.path = *RelativePath::parse("metadata.csv");
  keep_rows_of_item(table);
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0].name, "");
  EXPECT_EQ(table.rows[1].name, "0037.tif");
  keep_rows_of_item(own);
  EXPECT_EQ(own.rows.size(), 3u);
}

}  // namespace
}  // namespace delo::ingest
