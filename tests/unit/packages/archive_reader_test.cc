#include "packages/sinks/archive_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <algorithm>

#include "packages/sinks/archive_rules.h"
#include "tests/unit/packages/archive_builder.h"
#include "tests/unit/packages/gzip_builder.h"

namespace delo::packages {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Owns its bytes, unlike MemorySource.
class OwnedSource final : public ByteSource {
 public:
  explicit OwnedSource(std::string bytes) : bytes_(std::move(bytes)), source_(bytes_) {}
  std::uint64_t size() const override { return source_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) const override {
    return source_.read_at(offset, out);
  }

 private:
  std::string bytes_;
  MemorySource source_;
};

struct Reading {
  std::vector<std::string> kept, refused, contents;
  std::vector<std::string> rules;
  std::vector<std::string> messages;
};

Reading read_all_of(std::string bytes, const ArchiveBudget& budget = {}) {
  Reading reading;
  auto reader = ArchiveReader::open(std::make_unique<OwnedSource>(std::move(bytes)), budget);
  EXPECT_TRUE(reader) << (reader ? "" : reader.error().text());
  if (!reader) return reading;
  while (true) {
    auto entry = (*reader)->next();
    EXPECT_TRUE(entry);
    if (!entry || !*entry) break;
    if ((*entry)->refused) {
      reading.refused.push_back((*entry)->name);
      EXPECT_TRUE((*entry)->path.empty());
      continue;
    }
    reading.kept.push_back((*entry)->path.text());
    if ((*entry)->type != EntryType::kFile) continue;
    StringSink sink;
    auto whole = (*reader)->read(sink);
    EXPECT_TRUE(whole);
    reading.contents.push_back(*whole ? sink.text() : "(damaged)");
  }
  for (const Finding& f : (*reader)->findings()) {
    reading.rules.push_back(f.rule);
    reading.messages.push_back(f.message);
  }
  return reading;
}

TEST(ArchiveReader, a_plain_tar_gives_its_files_in_order) {
  const auto r = read_all_of(TarBuilder()
                                 .add("./", "", '5')
                                 .add("./bag/", "", '5')
                                 .add("./bag/a.txt", "alpha")
                                 .add("bag/б.txt", "")
                                 .bytes());
  EXPECT_THAT(r.kept, ElementsAre("", "bag", "bag/a.txt", "bag/б.txt"));
  EXPECT_THAT(r.contents, ElementsAre("alpha", ""));
  EXPECT_THAT(r.rules, IsEmpty());
}

TEST(ArchiveReader, names_of_pax_headers_keep_their_bytes) {
  const std::string decomposed = "e\xCC\x81.txt", latin = "caf\xE9.txt";
  const auto r = read_all_of(TarBuilder()
                                 .add_with_pax("x", "1", "path", decomposed)
                                 .add_with_pax("y", "2", "path", "и/й.txt")
                                 .add(latin, "3")
                                 .bytes());
  EXPECT_THAT(r.kept, ElementsAre(decomposed, "и/й.txt", latin));
  EXPECT_THAT(r.rules, ElementsAre("archive.name.encoding"));
}

TEST(ArchiveReader, names_that_leave_the_folder_are_refused) {
  const auto r = read_all_of(TarBuilder()
                                 .add("../x", "1")
                                 .add("/tmp/x", "2")
                                 .add("a/../../x", "3")
                                 .add("..", "4")
                                 .add("..\\..\\x", "5")
                                 .add("C:\\x", "6")
                                 .add("a//b", "7")
                                 .add_with_pax("safe", "8", "path", "../x")
                                 .bytes());
  EXPECT_THAT(r.kept, IsEmpty());
  EXPECT_EQ(r.refused.size(), 8u);
  EXPECT_THAT(r.rules, ::testing::Each("archive.name.unsafe"));
}

TEST(ArchiveReader, links_and_devices_are_refused) {
  const auto r = read_all_of(TarBuilder()
                                 .add("s", "", '2', "/etc")
                                 .add("h", "", '1', "ok.txt")
                                 .add("c", "", '3')
                                 .add("f", "", '6')
                                 .add("ok.txt", "fine")
                                 .bytes());
  EXPECT_THAT(r.kept, ElementsAre("ok.txt"));
  EXPECT_THAT(r.rules, ElementsAre("archive.entry.link", "archive.entry.link",
                                   "archive.entry.special", "archive.entry.special"));
}

TEST(ArchiveReader, a_set_id_bit_is_told) {
  const auto r = read_all_of(ZipBuilder().add("x", "1", {.attributes = 0104755u << 16}).bytes());
  EXPECT_THAT(r.kept, ElementsAre("x"));
  EXPECT_THAT(r.rules, ElementsAre("archive.entry.mode"));
}

TEST(ArchiveReader, the_same_name_twice_is_refused) {
  const auto r = read_all_of(TarBuilder()
                                 .add("a", "1")
                                 .add("a", "2")
                                 .add("a/b", "3")
                                 .add("d/x", "4")
                                 .add("d", "5")
                                 .add("d/", "", '5')
                                 .bytes());
  EXPECT_THAT(r.kept, ElementsAre("a", "d/x", "d"));
  EXPECT_THAT(r.refused, ElementsAre("a", "a/b", "d"));
  EXPECT_THAT(r.rules, ::testing::Each("archive.name.twice"));
}

TEST(ArchiveReader, names_that_collide_elsewhere_are_kept_and_told) {
  const auto r = read_all_of(ZipBuilder()
                                 .add("A.tif", "1")
                                 .add("a.TIF", "2")
                                 .add("caf\u00e9", "3")
                                 .add("cafe\u0301", "4")
                                 .bytes());
  EXPECT_EQ(r.kept.size(), 4u);
  EXPECT_THAT(r.rules, ElementsAre("archive.name.collision", "archive.name.collision"));
}

TEST(ArchiveReader, odd_names_are_kept_and_told) {
  const auto r = read_all_of(TarBuilder().add("bell\x07.tif", "1").add("back\\slash", "2").bytes());
  EXPECT_THAT(r.kept, ElementsAre("bell\x07.tif", "back\\slash"));
  EXPECT_THAT(r.rules, ElementsAre("archive.name.odd", "archive.name.odd"));
}

TEST(ArchiveReader, a_header_that_departs_from_its_format_is_told_and_its_file_is_read) {
  const std::string sound = "13 comment=x\n", without_length = "comment=of no length\n";
  const auto with = [](const std::string& pax) {
    return read_all_of(TarBuilder().add("pax", pax, 'x').add("bag/a.txt", "alpha").bytes());
  };
  const auto told = with(without_length);
  EXPECT_THAT(told.rules, ElementsAre("archive.irregular"));
  EXPECT_THAT(told.kept, ElementsAre("bag/a.txt"));
  EXPECT_THAT(told.contents, ElementsAre("alpha"));
  EXPECT_THAT(with(sound).rules, IsEmpty());
}

TEST(ArchiveReader, a_tar_cut_short_is_damaged) {
  const std::string whole = TarBuilder().add("a", "1").add("b", std::string(2000, 'x')).bytes();
  EXPECT_THAT(read_all_of(whole).rules, IsEmpty());
  for (const std::size_t cut : {700u, 1024u, 1500u, 1800u, 3000u}) {
    const auto r = read_all_of(whole.substr(0, cut));
    EXPECT_THAT(r.rules, ElementsAre("archive.damaged")) << cut;
  }
}

TEST(ArchiveReader, a_changed_header_is_damage) {
  std::string bytes = TarBuilder().add("a", "1").add("b", "2").bytes();
  bytes[1024] = 'B';
  EXPECT_THAT(read_all_of(bytes).rules, ElementsAre("archive.damaged"));
}

TEST(ArchiveReader, a_negative_size_is_damage) {
  std::string bytes = TarBuilder().add("a", "1").bytes();
  EXPECT_THAT(
      read_all_of(TarBuilder().add_with_pax("a", "x", "size", "99999999999999").bytes()).rules,
      ElementsAre("archive.budget"));
}

TEST(ArchiveReader, sparse_holes_beyond_the_budget_are_refused) {
  const auto r =
      read_all_of(TarBuilder().add_with_pax("a", "x", "GNU.sparse.realsize", "8589934592").bytes());
  EXPECT_FALSE(r.rules.empty());
}

TEST(ArchiveReader, a_plain_zip_gives_its_files) {
  const auto r = read_all_of(ZipBuilder().add("bag/", "").add("bag/a.txt", "alpha").bytes());
  EXPECT_THAT(r.kept, ElementsAre("bag", "bag/a.txt"));
  EXPECT_THAT(r.contents, ElementsAre("alpha"));
  EXPECT_THAT(r.rules, IsEmpty());
}

TEST(ArchiveReader, a_zip_name_keeps_its_backslashes_and_its_normal_form) {
  const auto r = read_all_of(ZipBuilder().add("a\\b.txt", "1").add("e\xCC\x81", "2").bytes());
  EXPECT_THAT(r.kept, ElementsAre("a\\b.txt", "e\xCC\x81"));
}

TEST(ArchiveReader, a_nul_in_a_zip_name_is_refused) {
  const auto r = read_all_of(ZipBuilder().add(std::string_view("a.txt\0.exe", 10), "1").bytes());
  EXPECT_THAT(r.rules, ElementsAre("archive.name.unsafe"));
}

TEST(ArchiveReader, a_zip_whose_headers_differ_is_refused) {
  const auto r = read_all_of(ZipBuilder().add("safe", "1", {.local_name = "../x"}).bytes());
  EXPECT_THAT(r.kept, IsEmpty());
  EXPECT_THAT(r.rules, ElementsAre("archive.headers-differ"));
  EXPECT_THAT(read_all_of(ZipBuilder().add("a", "xxxx", {.size = 1}).bytes()).rules,
              ElementsAre("archive.headers-differ"));
}

TEST(ArchiveReader, a_wrong_crc_is_damage) {
  const auto r = read_all_of(ZipBuilder().add("a", "x", {.crc = 1}).bytes());
  EXPECT_THAT(r.contents, ElementsAre("(damaged)"));
  EXPECT_THAT(r.rules, ElementsAre("archive.damaged"));
}

TEST(ArchiveReader, zip_entries_that_share_bytes_are_refused) {
  const auto r = read_all_of(ZipBuilder().add("a", "x").add("b", "x", {.header_at = 0}).bytes());
  EXPECT_THAT(r.kept, IsEmpty());
  EXPECT_THAT(r.rules, ::testing::Contains("archive.overlap"));
}

TEST(ArchiveReader, links_devices_and_secrets_in_a_zip_are_refused) {
  const auto r = read_all_of(ZipBuilder()
                                 .add("l", "/etc", {.attributes = 0120777u << 16})
                                 .add("f", "", {.attributes = 0010644u << 16})
                                 .add("e", "x", {.flags = 0x801})
                                 .add("m", "x", {.method = 98})
                                 .add("d/", "hidden", {})
                                 .bytes());
  EXPECT_THAT(r.kept, IsEmpty());
  EXPECT_THAT(r.rules,
              ElementsAre("archive.entry.link", "archive.entry.special", "archive.encrypted",
                          "archive.method", "archive.entry.folder-content"));
}

TEST(ArchiveReader, a_lying_utf8_flag_is_refused) {
  EXPECT_THAT(read_all_of(ZipBuilder().add("caf\xE9", "x").bytes()).rules,
              ::testing::Contains("archive.name.encoding-flag"));
  EXPECT_THAT(read_all_of(ZipBuilder().add("caf\xE9", "x", {.flags = 0}).bytes()).rules,
              ElementsAre("archive.name.encoding"));
}

TEST(ArchiveReader, a_second_unicode_name_is_refused) {
  std::string extra;
  ZipBuilder::number(extra, 0x7075, 2);
  ZipBuilder::number(extra, 5 + 4, 2);
  extra += std::string("\1\0\0\0\0", 5) + "../x";
  const auto r = read_all_of(ZipBuilder().add("a", "x", {.extra = extra}).bytes());
  EXPECT_THAT(r.rules, ElementsAre("archive.name.encoding-flag"));
}

TEST(ArchiveReader, a_zip_cut_short_is_damaged) {
  const std::string whole = ZipBuilder().add("a", "x").bytes();
  EXPECT_THAT(read_all_of(whole.substr(0, whole.size() - 5)).rules, ElementsAre("archive.damaged"));
}

// The directory has some 1.5 MB and comes in pieces; two entries far apart share bytes.
TEST(ArchiveReader, a_zip_of_many_entries_is_read_in_pieces_and_judged_whole) {
  constexpr int kEntries = 10'000;
  ZipBuilder zip;
  std::vector<std::string> names;
  for (int i = 0; i < kEntries; ++i) {
    names.push_back("folder/" + std::string(static_cast<std::size_t>(i % 97), 'n') +
                    std::to_string(i));
    zip.add(names.back(), std::to_string(i));
  }
  const std::string all = zip.bytes();
  const auto r = read_all_of(all);
  EXPECT_EQ(r.kept, names);
  ASSERT_EQ(r.contents.size(), names.size());
  EXPECT_EQ(r.contents.back(), std::to_string(kEntries - 1));
  EXPECT_THAT(r.rules, IsEmpty());

  const auto shared = read_all_of(zip.add("last", "0", {.header_at = 0}).bytes());
  EXPECT_THAT(shared.refused, ElementsAre(names.front(), "last"));

  // Cut within an entry of a later piece, the directory gives those before.
  ZipBuilder cut = zip;
  std::string lying = cut.bytes();
  const std::size_t last = lying.rfind("PK\x01\x02");
  lying[last] = 'x';
  const auto broken = read_all_of(lying);
  EXPECT_EQ(broken.kept.size(), names.size());
  EXPECT_THAT(broken.rules, ElementsAre("archive.damaged"));
}

// Says another thing at the second look.
TEST(ArchiveReader, a_zip_that_changes_while_it_is_read_is_our_failure) {
  class Changing final : public ByteSource {
   public:
    explicit Changing(std::string bytes) : bytes_(std::move(bytes)) {}
    std::uint64_t size() const override { return bytes_.size(); }
    Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> out) const override {
      if (offset == bytes_.rfind("PK\x01\x02") && looks_++ > 0) {
        std::ranges::fill(out, std::byte{'x'});
        return out.size();
      }
      return MemorySource(bytes_).read_at(offset, out);
    }

   private:
    std::string bytes_;
    mutable int looks_ = 0;
  };
  auto reader = ArchiveReader::open(std::make_unique<Changing>(ZipBuilder().add("a", "x").bytes()));
  ASSERT_TRUE(reader);
  const auto entry = (*reader)->next();
  ASSERT_FALSE(entry);
  EXPECT_EQ(entry.error().code, ErrorCode::kIo);
}

