#include "packages/ocfl/versions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/text/json.h"
#include "packages/ocfl/laid_out_text.h"
#include "packages/ocfl/ocfl_validator.h"
#include "packages/ocfl/storage_root.h"
#include "tests/support/inventory_text.h"
#include "tests/support/package_builder.h"

namespace delo::packages::ocfl {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::snapshot;
using tests::text_of_file;

constexpr std::string_view kId = "urn:uuid:6b1c0a8e-0000-5000-8000-000000000001";

class VersionsTest : public testing::Test {
 protected:
  VersionsTest() : root_(*StorageRoot::open_or_create(folder_ / "root")) {}

  PackageFiles bag(const std::string& name, const std::map<std::string, std::string>& payload) {
    return tests::build_bag(folder_ / name, payload);
  }
  std::string first(const PackageFiles& files) {
    const auto text = first_inventory(kId, files, note_);
    EXPECT_TRUE(root_.commit_object(
        {.id = std::string(kId), .inventory = text_of_inventory(*text), .files = &files}));
    return *text;
  }
  VersionNote note(int version) {
    VersionNote note = note_;
    note.message = "version " + std::to_string(version);
    return note;
  }
  Result<void> commit(const std::string& before, const PackageFiles& files, int version,
                      std::string* text = nullptr, std::stop_token stop = {}) {
    DELO_TRY(const NextInventory next, next_inventory(before, files, note(version)));
    if (text) *text = next.text;
    return root_.commit_version({.id = std::string(kId),
                                 .before = text_of_inventory(before),
                                 .next = &next,
                                 .inventory = text_of_inventory(next.text),
                                 .files = &files},
                                stop);
  }
  fs::path object() const { return root_.object_folder(kId); }
  std::vector<std::string> faults() {
    std::vector<std::string> codes;
    for (const Finding& finding : *check_object(object())) codes.push_back(finding.rule);
    return codes;
  }

  tests::TempFolder folder_;
  StorageRoot root_;
  VersionNote note_{.created = *timestamp_of("2026-11-24T06:36:31Z"),
                    .message = "ingested",
                    .user_name = "delo",
                    .user_address = "mailto:delo@example.org"};
};

TEST_F(VersionsTest, a_version_stores_only_what_is_new) {
  const std::string v1 = first(bag("1", {{"a.txt", "a"}, {"sub/b.txt", "b"}}));
  const PackageFiles files = bag("2", {{"a.txt", "corrected"},
                                       {"sub/b.txt", "b"},
                                       {"c.txt", "c"},
                                       {"twin of c.txt", "c"},
                                       {"moved.txt", "a"}});
  std::string v2;
  ASSERT_TRUE(commit(v1, files, 2, &v2));
  EXPECT_EQ(text_of_file(object() / "v2/content/data/a.txt"), "corrected");
  EXPECT_EQ(text_of_file(object() / "v2/content/data/c.txt"), "c");
  EXPECT_FALSE(fs::exists(object() / "v2/content/data/twin of c.txt"));
  EXPECT_FALSE(fs::exists(object() / "v2/content/data/moved.txt")) << "the first version has it";
  EXPECT_FALSE(fs::exists(object() / "v2/content/data/sub"));
  EXPECT_EQ(text_of_file(object() / "inventory.json"), v2);
  EXPECT_EQ(text_of_file(object() / "v2/inventory.json"), v2);
  EXPECT_EQ(text_of_file(object() / "v1/inventory.json"), v1);
  EXPECT_FALSE(fs::exists(folder_ / "root/extensions/delo"));
  EXPECT_THAT(faults(), IsEmpty());

  const auto read = parse_inventory(v2);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->head, 2);
  EXPECT_EQ(read->head_note.message, "version 2");
  ASSERT_EQ(read->state.size(), files.size());
  const auto all = files.all();
  ASSERT_TRUE(all);
  for (std::size_t i = 0; i < all->size(); ++i) {
    EXPECT_EQ(read->state[i].path, (*all)[i].path);
    EXPECT_EQ(read->content[read->state[i].content_at].digests, (*all)[i].digests);
  }
}

