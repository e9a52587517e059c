#include "ingest/reception/batch_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/reception/item_reader.h"
#include "tests/support/as_nobody.h"
#include "tests/unit/reception/reception_testing.h"

namespace delo::ingest {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using tests::BatchBuilder;

std::vector<std::string> ids_of(const Batch& batch) {
  std::vector<std::string> ids;
  for (const ItemId& id : batch.item_ids) ids.push_back(id.value);
  return ids;
}

// ---- what is an item ----

TEST(OpenBatch, a_folder_of_folders_is_a_batch_of_items_in_name_order) {
  BatchBuilder batch;
  batch.record("d338").record("d337").record("d10");
  const Batch read = opened(batch.root());
  EXPECT_EQ(read.shape, BatchShape::kFolderOfItems);
  EXPECT_THAT(ids_of(read), ElementsAre("d10", "d337", "d338"));
  EXPECT_EQ(read.producer, "batch");
  EXPECT_THAT(read.findings, IsEmpty());
}

TEST(OpenBatch, a_folder_of_files_is_one_item) {
  BatchBuilder batch("APRF_f45_op1_d337_ll37-40");
  batch.record("");
  const Batch read = opened(batch.root());
  EXPECT_EQ(read.shape, BatchShape::kOneItem);
  EXPECT_THAT(ids_of(read), ElementsAre("APRF_f45_op1_d337_ll37-40"));
}

TEST(OpenBatch, a_folder_with_parts_of_an_item_is_one_item) {
  BatchBuilder batch("d337");
  batch.file("master/0037.tif", "II*").file("access/leaves.pdf", "%PDF").file("text/ru.txt", "x");
  const Batch read = opened(batch.root());
  EXPECT_EQ(read.shape, BatchShape::kOneItem);
  EXPECT_EQ(item_of(read).item.files.size(), 3u);
}

TEST(OpenBatch, scans_beside_a_folder_or_two_are_one_item) {
  BatchBuilder batch;
  batch.record("").file("pairs/x.tif", "II*").folder("empty");
  EXPECT_EQ(opened(batch.root()).shape, BatchShape::kOneItem);
}

TEST(OpenBatch, an_archivematica_transfer_is_one_item) {
  BatchBuilder batch("transfer");
  batch.file("objects/0037.tif", "II*").file("metadata/metadata.csv", "filename,dc.title\n");
  const Batch read = opened(batch.root());
  EXPECT_EQ(read.shape, BatchShape::kArchivematicaTransfer);
  EXPECT_THAT(paths_of(item_of(read)), ElementsAre("metadata/metadata.csv", "objects/0037.tif"));
}

TEST(OpenBatch, folders_of_folders_are_gone_down_to_the_items) {
  BatchBuilder batch;
  batch.file("f045/op1/d337/0037.tif", "II*").file("f045/op1/d338/0001.tif", "II*");
  batch.file("f045/op2/d1/scans/0001.tif", "II*");
  const Batch read = opened(batch.root());
  EXPECT_THAT(ids_of(read), ElementsAre("f045/op1/d337", "f045/op1/d338", "f045/op2/d1"));
}

TEST(OpenBatch, items_of_a_batch_may_be_transfers_and_bags) {
  BatchBuilder batch;
  batch.record("a").file("b/objects/1.tif", "II*").file("b/metadata/metadata.csv", "filename\n");
  batch.file("c/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
  batch.file("c/data/1.tif", "II*");
  const Batch read = opened(batch.root());
  EXPECT_THAT(ids_of(read), ElementsAre("a", "b", "c"));
  EXPECT_EQ(item_of(read, 1).form, BatchShape::kArchivematicaTransfer);
  EXPECT_EQ(item_of(read, 2).form, BatchShape::kBag);
}

TEST(OpenBatch, a_scan_named_bagit_txt_makes_no_bag) {
  BatchBuilder batch;
  batch.file("bagit.txt", std::string("II*\0x", 5)).file("0001.tif", "II*");
  EXPECT_EQ(opened(batch.root()).shape, BatchShape::kOneItem);
}

TEST(OpenBatch, files_beside_the_items_are_found_and_not_lost_silently) {
  BatchBuilder batch;
  batch.record("d337").record("d338").file("0001.tif", "II*").file("readme.txt", "x");
  batch.file("Thumbs.db", "x").symlink("/etc/passwd", "link");
  const Batch read = opened(batch.root());
  EXPECT_THAT(ids_of(read), ElementsAre("d337", "d338"));
  EXPECT_EQ(count_of(read.findings, "batch.loose-file"), 2u) << texts_of(read.findings);
  EXPECT_EQ(count_of(read.findings, "reception.not-a-regular-file"), 1u);
  EXPECT_EQ(count_of(read.findings, "reception.system-file"), 1u);
}

TEST(OpenBatch, a_batch_that_is_not_there_or_empty_is_an_error) {
  BatchBuilder batch;
  const auto absent = open_batch(batch.at("absent"), {});
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(absent.error().text(), HasSubstr("does not exist; check the path"));
  const auto empty = open_batch(batch.root(), {});
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(empty.error().text(), HasSubstr("nothing in the batch"));
  batch.file("text.txt", "no archive");
  const auto text = open_batch(batch.at("text.txt"), {});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::kInvalidArgument);
}

TEST(OpenBatch, the_same_batch_has_the_same_id_however_it_is_named) {
  BatchBuilder batch;
  batch.record("d337");
  const Batch plain = opened(batch.root());
  EXPECT_EQ(opened(batch.root() / "d337" / "..").id, plain.id);
  EXPECT_EQ(opened(batch.root().string() + "/").id, plain.id);
  EXPECT_NE(opened(batch.root() / "d337").id, plain.id);
}

// ---- lists and tables beside the items ----

TEST(OpenBatch, a_list_beside_the_items_is_shared_out_to_them) {
  BatchBuilder batch;
  batch.file("d1/0001.tif", "one").file("d2/0001.tif", "two");
  batch.checksums("", "checksum.md5", DigestAlgorithm::kMd5, {"d1/0001.tif", "d2/0001.tif"});
  const Batch read = opened(batch.root());
  EXPECT_THAT(read.findings, IsEmpty()) << texts_of(read.findings);
  const BatchItem second = item_of(read, 1);
  ASSERT_EQ(second.manifest.checksums.size(), 1u) << texts_of(all_findings(second));
  EXPECT_EQ(second.manifest.checksums[0].path.text(), "0001.tif");
  EXPECT_EQ(second.manifest.checksums[0].line, 2);
}

TEST(OpenBatch, a_list_with_windows_paths_is_shared_out_by_the_items_names) {
  BatchBuilder batch;
  batch.file("d1/0001.tif", "one").file("d2/0001.tif", "two");
  batch.file("checksum.md5", tests::hex_of(DigestAlgorithm::kMd5, "two") +
                                 " *D:\\Scans\\2024-017\\d2\\0001.tif\r\n");
  const BatchItem second = item_of(opened(batch.root()), 1);
  ASSERT_EQ(second.manifest.checksums.size(), 1u);
}

TEST(OpenBatch, lines_of_no_item_are_found) {
  BatchBuilder batch;
  batch.file("d1/0001.tif", "one").folder("d2");
  batch.file("checksum.md5",
             tests::hex_of(DigestAlgorithm::kMd5, "x") + "  d3/0001.tif\nrubbish\n");
  batch.file("metadata.csv", "filename,dc.title\nd4,Nothing\n");
  const Batch read = opened(batch.root());
  EXPECT_EQ(count_of(read.findings, "batch.unknown-item"), 2u) << texts_of(read.findings);
  EXPECT_EQ(count_of(read.findings, "reception.checksum.unreadable-line"), 1u);
}

TEST(ReadItem, a_list_beside_the_items_that_cannot_be_read_is_a_finding_of_every_item) {
  const std::string image("II*\0 a scan of that name", 25);
  const std::pair<std::string, std::string_view> lists[] = {
      {"garbage\nmore garbage\n", "reception.checksum.unreadable-line"},
      {"garbage\n", "reception.checksum.empty-list"},
      {"", "reception.checksum.empty-list"},
      {image, "reception.checksum.unreadable-list"},
  };
  for (const auto& [text, rule] : lists) {
    BatchBuilder batch;
    batch.file("d1/0001.tif", "one").file("d2/0001.tif", "two").file("checksum.md5", text);
    const Batch read = opened(batch.root());
    EXPECT_EQ(read.item_ids.size(), 2u);
    for (std::size_t i = 0; i < read.item_ids.size(); ++i) {
      const BatchItem item = item_of(read, i);
      EXPECT_EQ(count_of(item.findings, rule), 1u) << rule << "\n" << texts_of(item.findings);
      EXPECT_EQ(count_of(all_findings(item), "reception.checksum.no-list"), 0u);
    }
    batch.remove("checksum.md5");
    EXPECT_NE(item_of(opened(batch.root())).fingerprint, item_of(read).fingerprint);
  }
}

TEST(ReadItem, the_bad_lines_of_a_list_beside_the_items_are_one_finding_of_each_item) {
  BatchBuilder batch;
  batch.file("d1/0001.tif", "one").file("d2/0001.tif", "two");
  batch.file("checksum.md5", tests::hex_of(DigestAlgorithm::kMd5, "two") +
                                 "  d2/0001.tif\ngarbage\nmore\nand more\n");
  for (std::size_t i = 0; i < 2; ++i) {
    const BatchItem item = item_of(opened(batch.root()), i);
    EXPECT_THAT(first_of(item.findings, "reception.checksum.unreadable-line").message,
                HasSubstr("3 lines"));
    EXPECT_EQ(count_of(item.findings, "reception.checksum.unreadable-line"), 1u);
  }
}

TEST(OpenBatch, a_table_beside_the_items_describes_them) {
  BatchBuilder batch;
  batch.file("d1/0001.tif", "one").file("d2/0001.tif", "two");
  batch.file("metadata.csv",
             "filename,dc.title,dc.identifier\nd1,First,\"GARF, f. 1, op. 1, d. 1\"\n"
             "d2,Second,\"GARF, f. 1, op. 1, d. 2\"\nd2/0001.tif,Leaf,\n");
  const BatchItem second = item_of(opened(batch.root()), 1);
  EXPECT_EQ(second.item.title, "Second");
  EXPECT_EQ(second.item.reference.delo, "2");
  EXPECT_EQ(second.item.descriptions.size(), 2u);
}

// ---- two items for one delo ----

TEST(DuplicateReferences, two_items_for_the_same_leaves_name_each_other) {
  BatchBuilder batch;
  batch.record("a").record("b");
  const Batch read = opened(batch.root());
  ASSERT_EQ(read.duplicate_references.size(), 2u);
  EXPECT_EQ(read.duplicate_references.at(0).rule, "batch.reference.duplicate");
  EXPECT_THAT(read.duplicate_references.at(0).message, HasSubstr("the item b "));
  EXPECT_THAT(read.duplicate_references.at(1).message, HasSubstr("the item a "));
}

std::string table_for(std::string_view reference) {
  return "filename,dc.identifier\n,\"" + std::string(reference) + "\"\n";
}

TEST(DuplicateReferences, an_item_of_a_folder_in_a_box_is_one_like_a_delo) {
  BatchBuilder batch;
  batch.file("a/1.tif", "x")
      .file("a/metadata.csv", table_for("NARA, RG 59, Box 3, Folder 2, Item 7"));
  batch.file("b/1.tif", "x")
      .file("b/metadata.csv", table_for("NARA, RG 59, Box 3, Folder 2, Item 8"));
  EXPECT_THAT(opened(batch.root()).duplicate_references, IsEmpty());
  batch.file("c/1.tif", "x")
      .file("c/metadata.csv", table_for("NARA, RG 59, Box 3, Folder 2, Item 7"));
  EXPECT_EQ(opened(batch.root()).duplicate_references.size(), 2u);
}

TEST(DuplicateReferences, other_leaves_of_the_same_delo_are_no_duplicate) {
  BatchBuilder batch;
  batch.file("a/1.tif", "x")
      .file("a/metadata.csv", table_for("APRF, f. 45, op. 1, d. 337, ll. 1-9"));
  batch.file("b/1.tif", "x")
      .file("b/metadata.csv", table_for("APRF, f. 45, op. 1, d. 337, ll. 10-12"));
  EXPECT_THAT(opened(batch.root()).duplicate_references, IsEmpty());
  batch.file("c/1.tif", "x")
      .file("c/metadata.csv", table_for("АПРФ. Ф. 45. Оп. 1. Д. 337. Лл. 12-14"));
  EXPECT_EQ(opened(batch.root()).duplicate_references.size(), 2u);
}

TEST(DuplicateReferences, without_leaves_in_the_reference_the_scans_say_which) {
  BatchBuilder batch;
  batch.file("a/0001.tif", "x").file("a/metadata.csv", table_for("APRF, f. 45, op. 1, d. 337"));
  batch.file("b/0002.tif", "x").file("b/metadata.csv", table_for("APRF, f. 45, op. 1, d. 337"));
  EXPECT_THAT(opened(batch.root()).duplicate_references, IsEmpty());
  batch.file("c/0002.tif", "x").file("c/metadata.csv", table_for("APRF, f. 45, op. 1, d. 337"));
  EXPECT_EQ(opened(batch.root()).duplicate_references.size(), 2u);
}

TEST(DuplicateReferences, an_item_without_any_leaf_stands_for_the_whole_delo) {
  BatchBuilder batch;
  batch.file("a/0001.tif", "x").file("a/metadata.csv", table_for("APRF, f. 45, op. 1, d. 337"));
  batch.file("b/whole.pdf", "x").file("b/metadata.csv", table_for("APRF, f. 45, op. 1, d. 337"));
  EXPECT_EQ(opened(batch.root()).duplicate_references.size(), 2u);
}

TEST(DuplicateReferences, items_of_other_delos_are_none) {
  BatchBuilder batch;
  batch.file("f1_op1_d1/0001.tif", "x").file("f1_op1_d2/0001.tif", "x").file("c/1.tif", "x");
  EXPECT_THAT(opened(batch.root()).duplicate_references, IsEmpty());
}

// ---- one item ----

TEST(ReadItem, a_whole_record_has_no_finding) {
  BatchBuilder batch("d337");
  batch.record("");
  const BatchItem item = only_item(batch.root());
  EXPECT_THAT(all_findings(item), IsEmpty()) << texts_of(all_findings(item));
  EXPECT_EQ(item.item.files.size(), 9u);
  EXPECT_EQ(item.item.reference.canonical(), "APRF, f. 45, op. 1, d. 337, ll. 37-40");
  EXPECT_EQ(item.item.reference_basis, "metadata.csv line 2, dc.identifier");
  EXPECT_EQ(item.item.title, "Telegram");
  EXPECT_EQ(item.manifest.checksums.size(), 8u);
  EXPECT_THAT(item.manifest.lists, ElementsAre(*RelativePath::parse("checksum.sha256")));
  EXPECT_EQ(item.source_paths.size(), item.item.files.size());
  EXPECT_EQ(item.source_paths[0].under(item.folder), batch.root() / item.item.files[0].path.text());
  EXPECT_EQ(file_of(item, "0037.tif").role, FileRole::kMaster);
  EXPECT_EQ(file_of(item, "0037.tif").leaf->label(), "37");
  EXPECT_EQ(file_of(item, "leaves.pdf").role, FileRole::kAccess);
  EXPECT_EQ(file_of(item, "transcription_ru.txt").role, FileRole::kTranscription);
  EXPECT_EQ(file_of(item, "translation_en.txt").role, FileRole::kTranslation);
  EXPECT_EQ(file_of(item, "translation_en.txt").language, "en");
  EXPECT_EQ(file_of(item, "metadata.csv").role, FileRole::kDescription);
  EXPECT_EQ(file_of(item, "checksum.sha256").role, FileRole::kFixity);
}

TEST(ReadItem, an_empty_item_is_an_error_of_the_item) {
  BatchBuilder batch;
  batch.record("a").folder("b").folder("c/within");
  const Batch read = opened(batch.root());
  ASSERT_THAT(ids_of(read), ElementsAre("a", "b", "c/within"));
  EXPECT_EQ(count_of(item_of(read, 1).findings, "reception.empty-item"), 1u);
  EXPECT_EQ(count_of(item_of(read, 0).findings, "reception.empty-item"), 0u);
}

TEST(ReadItem, an_empty_folder_and_an_empty_file_are_told) {
  BatchBuilder batch;
  batch.record("").folder("text").file("0041.tif", "");
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(first_of(item.findings, "reception.empty-folder").where.path.text(), "text");
  EXPECT_EQ(first_of(item.findings, "reception.empty-file").where.path.text(), "0041.tif");
}

TEST(ReadItem, links_pipes_and_sockets_are_errors_and_never_opened) {
  BatchBuilder batch;
  batch.record("").symlink("/etc/passwd", "0041.tif").symlink("..", "text").pipe("0042.tif");
  batch.socket("s");
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(count_of(item.findings, "reception.not-a-regular-file"), 4u);
  EXPECT_THAT(paths_of(item), Not(Contains("0041.tif")));
  EXPECT_THAT(texts_of(item.findings), HasSubstr("0041.tif: a symbolic link"));
  EXPECT_THAT(texts_of(item.findings), HasSubstr("0042.tif: a pipe"));
  EXPECT_THAT(texts_of(item.findings), HasSubstr("s: a socket"));
}

TEST(ReadItem, a_table_delivered_as_one_of_an_earlier_delivery_counts_for_nothing) {
  const char* table = "file,basis,grant_act,grant_restriction\n0041.tif,donor,use,allow\n";
  BatchBuilder batch;
  batch.record("").file("metadata/earlier-deliveries/before-version-2/rights.csv", table);
  batch.file("metadata/earlier-deliveries/before-version-2/metadata/rights.csv", table);
  batch.file("metadata/earlier-deliveries/before-version-2/checksum.md5", "no list\n");
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(count_of(item.findings, "name.reserved"), 1u) << texts_of(item.findings);
  EXPECT_THAT(first_of(item.findings, "name.reserved").message, HasSubstr("3 files lie in"));
  EXPECT_TRUE(item.item.rights.empty());
  EXPECT_THAT(paths_of(item), Contains("metadata/earlier-deliveries/before-version-2/rights.csv"));
}

TEST(ReadItem, odd_names_are_kept_and_told) {
  BatchBuilder batch;
  batch.record("").file("caf\xe9.tif", "x").file("trail.tif ", "x").file("bell\x07.tif", "x");
  batch.file("CON", "x").file(std::string(251, 'n') + ".tif", "x");
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(count_of(item.findings, "name.not-utf8"), 1u) << texts_of(item.findings);
  EXPECT_EQ(count_of(item.findings, "name.odd"), 3u) << texts_of(item.findings);
  EXPECT_THAT(paths_of(item), Contains("caf\xe9.tif"));
  EXPECT_THAT(paths_of(item), Contains(std::string(251, 'n') + ".tif"));
}

TEST(ReadItem, names_that_collide_elsewhere_are_told) {
  BatchBuilder batch;
  batch.record("").file("Case.tif", "x").file("case.TIF", "x");
  batch.file("nfc-caf\u00e9.tif", "x").file("nfc-cafe\u0301.tif", "x");
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(count_of(item.findings, "name.collision"), 2u) << texts_of(item.findings);
}

TEST(ReadItem, what_an_operating_system_left_is_kept_with_a_remark) {
  BatchBuilder batch;
  batch.record("").file(".DS_Store", "x").file("Thumbs.db", "x").file("._0037.tif", "x");
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(count_of(item.findings, "reception.system-file"), 3u);
  EXPECT_EQ(count_of(all_findings(item), "reception.checksum.unlisted"), 0u);
  EXPECT_THAT(paths_of(item), Contains(".DS_Store"));
}

TEST(ReadItem, odd_permissions_are_told) {
  BatchBuilder batch;
  batch.record("").mode("0037.tif", 04755).mode("0038.tif", 0);
  EXPECT_EQ(count_of(only_item(batch.root()).findings, "reception.permissions"), 2u);
}

TEST(ReadItem, a_file_of_holes_is_an_error) {
  BatchBuilder batch;
  batch.record("").file("0041.tif", "II*");
  std::filesystem::resize_file(batch.at("0041.tif"), std::uintmax_t{1} << 36);
  EXPECT_EQ(first_of(only_item(batch.root()).findings, "reception.sparse-file").where.path.text(),
            "0041.tif");
}

TEST(ReadItem, folders_nested_beyond_all_measure_are_told_and_left) {
  BatchBuilder batch;
  batch.record("");
  std::filesystem::path deep = batch.root();
  for (int i = 0; i < 210; ++i) deep /= "d";
  std::filesystem::create_directories(deep);
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(count_of(item.findings, "reception.path-too-long"), 1u);
}

TEST(ReadItem, a_file_that_cannot_be_listed_is_told_where_we_are_not_root) {
  const tests::AsNobody nobody;  // root may list every folder
  BatchBuilder batch;
  batch.record("").file("text/x.txt", "x").mode("text", 0);
  EXPECT_EQ(count_of(only_item(batch.root()).findings, "reception.unreadable-folder"), 1u);
  batch.mode("text", 0755);
}

TEST(ReadItem, an_item_whose_folder_is_gone_is_that_items_matter) {
  BatchBuilder batch;
  batch.record("d337").record("d338");
  const Batch read = opened(batch.root());
  std::filesystem::remove_all(batch.at("d337"));
  const auto gone = read_item(read, 0);
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->item.id.value, "d337");
  EXPECT_EQ(count_of(gone->findings, "reception.unreadable-folder"), 1u);
  const auto there = read_item(read, 1);
  ASSERT_TRUE(there);
  EXPECT_EQ(count_of(there->findings, "reception.unreadable-folder"), 0u);
  EXPECT_NE(there->fingerprint, gone->fingerprint);
}

