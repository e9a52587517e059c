#include "ingest/reception/description.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/reception/reception_testing.h"

namespace delo::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::BatchBuilder;

// An item x with two scans, a folder text/ and this metadata.csv.
BatchItem described(std::string_view table, std::string_view path = "metadata.csv") {
  BatchBuilder batch("x");
  batch.file("0037.tif", "II*").file("0038.tif", "II*").file("text/a.txt", "x");
  batch.file(path, table);
  return only_item(batch.root());
}

std::string value(const BatchItem& item, std::string_view path, std::string_view element) {
  for (const Description& description : item.item.descriptions) {
    if (description.path.text() != path) continue;
    for (const DescriptionElement& e : description.elements) {
      if (e.name == element) return e.value;
    }
  }
  return "<absent>";
}

TEST(Description, rows_describe_the_item_its_folders_and_its_files) {
  const BatchItem item = described(
      "filename,dc.title,dc.subject,dc.subject\n,The "
      "record,war,peace\n0037.tif,Leaf,,\ntext/,Texts,,\n");
  EXPECT_EQ(item.item.title, "The record");
  EXPECT_EQ(value(item, "", "dc.title"), "The record");
  EXPECT_EQ(value(item, "0037.tif", "dc.title"), "Leaf");
  EXPECT_EQ(value(item, "text", "dc.title"), "Texts");
  ASSERT_EQ(item.item.descriptions[0].elements.size(), 3u);
  EXPECT_EQ(item.item.descriptions[0].elements[2], (DescriptionElement{"dc.subject", "peace"}));
  EXPECT_EQ(count_of(item.findings, "description.unknown-file"), 0u);
}

TEST(Description, the_column_of_names_may_stand_anywhere_and_others_are_kept) {
  const BatchItem item = described(
      "identifier,leaf,filename,shelfmark\nitem-1,1,0037.tif,\"Ф. 12, оп. 3, д. 48, л. 37\"\n"
      "item-1,2,0038.tif,\"Ф. 12, оп. 3, д. 48, л. 38\"\n");
  EXPECT_EQ(value(item, "0037.tif", "leaf"), "1");
  EXPECT_EQ(item.item.reference.fond, "12");
  EXPECT_EQ(item.item.reference.delo, "48");
  ASSERT_EQ(item.item.reference.leaves.size(), 2u);
  EXPECT_EQ(item.item.reference.leaves[1].label(), "38");
  EXPECT_EQ(item.item.reference_basis, "metadata.csv line 2, shelfmark");
  EXPECT_EQ(count_of(item.findings, "item.reference.unreadable"), 0u) << texts_of(item.findings);
}

TEST(Description, names_may_begin_with_objects_data_or_the_items_own_name) {
  const BatchItem item =
      described("filename,dc.title\nx/0037.tif,A\ndata/0038.tif,B\n.\\text\\a.txt,C\n");
  EXPECT_EQ(value(item, "0037.tif", "dc.title"), "A");
  EXPECT_EQ(value(item, "0038.tif", "dc.title"), "B");
  EXPECT_EQ(value(item, "text/a.txt", "dc.title"), "C");
  BatchBuilder transfer("t");
  transfer.file("objects/1.tif", "II*");
  transfer.file("metadata/metadata.csv", "filename,dc.title\nobjects/1.tif,A\nobjects,Whole\n");
  const BatchItem read = only_item(transfer.root());
  EXPECT_EQ(value(read, "objects/1.tif", "dc.title"), "A");
  EXPECT_EQ(read.item.title, "Whole");
}

TEST(Description, byte_order_mark_semicolons_and_line_ends_in_cells) {
  const BatchItem item = described(
      "\xef\xbb\xbf"
      "filename;dc.title\r\n0037.tif;\"two\r\nlines; one cell\"\r\n");
  EXPECT_EQ(value(item, "0037.tif", "dc.title"), "two\r\nlines; one cell");
  EXPECT_EQ(count_of(item.findings, "description.ragged-row"), 0u);
}

TEST(Description, a_table_in_cp1251_is_read_and_told) {
  const BatchItem item =
      described("filename,dc.title\n0037.tif,\xd2\xe5\xeb\xe5\xe3\xf0\xe0\xec\xec\xe0\n");
  EXPECT_EQ(value(item, "0037.tif", "dc.title"), "Телеграмма");
  EXPECT_THAT(first_of(item.findings, "description.not-utf8").message, HasSubstr("windows-1251"));
  EXPECT_EQ(count_of(described("filename,dc.title\n0037.tif,Телеграмма\n").findings,
                     "description.not-utf8"),
            0u);
}

TEST(Description, a_file_that_is_not_there_is_told_with_its_line) {
  const Finding unknown = first_of(described("filename,dc.title\n0039.tif,Leaf\n").findings,
                                   "description.unknown-file");
  EXPECT_EQ(unknown.where.path.text(), "metadata.csv");
  EXPECT_EQ(unknown.where.part, "line 2");
  EXPECT_THAT(unknown.message, HasSubstr("\"0039.tif\""));
}

TEST(Description, of_two_rows_for_one_file_the_later_counts) {
  const BatchItem item = described("filename,dc.title\n0037.tif,First\n0037.tif,Second\n");
  EXPECT_EQ(value(item, "0037.tif", "dc.title"), "Second");
  EXPECT_EQ(first_of(item.findings, "description.duplicate-row").where.part, "line 3");
}