TEST_F(VersionsTest, every_earlier_inventory_comes_back_from_the_newest) {
  const std::string v1 = first(bag("1", {{"a.txt", "a"}}));
  std::string v2, v3, v4;
  ASSERT_TRUE(commit(v1, bag("2", {{"a.txt", "b"}}), 2, &v2));
  ASSERT_TRUE(commit(v2, bag("3", {{"a.txt", "a"}}), 3, &v3)) << "back to the first";
  ASSERT_TRUE(commit(v3, bag("4", {{"z.txt", "b"}, {"a \"quoted\" {name}.txt", "q"}}), 4, &v4));
  EXPECT_FALSE(fs::exists(object() / "v3/content/data")) << "all of it is in the first version";
  EXPECT_EQ(*inventory_of_version(v4, 1), v1);
  EXPECT_EQ(*inventory_of_version(v4, 2), v2);
  EXPECT_EQ(*inventory_of_version(v4, 3), v3);
  EXPECT_EQ(*inventory_of_version(v4, 4), v4);
  EXPECT_EQ(inventory_of_version(v4, 5).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(inventory_of_version(v4, 0).error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(faults(), IsEmpty());
  const auto third = read_inventory(MemorySource(v4), 3);
  ASSERT_TRUE(third) << third.error().text();
  EXPECT_EQ(third->head, 3);
  EXPECT_EQ(third->head_note.message, "version 3");
  EXPECT_EQ(third->content_of("data/a.txt")->path.text(), "v1/content/data/a.txt");
  EXPECT_FALSE(third->content_of("data/z.txt")) << "the fourth version brought it";
  EXPECT_EQ(read_inventory(MemorySource(v4), 5).error().code, ErrorCode::kInvalidArgument);
  const auto head = read_inventory_head(MemorySource(v4));
  ASSERT_TRUE(head);
  EXPECT_EQ(head->head, 4);
  EXPECT_EQ(head->head_note.message, "version 4");
  EXPECT_EQ(head->head_note.created, note_.created);
}

TEST_F(VersionsTest, same_input_gives_the_same_bytes) {
  const PackageFiles one = bag("1", {{"a.txt", "a"}}), two = bag("2", {{"b.txt", "b"}});
  const std::string v1 = *first_inventory(kId, one, note_);
  EXPECT_EQ(next_inventory(v1, two, note(2))->text, next_inventory(v1, two, note(2))->text);
}

TEST_F(VersionsTest, what_is_written_from_a_source_is_what_is_made_from_a_text) {
  std::map<std::string, std::string> many;
  for (int i = 0; i < 2000; ++i) {  // longer than what is read at a time
    many["f" + std::to_string(i)] = "content " + std::to_string(i);
  }
  const std::string v1 = *first_inventory(kId, bag("1", many), note_);
  for (int i = 0; i < 2000; i += 3) many["f" + std::to_string(i)] = "new " + std::to_string(i);
  many["twin"] = "new 0";
  const PackageFiles files = bag("2", many);
  const auto made = next_inventory(v1, files, note(2));
  ASSERT_TRUE(made) << made.error().text();
  StringSink written;
  const auto next = write_next_inventory(MemorySource(v1), files, note(2), written);
  ASSERT_TRUE(next) << next.error().text();
  EXPECT_EQ(written.text(), made->text);
  EXPECT_EQ(next->version_name, "v2");
  EXPECT_EQ(next->content.text(), "v2/content");
  EXPECT_EQ(*inventory_of_version(made->text, 1), v1);
  const auto read = parse_inventory(made->text);
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->state.size(), files.size());
}

TEST_F(VersionsTest, what_comes_before_the_first_and_after_the_last_has_its_place) {
  // Of every digest that a new file may have, some are the first of their block.
  std::string text = *first_inventory(kId, bag("0", {{"a.txt", "a"}}), note_);
  for (int version = 2; version < 20; ++version) {
    const PackageFiles files =
        bag(std::to_string(version), {{"a.txt", "content " + std::to_string(version)}});
    const auto next = next_inventory(text, files, note(version));
    ASSERT_TRUE(next) << next.error().text();
    EXPECT_EQ(*inventory_of_version(next->text, version - 1), text);
    ASSERT_TRUE(parse_inventory(next->text));
    text = next->text;
  }
}

TEST_F(VersionsTest, zero_padded_numbers_go_on_as_they_began) {
  EXPECT_EQ(version_folder_name(2, "v1"), "v2");
  EXPECT_EQ(version_folder_name(10, "v9"), "v10");
  EXPECT_EQ(version_folder_name(2, "v0001"), "v0002");
  EXPECT_EQ(version_folder_name(99, "v001"), "v099");
  EXPECT_EQ(version_folder_name(100, "v001"), "") << "the first digit stays 0";
}

TEST_F(VersionsTest, an_inventory_of_another_hand_is_not_gone_on_with) {
  const PackageFiles files = bag("1", {{"a.txt", "a"}});
  std::string v1 = *first_inventory(kId, files, note_);
  v1.insert(1, " ");  // sound JSON, and not ours to the byte
  const auto next = next_inventory(v1, files, note(2));
  ASSERT_FALSE(next);
  EXPECT_EQ(next.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(next_inventory("{}", files, note(2)).error().code, ErrorCode::kCorrupt);
}

TEST_F(VersionsTest, an_object_that_changed_meanwhile_takes_no_version) {
  const std::string v1 = first(bag("1", {{"a.txt", "a"}}));
  std::string v2;
  ASSERT_TRUE(commit(v1, bag("2", {{"a.txt", "b"}}), 2, &v2));
  const auto before = snapshot(root_.folder());
  const auto again = commit(v1, bag("3", {{"a.txt", "c"}}), 2);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kConflict);
  EXPECT_EQ(snapshot(root_.folder()), before);
}

TEST_F(VersionsTest, a_version_of_an_object_that_is_not_there_is_refused) {
  const PackageFiles files = bag("1", {{"a.txt", "a"}});
  const auto done = commit(*first_inventory(kId, files, note_), files, 2);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kNotFound);
}

