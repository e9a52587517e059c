// Tables of rights and certificates beside the items: each item has its own rows.
#include "ingest/reception/batch_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <tuple>

#include "ingest/reception/certificate_table.h"
#include "ingest/reception/leaf_table.h"
#include "tests/unit/reception/reception_testing.h"

namespace delo::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

RelativePath path(std::string_view text) { return *RelativePath::parse(text); }

class BatchRows : public testing::Test {
 protected:
  BatchRows() {
    for (const std::string item : {"d337", "f45/op1/d337", "f45/op1/d338"}) {
      batch_.file(item + "/0001.tif", "II*" + item).file(item + "/0002.tif", "II+" + item);
    }
  }
  // As they lie in the batch: d337, f45/op1/d337, f45/op1/d338.
  BatchItem item(std::size_t index) {
    const Batch batch = opened(batch_.root());
    findings_ = batch.findings;
    return item_of(batch, index);
  }
  static std::vector<std::string> kept_by(const BatchItem& item) {
    std::vector<std::string> out;
    for (const FileFromBatch& file : item.from_batch) {
      EXPECT_FALSE(file.document.whole);
      out.push_back(file.path.text() + "\n" + file.document.text);
    }
    return out;
  }

  tests::BatchBuilder batch_;
  std::vector<Finding> findings_;  // of the batch
};

constexpr const char* kRights =
    "file,basis,grant_act,grant_restriction\n"
    "d337,donor,use,disallow\n"
    "f45/op1/d337/0002.tif,donor,use,\"allow\"\n"
    "\n"
    "D:\\in\\f45\\op1\\d338\\0001.tif,donor,disseminate,conditional\n"
    "f45/op1/d338/0009.tif,donor,use,allow\n"
    "d999/0001.tif,donor,use,allow\n"
    ",donor,use,allow\n";

TEST_F(BatchRows, rights_are_of_the_items_that_their_rows_name) {
  batch_.file("rights.csv", kRights);
  const BatchItem whole = item(0), file = item(1), other = item(2);
  ASSERT_EQ(whole.item.rights.size(), 1u) << texts_of(whole.findings);
  EXPECT_THAT(whole.item.rights[0].objects, IsEmpty());
  EXPECT_EQ(whole.item.rights[0].grants[0].restriction, "disallow");
  ASSERT_EQ(file.item.rights.size(), 1u);
  EXPECT_THAT(file.item.rights[0].objects, ElementsAre(path("0002.tif")));
  ASSERT_EQ(other.item.rights.size(), 1u);
  EXPECT_THAT(other.item.rights[0].objects, ElementsAre(path("0001.tif")));
  const Finding absent = first_of(other.findings, "rights.unknown-file");
  EXPECT_EQ(absent.where.path.text(), "rights.csv");
  EXPECT_EQ(absent.where.part, "line 6") << "of the table, not of what is kept of it";
  const Finding unknown = first_of(findings_, "batch.unknown-item");
  EXPECT_EQ(unknown.where.path.text(), "rights.csv");
  EXPECT_EQ(unknown.message,
            "2 rows speak of no item of the batch; the first is \"d999/0001.tif\"");
}

TEST_F(BatchRows, each_item_keeps_its_rows_of_rights_and_they_say_the_same_when_read_again) {
  batch_.file("metadata/rights.csv", kRights);
  EXPECT_THAT(kept_by(item(0)),
              ElementsAre("metadata/excerpts-from-batch/d337/metadata/rights.csv\n"
                          "file,basis,grant_act,grant_restriction\nd337,donor,use,disallow\n"));
  const BatchItem file = item(1);
  ASSERT_THAT(kept_by(file),
              ElementsAre("metadata/excerpts-from-batch/f45%2Fop1%2Fd337/metadata/rights.csv\n"
                          "file,basis,grant_act,grant_restriction\n"
                          "f45/op1/d337/0002.tif,donor,use,\"allow\"\n"));
  EXPECT_THAT(first_of(file.findings, "description.excerpt").message,
              HasSubstr(" is a table with rows of other items"));
  const RelativePath& place = file.from_batch.front().path;
  EXPECT_TRUE(is_rights_table({.path = place, .role = FileRole::kDescription}));
  const RightsTable again =
      read_rights_table(file.from_batch.front().document.text, place,
                        {.name = "d337", .files = file.item.files, .folders = {}});
  EXPECT_THAT(again.findings, IsEmpty());
  ASSERT_EQ(again.statements.size(), 1u);
  EXPECT_TRUE(again.statements[0].same_ground(file.item.rights[0]));
  EXPECT_EQ(again.statements[0].grants, file.item.rights[0].grants);
  EXPECT_EQ(again.statements[0].objects, file.item.rights[0].objects);
}

