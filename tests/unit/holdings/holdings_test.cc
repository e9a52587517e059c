#include "holdings/holdings.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "holdings/audit/audit.h"
#include "tests/support/as_nobody.h"
#include "tests/support/inventory_text.h"
#include "tests/unit/holdings/holdings_fixture.h"

namespace delo::holdings {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(HoldingsTest, first_use_makes_two_stores_and_says_so_in_the_ledger) {
  auto holdings = open();
  ASSERT_TRUE(holdings);
  EXPECT_TRUE(fs::exists(root() / "holdings.toml"));
  EXPECT_TRUE(fs::exists(root() / "store-a/0=ocfl_1.1"));
  EXPECT_TRUE(fs::exists(root() / "store-b/0=ocfl_1.1"));
  EXPECT_EQ(holdings->members().ledger->head().n, 2u);
  EXPECT_THAT(holdings->messages(), IsEmpty());
}

TEST_F(HoldingsTest, an_accepted_package_is_in_every_store_the_ledger_and_the_catalogue) {
  auto holdings = open();
  ASSERT_TRUE(holdings);
  const auto entry = accept(*holdings);
  ASSERT_TRUE(entry) << entry.error().text();
  ASSERT_EQ(entry->copies.size(), 2u);
  for (const StoredCopy& stored : entry->copies) {
    EXPECT_TRUE(stored.verified);
    EXPECT_EQ(stored.where, copy(stored.store));
    EXPECT_EQ(tests::text_of_file(stored.where / "v1/content/data/a.txt"),
              std::string("a of ") + kFirst);
  }
  EXPECT_FALSE(fs::equivalent(entry->copies[0].where / "v1/content/data/a.txt",
                              entry->copies[1].where / "v1/content/data/a.txt"));
  EXPECT_EQ(tests::text_of_file(entry->copies[0].where / "inventory.json"),
            tests::text_of_file(entry->copies[1].where / "inventory.json"));

  std::vector<std::string> types;
  ASSERT_TRUE(holdings->members().ledger->for_each(0, [&](const LedgerEntry& e, std::uint64_t) {
    types.push_back(e.type);
    if (e.type == "validation") {
      EXPECT_EQ(to_iso8601_ms(e.time), "2026-11-24T05:00:00.123Z");
    }
    return Result<void>();
  }));
  EXPECT_THAT(types, ElementsAre("store creation", "store creation", "validation", "replication",
                                 "replication", "ingestion"));
}

TEST_F(HoldingsTest, accepting_again_gives_the_same_package_and_writes_nothing) {
  auto holdings = open();
  ASSERT_TRUE(accept(*holdings));
  const auto n = holdings->members().ledger->head().n;
  const auto again = accept(*holdings);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->summary.id.value, kFirst);
  EXPECT_EQ(holdings->members().ledger->head().n, n);
}

