#include "packages/ocfl/storage_root.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/text/json.h"
#include "packages/ocfl/folder_walk.h"
#include "packages/ocfl/storage_layout.h"
#include "tests/support/inventory_text.h"
#include "tests/support/package_builder.h"

namespace delo::packages::ocfl {
namespace {

namespace fs = std::filesystem;
using tests::snapshot;
using tests::TempFolder;
using tests::text_of_file;

constexpr std::string_view kId = "urn:uuid:6b1c0a8e-0000-5000-8000-000000000001";

class StorageRootTest : public testing::Test {
 protected:
  StorageRoot make_root(const std::string& name = "root") {
    auto root = StorageRoot::open_or_create(folder_ / name);
    EXPECT_TRUE(root) << root.error().text();
    return *root;
  }
  PackageFiles bag(const std::map<std::string, std::string>& payload = {{"a.txt", "a"},
                                                                        {"sub/b.txt", "b"}}) {
    return tests::build_bag(folder_ / "bag", payload);
  }
  NewObject object(const PackageFiles& files, Linking linking = Linking::kNever) {
    auto inventory = first_inventory(kId, files, note_);
    EXPECT_TRUE(inventory);
    return {.id = std::string(kId),
            .inventory = text_of_inventory(*inventory),
            .files = &files,
            .linking = linking};
  }

  TempFolder folder_;
  VersionNote note_{.created = *timestamp_of("2026-11-24T06:36:31Z"),
                    .message = "ingested",
                    .user_name = "delo",
                    .user_address = "mailto:delo@example.org"};
};

TEST_F(StorageRootTest, a_new_root_has_declaration_and_layout) {
  const StorageRoot root = make_root();
  EXPECT_EQ(text_of_file(folder_ / "root/0=ocfl_1.1"), "ocfl_1.1\n");
  const auto layout = Json::parse(text_of_file(folder_ / "root/ocfl_layout.json"));
  ASSERT_TRUE(layout);
  EXPECT_EQ((*layout)["extension"].text(), "0004-hashed-n-tuple-storage-layout");
  const auto config = Json::parse(
      text_of_file(folder_ / "root/extensions/0004-hashed-n-tuple-storage-layout/config.json"));
  ASSERT_TRUE(config);
  EXPECT_EQ((*config)["tupleSize"].integer(), 3);
  EXPECT_TRUE(StorageRoot::open(folder_ / "root"));
}

TEST_F(StorageRootTest, a_folder_with_other_things_is_not_made_a_root) {
  tests::write_text(folder_ / "full/holiday.jpg", "x");
  const auto root = StorageRoot::open_or_create(folder_ / "full");
  ASSERT_FALSE(root);
  EXPECT_EQ(root.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(snapshot(folder_ / "full").size(), 1u);
}

// The example of extension 0004's page.
// A kill between the first folder and the declaration once ended every later run.
TEST_F(StorageRootTest, a_root_whose_making_was_interrupted_is_made_to_its_end) {
  tests::write_text(folder_ / "root/ocfl_layout.json", "{");
  tests::write_text(folder_ / "root/.delo-17-0.tmp", "ocfl");
  fs::create_directories(folder_ / "root/extensions");
  const StorageRoot root = make_root();
  EXPECT_EQ(text_of_file(folder_ / "root/0=ocfl_1.1"), "ocfl_1.1\n");
  EXPECT_TRUE(Json::parse(text_of_file(folder_ / "root/ocfl_layout.json")));
}

TEST_F(StorageRootTest, the_layout_is_that_of_extension_0004) {
  EXPECT_EQ(hashed_n_tuple_path("object-01").string(),
            "3c0/ff4/240/3c0ff4240c1e116dba14c7627f2319b58aa3d77606d0d90dfc6161608ac987d4");
  EXPECT_EQ(hashed_n_tuple_path("..hor/rib:le-$id").string(),
            "487/326/d8c/487326d8c2a3c0b885e23da1469b4d6671fd4e76978924b4443e9e3c316cda6d");
}

TEST_F(StorageRootTest, a_committed_object_is_complete) {
  const StorageRoot root = make_root();
  const PackageFiles files = bag();
  const auto where = root.commit_object(object(files));
  ASSERT_TRUE(where) << where.error().text();
  EXPECT_TRUE(root.has_object(kId));
  EXPECT_EQ(text_of_file(*where / "0=ocfl_object_1.1"), "ocfl_object_1.1\n");
  EXPECT_EQ(text_of_file(*where / "inventory.json"), text_of_file(*where / "v1/inventory.json"));
  EXPECT_EQ(text_of_file(*where / "v1/content/data/sub/b.txt"), "b");
  EXPECT_FALSE(fs::exists(folder_ / "root/extensions/delo")) << "staging is left behind";
  for (const auto& entry : fs::recursive_directory_iterator(*where)) {
    const auto mode = entry.status().permissions();
    EXPECT_EQ(mode, fs::perms(entry.is_directory() ? 0755 : 0444)) << entry.path();
  }
}

TEST_F(StorageRootTest, the_inventory_reads_back) {
  const PackageFiles files = bag();
  const auto text = first_inventory(kId, files, note_);
  ASSERT_TRUE(text);
  const auto read = parse_inventory(*text);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->id, kId);
  EXPECT_EQ(read->head_note.created, note_.created);
  EXPECT_EQ(read->head_note.user_address, note_.user_address);
  ASSERT_EQ(read->state.size(), files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    const PackagedFile file = *files.at(i);
    EXPECT_EQ(read->state[i].path, file.path);
    const ContentFile content = read->content[read->state[i].content_at];
    EXPECT_EQ(content.path, first_content_path(file.path));
    EXPECT_EQ(content.digests, file.digests);
  }
  EXPECT_EQ(*text, *first_inventory(kId, files, note_)) << "same input, same bytes";
}

TEST_F(StorageRootTest, files_of_equal_content_are_all_kept) {
  const PackageFiles files = bag({{"1.txt", "same"}, {"2.txt", "same"}, {"3.txt", ""}});
  const StorageRoot root = make_root();
  const auto where = root.commit_object(object(files));
  ASSERT_TRUE(where) << where.error().text();
  EXPECT_EQ(text_of_file(*where / "v1/content/data/1.txt"), "same");
  EXPECT_EQ(text_of_file(*where / "v1/content/data/2.txt"), "same");
}

TEST_F(StorageRootTest, the_work_copy_is_linked_once_and_never_twice) {
  const StorageRoot a = make_root("a"), b = make_root("b");
  const PackageFiles files = bag();
  const auto in_a = a.commit_object(object(files, Linking::kWherePossible));
  const auto in_b = b.commit_object(object(files, Linking::kWherePossible));
  ASSERT_TRUE(in_a && in_b);
  const fs::path name = "v1/content/data/a.txt";
  EXPECT_TRUE(fs::equivalent(*in_a / name, folder_ / "bag/data/a.txt"));
  EXPECT_FALSE(fs::equivalent(*in_a / name, *in_b / name)) << "two copies are one file";
}

TEST_F(StorageRootTest, an_object_is_not_replaced) {
  const StorageRoot root = make_root();
  const PackageFiles files = bag();
  ASSERT_TRUE(root.commit_object(object(files)));
  const auto again = root.commit_object(object(files));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kConflict);
}

TEST_F(StorageRootTest, bytes_that_are_not_the_promised_ones_are_not_committed) {
  const StorageRoot root = make_root();
  const PackageFiles files = bag();
  tests::flip_bit(folder_ / "bag/data/a.txt", 3);
  const auto before = snapshot(root.folder());
  const auto committed = root.commit_object(object(files));
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().code, ErrorCode::kCorrupt);
  EXPECT_THAT(committed.error().text(), testing::HasSubstr("a.txt"));
  EXPECT_EQ(snapshot(root.folder()), before) << "something is left";
}