TEST(ArchiveReader, more_entries_than_the_budget_end_the_reading) {
  TarBuilder tar;
  for (int i = 0; i < 20; ++i) tar.add(std::to_string(i), "");
  const auto r = read_all_of(tar.bytes(), ArchiveBudget{.entries = 10});
  EXPECT_EQ(r.kept.size(), 10u);
  EXPECT_THAT(r.rules, ElementsAre("archive.budget"));
}

TEST(ArchiveReader, a_tar_gz_gives_its_files) {
  const auto r = read_all_of(gzipped(TarBuilder().add("bag/a", "alpha").add("bag/b", "").bytes()));
  EXPECT_THAT(r.kept, ElementsAre("bag/a", "bag/b"));
  EXPECT_THAT(r.contents, ElementsAre("alpha", ""));
  EXPECT_THAT(r.rules, IsEmpty());
}

TEST(ArchiveReader, a_tar_gz_of_two_members_is_one_stream) {
  const std::string tar = TarBuilder().add("a", std::string(3000, 'x')).bytes();
  const auto r = read_all_of(gzipped(tar.substr(0, 1000)) + gzipped(tar.substr(1000)));
  EXPECT_THAT(r.kept, ElementsAre("a"));
  EXPECT_THAT(r.rules, IsEmpty());
}