TEST_F(BatchRows, a_table_of_rights_that_is_none_is_told_of_each_item_and_kept_whole_by_it) {
  for (const auto& [text, rule, faults] :
       {std::tuple(std::string("file,ground\nd337,donor\n"), "rights.column", 2u),
        std::tuple(std::string("II*\0", 4), "rights.unreadable", 1u)}) {
    batch_.file("rights.csv", text);
    for (const std::size_t index : {0u, 1u, 2u}) {
      const BatchItem each = item(index);
      EXPECT_EQ(count_of(findings_, rule), faults) << texts_of(findings_);
      EXPECT_EQ(count_of(each.findings, rule), 0u);
      EXPECT_EQ(count_of(each.findings, "rights.beside-items"), 1u) << texts_of(each.findings);
      EXPECT_EQ(first_of(each.findings, "rights.beside-items").where.path.text(), "rights.csv");
      ASSERT_EQ(each.from_batch.size(), 1u);
      EXPECT_TRUE(each.from_batch.front().document.whole);
      EXPECT_THAT(each.from_batch.front().path.text(), HasSubstr("metadata/from-batch/"));
    }
  }
}

TEST_F(BatchRows, a_row_that_swallows_the_next_is_told_of_each_item) {
  batch_.file("rights.csv",
              "file,basis,grant_act,grant_restriction,note\n"
              "d337,donor,use,allow,\"see letter\n"
              "f45/op1/d337,donor,use,disallow,secret\n");
  for (const std::size_t index : {0u, 1u, 2u}) {
    const BatchItem each = item(index);
    const Finding told = first_of(each.findings, "rights.beside-items");
    EXPECT_EQ(told.where.part, "line 2") << texts_of(each.findings);
    EXPECT_THAT(told.message, HasSubstr("opens a quotation mark that is never closed"));
  }
  EXPECT_EQ(item(0).item.rights.size(), 1u) << "what could be read counts";
}

TEST_F(BatchRows, rights_with_an_unknown_column_are_told_of_each_item) {
  batch_.file("rights.csv", "file,basis,grant_act,grant_restricton\nd337,donor,use,disallow\n");
  EXPECT_EQ(count_of(item(0).findings, "rights.beside-items"), 1u);
  EXPECT_EQ(count_of(item(2).findings, "rights.beside-items"), 1u);
}

TEST_F(BatchRows, a_row_for_nobody_may_be_of_the_items_that_no_row_names) {
  batch_.file("rights.csv", "file,basis\nd337,donor\nf45/op1/d33,donor\n");
  EXPECT_EQ(count_of(item(0).findings, "rights.beside-items"), 0u);
  for (const std::size_t index : {1u, 2u}) {
    EXPECT_EQ(first_of(item(index).findings, "rights.beside-items").message,
              "no row of the table is about this item, and 1 about no item of the batch; the first "
              "is \"f45/op1/d33\"");
  }
  batch_.file("rights.csv", "file,basis\nd337,donor\n");
  EXPECT_EQ(count_of(item(2).findings, "rights.beside-items"), 0u) << "nothing is lost";
}

TEST_F(BatchRows, a_row_for_the_folder_of_the_batch_is_of_all_items) {
  for (const std::string name : {"batch", "batch/", "D:\\in\\batch", "./", "objects"}) {
    batch_.file("metadata/rights.csv", "file;basis;grant_act;grant_restriction;note\n" + name +
                                           ";donor;use;disallow;\"a;\"\"b\"\"\"\n"
                                           "f45/op1/d338/0001.tif;donor;use;allow;\n");
    for (const std::size_t index : {0u, 1u, 2u}) {
      const BatchItem each = item(index);
      EXPECT_EQ(count_of(findings_, "batch.unknown-item"), 0u) << name << texts_of(findings_);
      EXPECT_EQ(count_of(each.findings, "rights.beside-items"), 0u) << texts_of(each.findings);
      ASSERT_EQ(each.item.rights.size(), index == 2 ? 2u : 1u) << name;
      EXPECT_THAT(each.item.rights[0].objects, IsEmpty());
      EXPECT_EQ(each.item.rights[0].grants[0].restriction, "disallow");
      EXPECT_EQ(each.item.rights[0].note, "a;\"b\"");
      ASSERT_EQ(each.from_batch.size(), 1u);
      const FileFromBatch& kept = each.from_batch.front();
      const RightsTable again = read_rights_table(
          kept.document.text, kept.path, {.name = "d337", .files = each.item.files, .folders = {}});
      EXPECT_THAT(again.findings, IsEmpty()) << kept.document.text;
      ASSERT_EQ(again.statements.size(), each.item.rights.size()) << kept.document.text;
      EXPECT_TRUE(again.statements[0].same_ground(each.item.rights[0]));
      EXPECT_EQ(again.statements[0].grants, each.item.rights[0].grants);
    }
  }
}

