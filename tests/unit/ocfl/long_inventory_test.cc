// What the validator does without holding an inventory.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/bytes/byte_source.h"
#include "core/bytes/disk.h"
#include "core/fixity/hasher.h"
#include "packages/ocfl/checked_inventory.h"
#include "packages/ocfl/expected_digests.h"
#include "packages/ocfl/inventory_files.h"
#include "packages/ocfl/inventory_outline.h"
#include "packages/ocfl/object_tree.h"
#include "packages/ocfl/ocfl_validator.h"
#include "packages/ocfl/path_conflicts.h"
#include "packages/ocfl/state_comparison.h"
#include "tests/support/package_builder.h"

namespace delo::packages::ocfl {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

std::string digest_of(std::string_view text, DigestAlgorithm algorithm = DigestAlgorithm::kSha512) {
  auto hasher = *Hasher::create(std::array{algorithm});
  EXPECT_TRUE(hasher->write_text(text) && hasher->finish());
  return hasher->digests().strongest().hex;
}

std::vector<std::string> conflicts_of(const std::vector<std::string>& paths) {
  PathConflicts conflicts;
  for (const std::string& path : paths) conflicts.add(path);
  if (!conflicts.any()) return {};
  for (const std::string& path : paths) conflicts.collect(path);
  return conflicts.take_faults();
}

TEST(PathConflictsTest, paths_that_occur_once_and_side_by_side_are_no_conflict) {
  EXPECT_THAT(conflicts_of({}), IsEmpty());
  EXPECT_THAT(conflicts_of({"a/b", "a/c", "a-b", "ab", "b/a/b", "b/a/c"}), IsEmpty());
}

TEST(PathConflictsTest, each_further_place_of_a_path_is_told_in_path_order) {
  EXPECT_THAT(conflicts_of({"z", "b", "z", "a/c", "z", "b"}),
              ElementsAre("occurs twice: b", "occurs twice: z", "occurs twice: z"));
}

TEST(PathConflictsTest, the_folder_of_another_is_told_however_far_above_and_whichever_is_first) {
  EXPECT_THAT(conflicts_of({"a/b/c/d", "a/b", "q"}), ElementsAre("is a folder of another: a/b"));
  EXPECT_THAT(conflicts_of({"a", "a/b/c", "a/b"}),
              ElementsAre("is a folder of another: a", "is a folder of another: a/b"));
  EXPECT_THAT(conflicts_of({"a", "a/b", "a"}),
              ElementsAre("is a folder of another: a", "occurs twice: a"));
}

std::vector<std::string> items_of(const std::string& text, JsonRange range) {
  std::vector<std::string> items;
  const auto read = read_block(
      MemorySource(text), range,
      [&](BlockItem item, const std::string& digest, const std::string& path) -> Result<void> {
        const char* name = item == BlockItem::kDigest   ? "digest "
                           : item == BlockItem::kPath   ? "path "
                           : item == BlockItem::kNoText ? "no text "
                                                        : "no list ";
        items.push_back(name + digest + " " + path);
        return {};
      });
  EXPECT_TRUE(read);
  return items;
}

TEST(InventoryOutlineTest, long_blocks_are_left_out_and_found_at_their_places) {
  const std::string text =
      R"({"versions":{"v1":{"state":{"d":["a"]},"message":"m"},"v2":{"state":[1]}},)"
      R"("fixity":{"md5":{"e":["f"]},"sha1":7},"manifest":{"d":["v1/content/a"]},)"
      R"("id":{"manifest":{"x":1},"state":{"y":2}}})";
  const auto outline = read_outline(MemorySource(text));
  ASSERT_TRUE(outline);
  EXPECT_EQ(outline->json.dump(),
            R"({"versions":{"v1":{"state":{},"message":"m"},"v2":{"state":[1]}},)"
            R"("fixity":{"md5":{},"sha1":7},"manifest":{},)"
            R"("id":{"manifest":{"x":1},"state":{"y":2}}})");
  ASSERT_TRUE(outline->manifest);
  EXPECT_THAT(items_of(text, *outline->manifest), ElementsAre("digest d ", "path d v1/content/a"));
  ASSERT_EQ(outline->states.size(), 1u);
  EXPECT_THAT(items_of(text, outline->states.at("v1")), ElementsAre("digest d ", "path d a"));
  ASSERT_EQ(outline->fixity.size(), 1u);
  EXPECT_THAT(items_of(text, outline->fixity.at("md5")), ElementsAre("digest e ", "path e f"));
}

TEST(InventoryOutlineTest, what_is_no_list_of_paths_is_told_once_and_not_looked_into) {
  const std::string text = R"({"a":{"x":["y"],"z":{}},"b":3,"c":["p",4,["q"],{"r":"s"},"t"]})";
  EXPECT_THAT(items_of(text, {0, text.size()}),
              ElementsAre("digest a ", "no list a ", "digest b ", "no list b ", "digest c ",
                          "path c p", "no text c ", "no text c ", "no text c ", "path c t"));
}

TEST(InventoryOutlineTest, capitals_are_noted_of_a_block_s_own_keys_alone) {
  const auto outline = read_outline(MemorySource(
      R"({"manifest":{"aA":[]},"fixity":{"md5":{"a":[{"AB":"C"}],"x":"A"},"SHA1":{"g":[]}}})"));
  ASSERT_TRUE(outline);
  EXPECT_TRUE(outline->manifest->has_capitals);
  EXPECT_FALSE(outline->fixity.at("md5").has_capitals);
  EXPECT_FALSE(outline->fixity.at("SHA1").has_capitals);
}

TEST(InventoryOutlineTest, a_key_that_stands_twice_in_a_block_is_refused) {
  EXPECT_FALSE(read_outline(MemorySource(R"({"manifest":{"a":[],"a":[]}})")));
}

// An object of one version with the files a, b and c, whose inventory is written by the test.
class LongInventoryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    put("0=ocfl_object_1.1", "ocfl_object_1.1\n");
    for (const char* name : {"a", "b", "c"}) put("v1/content/" + std::string(name), name);
  }
  void put(const std::string& path, const std::string& text) {
    tests::write_text(folder_ / path, text);
  }
  void put_inventory(const std::string& below, const std::string& text,
                     DigestAlgorithm algorithm = DigestAlgorithm::kSha512) {
    put(below + "inventory.json", text);
    put(below + "inventory.json." + std::string(name_of(algorithm)),
        digest_of(text, algorithm) + " inventory.json\n");
  }
  std::vector<std::string> lines() const {
    const auto findings = check_object(folder_.path());
    EXPECT_TRUE(findings);
    std::vector<std::string> lines;
    for (const Finding& finding : *findings) {
      lines.push_back(finding.rule + " " + finding.where.path.text());
    }
    return lines;
  }
  // A block of the three files; `prefix` before each name.
  static std::string block(const std::string& prefix,
                           DigestAlgorithm algorithm = DigestAlgorithm::kSha512) {
    std::string text;
    for (const char* name : {"a", "b", "c"}) {
      text += (text.empty() ? "{\"" : ",\"") + digest_of(name, algorithm) + "\":[\"" + prefix +
              name + "\"]";
    }
    return text + "}";
  }
  static std::string version(const std::string& name, const std::string& state) {
    return "\"" + name + R"(":{"state":)" + state +
           R"(,"user":{"address":"mailto:n@example.org","name":"N"},"message":"one",)"
           R"("created":"2026-01-01T00:00:00Z"})";
  }
  static std::string inventory(const std::string& head, const std::string& algorithm,
                               const std::string& versions, const std::string& manifest) {
    return R"({"versions":{)" + versions + R"(},"fixity":{"sha1":)" +
           block("v1/content/", DigestAlgorithm::kSha1) + R"(},"manifest":)" + manifest +
           R"(,"head":")" + head + R"(","type":"https://ocfl.io/1.1/spec/#inventory",)" +
           R"("id":"urn:example:1","digestAlgorithm":")" + algorithm + "\"}";
  }

  tests::TempFolder folder_;
};

