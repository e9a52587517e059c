#include "ingest/reception/producer_manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/reception/reception_testing.h"

namespace delo::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::BatchBuilder;
using tests::hex_of;

std::string md5(std::string_view text) { return hex_of(DigestAlgorithm::kMd5, text); }

// An item d337 with master/0037.tif, master/0038.tif and text.txt, and a list.
class Manifest : public testing::Test {
 protected:
  Manifest() : batch_("d337") {
    batch_.file("master/0037.tif", "one").file("master/0038.tif", "two").file("text.txt", "three");
  }
  BatchItem with_list(const std::string& text, std::string_view list = "checksum.md5") {
    batch_.file(list, text);
    return only_item(batch_.root());
  }
  // All three files, named by `name`.
  template <class Name>
  std::string list_of_all(Name name) {
    return md5("one") + "  " + name("master/0037.tif") + "\n" + md5("two") + "  " +
           name("master/0038.tif") + "\n" + md5("three") + "  " + name("text.txt") + "\n";
  }
  BatchBuilder batch_;
};

std::vector<std::string> matched(const BatchItem& item) {
  std::vector<std::string> paths;
  for (const ProducerChecksum& checksum : item.manifest.checksums) {
    paths.push_back(checksum.path.text());
  }
  return paths;
}

const auto kAll = ElementsAre("master/0037.tif", "master/0038.tif", "text.txt");

TEST_F(Manifest, names_are_relative_to_the_list) {
  EXPECT_THAT(matched(with_list(list_of_all([](std::string n) { return n; }))), kAll);
  const BatchItem item =
      with_list(md5("one") + "  0037.tif\n" + md5("two") + "  ./0038.tif\n", "master/checksum.md5");
  EXPECT_THAT(item.manifest.checksums, testing::SizeIs(5));
  EXPECT_EQ(count_of(item.manifest.findings, "reception.checksum.name-form"), 0u);
}

TEST_F(Manifest, names_with_backslashes_and_drives_are_matched_by_the_longest_tail) {
  const BatchItem item = with_list(list_of_all([](std::string n) {
    std::ranges::replace(n, '/', '\\');
    return "D:\\Scans\\2024-017\\d337\\" + n;
  }));
  EXPECT_THAT(matched(item), kAll);
  EXPECT_THAT(first_of(item.manifest.findings, "reception.checksum.name-form").message,
              HasSubstr("3 names with other folders before it"));
}

TEST_F(Manifest, names_that_begin_with_the_items_own_name_are_matched) {
  EXPECT_THAT(matched(with_list(list_of_all([](std::string n) { return "d337/" + n; }))), kAll);
}

TEST_F(Manifest, bare_names_are_matched_where_one_file_alone_has_them) {
  EXPECT_THAT(
      matched(with_list(list_of_all([](std::string n) { return n.substr(n.rfind('/') + 1); }))),
      kAll);
}

TEST_F(Manifest, a_bare_name_that_two_files_have_is_ambiguous) {
  batch_.file("access/0037.tif", "one");
  const BatchItem item = with_list(md5("one") + "  0037.tif\n");
  EXPECT_EQ(count_of(item.manifest.findings, "reception.checksum.ambiguous"), 1u);
  EXPECT_THAT(matched(item), IsEmpty());
}

TEST_F(Manifest, other_case_and_other_accents_are_matched) {
  batch_.file("caf\u00e9.tif", "four");
  const BatchItem item =
      with_list(md5("one") + "  MASTER/0037.TIF\n" + md5("four") + "  cafe\u0301.tif\n");
  EXPECT_THAT(matched(item), ElementsAre("caf\u00e9.tif", "master/0037.tif"));
  EXPECT_EQ(count_of(item.manifest.findings, "reception.checksum.name-form"), 1u);
}