TEST_F(HoldingsTest, many_threads_may_accept) {
  auto holdings = open();
  ASSERT_TRUE(holdings);
  std::vector<std::string> ids;
  for (int i = 0; i < 12; ++i) {
    ids.push_back("22222222-0000-5000-8000-0000000000" + std::to_string(10 + i));
  }
  std::vector<packages::PackageFiles> bags;
  for (const auto& id : ids) bags.push_back(bag(id));
  const auto happened = events();
  std::vector<std::jthread> threads;
  std::atomic<int> failed{0};
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&, t] {
      TickingClock clock;
      RunContext run{.clock = clock, .progress = progress_, .software = {}, .stop = {}, .jobs = 2};
      for (std::size_t i = static_cast<std::size_t>(t); i < ids.size(); i += 3) {
        if (!holdings->accept(summary(ids[i]), bags[i], happened, {}, run)) ++failed;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(failed, 0);
  const auto source = FileSource::open(root() / "ledger/ledger.jsonl");
  const auto verdict = verify_chain(**source);
  ASSERT_TRUE(verdict);
  EXPECT_TRUE(verdict->intact) << verdict->fault;
  EXPECT_EQ(verdict->head.n, 2u + ids.size() * 4);
  std::size_t listed = 0;
  ASSERT_TRUE(holdings->for_each([&](const PackageEntry& entry) {
    ++listed;
    EXPECT_EQ(entry.copies.size(), 2u);
    return Result<void>();
  }));
  EXPECT_EQ(listed, ids.size());
}

TEST_F(HoldingsTest, a_copy_left_by_a_crash_is_adopted) {
  auto holdings = open();
  const auto files = bag();
  // The way of a crash between the two stores: a whole copy that nobody recorded.
  auto& store = *holdings->members().stores[0].store;
  const auto inventory = packages::ocfl::first_inventory(
      object_id_of({kFirst}), files,
      {.created = clock_.now(), .message = "m", .user_name = "delo", .user_address = ""});
  ASSERT_TRUE(store.put({kFirst}, packages::ocfl::text_of_inventory(*inventory), files,
                        packages::ocfl::Linking::kNever, {}));
  const auto entry = accept(*holdings);
  ASSERT_TRUE(entry) << entry.error().text();
  EXPECT_EQ(entry->copies.size(), 2u);
  EXPECT_EQ(tests::text_of_file(copy("store-b") / "inventory.json"), *inventory);
}

TEST_F(HoldingsTest, a_damaged_leftover_is_not_adopted) {
  auto holdings = open();
  const auto files = bag();
  const auto inventory = packages::ocfl::first_inventory(
      object_id_of({kFirst}), files,
      {.created = clock_.now(), .message = "m", .user_name = "delo", .user_address = ""});
  ASSERT_TRUE(holdings->members().stores[0].store->put(
      {kFirst}, packages::ocfl::text_of_inventory(*inventory), files,
      packages::ocfl::Linking::kNever, {}));
  tests::flip_bit(copy("store-a") / "v1/content/data/a.txt", 5);
  const auto entry = accept(*holdings);
  ASSERT_FALSE(entry);
  EXPECT_EQ(entry.error().code, ErrorCode::kCorrupt);
  EXPECT_THAT(entry.error().text(), HasSubstr("store-a"));
  EXPECT_FALSE(*holdings->find({kFirst})) << "acknowledged with one copy damaged";
}

TEST_F(HoldingsTest, a_copy_that_got_whole_while_another_failed_is_on_record) {
  auto holdings = open();
  // store-b cannot take the package: something is in its place.
  const fs::path in_the_way = copy("store-b").parent_path();
  tests::write_text(in_the_way, "no folder");
  const auto refused = accept(*holdings);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().text(), HasSubstr("store-b"));
  EXPECT_FALSE(*holdings->find({kFirst}));
  EXPECT_EQ(holdings->members().catalogue->copies_of({kFirst})->size(), 1u);
  fs::remove(in_the_way);
  const auto entry = accept(*holdings);
  ASSERT_TRUE(entry) << entry.error().text();
  EXPECT_EQ(entry->copies.size(), 2u);
  EXPECT_TRUE(*holdings->find({kFirst}));
}

TEST_F(HoldingsTest, after_a_crash_whole_copies_are_put_on_record_and_staging_is_swept) {
  {
    auto holdings = open();
    const auto files = bag();
    const auto inventory = packages::ocfl::first_inventory(
        object_id_of({kFirst}), files,
        {.created = clock_.now(), .message = "m", .user_name = "delo", .user_address = ""});
    ASSERT_TRUE(holdings->members().stores[0].store->put(
        {kFirst}, packages::ocfl::text_of_inventory(*inventory), files,
        packages::ocfl::Linking::kNever, {}));
  }
  tests::write_text(root() / "store-b/extensions/delo/staging/x/object/half", "half");
  fs::create_directories(root() / "store-b/abc/def");
  tests::write_text(root() / "delo.lock", "delo, process 1, since 1970-01-01T00:00:00Z\n");
  auto holdings = open();
  ASSERT_TRUE(holdings);
  EXPECT_THAT(holdings->messages(),
              testing::UnorderedElementsAre(HasSubstr("was whole when the last run died"),
                                            HasSubstr("removed 1 copy")));
  EXPECT_FALSE(fs::exists(root() / "store-b/extensions/delo"));
  EXPECT_FALSE(fs::exists(root() / "store-b/abc"));
  const auto entry = accept(*holdings);
  ASSERT_TRUE(entry) << entry.error().text();
  EXPECT_EQ(entry->copies.size(), 2u);
}