// Extension 0005: what is in the head is in no inventory of the object's root.
TEST_F(VersionsTest, an_object_with_a_mutable_head_takes_no_version) {
  const std::string v1 = first(bag("1", {{"a.txt", "a"}}));
  fs::create_directories(object() / "extensions/0005-mutable-head/head");
  const auto done = commit(v1, bag("2", {{"a.txt", "b"}}), 2);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(done.error().message, HasSubstr("0005-mutable-head"));
}

TEST_F(VersionsTest, bytes_that_are_not_the_promised_ones_make_no_version) {
  const std::string v1 = first(bag("1", {{"a.txt", "a"}}));
  const PackageFiles files = bag("2", {{"a.txt", "b"}});
  tests::flip_bit(folder_ / "2/data/a.txt", 3);
  const auto before = snapshot(root_.folder());
  const auto done = commit(v1, files, 2);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(snapshot(root_.folder()), before) << "something is left";
}

TEST_F(VersionsTest, a_stopped_commit_leaves_the_object_as_it_was) {
  const std::string v1 = first(bag("1", {{"a.txt", "a"}}));
  const auto before = snapshot(root_.folder());
  std::stop_source stop;
  stop.request_stop();
  const auto done = commit(v1, bag("2", {{"a.txt", "b"}}), 2, nullptr, stop.get_token());
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(snapshot(root_.folder()), before);
}

// Nothing can be renamed over a folder.
TEST_F(VersionsTest, what_a_commit_could_not_end_the_next_start_ends) {
  const std::string v1 = first(bag("1", {{"a.txt", "a"}}));
  const PackageFiles files = bag("2", {{"a.txt", "b"}});
  const auto next = next_inventory(v1, files, note(2));
  ASSERT_TRUE(next);
  fs::remove(object() / "inventory.json.sha512");
  fs::create_directories(object() / "inventory.json.sha512/in the way");
  const auto done = root_.commit_version({.id = std::string(kId),
                                          .before = text_of_inventory(v1),
                                          .next = &*next,
                                          .inventory = text_of_inventory(next->text),
                                          .files = &files});
  ASSERT_FALSE(done);
  // The inventory is the new one; what the sidecar lacks the next start brings.
  fs::remove_all(object() / "inventory.json.sha512");
  const auto told = root_.settle_versions();
  ASSERT_TRUE(told);
  EXPECT_THAT(*told, ElementsAre(HasSubstr("was brought to its end")));
  EXPECT_TRUE(root_.sweep_staging());
  EXPECT_THAT(faults(), IsEmpty());
  EXPECT_EQ(text_of_file(object() / "inventory.json"), next->text);
}

// A process may die between any two steps of a commit.
TEST_F(VersionsTest, what_a_dead_commit_left_is_finished_or_taken_back) {
  const std::string v1 = first(bag("1", {{"a.txt", "a"}}));
  const auto as_before = snapshot(root_.folder());
  std::string v2;
  ASSERT_TRUE(commit(v1, bag("2", {{"a.txt", "b"}}), 2, &v2));
  const auto as_after = snapshot(root_.folder());
  const std::string sidecar1 = text_of_file(object() / "v1/inventory.json.sha512");
  const fs::path work = folder_ / "root/extensions/delo/staging/x";
  const std::string marker = root_.layout_path(kId).string() + "\nv2\n";
  const auto put = [](const fs::path& path, const std::string& text) {
    fs::remove(path);
    tests::write_text(path, text);
  };

  // Died after the inventory was replaced, before its sidecar was.
  put(object() / "inventory.json.sha512", sidecar1);
  put(work / "version-of", marker);
  EXPECT_THAT(*root_.settle_versions(), ElementsAre(HasSubstr("brought to its end")));
  ASSERT_TRUE(root_.sweep_staging());
  EXPECT_EQ(snapshot(root_.folder()), as_after);

  // Died before the inventory was replaced.
  put(object() / "inventory.json", v1);
  put(object() / "inventory.json.sha512", sidecar1);
  put(work / "version-of", marker);
  put(work / "inventory.json", v2);
  EXPECT_THAT(*root_.settle_versions(), ElementsAre(HasSubstr("taken back")));
  ASSERT_TRUE(root_.sweep_staging());
  EXPECT_EQ(snapshot(root_.folder()), as_before);

  // Died before the version's folder was in place.
  put(work / "version-of", marker);
  put(work / "version/inventory.json", v2);
  EXPECT_THAT(*root_.settle_versions(), IsEmpty());
  ASSERT_TRUE(root_.sweep_staging());
  EXPECT_EQ(snapshot(root_.folder()), as_before);
}