TEST_F(LongInventoryTest, members_may_stand_in_any_order) {
  const std::string text =
      inventory("v1", "sha512", version("v1", block("")), block("v1/content/"));
  put_inventory("", text);
  put_inventory("v1/", text);
  EXPECT_THAT(lines(), IsEmpty());
}

TEST_F(LongInventoryTest, files_that_are_spoilt_or_absent_are_told_in_path_order) {
  const std::string text =
      inventory("v1", "sha512", version("v1", block("")), block("v1/content/"));
  put_inventory("", text);
  put_inventory("v1/", text);
  put("v1/content/a", "spoilt");
  fs::remove(folder_ / "v1/content/b");
  put("v1/content/c", "spoilt too");
  put("v1/content/d", "not listed");
  EXPECT_THAT(lines(), ElementsAre("E023 v1/content/d", "E092 inventory.json",
                                   "E093 inventory.json", "E092 v1/content/a", "E093 v1/content/a",
                                   "E092 v1/content/c", "E093 v1/content/c"));
}

TEST_F(LongInventoryTest, a_state_by_another_algorithm_is_the_same_when_its_files_are) {
  const std::string head =
      inventory("v2", "sha512", version("v1", block("")) + "," + version("v2", block("")),
                block("v1/content/"));
  put_inventory("", head);
  put_inventory("v2/", head);
  const auto first = [&](const std::string& state) {
    put_inventory("v1/",
                  inventory("v1", "sha256", version("v1", state),
                            block("v1/content/", DigestAlgorithm::kSha256)),
                  DigestAlgorithm::kSha256);
  };
  first(block("", DigestAlgorithm::kSha256));
  EXPECT_THAT(lines(), ElementsAre("W004 v1/inventory.json"));
  // a and b change places.
  std::string swapped = block("", DigestAlgorithm::kSha256);
  swapped.replace(swapped.find("\"a\""), 3, "\"q\"");
  swapped.replace(swapped.find("\"b\""), 3, "\"a\"");
  swapped.replace(swapped.find("\"q\""), 3, "\"b\"");
  first(swapped);
  EXPECT_THAT(lines(), ElementsAre("W004 v1/inventory.json", "E066 v1/inventory.json"));
  // One path is absent, then one more than there was.
  std::string fewer = block("", DigestAlgorithm::kSha256);
  fewer.replace(fewer.find("\"b\""), 3, "");
  first(fewer);
  EXPECT_THAT(lines(), testing::Contains("E066 v1/inventory.json"));
  std::string more = block("", DigestAlgorithm::kSha256);
  more.replace(more.find("\"b\""), 3, "\"b\",\"b2\"");
  first(more);
  EXPECT_THAT(lines(), testing::Contains("E066 v1/inventory.json"));
}