TEST(ArchiveReader, a_damaged_tar_gz_is_told) {
  const std::string good = gzipped(TarBuilder().add("a", std::string(3000, 'x')).bytes());
  std::string crc = good;
  crc[crc.size() - 8] ^= 1;
  EXPECT_THAT(read_all_of(crc).rules, ElementsAre("archive.damaged"));
  EXPECT_THAT(read_all_of(good.substr(0, good.size() / 2)).rules, ElementsAre("archive.damaged"));
}

TEST(ArchiveReader, a_tar_gz_that_is_cut_within_its_last_checksum_is_told) {
  const std::string good = gzipped(TarBuilder().add("a", "alpha").bytes());
  for (const std::size_t cut : {1u, 3u, 8u}) {
    const auto r = read_all_of(good.substr(0, good.size() - cut));
    EXPECT_THAT(r.contents, ElementsAre("alpha"));
    EXPECT_THAT(r.messages, ElementsAre("gzip: deflated data ends too early")) << cut;
  }
  std::string other_sum = gzipped(TarBuilder().add("a", "alpha").bytes() + std::string(1 << 20, 0));
  other_sum[other_sum.size() - 6] ^= 1;
  EXPECT_THAT(read_all_of(std::move(other_sum)).messages, ElementsAre("gzip: incorrect data check"))
      << "padding beyond what the reader of tar looks at";
}

