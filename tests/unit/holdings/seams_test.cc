#include <sys/stat.h>

#include <cstdlib>

#include "holdings/database/sqlite_database.h"
#include "holdings/stores/ocfl_store.h"
#include "tests/unit/holdings/database_suite.h"
#include "tests/unit/holdings/store_suite.h"

namespace delo::holdings {
namespace {

namespace fs = std::filesystem;

// A quarantine on another disk: what was moved is there, and its source went last.
TEST(QuarantineTest, keeps_what_comes_from_another_disk) {
  struct stat here {
  }, there{};
  tests::TempFolder folder;
  std::string other = "/dev/shm/delo-XXXXXX";
  if (!::mkdtemp(other.data())) GTEST_SKIP() << "no second file system";
  ASSERT_EQ(::stat(folder.path().c_str(), &here), 0);
  ASSERT_EQ(::stat(other.c_str(), &there), 0);
  const fs::path quarantine = fs::path(other) / "quarantine/2026/store-a";
  if (here.st_dev != there.st_dev) {
    folder.write("damaged", "bytes");
    fs::create_symlink("nowhere", folder / "link");
    fs::create_directory(folder / "empty");
    for (const char* name : {"damaged", "link", "empty"}) {
      const auto kept = move_to_quarantine(folder / name, quarantine / "deep" / name);
      ASSERT_TRUE(kept) << kept.error().text();
      EXPECT_EQ(fs::symlink_status(folder / name).type(), fs::file_type::not_found);
      EXPECT_NE(fs::symlink_status(*kept).type(), fs::file_type::not_found);
    }
    EXPECT_EQ(tests::text_of_file(quarantine / "deep/damaged"), "bytes");
    // A place that cannot be had leaves the source where it is.
    folder.write("next", "bytes");
    EXPECT_FALSE(move_to_quarantine(folder / "next", quarantine / "deep/damaged/below"));
    EXPECT_TRUE(fs::exists(folder / "next"));
  }
  fs::remove_all(other);
  if (here.st_dev == there.st_dev) GTEST_SKIP() << "no second file system";
}

TEST(SqliteDatabaseTest, does_what_every_database_must) {
  tests::TempFolder folder;
  int n = 0;
  test_database([&] {
    auto database =
        open_sqlite(folder / ("test-" + std::to_string(n++) + ".db"), SqliteMode::kWrite);
    EXPECT_TRUE(database) << database.error().text();
    return database ? *std::move(database) : nullptr;
  });
  test_database([] { return *open_sqlite({}, SqliteMode::kMemory); });
}

TEST(SqliteDatabaseTest, is_durable_as_the_house_asks) {
  tests::TempFolder folder;
  auto database = open_sqlite(folder / "test.db", SqliteMode::kWrite);
  ASSERT_TRUE(database);
  const auto pragma = [&](const std::string& name) {
    auto statement = (*database)->prepare("PRAGMA " + name);
    EXPECT_TRUE(*(*statement)->step());
    return (*statement)->text(0);
  };
  EXPECT_EQ(pragma("journal_mode"), "wal");
  EXPECT_EQ(pragma("synchronous"), "2");  // FULL
  EXPECT_EQ(pragma("foreign_keys"), "1");
}

TEST(SqliteDatabaseTest, a_reader_sees_what_a_writer_committed_and_leaves_no_file) {
  tests::TempFolder folder;
  const fs::path file = folder / "test.db";
  EXPECT_EQ(open_sqlite(file, SqliteMode::kRead).error().code, ErrorCode::kNotFound);
  {
    auto writer = open_sqlite(file, SqliteMode::kWrite);
    ASSERT_TRUE((*writer)->run("CREATE TABLE t (x TEXT); INSERT INTO t VALUES ('seen')"));
    auto reader = open_sqlite(file, SqliteMode::kRead);
    ASSERT_TRUE(reader);
    auto statement = (*reader)->prepare("SELECT x FROM t");
    ASSERT_TRUE(statement) << statement.error().text();
    EXPECT_TRUE(*(*statement)->step());
    EXPECT_EQ((*statement)->text(0), "seen");
    EXPECT_FALSE((*reader)->run("DELETE FROM t"));
  }
  fs::remove(sqlite_files(file)[1]);
  fs::remove(sqlite_files(file)[2]);
  {
    auto reader = open_sqlite(file, SqliteMode::kRead);
    auto statement = (*reader)->prepare("SELECT x FROM t");
    EXPECT_TRUE(*(*statement)->step());
  }
  EXPECT_EQ(folder.count(), 1u);
}

TEST(SqliteDatabaseTest, what_is_no_database_is_corrupt) {
  tests::TempFolder folder;
  const fs::path file = folder.write("test.db", std::string(8192, 'x'));
  const auto database = open_sqlite(file, SqliteMode::kWrite);
  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().code, ErrorCode::kCorrupt);
}

TEST(OcflStoreTest, does_what_every_store_must) {
  tests::TempFolder folder;
  auto root = packages::ocfl::StorageRoot::open_or_create(folder / "store");
  ASSERT_TRUE(root);
  OcflStore store("store-a", *root);
  test_store(store, folder / "scratch");
}

TEST(OcflStoreTest, what_an_interrupted_repair_had_in_hand_is_kept) {
  tests::TempFolder folder;
  auto root = packages::ocfl::StorageRoot::open_or_create(folder / "store");
  OcflStore store("store-a", *root);
  const auto work = store.root().make_work_folder("repair", "x");
  ASSERT_TRUE(work);
  tests::write_text(*work / "damaged", "the only trace of it");
  std::vector<std::string> messages;
  ASSERT_TRUE(store.recover(folder / "quarantine", false, messages));
  EXPECT_EQ(messages.size(), 1u);
  EXPECT_FALSE(fs::exists(folder / "store/extensions/delo"));
  const auto kept = tests::snapshot(folder / "quarantine");
  EXPECT_TRUE(std::ranges::any_of(
      kept, [](const auto& file) { return file.second == "the only trace of it"; }));
}

}  // namespace
}  // namespace delo::holdings
