#include "ingest/reception/rights_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/reception/reception_testing.h"

namespace delo::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::BatchBuilder;

constexpr std::string_view kHeader =
    "file,basis,status,determination_date,jurisdiction,start_date,end_date,terms,citation,note,"
    "grant_act,grant_restriction,grant_start_date,grant_end_date,grant_note,doc_id_type,"
    "doc_id_value,doc_id_role\n";

// An item with two scans, a folder and this rights.csv.
BatchItem with_rights(std::string_view rows, std::string_view header = kHeader) {
  BatchBuilder batch("x");
  batch.file("0037.tif", "II*").file("0038.tif", "II*").file("text/a.txt", "x");
  batch.file("text/b.txt", "y").file("rights.csv", std::string(header) + std::string(rows));
  return only_item(batch.root());
}

TEST(RightsTable, a_whole_table_is_read_without_a_finding) {
  const BatchItem item = with_rights(
      "0037.tif,Copyright,copyrighted,2020,ru,1951-01-27,open,,,a note,Disseminate,Disallow,"
      "2020-01-01,2030-01-01,not yet,URL,https://a.example,proof\n"
      "0037.tif,Copyright,copyrighted,2020,ru,1951-01-27,open,,,a note,use,allow,,,,URL,"
      "https://a.example,proof\n"
      ",statute,,2020,ru,,,,\"125-FZ, 5\",,disseminate,conditional,,,,,,\n");
  for (const char* rule :
       {"rights.unreadable", "rights.column", "rights.row", "rights.unknown-file"}) {
    EXPECT_EQ(count_of(item.findings, rule), 0u) << texts_of(item.findings);
  }
  ASSERT_EQ(item.item.rights.size(), 2u);
  const RightsStatement& copyright = item.item.rights[0];
  EXPECT_EQ(copyright.basis, "copyright");
  EXPECT_EQ(copyright.end, "open");
  EXPECT_THAT(copyright.objects, ElementsAre(*RelativePath::parse("0037.tif")));
  ASSERT_EQ(copyright.grants.size(), 2u) << "rows of one ground are one statement";
  EXPECT_EQ(copyright.grants[0].restriction, "disallow");
  EXPECT_EQ(copyright.documents[0].value, "https://a.example");
  EXPECT_THAT(item.item.rights[1].objects, IsEmpty()) << "the item itself";
  EXPECT_EQ(item.item.rights[1].citation, "125-FZ, 5");
}

TEST(RightsTable, files_of_one_ground_are_one_statement_and_a_folder_is_its_files) {
  const BatchItem item = with_rights(
      "0037.tif,Donor,,,,,,,,n,use,Allow,,,,,,\n0038.tif,Donor,,,,,,,,n,use,Allow,,,,,,\n"
      "text/,license,,,,,,free use,,,,,,,,,,\n");
  ASSERT_EQ(item.item.rights.size(), 2u);
  EXPECT_EQ(item.item.rights[0].basis, "other");
  EXPECT_EQ(item.item.rights[0].other_basis, "donor");
  EXPECT_EQ(item.item.rights[0].objects.size(), 2u);
  EXPECT_EQ(item.item.rights[1].objects.size(), 2u);
}

TEST(RightsTable, rows_that_say_too_little_are_told_and_not_taken_over) {
  const BatchItem item = with_rights(
      "0037.tif,copyright,,,,,,,,,,,,,,,,\n"        // status, jurisdiction
      "0037.tif,statute,,,ru,,,,,,,,,,,,,\n"        // citation
      "0037.tif,license,,,,,,,,,,,,,,,,\n"          // terms
      "0037.tif,hearsay,,,,,,,,,,,,,,,,\n"          // basis
      "0037.tif,donor,,,,1951-02-30,,,,,,,,,,,,\n"  // no such day
      "0037.tif,donor,,,,1951,1950,,,,,,,,,,,\n"    // ends before it begins
      "0037.tif,donor,,,,,,,,,use,perhaps,,,,,,\n"  // restriction
      "0037.tif,donor,,,,,,,,,,allow,,,,,,\n"       // act
      "0037.tif,donor,,,,,,,,,,,,,,URL,,\n");       // document
  EXPECT_EQ(count_of(item.findings, "rights.row"), 10u) << texts_of(item.findings);
  EXPECT_THAT(item.item.rights, IsEmpty());
  EXPECT_EQ(item.item.files.size(), 5u) << "the table itself is kept";
}

TEST(RightsTable, names_that_are_not_there_are_told) {
  const BatchItem item = with_rights("0099.tif,donor,,,,,,,,,use,allow,,,,,,\n");
  EXPECT_EQ(count_of(item.findings, "rights.unknown-file"), 1u);
  EXPECT_THAT(texts_of(item.findings), HasSubstr("0099.tif"));
}

TEST(RightsTable, columns_that_nobody_knows_and_those_that_are_missing_are_told) {
  EXPECT_EQ(
      count_of(with_rights("0037.tif,donor,x\n", "file,basis,colour\n").findings, "rights.column"),
      1u);
  EXPECT_EQ(count_of(with_rights("0037.tif\n", "file\n").findings, "rights.column"), 1u);
  EXPECT_EQ(
      count_of(with_rights("a,donor,donor\n", "file,basis,basis\n").findings, "rights.column"), 1u);
}

TEST(RightsTable, what_is_no_table_is_told) {
  EXPECT_EQ(count_of(with_rights("", "").findings, "rights.unreadable"), 1u);
  EXPECT_EQ(
      count_of(with_rights("", std::string_view("II*\0\1\2\3", 7)).findings, "rights.unreadable"),
      1u);
  EXPECT_EQ(count_of(with_rights("0037.tif,\"donor\n").findings, "rights.unreadable"), 1u);
}

TEST(RightsTable, names_may_begin_with_objects_as_archivematica_wants_it) {
  BatchBuilder transfer("t");
  transfer.file("objects/1.tif", "II*");
  transfer.file("metadata/rights.csv", "file,basis,note\nobjects/1.tif,Policy,closed\n");
  const BatchItem item = only_item(transfer.root());
  ASSERT_EQ(item.item.rights.size(), 1u) << texts_of(item.findings);
  EXPECT_THAT(item.item.rights[0].objects, ElementsAre(*RelativePath::parse("objects/1.tif")));
  EXPECT_EQ(item.item.rights[0].other_basis, "policy");
}

}  // namespace
}  // namespace delo::ingest
