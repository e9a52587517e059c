#include "holdings/audit/audit.h"

#include <sys/resource.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <random>
#include <set>
#include <utility>

#include "core/fixity/hasher.h"
#include "holdings/audit/expected_contents.h"
#include "holdings/export.h"
#include "holdings/ledger_proof.h"
#include "tests/support/inventory_text.h"
#include "tests/unit/holdings/holdings_fixture.h"

namespace delo::holdings {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr const char* kSecond = "33333333-0000-5000-8000-000000000003";

class AuditTest : public HoldingsTest {
 protected:
  AuditSummary run(AuditOrder order = {.what = AuditOrder::What::kAll}) {
    lines_.clear();
    auto holdings = open();
    if (!holdings) return {};
    messages_ = holdings->messages();
    auto summary = audit(order, policy_, *holdings, run_,
                         [&](const AuditLine& line) { lines_.push_back(line); });
    if (!summary) {
      ADD_FAILURE() << summary.error().text();
      return {};
    }
    return *summary;
  }
  AuditSummary repair() { return run({.what = AuditOrder::What::kAll, .repair = true}); }

  // "store-a/<id> path state" of every line told.
  std::vector<std::string> told() const {
    std::vector<std::string> texts;
    for (const AuditLine& line : lines_) {
      texts.push_back(line.copy + " " + line.path + " " + std::string(name_of(line.state)));
    }
    return texts;
  }
  std::string in(const std::string& store, const std::string& rest) const {
    return store + "/" + kFirst + " " + rest;
  }
  // Everything in the stores that must come back bit by bit: not the ledger's
  // copies, which grow.
  std::map<std::string, std::string> stored() {
    std::map<std::string, std::string> all;
    for (const char* store : {"store-a", "store-b"}) {
      if (!fs::exists(root() / store)) continue;
      for (auto& [name, bytes] : tests::snapshot(root() / store)) {
        if (name != "delo-ledger.jsonl") all[std::string(store) + "/" + name] = bytes;
      }
    }
    return all;
  }

