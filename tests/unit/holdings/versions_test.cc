#include <gmock/gmock.h>

#include "core/bytes/disk.h"
#include "holdings/audit/audit.h"
#include "holdings/export.h"
#include "packages/ocfl/ocfl_validator.h"
#include "packages/ocfl/versions.h"
#include "tests/support/inventory_text.h"
#include "tests/unit/holdings/holdings_fixture.h"

namespace delo::holdings {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class PackageVersionsTest : public HoldingsTest {
 protected:
  packages::PackageFiles second_state() {
    return tests::build_bag(
        folder_ / "second",
        {{"a.txt", "corrected"}, {"sub/b.txt", std::string(3000, 'b')}, {"c.txt", "a supplement"}});
  }
  Result<PackageEntry> accept_second(Holdings& holdings) {
    const auto files = second_state();
    auto about = summary();
    about.title = "Письмо Сталину, дополнено";
    about.files = 3;
    about.item.value = "supplement";
    about.words = {"Vyshinsky", "c.txt"};
    const auto happened = events();
    return holdings.accept_version(about, files, happened, "a supplement came", run_);
  }
  AuditSummary audit(bool repair = false) {
    auto holdings = open();
    AuditPolicy policy;
    AuditOrder order{.what = AuditOrder::What::kAll, .repair = repair};
    lines_.clear();
    const auto done = delo::holdings::audit(order, policy, *holdings, run_,
                                            [&](const AuditLine& line) { lines_.push_back(line); });
    EXPECT_TRUE(done) << done.error().text();
    return done ? *done : AuditSummary();
  }
  std::vector<std::string> codes(const std::string& store) {
    std::vector<std::string> codes;
    for (const Finding& found : *packages::ocfl::check_object(copy(store))) {
      codes.push_back(found.rule);
    }
    return codes;
  }
  std::string text(const std::string& store, const std::string& path) {
    return tests::text_of_file(copy(store) / path);
  }
  void put(const fs::path& path, const std::string& text) {
    fs::remove(path);
    tests::write_text(path, text);
  }

