#include "holdings/export.h"

#include "core/fixity/hasher.h"
#include "holdings/audit/audit.h"
#include "holdings/ledger_proof.h"
#include "holdings/rules.h"
#include "tests/unit/holdings/holdings_fixture.h"

namespace delo::holdings {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

class ExportTest : public HoldingsTest {
 protected:
  Result<fs::path> out() {
    auto holdings = open(Access::kRead);
    const auto entry = holdings->find({kFirst});
    return export_package(*holdings, **entry, folder_ / "out", run_);
  }
};

TEST_F(ExportTest, a_package_comes_out_as_it_went_in) {
  fill();
  const auto path = out();
  ASSERT_TRUE(path) << path.error().text();
  EXPECT_EQ(*path, folder_ / "out" / kFirst);
  EXPECT_EQ(tests::snapshot(*path), tests::snapshot(folder_ / (std::string("bag-") + kFirst)));
  const auto again = out();
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(ExportTest, each_file_comes_from_a_copy_that_has_it_intact) {
  fill();
  // The first store took the files of the work copy themselves: look before damage.
  const auto went_in = tests::snapshot(folder_ / (std::string("bag-") + kFirst));
  tests::flip_bit(copy("store-a") / "v1/content/data/a.txt", 1);
  tests::flip_bit(copy("store-a") / "inventory.json", 70);
  fs::remove(copy("store-b") / "v1/content/data/sub/b.txt");
  const auto path = out();
  ASSERT_TRUE(path) << path.error().text();
  EXPECT_EQ(tests::snapshot(*path), went_in);
}

TEST_F(ExportTest, a_file_that_no_copy_has_leaves_nothing_behind) {
  fill();
  for (const char* store : {"store-a", "store-b"}) {
    tests::flip_bit(copy(store) / "v1/content/data/a.txt", 1);
  }
  const auto path = out();
  ASSERT_FALSE(path);
  EXPECT_EQ(path.error().code, ErrorCode::kCorrupt);
  EXPECT_THAT(path.error().text(), HasSubstr("data/a.txt"));
  EXPECT_THAT(tests::snapshot(folder_ / "out"), IsEmpty());
}

TEST_F(ExportTest, a_store_that_is_not_there_may_have_the_file_yet) {
  fill();
  tests::flip_bit(copy("store-a") / "v1/content/data/a.txt", 1);
  fs::rename(root() / "store-b", root() / "elsewhere");
  const auto path = out();
  ASSERT_FALSE(path);
  EXPECT_EQ(path.error().code, ErrorCode::kIo);
  EXPECT_THAT(path.error().text(), HasSubstr("store-b"));
  auto holdings = open(Access::kRead);
  const auto proof = prove_package(*holdings, {kFirst}, "a.txt", folder_ / "proof", run_);
  ASSERT_FALSE(proof);
  EXPECT_EQ(proof.error().code, ErrorCode::kIo) << "one situation, one exit code";
  EXPECT_THAT(proof.error().text(), HasSubstr("store-b"));
}

TEST_F(ExportTest, a_proof_holds_the_entries_the_inventory_and_the_file) {
  fill({kFirst, "33333333-0000-5000-8000-000000000003"});
  auto holdings = open(Access::kRead);
  const auto proof = prove_package(*holdings, {kFirst}, "a.txt", folder_ / "proof", run_);
  ASSERT_TRUE(proof) << proof.error().text();
  EXPECT_EQ(proof->entries, 4u);  // validation, two replications, ingestion
  const std::string entries = tests::text_of_file(folder_ / "proof/entries.jsonl");
  EXPECT_THAT(entries, testing::Not(HasSubstr("33333333")));
  const std::string inventory = tests::text_of_file(folder_ / "proof/inventory.json");
  EXPECT_THAT(entries, HasSubstr(sha256_of(inventory).hex));
  EXPECT_EQ(tests::text_of_file(folder_ / "proof/file/a.txt"), std::string("a of ") + kFirst);
  const std::string chain = tests::text_of_file(folder_ / "proof/chain.tsv");
  EXPECT_EQ(static_cast<std::uint64_t>(std::ranges::count(chain, '\n')), proof->head.n);
  EXPECT_TRUE(chain.ends_with(proof->head.hash + "\n"));
  const std::string how = tests::text_of_file(folder_ / "proof/HOW-TO-CHECK.txt");
  EXPECT_THAT(how, HasSubstr(proof->head.hash));
  EXPECT_THAT(how, HasSubstr(sha256_of(inventory).hex));
  EXPECT_EQ(prove_package(*holdings, {kFirst}, "none.txt", folder_ / "p2", run_).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(prove_package(*holdings, {kFirst}, {}, folder_ / "proof", run_).error().code,
            ErrorCode::kInvalidArgument);
}

TEST_F(ExportTest, a_ledger_comes_out_whole_or_not_at_all) {
  fill();
  {
    auto holdings = open(Access::kRead);
    const auto head = export_ledger(*holdings, **FileSink::create(folder_ / "ledger.jsonl"), run_);
    ASSERT_TRUE(head) << head.error().text();
    EXPECT_EQ(tests::text_of_file(folder_ / "ledger.jsonl"),
              tests::text_of_file(root() / "ledger/ledger.jsonl"));
    const auto verdict = verify_ledger(*holdings, run_);
    ASSERT_TRUE(verdict);
    EXPECT_TRUE(verdict->intact);
    EXPECT_THAT(verdict->findings, IsEmpty());
  }
  tests::flip_bit(root() / "ledger/ledger.jsonl", 4000);
  auto holdings = open(Access::kRead);
  const auto broken = export_ledger(*holdings, **FileSink::create(folder_ / "broken.jsonl"), run_);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::kCorrupt);
  const auto verdict = verify_ledger(*holdings, run_);
  ASSERT_TRUE(verdict);
  EXPECT_FALSE(verdict->intact);
  EXPECT_EQ(verdict->findings.front().rule, "holdings.ledger.altered");
}

TEST_F(ExportTest, a_torn_tail_is_no_part_of_the_ledger) {
  fill();
  const std::string whole = tests::text_of_file(root() / "ledger/ledger.jsonl");
  tests::write_text(root() / "ledger/ledger.jsonl", whole + "{\"prev\":\"half");
  auto holdings = open(Access::kRead);
  const auto head = export_ledger(*holdings, **FileSink::create(folder_ / "out.jsonl"), run_);
  ASSERT_TRUE(head) << head.error().text();
  EXPECT_EQ(tests::text_of_file(folder_ / "out.jsonl"), whole);
}

TEST(HoldingsRulesTest, each_line_of_an_audit_is_a_finding) {
  const auto rule_of = [](AuditLine line) { return finding_of(line).rule; };
  const AuditLine file{.copy = "store-a/x", .path = "v1/content/a.tif"};
  AuditLine line = file;
  line.state = FileState::kDamaged;
  line.expected = "sha256:1";
  line.found = "sha256:2";
  EXPECT_EQ(rule_of(line), "holdings.file.damaged");
  EXPECT_EQ(finding_of(line).message, "is damaged, expected sha256:1, found sha256:2");
  line.state = FileState::kMissing;
  EXPECT_EQ(rule_of(line), "holdings.file.missing");
  line.state = FileState::kUnexpected;
  EXPECT_EQ(rule_of(line), "holdings.file.unexpected");
  // Repaired: by what it was.
  line.state = FileState::kRepaired;
  EXPECT_EQ(rule_of(line), "holdings.file.damaged");
  line.found.clear();
  EXPECT_EQ(rule_of(line), "holdings.file.missing");
  EXPECT_EQ(rule_of({.copy = "ledger", .path = "ledger/ledger.jsonl"}), "holdings.ledger.altered");
  EXPECT_EQ(rule_of({.copy = "catalogue", .path = "delo.db"}), "holdings.catalogue.damaged");
}

}  // namespace
}  // namespace delo::holdings