TEST_F(StorageRootTest, a_source_that_is_gone_leaves_nothing) {
  const StorageRoot root = make_root();
  const PackageFiles files = bag();
  fs::remove(folder_ / "bag/data/sub/b.txt");
  const auto before = snapshot(root.folder());
  EXPECT_FALSE(root.commit_object(object(files)));
  EXPECT_EQ(snapshot(root.folder()), before);
}

TEST_F(StorageRootTest, a_stopped_commit_leaves_nothing) {
  const StorageRoot root = make_root();
  const PackageFiles files = bag();
  std::stop_source stop;
  stop.request_stop();
  const auto committed = root.commit_object(object(files), stop.get_token());
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().code, ErrorCode::kCancelled);
  EXPECT_FALSE(root.has_object(kId));
}

TEST_F(StorageRootTest, a_stopped_commit_copies_no_further_file) {
  const StorageRoot root = make_root();
  PackageFiles files;
  ASSERT_TRUE(bag().for_each([&](PackagedFile file) {
    file.source = folder_ / "not there";  // who opens it fails otherwise
    return files.append(file);
  }));
  const NewObject wanted = object(files);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(root.commit_object(wanted, stop.get_token()).error().code, ErrorCode::kCancelled);
}

TEST_F(StorageRootTest, what_an_interrupted_commit_left_is_swept) {
  const StorageRoot root = make_root();
  const auto before = snapshot(root.folder());
  const auto work = root.make_work_folder("staging", "x");
  ASSERT_TRUE(work);
  tests::write_text(*work / "object/v1/content/half.tif", "half");
  EXPECT_EQ(*root.sweep_staging(), 1u);
  EXPECT_EQ(snapshot(root.folder()), before);
  EXPECT_EQ(*root.sweep_staging(), 0u);
}