TEST_F(Manifest, names_in_single_byte_encodings_are_matched_by_the_files_that_are_there) {
  batch_.file("лист.tif", "four").file("опись.tif", "five");
  const std::string k866 =
      md5("four") + "  \xab\xa8\xe1\xe2.tif\r\n" + md5("five") + "  \xae\xaf\xa8\xe1\xec.tif\r\n";
  BatchItem item = with_list(k866);
  EXPECT_THAT(matched(item), ElementsAre("лист.tif", "опись.tif"));
  EXPECT_THAT(first_of(item.manifest.findings, "reception.checksum.encoding").message,
              HasSubstr("IBM866"));
  const std::string k1251 = md5("four") + "  \xeb\xe8\xf1\xf2.tif\r\n";
  item = with_list(k1251);
  EXPECT_THAT(matched(item), ElementsAre("лист.tif"));
  EXPECT_THAT(first_of(item.manifest.findings, "reception.checksum.encoding").message,
              HasSubstr("windows-1251"));
  const std::string koi8 = md5("four") + "  \xcc\xc9\xd3\xd4.tif\r\n";
  EXPECT_THAT(matched(with_list(koi8)), ElementsAre("лист.tif"));
}

TEST_F(Manifest, names_that_are_bytes_on_disk_too_are_matched_byte_for_byte) {
  batch_.file("\xeb\xe8\xf1\xf2.tif", "four");
  const BatchItem item = with_list(md5("four") + "  \xeb\xe8\xf1\xf2.tif\n");
  EXPECT_THAT(matched(item), ElementsAre("\xeb\xe8\xf1\xf2.tif"));
  EXPECT_EQ(count_of(item.manifest.findings, "reception.checksum.encoding"), 0u);
}

TEST_F(Manifest, a_backslash_in_a_files_own_name_is_no_separator) {
  batch_.file("back\\slash.tif", "four");
  EXPECT_THAT(matched(with_list("\\" + md5("four") + "  back\\\\slash.tif\n")),
              ElementsAre("back\\slash.tif"));
}

TEST_F(Manifest, lists_of_a_transfer_speak_of_objects) {
  BatchBuilder transfer("transfer");
  transfer.file("objects/0037.tif", "one")
      .file("metadata/checksum.md5", md5("one") + "  0037.tif\n");
  const BatchItem item = only_item(transfer.root());
  EXPECT_THAT(matched(item), ElementsAre("objects/0037.tif"));
  EXPECT_THAT(item.manifest.findings, testing::SizeIs(1));  // weak
}

TEST_F(Manifest, a_name_may_climb_within_the_item_but_not_out_of_it) {
  BatchItem item = with_list(md5("one") + "  ../master/0037.tif\n", "checksums/all.md5");
  EXPECT_THAT(matched(item), ElementsAre("master/0037.tif"));
  EXPECT_EQ(count_of(item.manifest.findings, "reception.checksum.outside-item"), 0u);
  item = with_list(md5("one") + "  ../../etc/passwd\n", "checksums/all.md5");
  EXPECT_EQ(count_of(item.manifest.findings, "reception.checksum.outside-item"), 1u);
  EXPECT_THAT(matched(item), IsEmpty());
}

TEST_F(Manifest, what_is_listed_but_absent_is_an_error_that_names_it) {
  const BatchItem item =
      with_list(list_of_all([](std::string n) { return n; }) + md5("x") + "  master/0039.tif\n");
  const Finding absent = first_of(item.manifest.findings, "reception.checksum.absent");
  EXPECT_EQ(absent.where.path.text(), "master/0039.tif");
  EXPECT_EQ(absent.where.part, "checksum.md5 line 4");
  EXPECT_EQ(absent.severity, Severity::kError);
  EXPECT_THAT(absent.message, HasSubstr("master/0039.tif is on the list checksum.md5"));
}

TEST_F(Manifest, what_is_present_but_unlisted_is_told) {
  const BatchItem item = with_list(md5("one") + "  master/0037.tif\n");
  EXPECT_EQ(count_of(item.manifest.findings, "reception.checksum.unlisted"), 2u);
}

TEST_F(Manifest, an_unreadable_line_is_an_error_with_its_number) {
  const BatchItem item =
      with_list(list_of_all([](std::string n) { return n; }) + "abc  0041.tif\n");
  EXPECT_EQ(first_of(item.manifest.findings, "reception.checksum.unreadable-line").where.part,
            "line 4");
}