TEST_F(BatchRows, a_table_that_is_too_large_is_told_of_each_item) {
  batch_.file("rights.csv", "");
  std::filesystem::resize_file(batch_.at("rights.csv"), (std::uintmax_t{256} << 20) + 1);
  EXPECT_THAT(first_of(item(1).findings, "rights.beside-items").message,
              HasSubstr("the table can't be read"));
  EXPECT_EQ(count_of(findings_, "rights.unreadable"), 1u);
}

TEST_F(BatchRows, a_damaged_certificate_or_one_for_nobody_is_told_of_the_items_concerned) {
  for (const char* text : {"[d337\n", "title = 'all'\n[d337]\ncounted = 2\n"}) {
    batch_.file("certificate.toml", text);
    EXPECT_EQ(count_of(item(0).findings, "certificate.beside-items"), 1u) << text;
    EXPECT_EQ(count_of(item(2).findings, "certificate.beside-items"), 1u) << text;
  }
  batch_.file("certificate.toml", "[d337]\ncounted = 2\n[d33]\ncounted = 2\n");
  EXPECT_EQ(count_of(item(0).findings, "certificate.beside-items"), 0u);
  EXPECT_THAT(first_of(item(2).findings, "certificate.beside-items").message,
              HasSubstr("the first is \"d33\""));
}

TEST_F(BatchRows, a_value_of_a_section_that_is_none_is_told_of_its_item_alone) {
  batch_.file("certificate.toml",
              "[d337]\ncounted = true\n[\"f45/op1/d337\"]\ncounted = 2\n"
              "[\"f45/op1/d338\"]\ncounted = 2\n");
  EXPECT_EQ(first_of(item(0).findings, "certificate.value").where.part, "line 2");
  EXPECT_THAT(
      item(1).findings,
      Not(testing::Contains(testing::Field(&Finding::rule, testing::StartsWith("certificate.")))));
  EXPECT_EQ(count_of(findings_, "certificate.value"), 0u);
}

TEST_F(BatchRows, a_row_certifies_the_item_that_it_names) {
  batch_.file("certificate.csv",
              "Дело;пронумеровано;пропущенные;дата\n"
              "d337;2;;1953\nf45/op1/d338/;158 листов;39, 41;\nd777;1;;\nd337/0001.tif;1;;\n");
  const BatchItem first = item(0);
  EXPECT_EQ(first.item.certificate.counted, 2);
  EXPECT_EQ(first.item.certificate.where, "certificate.csv line 2");
  EXPECT_EQ(item(1).item.certificate.counted, std::nullopt);
  EXPECT_EQ(item(2).item.certificate.counted, 158);
  EXPECT_THAT(*item(2).item.certificate.skipped, ElementsAre(39, 41));
  EXPECT_THAT(first_of(findings_, "batch.unknown-item").message, HasSubstr("2 rows"));
  ASSERT_THAT(kept_by(first), ElementsAre("metadata/excerpts-from-batch/d337/certificate.csv\n"
                                          "Дело;пронумеровано;пропущенные;дата\nd337;2;;1953\n"));
  const FileFromBatch& kept = first.from_batch.front();
  EXPECT_TRUE(is_certificate({.path = kept.path, .role = FileRole::kDescription}));
  const auto again = certificates_from_batch(kept.document.text, kept.path);
  ASSERT_EQ(again.size(), 2u);
  EXPECT_THAT(again[0].findings, IsEmpty());
  EXPECT_EQ(again[1].certificate.counted, 2);
}