TEST_F(StorageRootTest, every_object_and_every_stray_is_visited) {
  const StorageRoot root = make_root();
  const PackageFiles files = bag();
  ASSERT_TRUE(root.commit_object(object(files)));
  fs::create_directories(root.folder() / "abc/def");
  tests::write_text(root.folder() / "abc/stray.txt", "x");
  fs::create_symlink("/", root.folder() / "link");
  std::vector<std::string> objects, strays;
  const auto into = [](std::vector<std::string>& list) {
    return [&list](const fs::path& path) {
      list.push_back(path.string());
      return Result<void>();
    };
  };
  ASSERT_TRUE(root.for_each_object(into(objects), into(strays)));
  EXPECT_THAT(objects, testing::ElementsAre(hashed_n_tuple_path(kId).string()));
  EXPECT_THAT(strays, testing::ElementsAre("abc/def", "abc/stray.txt", "link"));
}

TEST_F(StorageRootTest, lost_declarations_come_back) {
  const StorageRoot root = make_root();
  const auto before = snapshot(root.folder());
  fs::remove(root.folder() / "0=ocfl_1.1");
  tests::write_text(root.folder() / "ocfl_layout.json", "{}");
  EXPECT_FALSE(StorageRoot::open(root.folder()));
  const auto damaged = StorageRoot::open_damaged(root.folder());
  ASSERT_TRUE(damaged);
  EXPECT_THAT(*damaged->restore_declarations(),
              testing::UnorderedElementsAre("0=ocfl_1.1", "ocfl_layout.json"));
  EXPECT_EQ(snapshot(root.folder()), before);
}

TEST(InventoryTest, a_name_that_is_not_utf8_is_refused) {
  TempFolder folder;
  const PackageFiles files =
      tests::files_of({tests::packaged_file(folder.path(), "\xff.tif", "x")});
  const auto text = first_inventory(kId, files, {});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::kInvalidArgument);
}

// A fuzzer's find: the digests were kept as views of what was gone.
TEST(InventoryTest, a_state_may_name_content_by_another_path) {
  const std::string a = std::string(128, 'a'), b = std::string(128, 'b');
  const auto read =
      parse_inventory(R"({"id":"x","digestAlgorithm":"sha512","head":"v2","manifest":{")" + a +
                      R"(":["v1/content/one.txt"],")" + b +
                      R"(":["v2/content/two.txt"]},"versions":{"v2":{"state":{")" + a +
                      R"(":["renamed.txt"],")" + b + R"(":["two.txt"]}}}})");
  ASSERT_TRUE(read) << read.error().text();
  ASSERT_EQ(read->state.size(), 2u);
  EXPECT_EQ(read->content[read->state[0].content_at].path.text(), "v1/content/one.txt");
  EXPECT_EQ(read->content[read->state[1].content_at].path.text(), "v2/content/two.txt");
}

TEST(InventoryTest, senseless_inventories_are_refused) {
  TempFolder folder;
  const PackageFiles files = tests::files_of({tests::packaged_file(folder.path(), "a.tif", "x")});
  const std::string good = *first_inventory(kId, files, {});
  ASSERT_TRUE(parse_inventory(good));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return text.replace(at, from.size(), to);
  };
  for (const std::string& bad :
       {std::string(), std::string("{}"), good.substr(0, good.size() / 2),
        with("v1/content", "../c"), with("sha512", "md5"),
        with("\"head\": \"v1\"", "\"head\": \"v0\""), with("\"head\": \"v1\"", "\"head\": \"v2\""),
        with("\"id\"", "\"ident\"")}) {
    const auto read = parse_inventory(bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.error().code, ErrorCode::kCorrupt);
  }
}