TEST_F(Manifest, a_list_without_a_readable_line_is_never_a_pass) {
  for (const std::string text : {"", "; nothing\n", "rubbish\n"}) {
    const BatchItem item = with_list(text);
    EXPECT_EQ(count_of(item.manifest.findings, "reception.checksum.empty-list"), 1u) << text;
    EXPECT_EQ(count_of(item.manifest.findings, "reception.checksum.no-list"), 0u) << text;
  }
}

TEST_F(Manifest, a_list_that_cannot_be_read_is_an_error) {
  batch_.file("checksum.md5", "x");
  std::filesystem::resize_file(batch_.at("checksum.md5"), std::uintmax_t{300} << 20);
  const BatchItem item = only_item(batch_.root());
  EXPECT_EQ(count_of(item.findings, "reception.checksum.unreadable-list"), 1u);
  EXPECT_THAT(item.manifest.lists, testing::SizeIs(1));
}

TEST_F(Manifest, a_scan_with_a_lists_name_is_content) {
  const BatchItem item = with_list(std::string("II*\0\x08", 5), "manifest-sha256.txt");
  EXPECT_EQ(count_of(item.findings, "reception.checksum.not-a-list"), 1u);
  EXPECT_EQ(file_of(item, "manifest-sha256.txt").role, FileRole::kOther);
  EXPECT_EQ(count_of(item.manifest.findings, "reception.checksum.no-list"), 1u);
}

TEST_F(Manifest, lists_that_disagree_are_told_once_a_file) {
  batch_.file("old.md5", md5("other") + "  master/0037.tif\n");
  const BatchItem item = with_list(list_of_all([](std::string n) { return n; }));
  EXPECT_EQ(count_of(item.manifest.findings, "reception.checksum.lists-disagree"), 1u);
  EXPECT_EQ(item.manifest.checksums.size(), 4u);
}

TEST_F(Manifest, weak_algorithms_are_told_and_strong_ones_not) {
  const auto same = [](std::string n) { return n; };
  EXPECT_EQ(count_of(with_list(list_of_all(same)).manifest.findings, "reception.checksum.weak"),
            1u);
  batch_.checksums("", "checksum.sha256", DigestAlgorithm::kSha256,
                   {"master/0037.tif", "master/0038.tif", "text.txt"});
  EXPECT_EQ(count_of(with_list(list_of_all(same)).manifest.findings, "reception.checksum.weak"),
            0u);
}

TEST_F(Manifest, a_line_for_the_list_itself_is_void) {
  const BatchItem item =
      with_list(list_of_all([](std::string n) { return n; }) + md5("half") + "  checksum.md5\n");
  EXPECT_THAT(matched(item), kAll);
}

TEST_F(Manifest, a_checksum_beside_its_file) {
  const BatchItem item = with_list(md5("one") + "\n", "master/0037.tif.md5");
  EXPECT_THAT(matched(item), ElementsAre("master/0037.tif"));
}

TEST_F(Manifest, no_list_at_all_is_a_remark) {
  const BatchItem item = only_item(batch_.root());
  EXPECT_THAT(rules_of(item.manifest.findings), ElementsAre("reception.checksum.no-list"));
}

TEST(ManifestSize, matching_a_long_list_takes_time_in_proportion) {
  std::vector<FileObject> files;
  ListToMatch list{.path = *RelativePath::parse("checksum.md5"), .bases = {RelativePath()}};
  for (int i = 0; i < 20'000; ++i) {
    const std::string name = "f" + std::to_string(1'000'000 + i) + ".tif";
    files.push_back({.path = *RelativePath::parse(name)});
    // Every name fails all ways of matching.
    list.list.lines.push_back({i + 1, "C:\\a\\b\\x" + name, {{DigestAlgorithm::kMd5, md5("")}}});
  }
  const ProducerManifest manifest = match_lists({std::move(list)}, files, "item");
  EXPECT_EQ(count_of(manifest.findings, "reception.checksum.absent"), 20'000u);
}

}  // namespace
}  // namespace delo::ingest