TEST_F(BatchRows, a_section_of_toml_certifies_the_item_that_it_names) {
  batch_.file(
      "certificate.toml",
      "title = 'all'\n\n[\"f45/op1/d338\"]\n# of 1953\ncounted = 158\nlettered = [\"12а\"]\n"
      "date = 1953-03-05\n\n[d337]\ncounted = \"two\"\n\n[[certificate]]\n"
      "item = \"f45/op1/d337\"\ncounted = 3\n\n[nobody]\ncounted = 1\n");
  const BatchItem other = item(2);
  EXPECT_EQ(other.item.certificate.counted, 158);
  const Finding value = first_of(item(0).findings, "certificate.value");
  EXPECT_EQ(value.where.part, "line 10") << texts_of(item(0).findings);
  EXPECT_EQ(item(1).item.certificate.counted, 3);
  EXPECT_THAT(first_of(findings_, "certificate.unreadable").message,
              HasSubstr("\"title\" stands in no section"));
  EXPECT_THAT(first_of(findings_, "batch.unknown-item").message, HasSubstr("\"nobody\""));
  for (const std::size_t index : {std::size_t{1}, std::size_t{2}}) {
    const BatchItem read = item(index);
    ASSERT_EQ(read.from_batch.size(), 1u);
    const FileFromBatch& kept = read.from_batch.front();
    EXPECT_THAT(kept.document.text, Not(HasSubstr("nobody")));
    const auto again = certificates_from_batch(kept.document.text, kept.path);
    ASSERT_EQ(again.size(), 2u) << kept.document.text;
    EXPECT_THAT(again[0].findings, IsEmpty());
    EXPECT_EQ(again[1].certificate.counted, read.item.certificate.counted);
  }
  EXPECT_THAT(kept_by(other).front(), HasSubstr("date = 1953-03-05"));
}

TEST_F(BatchRows, what_an_item_certifies_itself_goes_before_the_table_and_a_difference_is_told) {
  batch_.file("certificate.csv", "filename,counted\nd337,3\n");
  batch_.file("d337/certificate.csv", "counted,2\n");
  const BatchItem own = item(0);
  EXPECT_EQ(own.item.certificate.counted, 2);
  EXPECT_EQ(count_of(own.findings, "certificate.contradiction"), 1u) << texts_of(own.findings);
}

TEST_F(BatchRows, a_certificate_that_names_no_item_is_told_and_certifies_none) {
  batch_.file("certificate.csv", "counted,158\nlast,157\n");
  EXPECT_FALSE(item(0).item.certificate.says_anything());
  const Finding told = first_of(findings_, "certificate.unreadable");
  EXPECT_EQ(told.where.path.text(), "certificate.csv");
  EXPECT_THAT(told.message, HasSubstr("expected the column filename"));
  batch_.file("certificate.csv", "filename,counted,colour\nd337,2,red\n");
  EXPECT_EQ(count_of(item(0).findings, "certificate.entry"), 0u);
  EXPECT_EQ(first_of(findings_, "certificate.entry").where.part, "line 1");
  batch_.file("certificate.toml", "[d337\n");
  item(0);
  EXPECT_THAT(first_of(findings_, "certificate.unreadable").message, HasSubstr("not TOML"));
}

TEST(CertificateTable, a_row_has_the_entries_of_its_own_cells_alone) {
  std::string wide = "filename";
  for (int c = 0; c < 30'000; ++c) wide += ",counted";
  const CertificateTable table = read_certificate_table(
      wide + "\nd1\nd2,,3\nd3" + std::string(4000, ',') + "4\n", path("certificate.csv"));
  ASSERT_EQ(table.rows.size(), 3u);
  EXPECT_THAT(table.rows[0].entries, IsEmpty());
  ASSERT_EQ(table.rows[1].entries.size(), 1u);
  EXPECT_EQ(table.rows[1].entries[0].value, "3");
  EXPECT_THAT(table.rows[2].entries, IsEmpty()) << "beyond the columns that are read";
  EXPECT_THAT(texts_of(table.findings), HasSubstr("more than 200 columns are entries"));
}

TEST(CertificateTable, of_many_unknown_columns_some_are_told) {
  std::string wide = "filename";
  for (int c = 0; c < 3000; ++c) wide += ",x" + std::to_string(c);
  const CertificateTable table = read_certificate_table(
      wide + ",counted\nd1" + std::string(3001, ',') + "2\n", path("certificate.csv"));
  EXPECT_EQ(count_of(table.findings, "certificate.entry"), 1000u);
  ASSERT_EQ(table.rows.size(), 1u);
  ASSERT_EQ(table.rows[0].entries.size(), 1u) << "what follows them is read all the same";
  EXPECT_EQ(table.rows[0].entries[0].value, "2");
}

TEST_F(BatchRows, a_checksum_of_a_table_of_rows_is_compared) {
  batch_.file("rights.csv", kRights);
  batch_.file("list.sha256", tests::hex_of(DigestAlgorithm::kSha256, "other") + "  rights.csv\n");
  EXPECT_EQ(count_of(item(0).findings, "reception.checksum.different"), 1u);
}

}  // namespace
}  // namespace delo::ingest
