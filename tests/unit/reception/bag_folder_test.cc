#include "ingest/reception/bag_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/unit/reception/reception_testing.h"

namespace delo::ingest {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::BatchBuilder;

// A bag with two leaves.
class Bag : public testing::Test {
 protected:
  Bag() : bag_("bag") {
    bag_.file("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    bag_.file("bag-info.txt",
              "Source-Organization: Archive of\n  the President\nPayload-Oxum: 6.2\n"
              "External-Description: Telegrams\nExternal-Identifier: APRF, f. 45, op. 1, d. 337\n");
    bag_.file("data/0037.tif", "one").file("data/0038.tif", "two");
    bag_.checksums("", "manifest-sha256.txt", DigestAlgorithm::kSha256,
                   {"data/0037.tif", "data/0038.tif"});
    bag_.checksums("", "tagmanifest-sha256.txt", DigestAlgorithm::kSha256,
                   {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"});
  }
  BatchItem read() { return only_item(bag_.root()); }
  std::vector<Finding> findings() { return all_findings(read()); }
  // The tag files are as they are meant; only what is under test is wrong.
  void without_tag_manifest() { bag_.remove("tagmanifest-sha256.txt"); }
  BatchBuilder bag_;
};

TEST_F(Bag, the_payload_becomes_the_item_and_nothing_is_lost) {
  const Batch batch = opened(bag_.root());
  EXPECT_EQ(batch.shape, BatchShape::kBag);
  EXPECT_EQ(batch.producer, "Archive of the President");
  const BatchItem item = item_of(batch);
  EXPECT_THAT(all_findings(item), IsEmpty()) << texts_of(all_findings(item));
  EXPECT_THAT(paths_of(item),
              ElementsAre("0037.tif", "0038.tif", "metadata/submission-bag/bag-info.txt",
                          "metadata/submission-bag/bagit.txt",
                          "metadata/submission-bag/manifest-sha256.txt",
                          "metadata/submission-bag/tagmanifest-sha256.txt"));
  EXPECT_EQ(item.source_paths[0].text(), "data/0037.tif");
  EXPECT_EQ(item.manifest.checksums.size(), 2u);
  EXPECT_EQ(item.item.reference.delo, "337");
  EXPECT_EQ(item.item.reference_basis, "bag-info.txt, External-Identifier");
  ASSERT_EQ(item.item.descriptions.size(), 1u);
  EXPECT_THAT(item.item.descriptions[0].elements,
              Contains(DescriptionElement{"dc.description", "Telegrams"}));
  EXPECT_EQ(file_of(item, "metadata/submission-bag/manifest-sha256.txt").role, FileRole::kFixity);
}

TEST_F(Bag, a_declaration_that_is_not_as_it_must_be) {
  without_tag_manifest();
  for (const char* text :
       {"", "BagIt-Version: 1.0\n", "BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n",
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nMore: 1\n",
        "\xef\xbb\xbf"
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "BagIt-Version: 1.0\nEncoding: UTF-8\n"}) {
    bag_.file("bagit.txt", text);
    EXPECT_GE(count_of(findings(), "reception.bag.declaration"), 1u) << text;
  }
  bag_.remove("bagit.txt");
  EXPECT_EQ(count_of(findings(), "reception.bag.declaration"), 1u);
}

TEST_F(Bag, old_versions_may_have_blanks_around_the_colon) {
  without_tag_manifest();
  bag_.file("bagit.txt", "BagIt-Version : 0.96\nTag-File-Character-Encoding : UTF-8\n");
  EXPECT_EQ(count_of(findings(), "reception.bag.declaration"), 0u);
}

TEST_F(Bag, a_manifest_line_that_is_wrong) {
  without_tag_manifest();
  const std::string whole = bag_.content("manifest-sha256.txt");
  const std::string hex = whole.substr(0, 64);
  for (const std::string& line :
       {std::string("rubbish\n"), hex + "  0037.tif\n", hex + "  data/../../x\n",
        hex + "  /etc/passwd\n", hex + "\n", whole.substr(0, whole.find('\n') + 1)}) {
    bag_.file("manifest-sha256.txt", whole + line);
    EXPECT_EQ(count_of(findings(), "reception.bag.manifest"), 1u) << line;
  }
}

TEST_F(Bag, no_manifest_is_an_error) {
  without_tag_manifest();
  bag_.remove("manifest-sha256.txt");
  EXPECT_EQ(count_of(findings(), "reception.bag.no-manifest"), 1u);
  bag_.file("manifest-whirlpool.txt", "x  data/0037.tif\n");
  EXPECT_EQ(count_of(findings(), "reception.bag.no-manifest"), 2u);
}

TEST_F(Bag, payload_that_is_missing_or_unlisted) {
  bag_.rename("data/0038.tif", "data/0039.tif");
  const auto found = findings();
  EXPECT_EQ(first_of(found, "reception.bag.payload-missing").where.part, "line 2");
  EXPECT_EQ(first_of(found, "reception.bag.payload-unlisted").where.path.text(), "data/0039.tif");
}

TEST_F(Bag, every_manifest_lists_every_file) {
  bag_.checksums("", "manifest-md5.txt", DigestAlgorithm::kMd5, {"data/0037.tif"});
  EXPECT_EQ(count_of(findings(), "reception.bag.payload-unlisted"), 1u);
}

TEST_F(Bag, a_count_that_is_wrong) {
  without_tag_manifest();
  bag_.file("bag-info.txt", "Payload-Oxum: 7.2\n");
  EXPECT_THAT(first_of(findings(), "reception.bag.oxum").message,
              HasSubstr("says 7 bytes in 2 files, the payload has 6 in 2"));
  bag_.file("bag-info.txt", "Payload-Oxum: many\n");
  EXPECT_EQ(count_of(findings(), "reception.bag.oxum"), 1u);
}

TEST_F(Bag, a_tag_file_that_was_changed_or_is_missing) {
  bag_.file("bag-info.txt", "Payload-Oxum: 6.2\n");
  EXPECT_EQ(first_of(findings(), "reception.bag.tag-file").where.path.text(), "bag-info.txt");
  bag_.remove("bag-info.txt");
  EXPECT_EQ(count_of(findings(), "reception.bag.tag-file"), 1u);
}

TEST_F(Bag, what_is_to_be_fetched_is_an_error) {
  bag_.file("fetch.txt", "http://127.0.0.1/x 3 data/0039.tif\n");
  EXPECT_EQ(count_of(findings(), "reception.bag.fetch"), 1u);
  bag_.file("fetch.txt", "");
  EXPECT_EQ(count_of(findings(), "reception.bag.fetch"), 0u);
}

TEST_F(Bag, tag_files_in_another_encoding_are_read_in_it) {
  without_tag_manifest();
  bag_.file("bagit.txt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: ISO-8859-1\n");
  bag_.file("bag-info.txt", "Source-Organization: Biblioth\xe8que\n");
  EXPECT_EQ(opened(bag_.root()).producer, "Bibliothèque");
  bag_.file("bagit.txt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: Klingon\n");
  EXPECT_EQ(count_of(findings(), "reception.bag.declaration"), 1u);
}

TEST_F(Bag, names_are_decoded_once) {
  without_tag_manifest();
  bag_.file("data/a\nb%.tif", "three").file("bag-info.txt", "");
  bag_.file("manifest-sha256.txt", bag_.content("manifest-sha256.txt") +
                                       tests::hex_of(DigestAlgorithm::kSha256, "three") +
                                       "  data/a%0Ab%25.tif\n");
  const BatchItem item = read();
  EXPECT_THAT(all_findings(item), testing::SizeIs(3))
      << texts_of(all_findings(item));  // name, empty file, reference
  EXPECT_EQ(item.manifest.checksums.size(), 3u);
}

TEST_F(Bag, weak_manifests_are_told) {
  without_tag_manifest();
  bag_.remove("manifest-sha256.txt");
  bag_.checksums("", "manifest-md5.txt", DigestAlgorithm::kMd5, {"data/0037.tif", "data/0038.tif"});
  EXPECT_EQ(count_of(findings(), "reception.checksum.weak"), 1u);
}

TEST_F(Bag, a_bag_without_payload) {
  without_tag_manifest();
  bag_.remove("data").file("manifest-sha256.txt", "").file("bag-info.txt", "");
  const auto found = findings();
  EXPECT_EQ(count_of(found, "reception.bag.no-payload"), 1u) << texts_of(found);
  EXPECT_EQ(count_of(found, "reception.empty-item"), 1u);
}

// The Library of Congress's suite, as far as structure goes.
TEST(BagSuite, valid_bags_have_no_error) {
  const char* shared = std::getenv("DELO_SHARED");
  const std::filesystem::path suite =
      std::filesystem::path(shared ? shared : DELO_SOURCE_DIR "/../shared") / "corpora/bagit";
  if (!std::filesystem::exists(suite)) GTEST_SKIP() << "the suite is not at hand";
  std::size_t bags = 0;
  for (const auto& version : std::filesystem::directory_iterator(suite)) {
    const std::filesystem::path valid = version.path() / "valid";
    if (!std::filesystem::is_directory(valid)) continue;
    for (const auto& bag : std::filesystem::directory_iterator(valid)) {
      // (A bag with files to be fetched is valid, but not complete: that is refused.)
      if (!bag.is_directory() || bag.path().filename() == "holey-bag") continue;
      auto batch = open_batch(bag.path(), {});
      ASSERT_TRUE(batch) << bag.path() << batch.error().text();
      const BatchItem item = item_of(*batch);
      ++bags;
      for (const Finding& found : all_findings(item)) {
        EXPECT_NE(found.severity, Severity::kError) << bag.path() << " " << text_of(found);
      }
    }
  }
  EXPECT_GT(bags, 10u);
}

}  // namespace
}  // namespace delo::ingest
