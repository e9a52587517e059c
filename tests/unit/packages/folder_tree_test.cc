#include "packages/folder_tree.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "tests/support/temp_folder.h"

namespace delo::packages {
namespace {

namespace fs = std::filesystem;
using tests::TempFolder;

std::vector<std::string> texts_of(const TreeFiles& files) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < files.size(); ++i) out.push_back(files.text(i));
  return out;
}

std::vector<std::string> told(const PackageTree& tree) {
  std::vector<std::string> out;
  for (const Finding& f : tree.findings()) {
    out.push_back(f.rule + " " + f.where.path.text() + ": " + f.message);
  }
  return out;
}

std::unique_ptr<PackageTree> tree_of(const fs::path& root, int threads) {
  auto tree = open_folder_tree(root, {}, threads, Sizes::kNow);
  EXPECT_TRUE(tree) << tree.error().text();
  return std::move(tree).value();
}

TEST(FolderTree, is_listed_by_the_bytes_of_its_paths_however_many_threads_there_are) {
  const TempFolder temp;
  std::set<std::string> files, folders;
  // Names that are alike for eight bytes and more, and such as sort otherwise beside a '/'.
  for (const char* const name : {"page-000", "page-0001", "page-00010", "page-0002", "a", "a-b",
                                 "a.b", "a b", "\xd0\xbb\xd0\xb8\xd1\x81\xd1\x82"}) {
    files.insert(std::string("few/") + name + "-/" + name);
    files.insert(std::string("few/") + name + "!");
  }
  // More folders than are read ahead at a time, in levels, with files between them.
  for (int i = 0; i < 300; ++i) {
    const std::string folder = "many/f" + std::to_string(i);
    files.insert(folder + "/sub/deep/x");
    files.insert(folder + "/sub/y");
    files.insert(folder + "-z");
  }
  for (const std::string& file : files) {
    temp.write(file, "x");
    for (fs::path up = fs::path(file).parent_path(); !up.empty(); up = up.parent_path()) {
      folders.insert(up.native());
    }
  }
  for (const int threads : {1, 2, 7}) {
    const auto tree = tree_of(temp.path(), threads);
    EXPECT_EQ(texts_of(tree->files()), std::vector(files.begin(), files.end()));
    EXPECT_EQ(texts_of(tree->folders()), std::vector(folders.begin(), folders.end()));
    EXPECT_TRUE(tree->findings().empty());
  }
}

TEST(FolderTree, tells_of_links_and_pipes_in_the_same_order_on_any_number_of_threads) {
  const TempFolder temp;
  for (int i = 0; i < 100; ++i) {
    const std::string name = "f" + std::to_string(i);
    temp.write(name + "/a", "x");
    const fs::path folder = temp / name;
    if (i % 3 == 0) fs::create_symlink("/etc/passwd", folder / "link");
    if (i % 5 == 0) {
      ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    }
    if (i % 7 == 0) fs::create_directory_symlink("..", folder / "up");
  }
  const auto one = tree_of(temp.path(), 1), many = tree_of(temp.path(), 5);
  EXPECT_EQ(one->findings().size(), 34u + 20u + 15u);
  EXPECT_EQ(told(*one), told(*many));
  EXPECT_EQ(texts_of(one->others()), texts_of(many->others()));
  EXPECT_EQ(one->files().size(), 100u);
  EXPECT_EQ(many->files().size(), 100u);
}

TEST(FolderTree, leaves_nothing_out_where_more_names_wait_than_may) {
  const TempFolder temp;
  for (const char* const folder : {"a", "b", "c", "d"}) {
    fs::create_directory(temp / folder);
    for (int i = 0; i < 4'500; ++i) {
      const fs::path file = temp / folder / std::to_string(i);
      const int made = ::creat(file.c_str(), 0600);
      ASSERT_GE(made, 0);
      ::close(made);
    }
  }
  EXPECT_EQ(tree_of(temp.path(), 2)->files().size(), 4u * 4'500u);
}

TEST(FolderTree, digests_few_large_files_alike_on_any_number_of_threads) {
  const TempFolder temp;
  for (std::size_t i = 0; i < 7; ++i) {
    temp.write("f" + std::to_string(i), std::string(i == 3 ? 5 : 4'000'000 + i * 77, 'a'));
  }
  std::vector<std::string> expected;
  for (const int threads : {1, 2, 3, 4, 8, 9}) {
    const auto tree = tree_of(temp.path(), threads);
    std::vector<DigestOrder> orders(tree->files().size());
    for (std::size_t i = 0; i < orders.size(); ++i) {
      orders[i].file = static_cast<std::uint32_t>(i);
      orders[i].algorithms.add(DigestAlgorithm::kSha256);
      orders[i].algorithms.add(DigestAlgorithm::kSha512);
    }
    std::vector<std::string> digests(orders.size());
    ASSERT_TRUE(tree->digest(orders, {}, [&](const DigestOrder& order, const ReadOutcome& outcome) {
      for (const Digest& digest : outcome.digests.all()) digests[order.file] += digest.hex + ' ';
      return Result<void>();
    }));
    if (expected.empty()) expected = digests;
    EXPECT_EQ(digests, expected) << threads;
    EXPECT_EQ(digests[0].size(), 64u + 128u + 2u);
  }
}

TEST(FolderTree, that_is_not_there_is_an_error) {
  const TempFolder temp;
  const auto tree = open_folder_tree(temp.path() / "nothing", {}, 2, Sizes::kNow);
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace delo::packages
