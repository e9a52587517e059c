#include "packages/ocfl/digest_check.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/package_builder.h"

namespace delo::packages::ocfl {
namespace {

// An object without any file begins where the next one does.
TEST(DigestCheckTest, an_empty_object_does_not_take_the_files_of_the_next) {
  const tests::TempFolder folder;
  std::filesystem::create_directories(folder / "a");
  tests::write_text(folder / "b/file", "content");
  const auto tree = open_tree(folder.path(), [](const RelativePath&) { return false; });
  ASSERT_TRUE(tree);
  for (const bool empty_first : {true, false}) {
    const auto records = std::make_shared<Spool>();
    ExpectedDigests none(records), wrong(records);
    none.end_of_inventory();
    const ExpectedDigest expected{DigestAlgorithm::kMd5, std::string(32, '0'), "E092", "inventory"};
    ASSERT_TRUE(wrong.add(0, expected));
    wrong.end_of_inventory();
    const ObjectTree a(**tree, "a/"), b(**tree, "b/");
    ASSERT_EQ(a.first_file(), b.first_file());
    DigestCheck check;
    if (empty_first) check.add(a, "a/", std::move(none));
    check.add(b, "b/", std::move(wrong));
    if (!empty_first) check.add(a, "a/", std::move(none));
    std::vector<Finding> findings;
    ASSERT_TRUE(check.run(**tree, {}, findings));
    ASSERT_EQ(findings.size(), 1u) << (empty_first ? "empty first" : "empty last");
    EXPECT_EQ(findings.front().where.path.text(), "b/file");
  }
}

}  // namespace
}  // namespace delo::packages::ocfl