  AuditPolicy policy_;
  std::vector<AuditLine> lines_;
  std::vector<std::string> messages_;
};

TEST_F(AuditTest, clean_holdings_give_no_line) {
  fill({kFirst, kSecond});
  for (int round = 0; round < 3; ++round) {
    const AuditSummary summary = run();
    EXPECT_THAT(told(), IsEmpty());
    EXPECT_EQ(summary.copies, 4u);
    EXPECT_EQ(summary.files, 4u * 11);  // 6 of the bag, 5 of OCFL
    EXPECT_EQ(summary.intact, summary.files);
    EXPECT_EQ(summary.coverage, 1.0);
    EXPECT_TRUE(summary.ledger_intact);
    EXPECT_GT(summary.bytes, 0u);
  }
}

// An inventory that is too long for memory is put aside; where there is no room for it, nothing
// is said of the copy.
TEST_F(AuditTest, no_room_to_put_an_inventory_aside_is_no_damage_of_the_copy) {
  std::map<std::string, std::string> many;
  std::string deep;
  for (int i = 0; i < 5; ++i) deep += std::string(200, 'n') + "/";
  for (int i = 0; i < 400; ++i) many[deep + std::to_string(i)] = "x";
  auto holdings = open();
  const auto files = bag(kFirst, many);
  ASSERT_TRUE(holdings->accept(summary(), files, events(), {}, run_));
  const Holdings::Members& members = holdings->members();
  const auto copies = *members.catalogue->copies_of({kFirst});
  ASSERT_FALSE(copies.empty());
  const auto entry = *holdings->find({kFirst});
  const auto old = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{.rlim_cur = 1000, .rlim_max = before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto expected = expected_contents(members, copies.front());
  const auto recorded = recorded_inventory(members, copies.front());
  const auto proved = proved_inventory(members, *entry);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, old);
  EXPECT_FALSE(expected) << "as if no store had an inventory";
  EXPECT_FALSE(recorded);
  ASSERT_FALSE(proved);
  EXPECT_EQ(proved.error().code, ErrorCode::kIo);
  EXPECT_THAT(proved.error().text(), HasSubstr(std::strerror(EFBIG)));
  EXPECT_TRUE(expected_contents(members, copies.front())->proved);
}

TEST_F(AuditTest, damaged_missing_and_unexpected_files_are_named_once_per_copy) {
  fill();
  tests::flip_bit(copy("store-a") / "v1/content/data/a.txt", 1);
  fs::remove(copy("store-a") / "v1/content/bagit.txt");
  tests::write_text(copy("store-b") / "v1/content/thumbs.db", "x");
  fs::create_directories(copy("store-b") / "v1/empty/deeper");
  fs::create_symlink("/etc/passwd", copy("store-b") / "v1/content/data/link.tif");
  const AuditSummary summary = run();
  EXPECT_THAT(told(), UnorderedElementsAre(in("store-a", "v1/content/data/a.txt damaged"),
                                           in("store-a", "v1/content/bagit.txt missing"),
                                           in("store-b", "v1/content/thumbs.db unexpected"),
                                           in("store-b", "v1/empty/ unexpected"),
                                           in("store-b", "v1/empty/deeper/ unexpected"),
                                           in("store-b", "v1/content/data/link.tif unexpected")));
  EXPECT_EQ(summary.damaged, 1u);
  EXPECT_EQ(summary.missing, 1u);
  EXPECT_EQ(summary.unexpected, 4u);
  EXPECT_EQ(summary.coverage, 0.0) << "neither copy is intact";
  for (const AuditLine& line : lines_) {
    if (line.state != FileState::kDamaged) continue;
    EXPECT_EQ(line.expected, "sha256:" + sha256_of(std::string("a of ") + kFirst).hex);
    EXPECT_NE(line.found, line.expected);
  }
}

TEST_F(AuditTest, a_repair_gives_every_byte_back_and_keeps_what_was_damaged) {
  fill();
  const auto before = stored();
  tests::flip_bit(copy("store-a") / "v1/content/data/a.txt", 1);
  tests::flip_bit(copy("store-a") / "inventory.json", 999);
  tests::flip_bit(copy("store-a") / "v1/inventory.json.sha512", 9);
  tests::flip_bit(copy("store-b") / "0=ocfl_object_1.1", 3);
  tests::flip_bit(root() / "store-b/0=ocfl_1.1", 3);
  fs::remove_all(copy("store-b") / "v1/content/data/sub");
  tests::write_text(copy("store-b") / "v1/content/junk/thumbs.db", "junk");
  const std::string damaged = tests::text_of_file(copy("store-a") / "v1/content/data/a.txt");
  const AuditSummary summary = repair();
  EXPECT_EQ(stored(), before);
  EXPECT_EQ(summary.repaired, lines_.size());
  EXPECT_EQ(summary.damaged + summary.missing + summary.unexpected + summary.unrepairable, 0u);
  std::set<std::string> kept;
  for (const auto& [name, bytes] : tests::snapshot(root() / "quarantine")) kept.insert(bytes);
  EXPECT_TRUE(kept.contains(damaged));
  EXPECT_TRUE(kept.contains("junk"));
  run();
  EXPECT_THAT(told(), IsEmpty());
  for (const auto& entry : fs::recursive_directory_iterator(copy("store-a"))) {
    EXPECT_EQ(entry.status().permissions(), fs::perms(entry.is_directory() ? 0755 : 0444));
  }
}

TEST_F(AuditTest, many_flipped_bits_are_all_found_and_all_repaired) {
  fill({kFirst, kSecond});
  const auto before = stored();
  std::vector<std::string> names;
  for (const auto& [name, bytes] : before) {
    if (!bytes.empty()) names.push_back(name);
  }
  // DELO_FLIPS=2000 is the figure that the house promises; it takes minutes.
  const char* asked = std::getenv("DELO_FLIPS");
  const int rounds = asked ? std::atoi(asked) : 60;
  std::mt19937 random(20261124);
  for (int round = 0; round < rounds; ++round) {
    SCOPED_TRACE(round);
    const std::string name = names[random() % names.size()];
    tests::flip_bit(root() / name, random() % (before.at(name).size() * 8));
    const AuditSummary found = run();
    ASSERT_EQ(found.damaged, 1u) << name;
    ASSERT_TRUE(name.ends_with(lines_.at(0).path)) << name << " told as " << lines_.at(0).path;
    const AuditSummary repaired = repair();
    ASSERT_EQ(repaired.repaired, 1u) << name;
    ASSERT_EQ(stored(), before) << name;
  }
}

TEST_F(AuditTest, a_rewritten_file_with_inventory_and_manifests_made_to_fit_is_found) {
  fill();
  // Somebody who knows OCFL: new content, new inventory, new sidecar, in one copy.
  tests::TempFolder elsewhere;
  const auto forged = tests::build_bag(elsewhere.path(), {{"a.txt", "forged"}, {"sub/b.txt", "b"}});
  const auto inventory = packages::ocfl::first_inventory(
      "urn:uuid:" + std::string(kFirst), forged,
      {.created = clock_.now(), .message = "m", .user_name = "delo", .user_address = ""});
  const fs::path object = copy("store-a");
  fs::remove_all(object);
  ASSERT_TRUE(packages::ocfl::StorageRoot::open(root() / "store-a")
                  ->commit_object({.id = "urn:uuid:" + std::string(kFirst),
                                   .inventory = packages::ocfl::text_of_inventory(*inventory),
                                   .files = &forged}));
  run();
  EXPECT_THAT(told(), testing::Contains(in("store-a", "inventory.json damaged")));
  EXPECT_THAT(told(), testing::Contains(in("store-a", "v1/content/data/a.txt damaged")));
  const AuditSummary summary = repair();
  EXPECT_EQ(summary.damaged, 0u);
  EXPECT_EQ(tests::text_of_file(object / "v1/content/data/a.txt"), std::string("a of ") + kFirst);
}

TEST_F(AuditTest, a_copy_that_is_gone_is_put_anew) {
  fill();
  const auto before = stored();
  fs::remove_all(copy("store-b"));
  const AuditSummary found = run();
  EXPECT_EQ(found.missing, 11u);
  const AuditSummary summary = repair();
  EXPECT_EQ(summary.repaired, 11u);
  EXPECT_EQ(stored(), before);
}

TEST_F(AuditTest, a_store_that_is_gone_is_put_anew) {
  fill({kFirst, kSecond});
  const auto before = stored();
  fs::remove_all(root() / "store-a");
  AuditSummary summary = run();
  EXPECT_EQ(summary.missing, 22u + 1) << "every file on record, and the store";
  EXPECT_THAT(summary.not_checked, testing::Contains(HasSubstr("store-a is not there")));
  EXPECT_FALSE(fs::exists(root() / "store-a"));
  summary = run({.what = AuditOrder::What::kAll, .repair = true, .new_store = "store-a"});
  EXPECT_EQ(summary.missing, 0u);
  EXPECT_EQ(stored(), before);
  run();
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(AuditTest, a_store_that_is_gone_is_one_fault_though_nothing_is_due) {
  fill({kFirst, kSecond});
  fs::remove_all(root() / "store-b");
  const AuditSummary summary = run({.what = AuditOrder::What::kDue});
  EXPECT_THAT(told(), ElementsAre("store-b  missing"));
  EXPECT_EQ(summary.missing, 1u);
  EXPECT_EQ(summary.coverage, 0.5) << "what is not there is not verified";
  EXPECT_THAT(lines_.at(0).note, HasSubstr("store-b is not there"));
  EXPECT_THAT(summary.not_checked, testing::Contains(HasSubstr("store-b is not there")));
  const AuditSummary other = run({.what = AuditOrder::What::kDue, .store = "store-a"});
  EXPECT_THAT(told(), IsEmpty()) << "only store-a was asked for";
  EXPECT_EQ(other.coverage, 0.5);
}

TEST_F(AuditTest, a_store_is_not_made_anew_unasked) {
  fill();
  fs::remove_all(root() / "store-b");
  for (const auto what : {AuditOrder::What::kAll, AuditOrder::What::kDue}) {
    run({.what = what, .repair = true});
    EXPECT_FALSE(fs::exists(root() / "store-b"));
    EXPECT_THAT(told(), testing::Contains("store-b  missing"));
    EXPECT_THAT(lines_.at(0).note, HasSubstr("--new-store store-b"));
  }
}

TEST_F(AuditTest, an_empty_folder_is_taken_for_a_disk_that_is_not_mounted) {
  fill();
  const auto settings = [&](const std::string& path) {
    tests::write_text(root() / "holdings.toml",
                      "policy = \"scans\"\n[[store]]\nname = \"store-a\"\npath = \"store-a\"\n"
                      "[[store]]\nname = \"store-b\"\npath = \"" +
                          path + "\"\n");
  };
  const AuditOrder order{.what = AuditOrder::What::kAll, .repair = true, .new_store = "store-b"};
  fs::rename(root() / "store-b", folder_ / "aside");
  fs::create_directories(folder_ / "mnt");
  for (const std::string path : {"mnt", "mnt/below/store-b"}) {
    settings((folder_ / path).string());
    run(order);
    EXPECT_TRUE(fs::is_empty(folder_ / "mnt"));
    EXPECT_THAT(told(), testing::Contains("store-b  missing"));
    EXPECT_THAT(lines_.at(0).note, HasSubstr("mount"));
  }
  fs::rename(folder_ / "aside", folder_ / "mnt/store-b");
  settings((folder_ / "mnt/store-b").string());
  run(order);
  EXPECT_THAT(told(), IsEmpty()) << "its disk is mounted again: nothing needs to be made";
}

TEST_F(AuditTest, a_new_store_has_nothing_of_a_run_that_died_making_it) {
  fill();
  const auto before = stored();
  fs::remove_all(root() / "store-b");
  tests::write_text(root() / ".delo-new-store-b/extensions/.delo-1-0.tmp", "half");
  run({.what = AuditOrder::What::kAll, .repair = true, .new_store = "store-b"});
  EXPECT_EQ(stored(), before);
  EXPECT_FALSE(fs::exists(root() / ".delo-new-store-b"));
}

TEST_F(AuditTest, a_new_store_is_made_with_all_and_repair_only) {
  fill();
  auto holdings = open();
  for (const AuditOrder& order :
       {AuditOrder{.what = AuditOrder::What::kAll, .repair = true, .new_store = "vault"},
        AuditOrder{.what = AuditOrder::What::kAll, .new_store = "store-b"},
        AuditOrder{.what = AuditOrder::What::kDue, .repair = true, .new_store = "store-b"},
        AuditOrder{.what = AuditOrder::What::kAll,
        .store = "store-a",
        .repair = true,
        .new_store = "store-b"}}) {
    const auto refused = audit(order, policy_, *holdings, run_, [](const AuditLine&) {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
  }
}

TEST_F(AuditTest, copies_of_a_store_made_anew_are_due_until_they_are_back) {
  fill();
  {
    auto holdings = open();
    // A run that made the store anew and got no further.
    std::vector<LedgerEntry> made{
        store_creation_entry(clock_.now(), holdings->settings().stores.at(1))};
    ASSERT_TRUE(holdings->members().record(made));
    fs::remove_all(copy("store-b"));
  }
  const AuditSummary summary = run({.what = AuditOrder::What::kDue});
  EXPECT_EQ(summary.missing, 11u);
  EXPECT_EQ(summary.coverage, 0.5);
}

TEST_F(AuditTest, a_store_that_the_settings_forgot_is_a_fault) {
  fill();
  tests::write_text(root() / "holdings.toml",
                    "policy = \"scans\"\n[[store]]\nname = \"store-a\"\npath = \"store-a\"\n");
  const AuditSummary summary = run({.what = AuditOrder::What::kDue});
  EXPECT_THAT(told(), ElementsAre("store-b  missing"));
  EXPECT_EQ(summary.coverage, 0.5);
}

TEST_F(AuditTest, damage_in_every_copy_is_unrepairable_and_left_alone) {
  fill();
  tests::flip_bit(copy("store-a") / "v1/content/data/a.txt", 1);
  tests::flip_bit(copy("store-b") / "v1/content/data/a.txt", 2);
  tests::flip_bit(copy("store-b") / "v1/content/data/sub/b.txt", 2);
  const std::string a = tests::text_of_file(copy("store-a") / "v1/content/data/a.txt");
  const std::string b = tests::text_of_file(copy("store-b") / "v1/content/data/a.txt");
  const AuditSummary summary = repair();
  EXPECT_EQ(summary.unrepairable, 2u);
  EXPECT_EQ(summary.damaged, 2u);
  EXPECT_EQ(summary.repaired, 1u);
  EXPECT_EQ(tests::text_of_file(copy("store-a") / "v1/content/data/a.txt"), a);
  EXPECT_EQ(tests::text_of_file(copy("store-b") / "v1/content/data/a.txt"), b);
}

TEST_F(AuditTest, what_a_repair_may_bring_back_is_said_before_one_was_tried) {
  fill();
  fs::remove(copy("store-a") / "v1/content/bagit.txt");
  const auto repairable = [&] {
    return std::ranges::count_if(lines_, [](const AuditLine& line) { return line.repairable; });
  };
  run();
  EXPECT_EQ(repairable(), 1);
  fs::rename(root() / "store-b", folder_ / "elsewhere");
  run();
  EXPECT_GT(lines_.size(), 2u);
  EXPECT_EQ(repairable(), 1) << "what a store that is not there has";
  repair();
  EXPECT_EQ(repairable(), 0);
}

TEST_F(AuditTest, a_lost_inventory_everywhere_is_told) {
  fill();
  for (const char* store : {"store-a", "store-b"}) {
    for (const char* name : {"inventory.json", "v1/inventory.json"}) fs::remove(copy(store) / name);
  }
  const AuditSummary summary = repair();
  EXPECT_EQ(summary.unrepairable, 2u);
}

TEST_F(AuditTest, an_altered_inventory_in_every_copy_is_told_and_not_believed) {
  fill();
  for (const char* store : {"store-a", "store-b"}) {
    const fs::path object = copy(store);
    tests::TempFolder elsewhere;
    const auto forged = tests::build_bag(elsewhere.path(), {{"a.txt", "forged"}});
    const auto inventory = packages::ocfl::first_inventory(
        "urn:uuid:" + std::string(kFirst), forged,
        {.created = {}, .message = "m", .user_name = "delo", .user_address = ""});
    fs::remove_all(object);
    ASSERT_TRUE(packages::ocfl::StorageRoot::open(root() / store)
                    ->commit_object({.id = "urn:uuid:" + std::string(kFirst),
                                     .inventory = packages::ocfl::text_of_inventory(*inventory),
                                     .files = &forged}));
  }
  const AuditSummary summary = repair();
  EXPECT_EQ(summary.damaged, 2u);
  EXPECT_THAT(told(), UnorderedElementsAre(in("store-a", "inventory.json damaged"),
                                           in("store-b", "inventory.json damaged")));
}

TEST_F(AuditTest, strays_in_a_store_are_named_and_moved_by_repair) {
  fill();
  tests::write_text(root() / "store-a/abc/stray.txt", "stray");
  fs::create_directories(root() / "store-b/zzz");
  run();
  EXPECT_THAT(told(),
              UnorderedElementsAre("store-a abc/stray.txt unexpected", "store-b zzz unexpected"));
  repair();
  EXPECT_THAT(told(),
              UnorderedElementsAre("store-a abc/stray.txt repaired", "store-b zzz repaired"));
  run();
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(AuditTest, a_folder_linked_from_another_store_is_no_copy) {
  fill();
  const auto before = stored();
  const fs::path object = fs::relative(copy("store-b"), root() / "store-b");
  std::vector<fs::path> linked;  // every level: "a2b", "a2b/c3d" … down to the object
  fs::path so_far;
  for (const fs::path& part : object) linked.push_back(so_far /= part);
  for (const fs::path& below : linked) {
    SCOPED_TRACE(below);
    fs::remove_all(root() / "store-b" / below);
    fs::create_directory_symlink(root() / "store-a" / below, root() / "store-b" / below);
    const AuditSummary summary = run();
    EXPECT_EQ(summary.missing, 11u);
    EXPECT_EQ(summary.coverage, 0.5);
    EXPECT_THAT(told(), testing::Contains("store-b " + below.string() + " unexpected"));
    run({.what = AuditOrder::What::kPackages, .packages = {{kFirst}}, .repair = true});
    EXPECT_THAT(told(), testing::Contains(in("store-b", "inventory.json missing")))
        << "nothing is written through a link";
    repair();
    EXPECT_FALSE(fs::is_symlink(root() / "store-b" / below));
    EXPECT_EQ(stored(), before);
    run();
    EXPECT_THAT(told(), IsEmpty());
  }
}

TEST_F(AuditTest, a_folder_linked_within_a_copy_is_told_and_what_it_leads_to_is_left_alone) {
  fill();
  const auto before = stored();
  const fs::path data = copy("store-b") / "v1/content/data";
  fs::remove_all(data);
  fs::create_directory_symlink(copy("store-a") / "v1/content/data", data);
  run();
  EXPECT_THAT(told(), UnorderedElementsAre(in("store-b", "v1/content/data unexpected"),
                                           in("store-b", "v1/content/data/a.txt missing"),
                                           in("store-b", "v1/content/data/sub/b.txt missing")));
  repair();
  EXPECT_EQ(stored(), before);
}

TEST_F(AuditTest, one_file_in_two_stores_is_one_copy) {
  fill();
  const auto before = stored();
  const std::string name = "v1/content/data/a.txt";
  fs::remove(copy("store-b") / name);
  fs::create_hard_link(copy("store-a") / name, copy("store-b") / name);
  const AuditSummary summary = run();
  EXPECT_THAT(told(), ElementsAre(in("store-b", name + " damaged")));
  EXPECT_THAT(lines_.at(0).found, HasSubstr("both stores hold the same file"));
  EXPECT_EQ(summary.intact, 21u);
  EXPECT_EQ(summary.coverage, 0.5);
  EXPECT_EQ(repair().repaired, 1u);
  EXPECT_FALSE(fs::equivalent(copy("store-a") / name, copy("store-b") / name));
  EXPECT_EQ(stored(), before);
  run();
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(AuditTest, one_folder_as_two_stores_is_one_copy) {
  fill();
  fs::remove_all(root() / "store-b");
  fs::create_directory_symlink("store-a", root() / "store-b");
  const AuditSummary summary = run({.what = AuditOrder::What::kDue, .repair = true});
  EXPECT_THAT(told(), ElementsAre("store-b  missing"));
  EXPECT_THAT(lines_.at(0).note, HasSubstr("is the folder of store store-a"));
  EXPECT_EQ(summary.coverage, 0.5);
}

TEST_F(AuditTest, a_store_may_be_reached_by_a_link) {
  fill();
  fs::rename(root() / "store-b", folder_ / "disk");
  fs::create_directory_symlink(folder_ / "disk", root() / "store-b");
  run();
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(AuditTest, an_object_on_no_record_is_named) {
  fill();
  {
    auto holdings = open();
    const auto files = bag(kSecond);
    const auto inventory = packages::ocfl::first_inventory(
        object_id_of({kSecond}), files,
        {.created = clock_.now(), .message = "m", .user_name = "delo", .user_address = ""});
    ASSERT_TRUE(holdings->members().stores[0].store->put(
        {kSecond}, packages::ocfl::text_of_inventory(*inventory), files,
        packages::ocfl::Linking::kNever, {}));
  }
  run();
  EXPECT_THAT(told(), ElementsAre(std::string("store-a/") + kSecond + "  unexpected"));
  repair();
  EXPECT_THAT(told(), ElementsAre(std::string("store-a/") + kSecond + "  repaired"));
  run();
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(AuditTest, due_means_not_verified_within_the_period) {
  fill();
  EXPECT_EQ(run({.what = AuditOrder::What::kDue}).copies, 0u);
  clock_.skip(std::chrono::hours(24 * 366));
  fill({kSecond});
  AuditSummary summary = run({.what = AuditOrder::What::kDue});
  EXPECT_EQ(summary.copies, 2u);
  EXPECT_EQ(summary.coverage, 1.0);
  EXPECT_EQ(run({.what = AuditOrder::What::kDue}).copies, 0u);
}

TEST_F(AuditTest, a_copy_that_is_known_to_be_faulty_is_due_until_it_is_mended) {
  fill({kFirst, kSecond});
  policy_.sample_percent = 1;
  tests::flip_bit(copy("store-b") / "v1/content/data/a.txt", 1);
  EXPECT_EQ(run().damaged, 1u);
  for (int night = 0; night < 2; ++night) {
    const AuditSummary summary = run({.what = AuditOrder::What::kDue});
    EXPECT_THAT(told(), ElementsAre(in("store-b", "v1/content/data/a.txt damaged")));
    EXPECT_EQ(summary.copies, 1u) << "the others were read and are not due";
    EXPECT_EQ(summary.coverage, 0.75);
  }
  EXPECT_EQ(run({.what = AuditOrder::What::kDue, .repair = true}).repaired, 1u);
  const AuditSummary summary = run({.what = AuditOrder::What::kDue});
  EXPECT_EQ(summary.copies, 0u);
  EXPECT_EQ(summary.coverage, 1.0);
}

TEST_F(AuditTest, coverage_counts_what_was_read_within_the_period) {
  fill();
  clock_.skip(std::chrono::hours(24 * 366));
  const AuditSummary summary = run({.what = AuditOrder::What::kAll, .store = "store-a"});
  EXPECT_EQ(summary.copies, 1u);
  EXPECT_EQ(summary.coverage, 0.5);
  EXPECT_THAT(summary.not_checked, testing::Contains(HasSubstr("store-b")));
}

TEST_F(AuditTest, a_sample_takes_the_oldest) {
  fill({kFirst, kSecond});
  run({.what = AuditOrder::What::kPackages, .packages = {{kSecond}}});
  const AuditSummary half = run({.what = AuditOrder::What::kSample, .sample_percent = 50});
  EXPECT_EQ(half.copies, 2u);
  auto holdings = open(Access::kRead);
  const auto first = holdings->find({kFirst}), second = holdings->find({kSecond});
  for (const StoredCopy& copy : (*first)->copies) {
    EXPECT_GT(*copy.verified, *(*second)->copies[0].verified);
  }
}

TEST_F(AuditTest, an_unknown_package_or_store_is_an_error) {
  fill();
  auto holdings = open();
  const auto tell = [](const AuditLine&) {};
  const auto nobody = audit({.what = AuditOrder::What::kPackages, .packages = {{kSecond}}}, policy_,
                            *holdings, run_, tell);
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.error().code, ErrorCode::kNotFound);
  const auto nowhere =
      audit({.what = AuditOrder::What::kAll, .store = "vault"}, policy_, *holdings, run_, tell);
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(AuditTest, an_interrupted_audit_keeps_what_it_did) {
  fill({kFirst, kSecond});
  clock_.skip(std::chrono::hours(24 * 366));
  std::stop_source stop;
  RunContext stopping{
      .clock = clock_, .progress = progress_, .software = {}, .stop = stop.get_token(), .jobs = 1};
  tests::flip_bit(copy("store-a") / "v1/content/data/a.txt", 1);
  auto holdings = open();
  const auto summary = audit({.what = AuditOrder::What::kAll}, policy_, *holdings, stopping,
                             [&](const AuditLine&) { stop.request_stop(); });
  ASSERT_TRUE(summary);
  EXPECT_TRUE(summary->interrupted);
  EXPECT_LT(summary->copies, 4u);
}

TEST_F(AuditTest, the_rate_is_held) {
  fill();
  const auto start = std::chrono::steady_clock::now();
  const AuditSummary summary = run({.what = AuditOrder::What::kAll, .bytes_per_second = 20'000});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  EXPECT_GT(took.count(), static_cast<double>(summary.bytes) / 20'000 - 1.1);
}

TEST_F(AuditTest, a_reader_may_audit_and_records_nothing) {
  fill();
  tests::flip_bit(copy("store-a") / "v1/content/data/a.txt", 1);
  const auto before = tests::snapshot(root());
  {
    auto holdings = open(Access::kRead);
    std::size_t lines = 0;
    const auto summary = audit({.what = AuditOrder::What::kAll}, policy_, *holdings, run_,
                               [&](const AuditLine&) { ++lines; });
    ASSERT_TRUE(summary) << summary.error().text();
    EXPECT_EQ(lines, 1u);
    EXPECT_THAT(summary->not_checked, testing::Contains(HasSubstr("not recorded")));
  }
  EXPECT_EQ(tests::snapshot(root()), before);
}

// ---- what changes while it is audited ----

// Knows when the first bytes of a copy were read.
class ReadingSeen final : public Progress {
 public:
  void expect(std::uint64_t, std::uint64_t) override {}
  void advance(std::uint64_t) override { seen = true; }
  void item_done() override {}
  void now_doing(std::string_view) override {}
  void finished() override {}
  bool seen = false;
};

// Does something, once, when it is asked for the time after a copy was read.
class MeddlingClock final : public Clock {
 public:
  MeddlingClock(Clock& clock, ReadingSeen& reading, std::function<void()> meddle)
      : clock_(clock), reading_(reading), meddle_(std::move(meddle)) {}
  Timestamp now() override {
    if (reading_.seen && meddle_) std::exchange(meddle_, nullptr)();
    return clock_.now();
  }

 private:
  Clock& clock_;
  ReadingSeen& reading_;
  std::function<void()> meddle_;
};

class MeddledAuditTest : public AuditTest {
 protected:
  AuditSummary repair_while(std::function<void()> meddle) {
    lines_.clear();
    ReadingSeen reading;
    MeddlingClock clock(clock_, reading, std::move(meddle));
    RunContext run{.clock = clock, .progress = reading, .software = {}, .stop = {}, .jobs = 1};
    auto holdings = open();
    const auto summary =
        audit({.what = AuditOrder::What::kAll, .store = "store-a", .repair = true}, policy_,
              *holdings, run, [&](const AuditLine& line) { lines_.push_back(line); });
    EXPECT_TRUE(summary) << summary.error().text();
    return summary ? *summary : AuditSummary{};
  }
};

TEST_F(MeddledAuditTest, a_fault_that_comes_while_others_are_repaired_is_told_and_counted) {
  fill();
  tests::flip_bit(copy("store-a") / "v1/content/data/a.txt", 1);
  const AuditSummary summary = repair_while([&] {
    for (const char* store : {"store-a", "store-b"}) {
      fs::remove(copy(store) / "v1/content/data/sub/b.txt");
    }
  });
  EXPECT_THAT(told(), UnorderedElementsAre(in("store-a", "v1/content/data/a.txt repaired"),
                                           in("store-a", "v1/content/data/sub/ repaired"),
                                           in("store-a", "v1/content/data/sub/b.txt missing")));
  EXPECT_EQ(summary.missing, 1u);
  EXPECT_EQ(summary.unrepairable, 1u);
  EXPECT_EQ(summary.intact, 9u) << "each file is counted once, by how it is at the end";
}

TEST_F(MeddledAuditTest, a_fault_that_came_and_was_repaired_is_told_too) {
  fill();
  tests::flip_bit(copy("store-a") / "v1/content/data/a.txt", 1);
  repair_while([&] { tests::write_text(copy("store-a") / "v1/content/late.txt", "late"); });
  EXPECT_THAT(told(), UnorderedElementsAre(in("store-a", "v1/content/data/a.txt repaired"),
                                           in("store-a", "v1/content/late.txt repaired")));
}

TEST_F(MeddledAuditTest, results_that_cannot_be_written_down_are_our_own_failure) {
  fill();
  tests::flip_bit(copy("store-a") / "v1/content/data/a.txt", 1);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  AuditSummary summary = repair_while([&] {
    // No file may grow: the ledger neither.
    rlimit none{.rlim_cur = 0, .rlim_max = before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &none);
  });
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  ASSERT_TRUE(summary.not_recorded);
  EXPECT_THAT(summary.not_recorded->message, HasSubstr("results could not be recorded"));
  EXPECT_EQ(summary.damaged, 1u) << "what was found is told all the same";
}

TEST_F(MeddledAuditTest, a_copy_of_the_ledger_that_cannot_be_written_is_our_own_failure) {
  fill();
  tests::flip_bit(copy("store-a") / "v1/content/data/a.txt", 1);
  const AuditSummary summary = repair_while([&] {
    fs::remove(root() / "store-b/delo-ledger.jsonl");
    fs::create_directory(root() / "store-b/delo-ledger.jsonl");
  });
  ASSERT_TRUE(summary.not_recorded);
  EXPECT_THAT(summary.not_recorded->message, HasSubstr("store-b"));
  EXPECT_EQ(summary.repaired, 1u);
}

// ---- the ledger ----

class LedgerAuditTest : public AuditTest {
 protected:
  fs::path ledger() const { return root() / "ledger/ledger.jsonl"; }
  fs::path ledger_copy(const std::string& store) const {
    return root() / store / "delo-ledger.jsonl";
  }
};

TEST_F(LedgerAuditTest, an_altered_ledger_is_told_and_mended_from_a_copy) {
  fill();
  const std::string before = tests::text_of_file(ledger());
  for (std::size_t bit = 7; bit < before.size() * 8; bit += 1511) {
    SCOPED_TRACE(bit);
    const std::string now = tests::text_of_file(ledger());
    tests::flip_bit(ledger(), bit);
    fs::permissions(ledger(), fs::perms::owner_write, fs::perm_options::add);
    AuditSummary summary = run();
    ASSERT_FALSE(summary.ledger_intact);
    ASSERT_THAT(told(), testing::Contains("ledger ledger/ledger.jsonl damaged"));
    summary = repair();
    ASSERT_TRUE(summary.ledger_intact);
    ASSERT_THAT(told(), ElementsAre("ledger ledger/ledger.jsonl repaired"));
    ASSERT_TRUE(tests::text_of_file(ledger()).starts_with(now));
    run();
    ASSERT_THAT(told(), IsEmpty());
  }
}

// The whole way of the program: start, `ledger verify`, `audit`.
class FlippedLedgerTest : public LedgerAuditTest {
 protected:
  // A small ledger, published but for its last entries.
  void fill_ledger(int published, int unpublished) {
    auto holdings = open();
    for (int i = 0; i < published; ++i) decide(*holdings, i);
    ASSERT_TRUE(holdings->publish_ledger());
    for (int i = 0; i < unpublished; ++i) decide(*holdings, published + i);
  }
  void decide(Holdings& holdings, int i) {
    Event event;
    event.type = EventType::kAppraisal;
    event.time = clock_.now();
    event.detail = "rejected: leaf " + std::to_string(i) + " is missing";
    ASSERT_TRUE(holdings.record(event, "item b/x"));
  }

  struct Seen {
    bool verified = false, audited = false;  // found intact
    std::string finding, line;
  };
  Seen look(Access access = Access::kWork) {
    Seen seen;
    auto holdings = open(access);
    if (!holdings) return seen;
    const auto verdict = verify_ledger(*holdings, run_);
    EXPECT_TRUE(verdict);
    seen.verified = verdict && verdict->intact;
    if (verdict && !verdict->findings.empty()) seen.finding = text_of(verdict->findings.front());
    std::size_t lines = 0;
    const auto summary =
        audit({.what = AuditOrder::What::kPackages}, policy_, *holdings, run_,
              [&](const AuditLine& line) {
                ++lines;
                seen.line = line.copy + " " + line.path + " " + line.found + " " + line.note;
              });
    EXPECT_TRUE(summary);
    seen.audited = lines == 0 && summary && summary->ledger_intact;
    return seen;
  }
  // Bits that make or unmake what a crash leaves, and a share of the others: for
  // these a start that may write is tried, which syncs.
  static bool telling(const std::string& text, std::size_t bit) {
    const char now = text[bit / 8];
    const char then = static_cast<char>(now ^ (1 << (bit % 8)));
    return now == '\n' || then == '\n' || then == '\0' || bit % 211 == 0;
  }
};

TEST_F(FlippedLedgerTest, every_flipped_bit_of_the_ledger_is_found_and_nothing_is_cut) {
  for (const int unpublished : {0, 1}) {
    fs::remove_all(root());
    fill_ledger(1, unpublished);
    const std::string good = tests::text_of_file(ledger());
    ASSERT_TRUE(look(Access::kRead).verified);
    // What is published was tried in the first round.
    const std::size_t from = unpublished == 0 ? 0 : fs::file_size(ledger_copy("store-a"));
    for (std::size_t bit = from * 8; bit < good.size() * 8; ++bit) {
      tests::write_text(ledger(), good);
      tests::flip_bit(ledger(), bit);
      fs::permissions(ledger(), fs::perms::owner_write, fs::perm_options::add);
      const std::string bad = tests::text_of_file(ledger());
      const Seen seen = look(telling(good, bit) ? Access::kWork : Access::kRead);
      ASSERT_FALSE(seen.verified) << bit;
      ASSERT_FALSE(seen.audited) << bit;
      ASSERT_EQ(tests::text_of_file(ledger()), bad) << bit << ": something was cut";
      ASSERT_THAT(seen.finding, HasSubstr("delo audit --all --repair"));
      ASSERT_THAT(seen.line, testing::AllOf(HasSubstr("at byte"), HasSubstr("--repair")));
    }
  }
}

TEST_F(FlippedLedgerTest, every_flipped_bit_of_a_copy_is_found_and_named_with_its_store) {
  fill_ledger(1, 0);
  const std::string good = tests::text_of_file(ledger_copy("store-b"));
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    tests::write_text(ledger_copy("store-b"), good);
    tests::flip_bit(ledger_copy("store-b"), bit);
    fs::permissions(ledger_copy("store-b"), fs::perms::owner_write, fs::perm_options::add);
    const std::string bad = tests::text_of_file(ledger_copy("store-b"));
    const Seen seen = look(telling(good, bit) ? Access::kWork : Access::kRead);
    ASSERT_FALSE(seen.verified) << bit;
    ASSERT_FALSE(seen.audited) << bit;
    ASSERT_EQ(tests::text_of_file(ledger_copy("store-b")), bad) << bit << ": healed in silence";
    ASSERT_THAT(seen.finding, testing::AllOf(HasSubstr("store-b/delo-ledger.jsonl"),
                                             HasSubstr("delo audit --all --repair")));
    ASSERT_THAT(seen.line,
                testing::AllOf(HasSubstr("store-b"), HasSubstr("at byte"), HasSubstr("--repair")));
  }
}

// A lost catalogue and copies that lag: nobody else knows of the last entries.
TEST_F(FlippedLedgerTest, a_flipped_bit_is_no_torn_tail_when_only_the_ledger_knows) {
  fill_ledger(0, 3);
  const std::string good = tests::text_of_file(ledger());
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
    tests::write_text(ledger(), bad);
    std::vector<std::string> messages;
    const auto opened = Ledger::open(ledger(), Ledger::Access::kAppend, clock_.now(), messages);
    ASSERT_TRUE(opened);
    ASSERT_NE((*opened)->damage(), "") << bit;
    ASSERT_EQ(tests::text_of_file(ledger()), bad) << bit;
  }
}

TEST_F(FlippedLedgerTest, what_the_catalogue_has_entered_is_no_torn_tail) {
  fill_ledger(1, 3);
  const std::string good = tests::text_of_file(ledger());
  tests::write_text(ledger(), good.substr(0, good.size() - 40));
  auto holdings = open();
  EXPECT_THAT(holdings->messages(), ElementsAre(HasSubstr("has no end")));
  EXPECT_EQ(tests::text_of_file(ledger()), good.substr(0, good.size() - 40));
}

// The catalogue knows more than ledger and copies: told as loudly.
TEST_F(FlippedLedgerTest, an_end_that_only_the_catalogue_knows_is_missed) {
  fill_ledger(1, 2);
  const std::string good = tests::text_of_file(ledger());
  tests::write_text(ledger(), good.substr(0, good.rfind('\n', good.size() - 2) + 1));
  const Seen seen = look(Access::kRead);
  EXPECT_FALSE(seen.verified);
  EXPECT_FALSE(seen.audited);
  EXPECT_THAT(seen.line, HasSubstr("ledger ledger/ledger.jsonl 4 entries"));
}

TEST_F(LedgerAuditTest, what_was_added_to_a_copy_is_the_copy_s_damage) {
  fill();
  fs::permissions(ledger_copy("store-b"), fs::perms::owner_write, fs::perm_options::add);
  tests::write_text(ledger_copy("store-b"), tests::text_of_file(ledger()) + "added\n");
  run();
  EXPECT_THAT(told(), ElementsAre("store-b delo-ledger.jsonl damaged"));
  repair();
  EXPECT_THAT(told(), ElementsAre("store-b delo-ledger.jsonl repaired"));
}

TEST_F(LedgerAuditTest, a_damaged_copy_is_written_anew) {
  fill();
  tests::flip_bit(ledger_copy("store-b"), 4000);
  run();
  EXPECT_THAT(told(), ElementsAre("store-b delo-ledger.jsonl damaged"));
  repair();
  EXPECT_THAT(told(), ElementsAre("store-b delo-ledger.jsonl repaired"));
  EXPECT_EQ(tests::text_of_file(ledger_copy("store-b")), tests::text_of_file(ledger()));
}

TEST_F(LedgerAuditTest, an_older_ledger_put_back_is_noticed_at_once) {
  fill();
  const std::string old = tests::text_of_file(ledger());
  fill({kSecond});
  const std::string all = tests::text_of_file(ledger());
  for (const bool catalogue_too : {false, true}) {
    tests::write_text(ledger(), old);
    if (catalogue_too) fs::remove(root() / "delo.db");
    {
      auto holdings = open();
      ASSERT_TRUE(holdings);
      EXPECT_THAT(holdings->messages(), testing::Contains(HasSubstr("an older ledger")));
      EXPECT_FALSE(accept(*holdings, "44444444-0000-5000-8000-000000000004"));
    }
    AuditSummary summary = run();
    EXPECT_FALSE(summary.ledger_intact);
    EXPECT_THAT(told(), testing::Contains("ledger ledger/ledger.jsonl missing"));
    summary = repair();
    EXPECT_TRUE(summary.ledger_intact);
    EXPECT_TRUE(tests::text_of_file(ledger()).starts_with(all));
    auto holdings = open();
    EXPECT_TRUE(*holdings->find({kSecond}));
  }
}

TEST_F(LedgerAuditTest, packages_of_a_lost_ledger_come_on_record_from_the_stores) {
  fill();
  const std::string old = tests::text_of_file(ledger());
  fill({kSecond});
  std::vector<PackageEntry> before;
  for (const char* id : {kFirst, kSecond}) {
    auto holdings = open();
    before.push_back(**holdings->find({id}));
  }
  for (const bool rolled_back : {false, true}) {
    for (const fs::path& text : {ledger(), ledger_copy("store-a"), ledger_copy("store-b")}) {
      fs::remove(text);
      if (rolled_back) tests::write_text(text, old);
    }
    fs::remove(root() / "delo.db");
    EXPECT_EQ(repair().repaired, rolled_back ? 2u : 4u);
    run();
    EXPECT_THAT(told(), IsEmpty());
    auto holdings = open();
    EXPECT_THAT(holdings->messages(), IsEmpty());
    for (const PackageEntry& was : before) {
      const auto found = holdings->find(was.summary.id);
      ASSERT_TRUE(found && *found) << was.summary.id.value;
      EXPECT_EQ((*found)->copies.size(), 2u);
      const auto out = export_package(*holdings, **found,
                                      folder_ / (rolled_back ? "out" : "out of nothing"), run_);
      EXPECT_TRUE(out) << out.error().text();
    }
    const auto again = accept(*holdings, kSecond);
    EXPECT_TRUE(again) << again.error().text();
  }
}

TEST_F(LedgerAuditTest, entries_that_only_the_ledger_has_survive_its_mending) {
  fill();
  const std::string published = tests::text_of_file(ledger());
  {
    auto holdings = open();
    ASSERT_TRUE(accept(*holdings, kSecond));  // and the run dies before it publishes
  }
  const std::string all = tests::text_of_file(ledger());
  tests::flip_bit(ledger(), published.size() * 8 / 2);
  fs::permissions(ledger(), fs::perms::owner_write, fs::perm_options::add);
  const AuditSummary summary = repair();
  EXPECT_TRUE(summary.ledger_intact);
  EXPECT_TRUE(tests::text_of_file(ledger()).starts_with(all));
}

TEST_F(LedgerAuditTest, damage_that_no_copy_covers_is_left_to_people) {
  fill();
  const std::string published = tests::text_of_file(ledger());
  {
    auto holdings = open();
    ASSERT_TRUE(accept(*holdings, kSecond));
  }
  tests::flip_bit(ledger(), (published.size() + 300) * 8);
  fs::permissions(ledger(), fs::perms::owner_write, fs::perm_options::add);
  const std::string damaged = tests::text_of_file(ledger());
  const AuditSummary summary = repair();
  EXPECT_FALSE(summary.ledger_intact);
  EXPECT_EQ(tests::text_of_file(ledger()), damaged);
}

// Blocks of one write reach the disk in any order.
TEST_F(LedgerAuditTest,
       a_hole_before_sound_lines_is_cut_by_a_repair_when_nothing_was_acknowledged) {
  fill();
  const std::string acknowledged = tests::text_of_file(ledger());
  fs::copy_file(root() / "delo.db", folder_ / "before.db");
  std::string torn;
  {
    auto holdings = open();
    ASSERT_TRUE(accept(*holdings, kSecond));
    torn = tests::text_of_file(ledger());
  }
  fs::copy_file(folder_ / "before.db", root() / "delo.db", fs::copy_options::overwrite_existing);
  torn.replace(acknowledged.size(), 600, 600, '\0');
  tests::write_text(ledger(), torn);
  {
    auto holdings = open();
    EXPECT_THAT(holdings->messages(), testing::Contains(HasSubstr("the ledger is damaged")));
    EXPECT_EQ(tests::text_of_file(ledger()), torn) << "sound lines were cut by a mere start";
  }
  EXPECT_FALSE(run().ledger_intact);
  EXPECT_TRUE(repair().ledger_intact);
  EXPECT_THAT(told(), testing::Contains("ledger ledger/ledger.jsonl repaired"));
  EXPECT_TRUE(tests::text_of_file(ledger()).starts_with(acknowledged));
  auto holdings = open();
  EXPECT_THAT(holdings->messages(), IsEmpty());
  EXPECT_TRUE(accept(*holdings, kSecond));
}

TEST_F(LedgerAuditTest, two_sound_ledgers_that_differ_are_left_to_people) {
  fill();
  // The forger made the whole chain anew.
  std::string forged;
  std::string prev(kNoPreviousHash);
  {
    auto holdings = open(Access::kRead);
    ASSERT_TRUE(holdings->members().ledger->for_each(0, [&](const LedgerEntry& e, std::uint64_t) {
      LedgerEntry entry = e;
      entry.prev = prev;
      if (entry.n == 3) entry.detail = "nothing happened";
      Json more = Json::object();
      for (const auto& [name, value] : e.more.members()) {
        if (name != "prev" && name != "hash" && name != "detail") more.set(name, value);
      }
      entry.more = more;
      forged += seal(entry) + "\n";
      prev = entry.hash;
      return Result<void>();
    }));
  }
  tests::write_text(ledger(), forged);
  fs::remove(root() / "delo.db");
  const AuditSummary summary = repair();
  EXPECT_FALSE(summary.ledger_intact);
  EXPECT_THAT(told(), testing::Contains("store-a delo-ledger.jsonl damaged"));
}

}  // namespace
}  // namespace delo::holdings
