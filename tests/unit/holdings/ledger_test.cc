#include "holdings/ledger/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/fixity/hasher.h"
#include "tests/support/package_builder.h"

namespace delo::holdings {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

class LedgerTest : public testing::Test {
 protected:
  static LedgerEntry entry(const std::string& detail) {
    LedgerEntry entry;
    entry.time = *timestamp_of("2026-11-24T06:36:31.250Z");
    entry.type = "fixity check";
    entry.about = "copy store-a/x";
    entry.detail = detail;
    entry.more.set("intact", true);
    return entry;
  }
  std::unique_ptr<Ledger> open(Ledger::Access access = Ledger::Access::kAppend) {
    messages_.clear();
    auto ledger = Ledger::open(file(), access, *timestamp_of("2026-11-24T07:00:00Z"), messages_);
    EXPECT_TRUE(ledger) << ledger.error().text();
    return *std::move(ledger);
  }
  void append(Ledger& ledger, int from, int to) {
    std::vector<LedgerEntry> entries;
    for (int i = from; i <= to; ++i) entries.push_back(entry("entry " + std::to_string(i)));
    const auto places = ledger.append(entries);
    ASSERT_TRUE(places) << places.error().text();
  }
  ChainVerdict verify(const std::string& text) {
    const MemorySource source(text);
    return *verify_chain(source);
  }
  fs::path file() const { return folder_ / "ledger/ledger.jsonl"; }

  tests::TempFolder folder_;
  std::vector<std::string> messages_;
};

TEST_F(LedgerTest, an_entry_reads_back) {
  auto ledger = open();
  append(*ledger, 1, 3);
  std::vector<std::string> details;
  ASSERT_TRUE(ledger->for_each(0, [&](const LedgerEntry& e, std::uint64_t at) {
    details.push_back(e.detail);
    EXPECT_EQ(e.n, details.size());
    EXPECT_TRUE(e.more["intact"].boolean());
    EXPECT_EQ(ledger->entry_at(at)->hash, e.hash);
    return Result<void>();
  }));
  EXPECT_THAT(details, testing::ElementsAre("entry 1", "entry 2", "entry 3"));
}

// The promise of docs/formats/ledger.md: sha256sum is enough.
TEST_F(LedgerTest, the_hash_is_the_sha256_of_the_line_before_it) {
  auto ledger = open();
  append(*ledger, 1, 1);
  const std::string line = tests::text_of_file(file());
  const std::size_t at = line.find(",\"hash\":\"");
  ASSERT_NE(at, line.npos);
  EXPECT_EQ(sha256_of(line.substr(0, at)).hex, line.substr(at + 9, 64));
  EXPECT_EQ(line.substr(at + 73), "\"}\n");
  EXPECT_TRUE(line.starts_with("{\"prev\":\"" + std::string(kNoPreviousHash)));
}

TEST_F(LedgerTest, a_ledger_goes_on_after_it_was_closed) {
  append(*open(), 1, 2);
  auto ledger = open();
  EXPECT_EQ(ledger->head().n, 2u);
  append(*ledger, 3, 4);
  const auto verdict = verify(tests::text_of_file(file()));
  EXPECT_TRUE(verdict.intact) << verdict.fault;
  EXPECT_EQ(verdict.head.n, 4u);
  EXPECT_THAT(messages_, IsEmpty());
}

TEST_F(LedgerTest, a_tail_torn_at_any_byte_is_cut_and_kept) {
  append(*open(), 1, 2);
  const std::string acknowledged = tests::text_of_file(file());
  append(*open(), 3, 4);
  const std::string all = tests::text_of_file(file());
  const std::size_t third = all.find('\n', acknowledged.size()) + 1;
  for (std::size_t cut = acknowledged.size(); cut < all.size(); ++cut) {
    for (const std::size_t zeros : {0, 4}) {  // some file systems leave zeros where nothing came
      const std::string torn = all.substr(0, cut) + std::string(zeros, '\0');
      tests::write_text(file(), torn);
      auto ledger = open(Ledger::Access::kRead);
      ASSERT_EQ(ledger->head().n, cut >= third ? 3u : 2u) << cut;
      ASSERT_TRUE(ledger->damage().empty());
      if (cut % 61 != 0 && cut + 1 != all.size()) continue;  // each of these syncs
      ledger = open();
      const bool whole = cut == acknowledged.size() || cut == third;
      ASSERT_EQ(messages_.size(), whole && zeros == 0 ? 0u : 1u) << cut;
      append(*ledger, 9, 9);
      ASSERT_TRUE(verify(tests::text_of_file(file())).intact) << cut;
    }
  }
}

TEST_F(LedgerTest, readers_leave_a_torn_tail_alone) {
  append(*open(), 1, 2);
  const std::string torn = tests::text_of_file(file()) + "{\"prev\":\"half";
  tests::write_text(file(), torn);
  auto ledger = open(Ledger::Access::kRead);
  EXPECT_EQ(ledger->head().n, 2u);
  EXPECT_EQ(tests::text_of_file(file()), torn);
  std::vector<LedgerEntry> more{entry("x")};
  EXPECT_FALSE(ledger->append(more));
}

TEST_F(LedgerTest, every_flipped_bit_is_found) {
  append(*open(), 1, 3);
  const std::string good = tests::text_of_file(file());
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_FALSE(verify(bad).intact) << bit;
  }
}