TEST(Description, a_ragged_row_is_told_and_empty_cells_behind_are_not) {
  const BatchItem item = described("filename,dc.title\n0037.tif\n0038.tif,B,C\ntext,D,,\n");
  EXPECT_EQ(count_of(item.findings, "description.ragged-row"), 2u) << texts_of(item.findings);
}

TEST(Description, a_table_without_a_column_of_names_is_told) {
  EXPECT_EQ(
      count_of(described("scan,dc.title\n0037.tif,A\n").findings, "description.no-filename-column"),
      1u);
  const BatchItem item = described("dc.title,dc.date\nThe record,1951\n");
  EXPECT_EQ(count_of(item.findings, "description.no-filename-column"), 1u);
  EXPECT_EQ(item.item.title, "The record");
  EXPECT_EQ(
      count_of(described("File,dc.title\n0037.tif,A\n").findings, "description.no-filename-column"),
      0u);
}

TEST(Description, what_is_no_table_is_told) {
  EXPECT_EQ(count_of(described("").findings, "description.unreadable"), 1u);
  EXPECT_EQ(count_of(described("%PDF-1.4 x").findings, "description.unreadable"), 1u);
  EXPECT_EQ(count_of(described("filename,dc.title\n0037.tif,\"open\n").findings,
                     "description.unreadable"),
            1u);
}

TEST(Reference, the_items_own_row_comes_first) {
  const BatchItem item = described(
      "filename,dc.identifier\n0037.tif,\"GARF, f. 9, op. 9, d. 9\"\n,\"GARF, f. 1, op. 2, d. "
      "3\"\n");
  EXPECT_EQ(item.item.reference.delo, "3");
  EXPECT_EQ(item.item.reference_basis, "metadata.csv line 3, dc.identifier");
  EXPECT_EQ(count_of(item.findings, "item.reference.ambiguous"), 0u);
}

TEST(Reference, an_identifier_that_is_none_is_told_and_the_next_is_taken) {
  const BatchItem item =
      described("filename,dc.identifier,dc.identifier\n,110020,\"GARF, f. 1, op. 2, d. 3\"\n");
  EXPECT_EQ(item.item.reference.delo, "3");
  EXPECT_EQ(count_of(item.findings, "item.reference.unreadable"), 0u);
  const BatchItem none = described("filename,dc.identifier\n,110020\n");
  EXPECT_EQ(count_of(none.findings, "item.reference.unreadable"), 1u);
  EXPECT_EQ(count_of(none.findings, "item.reference.missing"), 1u);
}

TEST(Reference, rows_of_two_delos_are_told) {
  const BatchItem item = described(
      "filename,dc.identifier\n0037.tif,\"GARF, f. 1, op. 2, d. 3, l. 37\"\n"
      "0038.tif,\"GARF, f. 1, op. 2, d. 4, l. 38\"\n");
  EXPECT_EQ(item.item.reference.delo, "3");
  EXPECT_EQ(count_of(item.findings, "item.reference.ambiguous"), 1u);
}

TEST(Reference, a_second_delo_in_one_text_is_told_and_more_leaves_of_the_first_are_taken) {
  const BatchItem item = described(
      "filename,dc.identifier\n,\"АПРФ, ф. 45, оп. 1, д. 337, лл. 37-38; оп. 2, д. 5, лл. "
      "12-13\"\n");
  EXPECT_EQ(item.item.reference.delo, "337");
  ASSERT_EQ(count_of(item.findings, "item.reference.ambiguous"), 1u);
  EXPECT_THAT(first_of(item.findings, "item.reference.ambiguous").message,
              ::testing::HasSubstr("d. 5"));
  const BatchItem more = described(
      "filename,dc.identifier\n,\"GARF, f. 1, op. 2, d. 3, ll. 1-2; f. 1, op. 2, d. 3, l. 5\"\n");
  EXPECT_EQ(count_of(more.findings, "item.reference.ambiguous"), 0u);
  EXPECT_EQ(more.item.reference.leaves.size(), 3u);
  EXPECT_EQ(count_of(described("filename,dc.source\n,\"GARF, f. 1, op. 2, d. 3; see GARF, f. 1, "
                               "op. 2, d. 4\"\n")
                         .findings,
                     "item.reference.ambiguous"),
            0u)
      << "a note may speak of other dela";
}

TEST(Sample, a_real_record_is_read_without_a_finding) {
  const char* shared = std::getenv("DELO_SHARED");
  const std::filesystem::path folder =
      std::filesystem::path(shared ? shared : DELO_SOURCE_DIR "/../shared") /
      "samples/APRF_f45_op1_d337_ll37-40";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the sample record is not at hand";
  const BatchItem item = only_item(folder);
  EXPECT_THAT(all_findings(item), IsEmpty()) << texts_of(all_findings(item));
  EXPECT_EQ(item.item.reference.canonical(), "APRF, f. 45, op. 1, d. 337, ll. 37-40");
  EXPECT_THAT(item.item.title, HasSubstr("Telegram from Mao Zedong"));
  EXPECT_EQ(item.manifest.checksums.size(), 8u);
}

}  // namespace
}  // namespace delo::ingest