TEST_F(LongInventoryTest, a_state_written_in_another_order_or_case_is_the_same) {
  const std::string a = digest_of("a"), b = digest_of("b"), c = digest_of("c");
  std::string upper_a = a;
  for (char& letter : upper_a) letter = static_cast<char>(std::toupper(letter));
  const std::string head =
      inventory("v2", "sha512", version("v1", block("")) + "," + version("v2", block("")),
                block("v1/content/"));
  put_inventory("", head);
  put_inventory("v2/", head);
  const auto in_order = [&](const std::string& prefix) {
    return "{\"" + c + "\":[\"" + prefix + "c\"], \"" + upper_a + "\":[\"" + prefix + "a\"], \"" +
           b + "\":[\"" + prefix + "b\"]}";
  };
  put_inventory("v1/",
                inventory("v1", "sha512", version("v1", in_order("")), in_order("v1/content/")));
  EXPECT_THAT(lines(), IsEmpty());
}

TEST(ExpectedDigestsTest, what_two_inventories_say_alike_is_expected_once) {
  ExpectedDigests expected(std::make_shared<Spool>());
  const std::string long_one(500, 'f');
  const ExpectedDigest first{DigestAlgorithm::kSha256, "aa", "E092", "inventory.json"};
  ASSERT_TRUE(expected.add(7, first));
  ASSERT_TRUE(expected.add(7, first));
  ASSERT_TRUE(expected.add(3, {DigestAlgorithm::kMd5, long_one, "E093", "inventory.json"}));
  expected.end_of_inventory();
  ASSERT_TRUE(expected.add(7, {DigestAlgorithm::kSha256, "aa", "E092", "v1/inventory.json"}));
  ASSERT_TRUE(expected.add(7, {DigestAlgorithm::kSha256, "bb", "E092", "v1/inventory.json"}));
  expected.end_of_inventory();
  const auto of_7 = expected.of(7);
  ASSERT_TRUE(of_7);
  ASSERT_EQ(of_7->size(), 2u);
  EXPECT_EQ(of_7->at(0).inventory_path, "inventory.json");
  EXPECT_EQ(of_7->at(1).digest, "bb");
  EXPECT_EQ(expected.of(3)->at(0).digest, long_one);
  EXPECT_THAT(*expected.of(4), IsEmpty());
}