TEST(InventoryTest, every_digest_of_its_fixity_is_of_the_file_it_names) {
  const std::string a(128, 'a'), b(128, 'b'), md5_a(32, '1'), md5_b(32, '2'), sha256_b(64, 'f');
  // Digests in one order, paths in another; and blocks that nobody can compute.
  const std::string text =
      R"({"id":"x","digestAlgorithm":"sha512","head":"v1","manifest":{")" + a +
      R"(":["v1/content/z/one.txt","v1/content/a.txt"],")" + b +
      R"(":["v1/content/m.txt"]},"fixity":{"md5":{")" + md5_b + R"(":["v1/content/m.txt"],")" +
      md5_a + R"(":["v1/content/z/one.txt"]},"sha256":{")" + sha256_b +
      R"(":["v1/content/m.txt"]},"crc9":{"zz":[1]}},"versions":{"v1":{"state":{")" + a +
      R"(":["z/one.txt","a.txt"],")" + b + R"(":["m.txt"]}}}})";
  const auto read = parse_inventory(text);
  ASSERT_TRUE(read) << read.error().text();
  const auto digests = [&](const char* path) {
    std::string shown;
    const auto file = read->content_of(path);
    for (const Digest& digest : file->digests.all()) {
      shown += std::string(name_of(digest.algorithm)) + ":" + digest.hex.substr(0, 2) + " ";
    }
    return shown;
  };
  EXPECT_EQ(digests("z/one.txt"), "md5:11 sha512:aa ");
  EXPECT_EQ(digests("a.txt"), "sha512:aa ");
  EXPECT_EQ(digests("m.txt"), "md5:22 sha256:ff sha512:bb ");
  EXPECT_FALSE(read->content_of("z"));
  std::vector<std::string> paths;
  for (const ContentFile& file : read->content) paths.push_back(file.path.text());
  EXPECT_THAT(paths,
              testing::ElementsAre("v1/content/a.txt", "v1/content/m.txt", "v1/content/z/one.txt"));
  // No file stands twice, and none has fixity that is not there.
  std::string twice = text;
  twice.replace(twice.find("v1/content/m.txt"), 16, "v1/content/a.txt");
  EXPECT_EQ(parse_inventory(twice).error().code, ErrorCode::kCorrupt);
  std::string stray = text;
  stray.replace(stray.find("\"md5\"") + 44, 16, "v1/content/x.txt");
  const auto refused = parse_inventory(stray);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, testing::HasSubstr("v1/content/x.txt"));
}

TEST(FolderWalkTest, links_and_empty_folders_are_seen_and_not_followed) {
  TempFolder folder;
  tests::write_text(folder / "b/file", "12345");
  fs::create_directories(folder / "a/empty");
  fs::create_symlink("/etc", folder / "link");
  const auto entries = list_tree(folder.path());
  ASSERT_TRUE(entries);
  std::vector<std::string> seen;
  for (const FolderEntry& entry : *entries) {
    seen.push_back(entry.path + ":" + std::string(name_of(entry.kind)) + ":" +
                   std::to_string(entry.size));
  }
  EXPECT_THAT(seen, testing::ElementsAre("a:folder:0", "a/empty:folder:0", "b:folder:0",
                                         "b/file:file:5", "link:symbolic link:0"));
  EXPECT_EQ(list_tree(folder / "none").error().code, ErrorCode::kNotFound);
}

TEST(FolderWalkTest, paths_come_in_the_order_of_their_bytes) {
  TempFolder folder;
  for (const char* file : {"a/x", "a-b", "a.b/y", "a0", "a/0/z", "\xd0\xb4/1", "Z"}) {
    tests::write_text(folder / file, "1");
  }
  const auto entries = list_tree(folder.path());
  ASSERT_TRUE(entries);
  std::vector<std::string> seen;
  for (const FolderEntry& entry : *entries) seen.push_back(entry.path);
  EXPECT_THAT(seen, testing::ElementsAre("Z", "a", "a-b", "a.b", "a.b/y", "a/0", "a/0/z", "a/x",
                                         "a0", "\xd0\xb4", "\xd0\xb4/1"));
}

TEST(FolderWalkTest, what_goes_while_a_folder_is_gone_through_is_not_told) {
  TempFolder folder;
  for (const char* file : {"a/x", "b/y", "c", "d"}) tests::write_text(folder / file, "1");
  auto walk = TreeWalk::begin(folder.path());
  ASSERT_TRUE(walk);
  EXPECT_EQ((*walk->next())->path, "a");
  fs::remove_all(folder / "b");
  fs::remove(folder / "c");
  EXPECT_EQ((*walk->next())->path, "a/x");
  EXPECT_EQ((*walk->next())->path, "d");
  EXPECT_FALSE(*walk->next());
  EXPECT_FALSE(*walk->next());
}

TEST(FolderWalkTest, a_very_deep_folder_ends_the_walk_not_the_program) {
  TempFolder folder;
  fs::path deep = folder.path();
  fs::create_directories(deep);
  for (int i = 0; i < 300; ++i) deep /= "d";
  fs::create_directories(deep);
  const auto entries = list_tree(folder.path());
  ASSERT_TRUE(entries);
  EXPECT_EQ(entries->size(), 201u);
}

}  // namespace
}  // namespace delo::packages::ocfl
