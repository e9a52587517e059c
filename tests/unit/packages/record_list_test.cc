#include "packages/record_list.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "packages/package.h"
#include "tests/support/temp_folder.h"

namespace delo::packages {
namespace {

PackagedFile file_named(const std::string& path) {
  PackagedFile file{.path = *RelativePath::parse(path),
                    .source = "/somewhere/" + path,
                    .size = path.size() * 1000003,
                    .digests = {}};
  for (const DigestAlgorithm algorithm : {DigestAlgorithm::kMd5, DigestAlgorithm::kSha512}) {
    file.digests.set(
        {algorithm, std::string(hex_length(algorithm), "0123456789abcdef"[path.size() % 16])});
  }
  return file;
}

void expect_same(const PackagedFile& a, const PackagedFile& b) {
  EXPECT_EQ(a.path, b.path);
  EXPECT_EQ(a.source, b.source);
  EXPECT_EQ(a.size, b.size);
  EXPECT_EQ(a.digests, b.digests);
}

TEST(RecordList, more_than_memory_holds_reads_back_in_order_and_one_by_one) {
  const tests::TempFolder folder;
  PackageFiles files(folder.path());
  std::vector<PackagedFile> expected;
  for (int i = 0; i < 20000; ++i) {  // 4 MB: several times what a spool holds
    expected.push_back(file_named(std::to_string(i) + "/" + std::string(i % 90 + 1, 'n')));
    ASSERT_TRUE(files.append(expected.back()));
  }
  std::size_t met = 0;
  ASSERT_TRUE(
      files.for_each([&](const PackagedFile& file) { expect_same(file, expected[met++]); }));
  EXPECT_EQ(met, expected.size());
  for (const std::size_t i : {19999, 0, 10000, 3, 19998}) {
    const auto file = files.at(i);
    ASSERT_TRUE(file);
    expect_same(*file, expected[i]);
  }
  EXPECT_EQ(folder.count(), 0u);
}

TEST(RecordList, sorts_by_the_bytes_of_paths_whatever_the_order_was) {
  std::vector<std::string> names;
  for (int i = 0; i < 5000; ++i) names.push_back("f" + std::to_string(i * 7919 % 5000) + ".tif");
  for (const char* odd : {"\xff", "Z", "a/b", "a-b/c", "a", "\xd0\xbb"}) names.emplace_back(odd);
  std::vector<std::string> expected = names;
  std::ranges::sort(expected);
  std::mt19937 chance(1);
  for (const int order : {0, 1, 2}) {
    if (order == 1) std::ranges::shuffle(names, chance);
    if (order == 2) std::ranges::sort(names, std::greater());
    PackageFiles files;
    for (const std::string& name : names) ASSERT_TRUE(files.append(file_named(name)));
    ASSERT_TRUE(files.sort());
    std::vector<std::string> found;
    ASSERT_TRUE(
        files.for_each([&](const PackagedFile& file) { found.push_back(file.path.text()); }));
    EXPECT_EQ(found, expected);
  }
}

TEST(RecordList, an_error_of_the_visit_ends_it) {
  PackageFiles files;
  for (const char* name : {"a", "b", "c"}) ASSERT_TRUE(files.append(file_named(name)));
  int met = 0;
  const auto ended = files.for_each([&](const PackagedFile&) -> Result<void> {
    if (++met == 2) return Error{ErrorCode::kCancelled, "enough"};
    return {};
  });
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(met, 2);
}

TEST(RecordList, a_payload_file_keeps_all_that_is_known_of_it) {
  PayloadFile file;
  file.object.path = *RelativePath::parse("caf\xe9/0012aob.tif");
  file.object.size = std::uint64_t{1} << 40;
  file.object.modified_ns = -1;
  file.object.role = FileRole::kTranslation;
  file.object.language = "ru";
  file.object.leaf = Leaf{.number = 12, .letter = "a", .side = Side::kVerso};
  file.object.digests.set({DigestAlgorithm::kCrc32, "0123abcd"});
  file.object.format = {"fmt/353", "TIFF", "6", "image/tiff", "bytes"};
  file.content = "/scans/\xff";
  file.examination.validity = Validity::kInvalid;
  file.examination.not_checked = {"JPX"};
  file.examination.technical.page_count = 3;
  Payload payload;
  ASSERT_TRUE(payload.append(file));
  ASSERT_TRUE(payload.append({.object = {.path = *RelativePath::parse("b")}}));
  const auto read = payload.at(0);
  ASSERT_TRUE(read) << read.error().text();
  const FileObject& object = read->object;
  EXPECT_EQ(object.path, file.object.path);
  EXPECT_EQ(object.size, file.object.size);
  EXPECT_EQ(object.modified_ns, -1);
  EXPECT_EQ(object.role, FileRole::kTranslation);
  EXPECT_EQ(object.language, "ru");
  EXPECT_EQ(object.leaf, file.object.leaf);
  EXPECT_EQ(object.digests, file.object.digests);
  EXPECT_EQ(object.format, file.object.format);
  EXPECT_EQ(read->content, file.content);
  EXPECT_EQ(read->examination.validity, Validity::kInvalid);
  EXPECT_EQ(read->examination.not_checked, file.examination.not_checked);
  EXPECT_EQ(read->examination.technical.page_count, 3u);
  const auto plain = payload.at(1);
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->examination.validity, Validity::kNotExamined);
  EXPECT_FALSE(plain->object.leaf);
}

}  // namespace
}  // namespace delo::packages