TEST_F(HoldingsTest, a_second_process_is_told_who_is_at_work) {
  auto holdings = open();
  ASSERT_TRUE(holdings);
  const auto second = Holdings::open(root(), Access::kWork, run_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  EXPECT_THAT(second.error().text(),
              testing::AllOf(HasSubstr("process " + std::to_string(::getpid())),
                             HasSubstr("since 2026-11-24T06:00")));
  EXPECT_TRUE(Holdings::open(root(), Access::kRead, run_));
}

TEST_F(HoldingsTest, reading_writes_nothing) {
  fill();
  const auto before = tests::snapshot(root());
  {
    auto holdings = open(Access::kRead);
    ASSERT_TRUE(holdings);
    EXPECT_TRUE(*holdings->find({kFirst}));
    EXPECT_EQ(found_by(*holdings, "сталину"), 1u);
    EXPECT_FALSE(accept(*holdings));
  }
  EXPECT_EQ(tests::snapshot(root()), before);
  fs::remove(root() / "delo.db");
  {
    auto holdings = open(Access::kRead);
    ASSERT_TRUE(holdings);
    EXPECT_TRUE(*holdings->find({kFirst})) << "no catalogue on disk: one in memory";
  }
  EXPECT_FALSE(fs::exists(root() / "delo.db"));
}

TEST_F(HoldingsTest, no_holdings_is_an_error_for_readers) {
  const auto holdings = Holdings::open(folder_ / "nothing", Access::kRead, run_);
  ASSERT_FALSE(holdings);
  EXPECT_EQ(holdings.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(fs::exists(folder_ / "nothing"));
}

TEST_F(HoldingsTest, packages_are_found_by_id_reference_leaf_and_words) {
  fill();
  auto holdings = open(Access::kRead);
  const auto found = [&](const std::string& text) {
    const auto entries = holdings->look_up(text);
    EXPECT_TRUE(entries) << entries.error().text();
    return entries ? entries->size() : 0;
  };
  EXPECT_EQ(found(kFirst), 1u);
  EXPECT_EQ(found("11111111"), 1u);
  EXPECT_EQ(found("urn:uuid:" + std::string(kFirst)), 1u);
  EXPECT_EQ(found("1111112"), 0u);
  EXPECT_EQ(found("f. 45 d. 337 l. 38"), 1u);
  EXPECT_EQ(found("f. 45 d. 337 l. 38ob"), 1u);
  EXPECT_EQ(found("f. 45 d. 337 l. 41"), 0u);
  EXPECT_EQ(found("АПРФ. Ф. 45. Оп. 1. Д. 337"), 1u);
  EXPECT_EQ(found("Ф. 45. Оп. 1. Д. 337. Л. 40"), 1u);
  EXPECT_EQ(found("GARF, f. 45, op. 1, d. 337"), 0u);
  const auto search = [&](const std::string& words) { return found_by(*holdings, words); };
  EXPECT_EQ(search("письмо"), 1u);
  EXPECT_EQ(search("Stalinu"), 1u);
  EXPECT_EQ(search("molot"), 1u);
  EXPECT_EQ(search("a.txt"), 1u);
  EXPECT_EQ(search("Churchill"), 0u);
  EXPECT_EQ(search("\"; DROP TABLE packages --"), 0u);
  EXPECT_EQ(search(""), 0u);
}

TEST_F(HoldingsTest, a_reference_with_box_folder_or_item_finds_no_other) {
  auto holdings = open();
  const auto keep = [&](const std::string& id, const char* reference) {
    const auto files = bag(id);
    const auto happened = events();
    PackageSummary kept = summary(id);
    kept.reference = *parse_reference(reference);
    ASSERT_TRUE(holdings->accept(kept, files, happened, {}, run_));
  };
  keep(kFirst, "АВПРФ. Ф. 0100. Оп. 43. П. 302. Д. 10");
  keep("33333333-0000-5000-8000-000000000003", "АВПРФ. Ф. 0100. Оп. 43. П. 303. Д. 10");
  keep("44444444-0000-5000-8000-000000000004", "NARA, RG 59, Box 3, Folder 2, Item 7");
  keep("55555555-0000-5000-8000-000000000005", "NARA, RG 59, Box 3, Folder 2, Item 8");
  const auto found = [&](const std::string& text) { return holdings->look_up(text)->size(); };
  EXPECT_EQ(found("АВПРФ ф. 0100 оп. 43 д. 10"), 2u);
  EXPECT_EQ(found("АВПРФ ф. 0100 оп. 43 п. 302 д. 10"), 1u);
  EXPECT_EQ(found("AVPRF, f. 0100, op. 43, papka 304, d. 10"), 0u);
  EXPECT_EQ(found("NARA, RG 59, Box 3"), 2u);
  EXPECT_EQ(found("NARA, RG 59, Box 3, Folder 2, Item 8"), 1u);
  EXPECT_EQ(found("NARA, RG 59, Box 4"), 0u);
  EXPECT_EQ(found_by(*holdings, "ф. 0100 п. 303 д. 10"), 1u);
  EXPECT_EQ(found_by(*holdings, "NARA, RG 59, Box 3, Folder 2, Item 8"), 1u);
  EXPECT_EQ(found_by(*holdings, "NARA, RG 59, Box 4"), 0u);
  // A delo of a fond of this number is no item of its boxes.
  keep("77777777-0000-5000-8000-000000000007", "NARA, f. 59, op. 1, d. 7");
  EXPECT_EQ(found("NARA, RG 59, Box 3, Folder 2, Item 8"), 1u);
  EXPECT_EQ(found("NARA, RG 59, Box 3"), 2u);
  EXPECT_EQ(found("NARA, f. 59, d. 7"), 1u);
  // Who holds the whole folder holds the item.
  keep("66666666-0000-5000-8000-000000000006", "NARA, RG 59, Box 3, Folder 2");
  EXPECT_EQ(found("NARA, RG 59, Box 3, Folder 2, Item 8"), 2u);
}

TEST_F(HoldingsTest, the_catalogue_is_made_anew_from_ledger_and_stores) {
  fill({kFirst, "33333333-0000-5000-8000-000000000003"});
  std::vector<std::string> before;
  {
    auto holdings = open(Access::kRead);
    ASSERT_TRUE(holdings->for_each([&](const PackageEntry& entry) {
      before.push_back(entry.summary.id.value + to_iso8601_ms(entry.ingested));
      return Result<void>();
    }));
  }
  for (const char* damage : {"gone", "no database", "another"}) {
    SCOPED_TRACE(damage);
    if (damage == std::string("gone")) {
      fs::remove(root() / "delo.db");
    } else {
      tests::write_text(root() / "delo.db", std::string(9000, damage[0]));
    }
    auto holdings = open();
    ASSERT_TRUE(holdings);
    std::vector<std::string> after;
    ASSERT_TRUE(holdings->for_each([&](const PackageEntry& entry) {
      after.push_back(entry.summary.id.value + to_iso8601_ms(entry.ingested));
      EXPECT_EQ(entry.copies.size(), 2u);
      EXPECT_TRUE(entry.copies[0].verified);
      return Result<void>();
    }));
    EXPECT_EQ(after, before);
    EXPECT_EQ(found_by(*holdings, "b.txt"), 2u);
    EXPECT_EQ(*holdings->members().catalogue->check(true), "");
    if (damage != std::string("gone")) {
      EXPECT_THAT(holdings->messages(), ElementsAre(HasSubstr("made anew")));
      EXPECT_TRUE(fs::exists(root() / "quarantine"));
    }
  }
}

TEST_F(HoldingsTest, a_catalogue_behind_the_ledger_catches_up) {
  fill();
  fs::copy_file(root() / "delo.db", folder_ / "old.db");
  fill({"33333333-0000-5000-8000-000000000003"});
  fs::copy_file(folder_ / "old.db", root() / "delo.db", fs::copy_options::overwrite_existing);
  auto holdings = open();
  ASSERT_TRUE(holdings);
  EXPECT_TRUE(*holdings->find({"33333333-0000-5000-8000-000000000003"}));
  EXPECT_THAT(holdings->messages(), IsEmpty());
}

TEST_F(HoldingsTest, a_flipped_bit_in_the_catalogue_is_found_or_harmless) {
  fill();
  const std::string good = tests::text_of_file(root() / "delo.db");
  std::size_t found = 0, tried = 0;
  for (std::uint64_t bit = 101; bit < good.size() * 8; bit += 4099) {
    tests::write_text(root() / "delo.db", good);
    tests::flip_bit(root() / "delo.db", bit);
    fs::permissions(root() / "delo.db", fs::perms::owner_write, fs::perm_options::add);
    ++tried;
    auto catalogue = Catalogue::open(root() / "delo.db", SqliteMode::kWrite);
    const auto fault = catalogue ? (*catalogue)->check(true) : Result<std::string>("x");
    if (!fault || !fault->empty()) {
      ++found;
      continue;
    }
    // Not seen: then the contents must be what they were.
    const auto entry = (*catalogue)->find({kFirst});
    ASSERT_TRUE(entry);
    ASSERT_TRUE(*entry) << "bit " << bit;
    EXPECT_EQ(to_json((*entry)->summary), to_json(summary())) << "bit " << bit;
  }
  EXPECT_GT(found, 0u);
  RecordProperty("tried", static_cast<int>(tried));
}

TEST_F(HoldingsTest, a_lost_ledger_comes_back_from_a_store) {
  fill();
  const std::string before = tests::text_of_file(root() / "ledger/ledger.jsonl");
  fs::remove(root() / "ledger/ledger.jsonl");
  auto holdings = open();
  ASSERT_TRUE(holdings);
  const std::string after = tests::text_of_file(root() / "ledger/ledger.jsonl");
  EXPECT_TRUE(after.starts_with(before));
  EXPECT_THAT(after.substr(before.size()), HasSubstr("the ledger was gone"));
  EXPECT_THAT(holdings->messages(), ElementsAre(HasSubstr("the ledger was gone")));
}

// reliability: what a start mended is said, and on record.
TEST_F(HoldingsTest, what_a_start_mended_is_said_and_stands_in_the_ledger) {
  fill();
  const std::string before = tests::text_of_file(root() / "ledger/ledger.jsonl");
  tests::write_text(root() / "ledger/ledger.jsonl", before + "{\"prev\":\"half");
  tests::write_text(root() / "delo.db", "no database");
  tests::write_text(root() / "store-b/extensions/delo/staging/x/object/half", "half");
  {
    auto holdings = open();
    ASSERT_TRUE(holdings);
    EXPECT_THAT(holdings->messages(),
                ElementsAre(HasSubstr("never acknowledged"), HasSubstr("made anew"),
                            HasSubstr("removed 1 copy")));
    std::vector<std::string> told;
    ASSERT_TRUE(holdings->members().ledger->for_each(
        before.size(), [&](const LedgerEntry& entry, std::uint64_t) {
          told.push_back(entry.type + " " + entry.about + " " + entry.detail);
          return Result<void>();
        }));
    EXPECT_THAT(told, ElementsAre(testing::StartsWith("recovery ledger "),
                                  testing::StartsWith("recovery catalogue "),
                                  testing::StartsWith("recovery store store-b ")));
    for (std::size_t i = 0; i < told.size(); ++i) {
      EXPECT_THAT(told[i], HasSubstr(holdings->messages()[i]));
    }
  }
  EXPECT_THAT(open()->messages(), IsEmpty());
}

// A trigger stands for a disk that is full while the catalogue writes.
class FailingCatalogueTest : public HoldingsTest {
 protected:
  void refuse(const std::string& id) {
    auto database = *open_sqlite(root() / "delo.db", SqliteMode::kWrite);
    ASSERT_TRUE(database->run("CREATE TRIGGER full BEFORE INSERT ON packages WHEN new.id = '" + id +
                              "' BEGIN SELECT RAISE(ABORT, 'no room'); END"));
  }
  void make_room() {
    auto database = *open_sqlite(root() / "delo.db", SqliteMode::kWrite);
    ASSERT_TRUE(database->run("DROP TRIGGER full"));
  }
};

TEST_F(FailingCatalogueTest, a_package_it_refused_once_is_not_lost_by_the_next_one) {
  const std::string second = "33333333-0000-5000-8000-000000000003";
  {
    auto holdings = open();
    refuse(kFirst);
    ASSERT_FALSE(accept(*holdings));
    // Beside it, another worker: must not go past what the catalogue has not got.
    EXPECT_FALSE(accept(*holdings, second));
    EXPECT_LT(holdings->members().catalogue->entered().n, holdings->members().ledger->head().n);
    make_room();
    ASSERT_TRUE(accept(*holdings, second));
    EXPECT_TRUE(*holdings->find({kFirst})) << "in the ledger, and in no list";
  }
  fs::remove(root() / "delo.db");
  auto holdings = open();
  EXPECT_TRUE(*holdings->find({kFirst}));
  EXPECT_TRUE(*holdings->find({second}));
  EXPECT_EQ(*holdings->members().catalogue->check(true), "");
}

TEST_F(FailingCatalogueTest, the_next_start_finds_what_it_refused) {
  {
    auto holdings = open();
    refuse(kFirst);
    ASSERT_FALSE(accept(*holdings));
  }
  make_room();
  auto holdings = open();
  EXPECT_TRUE(*holdings->find({kFirst}));
}

TEST_F(HoldingsTest, the_catalogue_takes_no_entry_that_does_not_follow) {
  fill();
  auto holdings = open();
  std::vector<LedgerEntry> entries{store_creation_entry(clock_.now(), {"x", "/x"})};
  ASSERT_TRUE(holdings->members().ledger->append(entries));
  const LedgerHead before = holdings->members().catalogue->entered();
  std::vector<LedgerEntry> next{store_creation_entry(clock_.now(), {"y", "/y"})};
  const auto places = holdings->members().ledger->append(next);
  const std::vector<Catalogue::Placed> placed{{next[0], places->front()}};
  const auto entered = holdings->members().catalogue->enter(
      placed, holdings->members().ledger->head(),
      [](const PackageId&) { return Result<PackageContents>(Error{}); });
  ASSERT_FALSE(entered);
  EXPECT_EQ(holdings->members().catalogue->entered().n, before.n);
}

TEST_F(HoldingsTest, a_reader_is_not_deceived_by_a_catalogue_that_lags) {
  fill();
  fs::copy_file(root() / "delo.db", folder_ / "old.db");
  fill({"33333333-0000-5000-8000-000000000003"});
  fs::copy_file(folder_ / "old.db", root() / "delo.db", fs::copy_options::overwrite_existing);
  auto holdings = open(Access::kRead);
  ASSERT_TRUE(holdings);
  EXPECT_TRUE(*holdings->find({"33333333-0000-5000-8000-000000000003"}));
  EXPECT_THAT(holdings->messages(), ElementsAre(HasSubstr("read from the ledger itself")));
}

// Damage that no start looks at: before the last 4 MiB.
class LongLedgerTest : public HoldingsTest {
 protected:
  fs::path ledger() const { return root() / "ledger/ledger.jsonl"; }
  // The ingestion of the first package stands before 5 MiB of other entries.
  void fill_long() {
    fill();
    {
      auto holdings = open();
      Event event;
      event.type = EventType::kAppraisal;
      event.time = clock_.now();
      event.detail = std::string(1u << 20, 'x');
      for (int i = 0; i < 5; ++i) ASSERT_TRUE(holdings->record(event, "item b/x"));
      ASSERT_TRUE(accept(*holdings, kLater));
      ASSERT_TRUE(holdings->publish_ledger());
    }
    const std::string text = tests::text_of_file(ledger());
    damage_at_ = text.find("Molotov");
  }
  void damage(const fs::path& file) {
    fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
    tests::flip_bit(file, damage_at_ * 8 + 1);
  }
  static constexpr const char* kLater = "55555555-0000-5000-8000-000000000005";
  std::size_t damage_at_ = 0;
};

TEST_F(LongLedgerTest, damage_before_its_end_and_a_lost_catalogue_can_be_mended) {
  fill_long();
  const std::string good = tests::text_of_file(ledger());
  damage(ledger());
  fs::remove(root() / "delo.db");
  for (const Access access : {Access::kRead, Access::kWork, Access::kRead}) {
    auto holdings = open(access);
    ASSERT_TRUE(holdings);
    EXPECT_THAT(holdings->messages(), testing::Contains(HasSubstr("the ledger is damaged")));
    EXPECT_TRUE(*holdings->find({kFirst}));
    EXPECT_TRUE(*holdings->find({kLater}));
    EXPECT_FALSE(accept(*holdings, "66666666-0000-5000-8000-000000000006"));
  }
  {
    auto holdings = open();
    std::vector<std::string> told;
    const auto summary = audit({.what = AuditOrder::What::kAll, .repair = true}, {}, *holdings,
                               run_, [&](const AuditLine& line) {
                                 told.push_back(line.copy + " " + std::string(name_of(line.state)));
                               });
    ASSERT_TRUE(summary) << summary.error().text();
    EXPECT_TRUE(summary->ledger_intact);
    EXPECT_EQ(summary->copies, 4u);
    EXPECT_THAT(told, ElementsAre("ledger repaired"));
  }
  EXPECT_TRUE(tests::text_of_file(ledger()).starts_with(good));
  auto holdings = open();
  EXPECT_THAT(holdings->messages(), IsEmpty());
  EXPECT_TRUE(*holdings->find({kFirst}));
  EXPECT_EQ(*holdings->members().catalogue->check(true), "");
}

// Its end where the damage begins would say that nothing beyond was acknowledged.
TEST_F(LongLedgerTest, a_catalogue_made_anew_over_damage_enters_none_of_it) {
  fill_long();
  const std::string good = tests::text_of_file(ledger());
  for (const char* store : {"store-a", "store-b"}) {
    fs::remove(root() / store / "delo-ledger.jsonl");
  }
  for (const std::size_t place : {damage_at_, good.size() - 300}) {
    fs::permissions(ledger(), fs::perms::owner_write, fs::perm_options::add);
    tests::write_text(ledger(), good);
    damage_at_ = place;
    damage(ledger());
    const std::string bad = tests::text_of_file(ledger());
    fs::remove(root() / "delo.db");
    for (int start = 0; start < 2; ++start) {
      auto holdings = open();
      const auto summary = audit({.what = AuditOrder::What::kAll, .repair = true}, {}, *holdings,
                                 run_, [](const AuditLine&) {});
      ASSERT_TRUE(summary) << summary.error().text();
      EXPECT_FALSE(summary->ledger_intact);
      EXPECT_EQ(tests::text_of_file(ledger()), bad) << "acknowledged entries were cut";
      EXPECT_TRUE(*holdings->find({kLater}));
    }
  }
}

TEST_F(LongLedgerTest, packages_are_listed_from_the_stores_when_no_ledger_tells_of_them) {
  fill_long();
  damage(ledger());
  damage(root() / "store-a/delo-ledger.jsonl");
  damage(root() / "store-b/delo-ledger.jsonl");
  fs::remove(root() / "delo.db");
  auto holdings = open(Access::kRead);
  ASSERT_TRUE(holdings);
  const auto entry = holdings->find({kFirst});
  ASSERT_TRUE(*entry);
  EXPECT_EQ((*entry)->copies.size(), 2u);
  EXPECT_TRUE(*holdings->find({kLater}));
  EXPECT_THAT(holdings->messages(), testing::Contains(HasSubstr("1 package")));
}

TEST_F(HoldingsTest, a_store_that_is_not_there_is_not_made_anew) {
  fill();
  fs::rename(root() / "store-b", folder_ / "unmounted");
  {
    auto holdings = open();
    ASSERT_TRUE(holdings);
    EXPECT_FALSE(fs::exists(root() / "store-b"));
    const auto entry = accept(*holdings, "33333333-0000-5000-8000-000000000003");
    ASSERT_FALSE(entry);
    EXPECT_EQ(entry.error().code, ErrorCode::kNotFound);
    EXPECT_THAT(entry.error().text(), HasSubstr("store-b is not there"));
  }
  fs::rename(folder_ / "unmounted", root() / "store-b");
  auto holdings = open();
  EXPECT_TRUE(accept(*holdings, "33333333-0000-5000-8000-000000000003"));
}

TEST_F(HoldingsTest, a_policy_may_name_some_stores_and_no_unknown_ones) {
  auto holdings = open();
  const auto files = bag();
  const std::vector<std::string> one = {"store-b"}, unknown = {"vault"};
  const auto refused = holdings->accept(summary(), files, {}, unknown, run_);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().text(), HasSubstr("\"vault\""));
  const auto entry = holdings->accept(summary(), files, {}, one, run_);
  ASSERT_TRUE(entry);
  ASSERT_EQ(entry->copies.size(), 1u);
  EXPECT_EQ(entry->copies[0].store, "store-b");
  // Asked for in both later: the one that lacks is added.
  const auto both = holdings->accept(summary(), files, {}, {}, run_);
  ASSERT_TRUE(both) << both.error().text();
  EXPECT_EQ(both->copies.size(), 2u);
}

// Root may write everywhere.
class HoldingsOfNobodyTest : private tests::AsNobody, public HoldingsTest {};

TEST_F(HoldingsOfNobodyTest, a_read_only_store_is_named) {
  fill();
  fs::permissions(root() / "store-b", fs::perms(0555));
  {
    auto holdings = open();
    ASSERT_TRUE(holdings);
    const auto entry = accept(*holdings, "33333333-0000-5000-8000-000000000003");
    ASSERT_FALSE(entry);
    EXPECT_THAT(entry.error().text(), HasSubstr("store-b"));
  }
  fs::permissions(root() / "store-b", fs::perms(0755));
}

TEST_F(HoldingsTest, decisions_are_recorded) {
  auto holdings = open();
  Event event;
  event.type = EventType::kAppraisal;
  event.outcome = EventOutcome::kSuccess;
  event.time = clock_.now();
  event.detail = "rejected: leaf 39 is missing";
  ASSERT_TRUE(holdings->record(event, "item batch-1/x"));
  EXPECT_THAT(tests::text_of_file(root() / "ledger/ledger.jsonl"), HasSubstr("leaf 39 is missing"));
}

TEST_F(HoldingsTest, settings_may_tell_of_packages) {
  fill();
  const std::string before = tests::text_of_file(root() / "holdings.toml");
  tests::write_text(
      root() / "holdings.toml",
      before + "\n[submission]\nagreement = \"RA 13\"\n[package]\nsplit = \"4 GB\"\n");
  auto holdings = open(Access::kRead);
  EXPECT_EQ(holdings->settings().packages.submission.agreement, "RA 13");
  EXPECT_EQ(holdings->settings().packages.split_bytes, 4'000'000'000u);
}

TEST_F(HoldingsTest, settings_with_errors_are_refused_by_line) {
  fill();
  const auto refused = [&](const std::string& text) {
    tests::write_text(root() / "holdings.toml", text);
    const auto holdings = Holdings::open(root(), Access::kRead, run_);
    EXPECT_FALSE(holdings);
    if (holdings) return std::string();
    EXPECT_EQ(holdings.error().code, ErrorCode::kInvalidArgument);
    return holdings.error().text();
  };
  EXPECT_THAT(refused("polcy = \"scans\"\n"), HasSubstr("line 1: unknown key \"polcy\""));
  EXPECT_THAT(refused("policy = 3\n"), HasSubstr("line 1"));
  EXPECT_THAT(refused("policy = \"x\"\n"), HasSubstr("names no store"));
  EXPECT_THAT(refused("[submission]\nagreemnt = \"x\"\n"), HasSubstr("agreemnt"));
  EXPECT_THAT(refused("[package]\nevent_times = \"exact\"\n"), HasSubstr("event_times"));
  EXPECT_THAT(
      refused("[[store]]\nname = \"a\"\npath = \"x\"\n[[store]]\nname = \"b\"\npath = \"x\"\n"),
      HasSubstr("one copy, not two"));
  EXPECT_THAT(refused("[[store]]\nname = \"a\"\n[[store]]\nname = \"a\"\npath = \"x\"\n"),
              HasSubstr("two stores"));
  EXPECT_THAT(refused("[[store]]\nname = \"../x\"\n"), HasSubstr("needs a name"));
  EXPECT_THAT(refused("[[store]\n"), HasSubstr("line 1"));
}

}  // namespace
}  // namespace delo::holdings