TEST(ObjectTreeTest, what_lies_below_a_folder_is_one_stretch_of_the_order) {
  tests::TempFolder folder;
  for (const char* path : {"v1/content/a", "v1/content-x", "v1.txt", "v10/x", "v1/b"}) {
    tests::write_text(folder / path, "x");
  }
  fs::create_symlink("nowhere", folder / "link");
  const auto package = open_tree(folder.path(), [](const RelativePath&) { return true; });
  ASSERT_TRUE(package);
  const ObjectTree tree(**package, "");
  const auto paths_of = [](const ObjectTree& of, ObjectTree::Range range) {
    std::vector<std::string> paths;
    for (std::size_t i = range.begin; i < range.end; ++i) paths.push_back(of.path(i));
    return paths;
  };
  EXPECT_THAT(paths_of(tree, tree.below("v1")),
              ElementsAre("v1/b", "v1/content", "v1/content-x", "v1/content/a"));
  EXPECT_TRUE(tree.file("v10/x"));
  EXPECT_FALSE(tree.file("v10"));
  EXPECT_FALSE(tree.file("link"));
  EXPECT_EQ(tree.path(0), "link");
  EXPECT_EQ(tree.kind(0), EntryKind::kLink);
  std::vector<std::string> top;
  tree.for_each_child("", [&](const std::string& name, EntryKind) { top.push_back(name); });
  EXPECT_THAT(top, ElementsAre("link", "v1", "v1.txt", "v10"));

  // The same of what lies below a folder of the tree.
  const ObjectTree within(**package, "v1/");
  EXPECT_THAT(paths_of(within, {0, within.size()}),
              ElementsAre("b", "content", "content-x", "content/a"));
  EXPECT_EQ(within.file_path(*within.file("content/a")), "content/a");
  EXPECT_FALSE(within.file("../v10/x"));
  const auto files = within.files_below("content");
  EXPECT_EQ(files.end - files.begin, 1u);
}

TEST(SameBytesTest, ranges_are_compared_wherever_they_lie) {
  const std::string a = "xx" + std::string(100'000, 'a') + "b", b = std::string(100'000, 'a') + "c";
  const MemorySource of_a(a), of_b(b);
  EXPECT_TRUE(*same_bytes(of_a, {2, 100'002}, of_b, {0, 100'000}));
  EXPECT_FALSE(*same_bytes(of_a, {2, 100'003}, of_b, {0, 100'001}));
  EXPECT_FALSE(*same_bytes(of_a, {2, 100'002}, of_b, {0, 99'999}));
}

TEST(InventoryFiles, logical_paths_are_found_whether_or_not_content_lies_under_them) {
  const auto path = [](std::string_view text) { return *RelativePath::parse(text); };
  ContentFiles content;
  for (const char* text : {"v2/stuff/a/c.txt", "v1/stuff/b.txt", "v1/stuff/z", "v1/stuff/a.txt"}) {
    content.add(path(text), {DigestAlgorithm::kSha512, digest_of(text)});
  }
  content.sort();
  const auto at = [&](std::string_view text) { return *content.index_of(text); };
  const std::vector<std::pair<std::string, std::size_t>> expected = {
      {"a.txt", at("v1/stuff/z")},  // not that of its own name
      {"a/c.txt", at("v2/stuff/a/c.txt")},
      {"b.txt", at("v1/stuff/b.txt")},
      {"moved.txt", at("v1/stuff/a.txt")},
      {"v1/stuff/z", at("v1/stuff/z")}};
  LogicalFiles state(content, "stuff");
  for (const std::size_t i : {3, 0, 4, 2, 1}) {
    state.add(path(expected[i].first), expected[i].second);
  }
  state.sort();
  const LogicalFiles copy = std::exchange(state, {});
  EXPECT_TRUE(state.empty());
  ASSERT_EQ(copy.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(copy[i].path.text(), expected[i].first);
    EXPECT_EQ(copy[i].content_at, expected[i].second) << expected[i].first;
    EXPECT_EQ(copy.index_of(expected[i].first), i);
  }
  for (const char* none : {"", "z", "c.txt", "a", "v1/stuff/b.txt"}) {
    EXPECT_FALSE(copy.index_of(none)) << none;
  }
}

}  // namespace
}  // namespace delo::packages::ocfl