  std::vector<AuditLine> lines_;
};

TEST_F(PackageVersionsTest, a_version_is_in_every_store_and_on_record) {
  fill();
  auto holdings = open();
  const auto entry = accept_second(*holdings);
  ASSERT_TRUE(entry) << entry.error().text();
  EXPECT_EQ(entry->version, 2);
  EXPECT_EQ(entry->summary.id.value, kFirst);
  EXPECT_EQ(entry->summary.title, "Письмо Сталину, дополнено");
  EXPECT_FALSE(fs::exists(root() / "pending"));
  for (const std::string store : {"store-a", "store-b"}) {
    EXPECT_EQ(text(store, "v2/content/data/a.txt"), "corrected");
    EXPECT_EQ(text(store, "v1/content/data/a.txt"), std::string("a of ") + kFirst);
    EXPECT_FALSE(fs::exists(copy(store) / "v2/content/data/sub/b.txt")) << "it did not change";
    EXPECT_THAT(codes(store), IsEmpty());
  }
  EXPECT_EQ(text("store-a", "inventory.json"), text("store-b", "inventory.json"));
  EXPECT_FALSE(fs::equivalent(copy("store-a") / "v2/content/data/a.txt",
                              copy("store-b") / "v2/content/data/a.txt"));
  const auto versions = holdings->versions_of({kFirst});
  ASSERT_TRUE(versions);
  ASSERT_EQ(versions->size(), 2u);
  EXPECT_EQ(versions->front().number, 1);
  EXPECT_EQ(versions->back().item, "supplement");
  EXPECT_EQ(versions->back().files, 3u);
}

TEST_F(PackageVersionsTest, the_catalogue_finds_what_the_newest_version_says) {
  fill();
  auto holdings = open();
  ASSERT_TRUE(accept_second(*holdings));
  EXPECT_EQ(found_by(*holdings, "Vyshinsky"), 1u);
  EXPECT_EQ(found_by(*holdings, "Molotov"), 0u);
  EXPECT_EQ(found_by(*holdings, "дополнено"), 1u);
  EXPECT_EQ(holdings->look_up("f. 45 d. 337 l. 38")->size(), 1u);
  EXPECT_EQ(*holdings->members().catalogue->check(true), "");
  const auto before = holdings->find({kFirst});
  holdings.reset();
  fs::remove(root() / "delo.db");
  holdings = open();
  const auto again = holdings->find({kFirst});
  ASSERT_TRUE(again && *again);
  EXPECT_EQ((*again)->version, 2);
  EXPECT_EQ((*again)->ingested, (*before)->ingested) << "the first version's time";
  EXPECT_EQ((*again)->summary.title, (*before)->summary.title);
  EXPECT_EQ(holdings->versions_of({kFirst})->size(), 2u);
  EXPECT_EQ(found_by(*holdings, "Vyshinsky"), 1u);
}

TEST_F(PackageVersionsTest, every_version_can_be_had_again) {
  fill();
  auto holdings = open();
  ASSERT_TRUE(accept_second(*holdings));
  const auto entry = holdings->find({kFirst});
  ASSERT_TRUE(entry && *entry);
  const auto newest = export_package(*holdings, **entry, folder_ / "newest", run_);
  ASSERT_TRUE(newest) << newest.error().text();
  EXPECT_EQ(tests::text_of_file(*newest / "data/a.txt"), "corrected");
  EXPECT_EQ(tests::text_of_file(*newest / "data/c.txt"), "a supplement");
  const auto first = export_package(*holdings, **entry, folder_ / "first", run_, 1);
  ASSERT_TRUE(first) << first.error().text();
  EXPECT_EQ(tests::text_of_file(*first / "data/a.txt"), std::string("a of ") + kFirst);
  EXPECT_FALSE(fs::exists(*first / "data/c.txt"));
  const auto none = export_package(*holdings, **entry, folder_ / "none", run_, 3);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(none.error().message, HasSubstr("newest is 2"));
}

TEST_F(PackageVersionsTest, an_audit_reads_every_version_and_mends_it) {
  fill();
  {
    auto holdings = open();
    ASSERT_TRUE(accept_second(*holdings));
    ASSERT_TRUE(holdings->publish_ledger());
  }
  EXPECT_EQ(audit().damaged, 0u);
  EXPECT_THAT(lines_, IsEmpty());
  const auto sound = tests::snapshot(copy("store-a"));
  tests::flip_bit(copy("store-a") / "v1/content/data/a.txt", 1);
  tests::flip_bit(copy("store-a") / "v2/content/data/c.txt", 1);
  tests::flip_bit(copy("store-a") / "v1/inventory.json", 9);
  fs::remove(copy("store-a") / "v2/inventory.json");
  tests::flip_bit(copy("store-a") / "inventory.json", 99);
  put(copy("store-a") / "v3/content/stray.txt", "x");
  EXPECT_EQ(audit().damaged, 4u);
  const auto mended = audit(true);
  EXPECT_EQ(mended.damaged + mended.missing + mended.unexpected, 0u);
  EXPECT_EQ(tests::snapshot(copy("store-a")), sound);
  EXPECT_THAT(codes("store-a"), IsEmpty());
}

TEST_F(PackageVersionsTest, a_lost_copy_comes_back_with_all_its_versions) {
  fill();
  {
    auto holdings = open();
    ASSERT_TRUE(accept_second(*holdings));
    ASSERT_TRUE(holdings->publish_ledger());
  }
  const auto sound = tests::snapshot(copy("store-a"));
  fs::remove_all(copy("store-a"));
  audit(true);
  EXPECT_EQ(tests::snapshot(copy("store-a")), sound);
}

TEST_F(PackageVersionsTest, a_version_of_nothing_is_refused) {
  auto holdings = open();
  const auto entry = accept_second(*holdings);
  ASSERT_FALSE(entry);
  EXPECT_EQ(entry.error().code, ErrorCode::kNotFound);
}

// A bit that flips while it is copied, in the second store only.
TEST_F(PackageVersionsTest, what_one_store_refuses_no_store_keeps) {
  fill();
  auto holdings = open();
  const auto before_a = tests::snapshot(copy("store-a"));
  fs::create_directories(copy("store-b") / "v2/in the way");
  const auto entry = accept_second(*holdings);
  ASSERT_FALSE(entry);
  EXPECT_EQ(tests::snapshot(copy("store-a")), before_a);
  EXPECT_EQ(holdings->find({kFirst}).value()->version, 1);
  fs::remove_all(copy("store-b") / "v2");
  const auto again = accept_second(*holdings);
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(again->version, 2);
  EXPECT_FALSE(fs::exists(root() / "pending"));
}

// A run that died between the stores: nobody was told of the version.
TEST_F(PackageVersionsTest, a_version_in_one_store_only_is_taken_back_by_the_next_start) {
  fill();
  const auto before = tests::snapshot(copy("store-a"));
  std::string v2;
  {
    auto holdings = open();
    const auto files = second_state();
    const std::string v1 = text("store-a", "inventory.json");
    const auto next = packages::ocfl::next_inventory(v1, files, {.message = "m", .user_name = "n"});
    ASSERT_TRUE(next);
    ASSERT_TRUE(holdings->members().stores[0].store->put_version(
        {kFirst},
        {.id = std::string("urn:uuid:") + kFirst,
         .before = packages::ocfl::text_of_inventory(v1),
         .next = &*next,
         .inventory = packages::ocfl::text_of_inventory(next->text),
         .files = &files},
        {}));
    ASSERT_TRUE(make_folders(root() / "pending"));
    tests::write_text(root() / "pending" / kFirst, "v2\n");
  }
  EXPECT_TRUE(fs::exists(copy("store-a") / "v2"));
  auto holdings = open();
  EXPECT_THAT(holdings->messages(), testing::Contains(HasSubstr("was taken back")));
  EXPECT_EQ(tests::snapshot(copy("store-a")), before);
  EXPECT_FALSE(fs::exists(root() / "pending"));
  ASSERT_TRUE(accept_second(*holdings));
}

// What a torn ledger leaves: the copy's entry is there, the version's is not.
TEST_F(PackageVersionsTest, a_copy_that_has_the_very_version_already_is_adopted) {
  fill();
  auto holdings = open();
  const auto files = second_state();
  const std::string v1 = text("store-a", "inventory.json");
  const auto next = packages::ocfl::next_inventory(
      v1, files,
      {.created = *timestamp_of("2026-11-24T07:00:00Z"),
       .message = "a supplement came",
       .user_name = "delo",
       .user_address = "urn:uuid:0d7d0cb1-6a1c-5c5a-8e0f-64656c6f0002"});
  ASSERT_TRUE(next);
  ASSERT_TRUE(holdings->members().stores[0].store->put_version(
      {kFirst},
      {.id = std::string("urn:uuid:") + kFirst,
       .before = packages::ocfl::text_of_inventory(v1),
       .next = &*next,
       .inventory = packages::ocfl::text_of_inventory(next->text),
       .files = &files},
      {}));
  const auto entry = accept_second(*holdings);
  ASSERT_TRUE(entry) << entry.error().text();
  EXPECT_EQ(text("store-a", "inventory.json"), next->text);
  EXPECT_EQ(text("store-b", "inventory.json"), next->text);
}

TEST_F(PackageVersionsTest, stores_may_have_different_layouts) {
  fs::create_directories(root());
  tests::write_text(root() / "holdings.toml",
                    "[[store]]\nname = \"store-a\"\nlayout = \"0003\"\n"
                    "layout_parameters = { tupleSize = 2, numberOfTuples = 1 }\n"
                    "[[store]]\nname = \"store-b\"\n"
                    "layout = \"0006-flat-omit-prefix-storage-layout\"\n"
                    "layout_parameters = { delimiter = \":\" }\n");
  fill();
  EXPECT_TRUE(fs::exists(root() / "store-b" / kFirst / "v1/content/bagit.txt"));
  auto holdings = open();
  ASSERT_TRUE(accept_second(*holdings));
  ASSERT_TRUE(holdings->publish_ledger());
  holdings.reset();
  audit();
  EXPECT_THAT(lines_, IsEmpty());
  for (const char* store : {"store-a", "store-b"}) {
    const auto findings = packages::ocfl::check_storage_root(root() / store);
    ASSERT_TRUE(findings);
    EXPECT_THAT(*findings, IsEmpty());
  }
}

TEST_F(PackageVersionsTest, a_layout_that_cannot_be_is_refused_with_its_line) {
  fs::create_directories(root());
  for (const auto& [line, what] :
       {std::pair("layout = \"0099\"", "possible are 0002"),
        std::pair("layout = \"0006\"", "has no default"),
        std::pair("layout_parameters = 3", "is written as"),
        std::pair("layout_parameters = { tupleSize = 40 }", "from 0 to 32"),
        std::pair("layout = \"0006\"\nlayout_parameters = { delimiter = \"uuid:00000000-0000-5000-"
                  "8000-000000000000\" }",
                  "nothing follows")}) {
    put(root() / "holdings.toml", "[[store]]\nname = \"a\"\n" + std::string(line) + "\n");
    const auto opened = Holdings::open(root(), Access::kWork, run_);
    ASSERT_FALSE(opened) << line;
    EXPECT_EQ(opened.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(opened.error().message, HasSubstr(what));
    EXPECT_THAT(opened.error().message, HasSubstr("line"));
  }
}

}  // namespace
}  // namespace delo::holdings
