#include "ingest/reception/certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/records/delo_leaves.h"
#include "core/records/leaf_certificate_json.h"
#include "ingest/reception/leaf_table.h"
#include "tests/unit/reception/reception_testing.h"

namespace delo::ingest {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

CertificateReading csv(std::string_view bytes) {
  return read_certificate_csv(bytes, RelativePath::parse("certificate.csv").value());
}
CertificateReading toml(std::string_view bytes) {
  return read_certificate_toml(bytes, RelativePath::parse("certificate.toml").value());
}

std::string labels(const std::vector<Leaf>& leaves) {
  std::string out;
  for (const Leaf& leaf : leaves) out += (out.empty() ? "" : " ") + leaf.label();
  return out;
}

void expect_whole(const CertificateReading& read, const char* what) {
  EXPECT_THAT(read.findings, IsEmpty()) << what << "\n" << texts_of(read.findings);
  EXPECT_EQ(read.certificate.counted, 158) << what;
  ASSERT_TRUE(read.certificate.lettered && read.certificate.skipped) << what;
  EXPECT_EQ(labels(*read.certificate.lettered), "12a 12b") << what;
  EXPECT_THAT(*read.certificate.skipped, ElementsAre(39, 41, 42, 43)) << what;
  EXPECT_EQ(read.certificate.inner, 2) << what;
}

TEST(Certificate, is_read_in_any_of_its_forms) {
  expect_whole(csv("counted,158\nlettered,\"12а, 12б\"\nskipped,\"39, 41-43\"\ninner,2\n"),
               "English names");
  expect_whole(csv("пронумеровано;литерные;пропущенные;листов внутренней описи\n"
                   "158 (сто пятьдесят восемь);12а, 12б;39, 41–43;2\n"),
               "Russian names above their values");
  expect_whole(csv("Пронумеровано аркушів,158 аркушів\nЛітерні номери аркушів,\"12а, 12б\"\n"
                   "пропущені,\"39, 41-43\"\nаркушів внутрішнього опису,2\n"),
               "Ukrainian names");
  expect_whole(toml("counted = 158\nlettered = [\"12а\", \"12б\"]\nskipped = [39, 41, 42, 43]\n"
                    "inner = 2\n"),
               "TOML");
}

TEST(Certificate, says_that_there_is_none_of_a_kind) {
  const CertificateReading read = csv("counted,4\nlettered,нет\nskipped,—\n");
  EXPECT_THAT(read.findings, IsEmpty());
  ASSERT_TRUE(read.certificate.lettered && read.certificate.skipped);
  EXPECT_THAT(*read.certificate.lettered, IsEmpty());
  EXPECT_THAT(*read.certificate.skipped, IsEmpty());
  EXPECT_EQ(csv("lettered,2\n").certificate.lettered_count, 2);
}

TEST(Certificate, what_cannot_be_read_is_told_with_line_and_what_was_expected) {
  const CertificateReading read = csv("counted,many\nskipped,39\nleafs,7\n");
  EXPECT_THAT(rules_of(read.findings), ElementsAre("certificate.value", "certificate.entry"));
  EXPECT_EQ(read.findings[0].where.part, "line 1");
  EXPECT_EQ(read.findings[0].message,
            "\"counted\" is \"many\"; expected a number of leaves, such as 158");
  EXPECT_EQ(read.findings[1].where.part, "line 3");
  EXPECT_THAT(*read.certificate.skipped, ElementsAre(39));
}

TEST(Certificate, a_number_that_no_delo_has_is_a_slip_of_the_pen_and_told) {
  for (const char* row : {"counted,15800\n", "last,10003\n", "lettered,15800\n"}) {
    EXPECT_THAT(rules_of(csv(row).findings), ElementsAre("certificate.value")) << row;
  }
  EXPECT_EQ(csv("counted,15800\n").findings[0].severity, Severity::kError)
      << "nothing says any more which leaves there should be";
  EXPECT_THAT(csv("counted,10000\n").findings, IsEmpty());
}

TEST(Certificate, no_text_and_no_toml_are_unreadable) {
  EXPECT_THAT(rules_of(csv("").findings), ElementsAre("certificate.unreadable"));
  EXPECT_THAT(rules_of(toml("counted = = 1").findings), ElementsAre("certificate.unreadable"));
}

TEST(Certificate, two_words_on_one_thing_are_a_contradiction) {
  CertificateReading first = csv("counted,4\n");
  add_certificate(first, toml("counted = 5\n"));
  EXPECT_THAT(rules_of(first.findings), ElementsAre("certificate.contradiction"));
  EXPECT_EQ(first.certificate.counted, 4);
}

TEST(Certificate, columns_of_the_description_will_do) {
  tests::BatchBuilder batch;
  batch.file("0001.tif", "II*")
      .file("metadata.csv", "filename,dc.title,пронумеровано,литерные\n,Дело,1,нет\n");
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(item.item.certificate.counted, 1);
  EXPECT_EQ(item.item.certificate.where, "metadata.csv, пронумеровано");
}

class LeafTables : public ::testing::Test {
 protected:
  LeafTables() { batch_.file("IMG_0001.tif", "II*").file("IMG_0002.tif", "II*"); }
  BatchItem read(std::string_view table) {
    batch_.file("frames.csv", table);
    return only_item(batch_.root());
  }
  tests::BatchBuilder batch_;
};

TEST_F(LeafTables, a_table_says_which_frame_is_which_leaf) {
  const BatchItem item = read("Файл;Лист;Сторона\nIMG_0001.tif;37;\nIMG_0002;37;об.\n");
  EXPECT_EQ(file_of(item, "IMG_0001.tif").leaf->label(), "37");
  EXPECT_EQ(file_of(item, "IMG_0002.tif").leaf->label(), "37ob");
  EXPECT_EQ(count_of(item.findings, "leaf-table.value"), 0u);
}

TEST_F(LeafTables, a_frame_may_show_two_leaves_and_a_blank_side_needs_none) {
  const BatchItem item =
      read("file,leaf,note\nIMG_0001.tif,37 об.,\nIMG_0001.tif,38,\n,38 об.,чистый\n");
  EXPECT_EQ(file_of(item, "IMG_0001.tif").places.size(), 2u);
  ASSERT_EQ(item.item.leaf_map.size(), 3u);
  EXPECT_TRUE(item.item.leaf_map[2].blank);
}

TEST_F(LeafTables, only_a_note_of_such_words_alone_declares_a_side_blank) {
  for (const char* note : {"чистый", "Оборот чистый.", "blank verso", "[blank]", "порожній аркуш",
                           "чистая, не сканировалась"}) {
    EXPECT_THAT(rules_of(read(std::string("file,leaf,note\n,38,\"") + note + "\"\n").findings),
                ::testing::Not(::testing::Contains("leaf-table.value")))
        << note;
  }
  for (const char* note : {"чистовик утрачен", "not blank, lost", "не чистый",
                           "бланк, пустая строка", "blank?", "не сканировался"}) {
    EXPECT_EQ(count_of(read(std::string("file,leaf,note\n,38,\"") + note + "\"\n").findings,
                       "leaf-table.value"),
              1u)
        << note;
  }
}

TEST_F(LeafTables, a_row_without_a_leaf_says_that_its_file_is_none) {
  batch_.file("0099.tif", "II*");
  const BatchItem item = read("file,leaf\n0099.tif,\nIMG_0001.tif,1\nIMG_0002.tif,2\n");
  EXPECT_FALSE(file_of(item, "0099.tif").leaf);
  ASSERT_EQ(item.item.leaf_map.size(), 3u);
  EXPECT_TRUE(is_no_leaf(item.item.leaf_map[0]));
  EXPECT_TRUE(is_no_leaf(leaf_map_from(to_json(item.item.leaf_map))[0]));
}

TEST_F(LeafTables, names_may_be_written_as_on_the_computer_that_made_the_table) {
  const std::string own = batch_.root().filename().string();
  const BatchItem item = read("file,leaf\nD:\\scan\\img_0001.tif,1\n" + own + "/IMG_0002.tif,2\n" +
                              own + "/IMG_0002.tif,2\n");
  EXPECT_EQ(count_of(item.findings, "leaf-table.unknown-file"), 0u);
  EXPECT_EQ(file_of(item, "IMG_0001.tif").leaf->label(), "1");
  EXPECT_EQ(leaf_places_of(file_of(item, "IMG_0002.tif")).size(), 1u) << "said twice, once there";
}

TEST_F(LeafTables, a_table_of_more_rows_than_any_item_has_is_cut_and_told) {
  std::string table = "file,leaf\n";
  for (int i = 0; i < 200'002; ++i) table += "IMG_0001.tif,1\n";
  const BatchItem item = read(table);
  EXPECT_EQ(count_of(item.findings, "leaf-table.unreadable"), 1u);
  EXPECT_EQ(item.item.leaf_map.size(), 1u);
}

TEST_F(LeafTables, leaves_of_one_file_stand_in_the_order_of_its_pages) {
  const BatchItem item = read("file,leaf,page\nIMG_0001.tif,38,2\nIMG_0001.tif,37,1\n");
  const FileObject file = file_of(item, "IMG_0001.tif");
  ASSERT_EQ(file.places.size(), 2u);
  EXPECT_EQ(file.places[0], (LeafPlace{{37, "", Side::kRecto}, 1}));
  EXPECT_EQ(file.places[1], (LeafPlace{{38, "", Side::kRecto}, 2}));
}

TEST_F(LeafTables, what_is_wrong_with_a_row_is_told) {
  const BatchItem item = read("file,leaf\nIMG_0001.tif,first\nIMG_0009.tif,38\n,39\n");
  EXPECT_EQ(count_of(item.findings, "leaf-table.value"), 2u);
  EXPECT_EQ(first_of(item.findings, "leaf-table.value").where.part, "line 2");
  EXPECT_EQ(count_of(item.findings, "leaf-table.unknown-file"), 1u);
}

TEST_F(LeafTables, a_table_without_its_columns_is_unreadable) {
  EXPECT_EQ(count_of(read("frame number,folder\n1,2\n").findings, "leaf-table.unreadable"), 1u);
}

}  // namespace
}  // namespace delo::ingest
