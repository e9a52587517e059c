#include "packages/tree_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace delo::packages {
namespace {

TEST(TreeFiles, are_found_and_ordered_by_the_bytes_of_whole_paths) {
  std::vector<std::string> paths = {"a",      "a-b/c", "a/b",      "a/b-c", "a/b/x", "a/c",
                                    "b/\xff", "b/z",   "\xd0\xbb", "Z/a",   "a/b/",  "zz"};
  paths.erase(std::ranges::find(paths, "a/b/"));
  for (int i = 0; i < 2000; ++i)
    paths.push_back("f" + std::to_string(i % 7) + "/n" + std::to_string(i));
  std::vector<std::string> sorted = paths;
  std::ranges::sort(sorted);
  std::mt19937 chance(1);
  std::ranges::shuffle(paths, chance);
  TreeFiles files;
  for (const std::string& path : paths) files.add(*RelativePath::parse(path), path.size());
  files.sort();
  ASSERT_EQ(files.size(), sorted.size());
  std::size_t i = 0;
  for (const TreeFile& file : files) {
    EXPECT_EQ(file.path.text(), sorted[i]);
    EXPECT_EQ(file.size, sorted[i].size());
    EXPECT_EQ(files.index_of(sorted[i]), i);
    ++i;
  }
  EXPECT_FALSE(files.index_of("a/b/"));
  EXPECT_FALSE(files.index_of("f1"));
  EXPECT_FALSE(files.index_of(""));
  EXPECT_EQ(files.lower_bound("\xff"), files.size());
  EXPECT_EQ(files.path(files.lower_bound("f1/")).text(), "f1/n1");
}

TEST(TreeFiles, one_path_stays_once_where_it_is_asked_for) {
  TreeFiles folders;
  for (const char* path : {"b", "a/c", "b", "a/c", "a"}) folders.add(*RelativePath::parse(path));
  folders.sort(true);
  ASSERT_EQ(folders.size(), 3u);
  EXPECT_EQ(folders.path(1).text(), "a/c");
}

}  // namespace
}  // namespace delo::packages