TEST(ArchiveReader, a_tar_that_ends_within_an_entry_is_told_in_words) {
  const std::string tar =
      TarBuilder().add("a", "alpha").add_with_pax("x", "beta", "path", "б.txt").bytes();
  const std::size_t behind_the_extended_header = 3 * 512;
  const auto r = read_all_of(tar.substr(0, behind_the_extended_header));
  EXPECT_THAT(r.contents, ElementsAre("alpha"));
  EXPECT_THAT(r.messages, ElementsAre("after 1 entry: the file ends within an entry"));
}

TEST(ArchiveReader, a_tar_gz_that_swells_is_refused) {
  const std::string bomb = gzipped(TarBuilder().add("z", std::string(4 << 20, '\0')).bytes());
  const auto r = read_all_of(bomb, ArchiveBudget{.ratio = 10, .ratio_from = 1000});
  EXPECT_THAT(r.rules, ElementsAre("archive.budget"));
}

TEST(ArchiveReader, an_empty_archive_is_told) {
  EXPECT_THAT(read_all_of(TarBuilder().bytes()).rules, ElementsAre("archive.empty"));
  EXPECT_THAT(read_all_of(ZipBuilder().bytes()).rules, ElementsAre("archive.empty"));
}

TEST(ArchiveReader, other_files_are_no_archives) {
  EXPECT_FALSE(ArchiveReader::open(std::make_unique<OwnedSource>("Rar!\x1a\7\1 and more")));
  EXPECT_FALSE(ArchiveReader::open(std::make_unique<OwnedSource>("")));
}

TEST(ArchiveReader, every_archive_rule_has_a_cause_and_a_remedy) {
  EXPECT_EQ(archive_rules().size(), 18u);
  for (const Rule& rule : archive_rules()) {
    EXPECT_TRUE(rule.id.starts_with("archive."));
    EXPECT_FALSE(rule.summary.empty() || rule.cause.empty() || rule.remedy.empty()) << rule.id;
  }
}

}  // namespace
}  // namespace delo::packages