TEST(LookAtBatch, tells_a_batch_from_what_is_none_before_anything_is_made) {
  BatchBuilder batch;
  EXPECT_EQ(look_at_batch(batch.root()).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(look_at_batch(batch.at("absent")).error().code, ErrorCode::kNotFound);
  batch.file("text.txt", "no archive");
  EXPECT_EQ(look_at_batch(batch.at("text.txt")).error().code, ErrorCode::kInvalidArgument);
  EXPECT_TRUE(look_at_batch(batch.root()));
}

TEST(ReadItem, the_fingerprint_changes_with_every_change_and_only_then) {
  BatchBuilder batch;
  batch.record("");
  const std::string before = only_item(batch.root()).fingerprint;
  EXPECT_EQ(only_item(batch.root()).fingerprint, before);
  batch.modified("0037.tif", 1'000'000'000);
  const std::string touched = only_item(batch.root()).fingerprint;
  EXPECT_NE(touched, before);
  batch.rename("0040.tif", "0041.tif");
  EXPECT_NE(only_item(batch.root()).fingerprint, touched);
}

TEST(ReadItem, the_folder_of_an_item_may_give_its_reference) {
  BatchBuilder batch("APRF_f45_op1_d337_ll37-40");
  batch.file("0037.tif", "II*");
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(item.item.reference.fond, "45");
  EXPECT_EQ(item.item.reference_basis, "name of the folder");
  EXPECT_EQ(count_of(item.findings, "item.reference.missing"), 0u);
}

TEST(ReadItem, folders_above_an_item_may_give_its_reference_with_it) {
  BatchBuilder batch;
  batch.file("ГАРФ/Фонд Р-7/Опись 1/Дело 12/0001.tif", "II*");
  batch.file("f7/op2/d13/0001.tif", "II*").file("GARF_f7_op1_d14/т.2/0001.tif", "II*");
  batch.file("GARF_f7_op1_d15/GARF_f7_op1_d16/0001.tif", "II*");
  const Batch read = opened(batch.root());
  std::vector<std::string> references;
  for (std::size_t i = 0; i < read.item_ids.size(); ++i) {
    const BatchItem item = item_of(read, i);
    references.push_back(item.item.reference.canonical() + ": " + item.item.reference_basis);
    EXPECT_EQ(count_of(item.findings, "item.reference.missing"), 0u);
  }
  EXPECT_THAT(references, ElementsAre("GARF, f. 7, op. 1, d. 14, t. 2: names of the folders",
                                      "GARF, f. 7, op. 1, d. 16: name of the folder",
                                      "f. 7, op. 2, d. 13: names of the folders",
                                      "GARF, f. R-7, op. 1, d. 12: names of the folders"));
}

TEST(ReadItem, the_folder_of_the_batch_may_give_the_fond) {
  BatchBuilder batch("ГАРФ_ф7");
  batch.file("оп1_д12/0001.tif", "II*").file("оп1_д13/0001.tif", "II*");
  EXPECT_EQ(item_of(opened(batch.root())).item.reference.canonical(), "GARF, f. 7, op. 1, d. 12");
  BatchBuilder other("2024-017");
  other.file("op1_d12/0001.tif", "II*").file("op1_d13/0001.tif", "II*");
  EXPECT_EQ(count_of(item_of(opened(other.root())).findings, "item.reference.missing"), 1u);
}

TEST(ReadItem, a_reference_that_is_known_counts_before_the_names_of_folders) {
  BatchBuilder batch;
  batch.file("0001.tif", "II*");
  const auto read = [&](const char* id) {
    auto reader = ItemReader::open(batch.root(), ItemId{id});
    if (!reader) return std::string("not opened");
    reader->known_as(*parse_reference("GARF, f. 7, op. 1, d. 12"), "the version before");
    const auto item = reader->read({});
    if (!item) return item.error().text();
    EXPECT_EQ(count_of(item->findings, "item.reference.missing"), 0u);
    return item->item.reference.canonical() + ": " + item->item.reference_basis;
  };
  EXPECT_EQ(read("Фонд 7/Опись 1/Дело 12"), "GARF, f. 7, op. 1, d. 12: the version before");
  EXPECT_EQ(read("Дело 12"), "GARF, f. 7, op. 1, d. 12: the version before");
  EXPECT_EQ(read("ГАРФ_ф7_оп1_д12"), "GARF, f. 7, op. 1, d. 12: name of the folder");
  batch.file("metadata.csv", "filename,dc.identifier\n,\"GARF, f. 7, op. 1, d. 13\"\n");
  EXPECT_EQ(read("Дело 12"), "GARF, f. 7, op. 1, d. 13: metadata.csv line 2, dc.identifier");
}

TEST(ReadItem, folders_that_leave_a_doubt_give_no_reference) {
  for (const char* folders :
       {"GARF_f45_op1_d337-340/d338", "GARF f45 op1 d337-d340/d338",
        "GARF_f45_op1_д.337, 338, 339/338", "ГАРФ ф.45 оп.1 д.337-340/338",
        "GARF_f45_op1_d337/0338", "GARF_f45_op1_d337/338-340", "GARF_f45_op1_d337/d338",
        "GARF_f45_op1_d337/338/scans", "GARF_f45_op1_d337/scan1", "GARF_f45_op1_d337+338/scans",
        "GARF f45 op1 d337 to d340/scans", "GARF_f45_op1/Фонд 46/d3", "GARF_f45/RGASPI_op1/d3",
        "GARF_f45_op1_d337-340", "GARF_f45_op1_d337_d338", "GARF_f45_op1_d337...340",
        "GARF_f45_op1_d337_338"}) {
    BatchBuilder batch;
    batch.file(std::string(folders) + "/0001.tif", "II*").file("я/0001.tif", "II*");
    const BatchItem item = item_of(opened(batch.root()));
    EXPECT_EQ(item.item.reference.canonical(), "") << folders;
    EXPECT_EQ(count_of(item.findings, "item.reference.missing"), 1u) << folders;
  }
}

TEST(ReadItem, years_in_the_names_of_folders_leave_no_doubt) {
  for (const char* folders :
       {"GARF_f7_op1_d12_1917-1921", "ГАРФ. Ф. 7. Оп. 1. Д. 12. Письма с 1917 по 1921",
        "с 1917 по 1921/ГАРФ/Фонд 7 (1917-1921)/Опись 1/Дело 12"}) {
    BatchBuilder batch;
    batch.file(std::string(folders) + "/0001.tif", "II*").file("я/0001.tif", "II*");
    EXPECT_EQ(item_of(opened(batch.root())).item.reference.canonical(), "GARF, f. 7, op. 1, d. 12");
  }
}

TEST(ReadItem, a_folder_for_a_part_of_a_delo_has_that_of_the_folder_above) {
  for (const auto& [folder, reference] : {std::pair("part1", "GARF, f. 45, op. 1, d. 337, t. 1"),
                                          {"ll37-40", "GARF, f. 45, op. 1, d. 337, ll. 37-40"},
                                          {"приложение", "GARF, f. 45, op. 1, d. 337"}}) {
    BatchBuilder batch;
    batch.file("GARF_f45_op1_d337/" + std::string(folder) + "/0001.tif", "II*");
    batch.file("я/0001.tif", "II*");
    EXPECT_EQ(item_of(opened(batch.root())).item.reference.canonical(), reference);
  }
}

TEST(ReadItem, an_item_described_as_its_own_folder_says_is_not_told_of_the_folder_above) {
  for (const char* folders : {"GARF_f45_op1_d337-340/d338", "GARF_f45_op1_d337/0338",
                              "GARF_f45_op1_d337, 338/338", "GARF_f45_op1_d337-340"}) {
    BatchBuilder batch;
    batch.file(std::string(folders) + "/0001.tif", "II*").file("я/0001.tif", "II*");
    batch.file(std::string(folders) + "/metadata.csv",
               "filename,dc.identifier\n,\"GARF, f. 45, op. 1, d. 338\"\n");
    const BatchItem item = item_of(opened(batch.root()));
    EXPECT_EQ(item.item.reference.canonical(), "GARF, f. 45, op. 1, d. 338") << folders;
    EXPECT_EQ(count_of(item.findings, "item.reference.other-folder"), 0u) << folders;
  }
}

TEST(ReadItem, a_folder_named_for_another_delo_than_its_description_is_told) {
  const auto told = [](const char* folder, const char* reference) {
    BatchBuilder batch(folder);
    batch.file("0001.tif", "II*");
    batch.file("metadata.csv", "filename,dc.identifier\n,\"" + std::string(reference) + "\"\n");
    return first_of(only_item(batch.root()).findings, "item.reference.other-folder").message;
  };
  EXPECT_EQ(told("GARF_f6_op1_d7_l1", "GARF, f. 6, op. 1, d. 8, l. 1"),
            "the folder is named for GARF, f. 6, op. 1, d. 7, metadata.csv line 2, dc.identifier "
            "says GARF, f. 6, op. 1, d. 8");
  for (const auto& [folder, reference] :
       {std::pair("GARF_f6_op1_d7_l1", "ГАРФ. Ф. 6. Оп. 1. Д. 7. Л. 2"),
        {"f6_d7", "GARF, f. 6, op. 1, d. 7"},
        {"GARF_f6_op1_d7", "GARF, f. 6, op. 1, d. 7, t. 2"},
        {"d7", "GARF, f. 6, op. 1, d. 8"},
        {"Ф. Иванов, д. 5", "GARF, f. 6, op. 1, d. 8"},
        {"GARF_f6_op1_d7", "NARA, RG 59, Box 3, Folder 2, Item 7"}}) {
    EXPECT_EQ(told(folder, reference), "") << folder;
  }
}

TEST(ReadItem, dela_in_folders_by_kind_of_file_are_told) {
  BatchBuilder batch;
  batch.file("TIFF/GARF_f7_op1_d1/0001.tif", "II*").file("TIFF/GARF_f7_op1_d2/0002.tif", "II*");
  const BatchItem item = only_item(batch.root());
  EXPECT_EQ(first_of(item.findings, "item.several-dela").message,
            "named for GARF, f. 7, op. 1, d. 2, and TIFF/GARF_f7_op1_d1/0001.tif for GARF, f. 7, "
            "op. 1, d. 1");
}

TEST(ReadItem, files_of_several_dela_in_one_folder_are_told) {
  BatchBuilder batch;
  batch.file("GARF_f7_op1_d1.pdf", "%PDF").file("GARF_f7_op1_d2.pdf", "%PDF");
  EXPECT_EQ(first_of(only_item(batch.root()).findings, "item.several-dela").where.path.text(),
            "GARF_f7_op1_d2.pdf");
}

TEST(ReadItem, names_of_one_delo_are_not_several) {
  BatchBuilder batch;
  batch.file("TIFF/GARF_f7_op1_d1_l1.tif", "II*").file("TIFF/ГАРФ_ф7_оп1_д1_л2.tif", "II*");
  batch.file("PDF/f7_op1_d1.pdf", "%PDF").file("TIFF/0003.tif", "II*");
  EXPECT_EQ(count_of(only_item(batch.root()).findings, "item.several-dela"), 0u);
  batch.file("metadata.csv", "filename,dc.identifier\n,\"GARF, f. 7, op. 1, d. 9\"\n");
  batch.file("TIFF/GARF_f7_op1_d2_l1.tif", "II*");
  EXPECT_EQ(count_of(only_item(batch.root()).findings, "item.several-dela"), 0u)
      << "the item says which delo it is; files of others are leaves.name-other-delo";
}

// What item.several-dela says of two scans so named.
std::string told_of_several(const std::string& one, const std::string& other,
                            const std::string& reference = {}) {
  BatchBuilder batch("scan1");
  batch.file(one, "II*").file(other, "II*");
  if (!reference.empty()) {
    batch.file("metadata.csv", "filename,dc.identifier\n,\"" + reference + "\"\n");
  }
  return first_of(only_item(batch.root()).findings, "item.several-dela").message;
}

TEST(ReadItem, numbers_of_scans_and_volumes_are_no_other_delo) {
  for (const auto& [one, other] :
       {std::pair("GARF-f45-op1-d3-0001.tif", "GARF-f45-op1-d3-0002.tif"),
        {"GARF_f45_op1_d3_001.tif", "GARF_f45_op1_d3_002.tif"},
        {"GARF f45 op1 d3 001.tif", "GARF f45 op1 d3.pdf"},
        {"GARF_f45_op1_d3-0001ob.tif", "GARF_f45_op1_d3_l2.tif"},
        {"GARF_f45_op1_d3_t1_l1.tif", "GARF_f45_op1_d3_t2_l1.tif"},
        {"GARF_f45_op1_papka 2_d3.tif", "GARF_f45_op1_d3_l2.tif"}}) {
    EXPECT_EQ(told_of_several(one, other), "") << one;
  }
  for (const auto& [one, other] :
       {std::pair("GARF-f45-op1-d3-0001.tif", "GARF-f45-op1-d4-0001.tif"),
        {"GARF_f45_op1_d3_001.tif", "GARF_f45_op1_d4_001.tif"},
        {"GARF_f45_op1_d3_t1.tif", "GARF_f45_op1_d4_t1.tif"},
        {"GARF_f45_op1_papka 2_d3.tif", "GARF_f45_op1_papka 3_d3.tif"},
        {"GARF_f45_op1_д.П-0001.tif", "GARF_f45_op1_д.П-0002.tif"}}) {
    EXPECT_THAT(told_of_several(one, other), HasSubstr("named for GARF, f. 45, op. 1, ")) << one;
  }
}

TEST(ReadItem, an_item_of_a_box_and_folder_is_not_told_of_several_dela) {
  EXPECT_EQ(told_of_several("f1_d1.tif", "f1_d2.tif", "NARA, RG 59, Box 3, Folder 2, Item 7"), "");
  EXPECT_NE(told_of_several("f1_d1.tif", "f1_d2.tif"), "");
}

TEST(ReadItem, an_archive_among_the_files_is_told) {
  BatchBuilder batch;
  batch.file("d1.ZIP", "PK").file("d2.tar.gz", "x").file("0001.tif", "II*").file("zip", "x");
  const Finding found = first_of(only_item(batch.root()).findings, "reception.archive-inside");
  EXPECT_EQ(found.where.path.text(), "d1.ZIP");
  EXPECT_THAT(found.message, HasSubstr("and in 1 more"));
}

TEST(ReadItem, an_item_without_reference_is_told) {
  BatchBuilder batch("something");
  batch.file("x.tif", "II*");
  EXPECT_EQ(count_of(only_item(batch.root()).findings, "item.reference.missing"), 1u);
}

}  // namespace
}  // namespace delo::ingest