TEST_F(VersionsTest, what_is_not_proved_to_be_of_the_commit_is_left_alone) {
  const std::string v1 = first(bag("1", {{"a.txt", "a"}}));
  std::string v2;
  ASSERT_TRUE(commit(v1, bag("2", {{"a.txt", "b"}}), 2, &v2));
  const fs::path work = folder_ / "root/extensions/delo/staging/x";
  tests::flip_bit(object() / "inventory.json", 77);
  const auto before = snapshot(object());
  for (const std::string& marker :
       {root_.layout_path(kId).string() + "\nv2\n", std::string("../../elsewhere\nv2\n"),
        std::string("no line"), root_.layout_path(kId).string() + "\n../v2\n"}) {
    fs::remove_all(work);
    tests::write_text(work / "version-of", marker);
    ASSERT_TRUE(root_.settle_versions());
    EXPECT_EQ(snapshot(object()), before);
  }
}

TEST_F(VersionsTest, an_object_of_several_versions_is_put_anew_as_it_was) {
  const std::string v1 = first(bag("1", {{"a.txt", "a"}}));
  std::string v2;
  ASSERT_TRUE(commit(v1, bag("2", {{"a.txt", "b"}}), 2, &v2));
  const auto other = StorageRoot::open_or_create(folder_ / "other");
  ASSERT_TRUE(other);
  NewObject whole{.id = std::string(kId), .inventory = {}, .placed = true};
  PackageFiles files;
  const auto read = parse_inventory(v2);
  for (const ContentFile& content : read->content) {
    const fs::path source = content.path.under(object());
    ASSERT_TRUE(files.append({content.path, source, fs::file_size(source), content.digests}));
  }
  whole.files = &files;
  for (const std::string name :
       {"0=ocfl_object_1.1", "inventory.json", "inventory.json.sha512", "v1/inventory.json",
        "v1/inventory.json.sha512", "v2/inventory.json", "v2/inventory.json.sha512"}) {
    whole.texts.emplace_back(
        name, [text = text_of_file(object() / name)](ByteSink& to) { return to.write_text(text); });
  }
  ASSERT_TRUE(other->commit_object(whole));
  EXPECT_EQ(snapshot(other->object_folder(kId)), snapshot(object()));
}

TEST(LaidOutTextTest, members_are_cut_where_they_end) {
  const auto members = [](std::string_view text) {
    std::vector<std::pair<std::string, std::string>> found;
    const MemorySource source(text);
    const auto passed = LaidOutText(source).pass_members([&](const TextMember& member) {
      EXPECT_EQ(member.start, text.substr(member.value.begin, member.start.size()));
      found.emplace_back(member.key,
                         text.substr(member.value.begin, member.value.end - member.value.begin));
      return Result<void>();
    });
    return passed ? found : decltype(found){{"broken", ""}};
  };
  const auto found = members(R"( {"a" : [1, "]}", {"x":"\"}"}], "b":"c\\", "d": 12 ,"e":{}} )");
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0], std::pair(std::string("a"), std::string(R"([1, "]}", {"x":"\"}"}])")));
  EXPECT_EQ(found[1].second, R"("c\\")");
  EXPECT_EQ(found[2].second, "12");
  EXPECT_EQ(found[3], std::pair(std::string("e"), std::string("{}")));
  EXPECT_TRUE(members("{}").empty());
  for (const char* bad : {"", "[", "{", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":[",
                          "{a:1}", "{\"a\":\"\\", "{\"a\":1,}", "{\"a\":}"}) {
    EXPECT_EQ(members(bad).front().first, "broken") << bad;
  }
}

TEST_F(VersionsTest, another_layout_of_an_inventory_is_cut_as_well) {
  const std::string v1 = *first_inventory(kId, bag("1", {{"a.txt", "a"}}), note_);
  const std::string v2 = next_inventory(v1, bag("2", {{"a.txt", "b"}}), note(2))->text;
  const auto compact = Json::parse(v2);
  ASSERT_TRUE(compact);
  const auto earlier = inventory_of_version(compact->dump(), 1);
  ASSERT_TRUE(earlier) << earlier.error().text();
  EXPECT_EQ(Json::parse(*earlier)->dump(), Json::parse(v1)->dump());
  EXPECT_EQ(inventory_of_version("[]", 1).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(inventory_of_version(v2.substr(0, v2.size() / 2), 1).error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace delo::packages::ocfl