TEST_F(LedgerTest, entries_taken_out_put_in_or_swapped_are_found_with_their_place) {
  append(*open(), 1, 20);
  std::vector<std::string> lines;
  const std::string text = tests::text_of_file(file());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at) + 1;
    lines.push_back(text.substr(at, end - at));
    at = end;
  }
  const auto joined = [](const std::vector<std::string>& some) {
    std::string out;
    for (const auto& line : some) out += line;
    return out;
  };
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    auto removed = lines, doubled = lines, swapped = lines;
    removed.erase(removed.begin() + static_cast<std::ptrdiff_t>(i));
    doubled.insert(doubled.begin() + static_cast<std::ptrdiff_t>(i), lines[i]);
    std::swap(swapped[i], swapped[i + 1]);
    for (const auto* changed : {&removed, &swapped}) {
      const auto verdict = verify(joined(*changed));
      ASSERT_FALSE(verdict.intact);
      EXPECT_THAT(verdict.fault, HasSubstr("entry " + std::to_string(i + 1)));
    }
    ASSERT_FALSE(verify(joined(doubled)).intact);
  }
}

TEST_F(LedgerTest, a_damaged_end_is_told_and_nothing_is_appended) {
  append(*open(), 1, 3);
  std::string text = tests::text_of_file(file());
  text[text.rfind("entry 3")] = 'E';
  tests::write_text(file(), text);
  auto ledger = open();
  EXPECT_THAT(ledger->damage(), HasSubstr("after entry 2"));
  std::vector<LedgerEntry> more{entry("x")};
  const auto appended = ledger->append(more);
  ASSERT_FALSE(appended);
  EXPECT_EQ(appended.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(tests::text_of_file(file()), text);
}

TEST_F(LedgerTest, copies_grow_with_the_ledger) {
  auto ledger = open();
  append(*ledger, 1, 2);
  const fs::path copy = folder_ / "copy.jsonl";
  ASSERT_TRUE(ledger->publish(copy));
  EXPECT_EQ(tests::text_of_file(copy), tests::text_of_file(file()));
  append(*ledger, 3, 4);
  const auto inode_before = FileSource::open(copy)->get()->stamp_at_open().inode;
  ASSERT_TRUE(ledger->publish(copy));
  EXPECT_EQ(tests::text_of_file(copy), tests::text_of_file(file()));
  EXPECT_EQ(FileSource::open(copy)->get()->stamp_at_open().inode, inode_before) << "rewritten";
  // A copy torn in the middle of an append.
  tests::write_text(copy, tests::text_of_file(file()).substr(0, 1000));
  ASSERT_TRUE(ledger->publish(copy));
  EXPECT_EQ(tests::text_of_file(copy), tests::text_of_file(file()));
  tests::write_text(copy, tests::text_of_file(file()).substr(0, 1000) + std::string(40, '\0'));
  ASSERT_TRUE(ledger->publish(copy));
  EXPECT_EQ(tests::text_of_file(copy), tests::text_of_file(file()));
}

TEST_F(LedgerTest, a_copy_that_tells_another_story_is_not_written_over) {
  auto ledger = open();
  append(*ledger, 1, 4);
  const fs::path copy = folder_ / "copy.jsonl";
  std::string other = tests::text_of_file(file());
  other[other.find("entry 2")] = 'X';
  tests::write_text(copy, other);
  const auto published = ledger->publish(copy);
  ASSERT_FALSE(published);
  EXPECT_EQ(published.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(tests::text_of_file(copy), other);
}

TEST_F(LedgerTest, comparison_tells_rollback_from_lag_and_from_edits) {
  append(*open(), 1, 9);
  const std::string all = tests::text_of_file(file());
  const std::size_t half = all.find('\n', all.size() / 2) + 1;
  const auto compare = [](const std::string& a, const std::string& b) {
    const MemorySource ledger(a), copy(b);
    return *compare_ledgers(ledger, copy);
  };
  EXPECT_EQ(compare(all, all).state, LedgerCopyState::kEqual);
  EXPECT_EQ(compare(all, all.substr(0, half)).state, LedgerCopyState::kBehind);
  EXPECT_EQ(compare(all.substr(0, half), all).state, LedgerCopyState::kAhead);
  std::string edited = all;
  edited[edited.find("entry 7")] = 'E';
  const auto found = compare(all, edited);
  EXPECT_EQ(found.state, LedgerCopyState::kDiffers);
  EXPECT_EQ(found.same_entries, 6u);
}

TEST_F(LedgerTest, long_lines_and_many_lines_are_streamed) {
  auto ledger = open();
  std::vector<LedgerEntry> entries;
  for (int i = 0; i < 300; ++i)
    entries.push_back(entry(std::string(static_cast<std::size_t>(i * 97 % 9000), 'x')));
  entries.push_back(entry(std::string(5u << 20, 'y')));
  ASSERT_TRUE(ledger->append(entries));
  std::size_t n = 0;
  ASSERT_TRUE(ledger->for_each(0, [&](const LedgerEntry& e, std::uint64_t) {
    EXPECT_EQ(e.detail.size(), entries[n++].detail.size());
    return Result<void>();
  }));
  EXPECT_EQ(n, entries.size());
  EXPECT_EQ(open()->head().n, 301u);
}

}  // namespace
}  // namespace delo::holdings
