// Packages of many files in the catalogue.
#include "holdings/catalogue/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/fixity/hasher.h"
#include "holdings/entries.h"
#include "tests/support/temp_folder.h"

namespace delo::holdings {
namespace {

constexpr int kMany = 2500;  // pages of rows, and more than a seal holds at once

const std::string kId = "11111111-0000-5000-8000-000000000001";

std::string path_of_file(int i) {
  return "data/page-" + std::to_string(10'000 + i) + ".txt";  // in path order
}

class CatalogueTest : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = Catalogue::open({}, SqliteMode::kMemory);
    ASSERT_TRUE(opened);
    catalogue_ = *std::move(opened);
  }

  // Files from `first` on, as version `version`.
  void enter(int first, int version) {
    PackageContents contents;
    for (int i = first; i < kMany; ++i) {
      packages::PackagedFile file{
          .path = *RelativePath::parse(path_of_file(i)), .source = {}, .size = 3, .digests = {}};
      file.digests.set(sha256_of(path_of_file(i)));
      ASSERT_TRUE(contents.files.append(file));
    }
    PackageSummary summary;
    summary.id.value = kId;
    summary.title = "Letters";
    const std::vector<std::string> stores = {"store-a"};
    std::vector<Catalogue::Placed> placed(1);
    placed[0].entry = version == 1 ? ingestion_entry({}, summary, stores)
                                   : version_entry({}, summary, version, "later", stores);
    const auto entered = catalogue_->enter_with_gaps(
        placed, [&](const PackageId&) -> Result<PackageContents> { return std::move(contents); });
    ASSERT_TRUE(entered) << entered.error().text();
  }

  // The `i`-th file of a fond, with a transcription; returns the package's id.
  std::string enter_record(int i, const std::string& title, const std::string& transcription) {
    PackageSummary summary;
    summary.id.value = uuid_of(std::to_string(i));
    summary.reference.archive = "APRF";
    summary.reference.fond = "45";
    summary.reference.delo = std::to_string(i);
    summary.title = title;
    PackageContents contents;
    CatalogueText& text = contents.texts.emplace_back();
    text.kind = "transcription";
    text.path = "t.txt";
    text.source.text = transcription;
    text.source.language = "ru";
    const std::vector<std::string> stores = {"store-a"};
    std::vector<Catalogue::Placed> placed(1);
    placed[0].entry = ingestion_entry({}, summary, stores);
    EXPECT_TRUE(catalogue_->enter_with_gaps(
        placed, [&](const PackageId&) -> Result<PackageContents> { return std::move(contents); }));
    return summary.id.value;
  }

  std::size_t found(const std::string& words) {
    const auto answer = catalogue_->search({.words = words});
    EXPECT_TRUE(answer);
    return answer ? answer->matches : 0;
  }

  std::unique_ptr<Catalogue> catalogue_;
};

TEST_F(CatalogueTest, every_file_of_many_is_told_in_order_and_sealed) {
  enter(0, 1);
  int next = 0;
  ASSERT_TRUE(catalogue_->for_each_file({kId}, [&](const CatalogueFile& file) {
    EXPECT_EQ(file.path, path_of_file(next));
    EXPECT_EQ(file.size, 3u);
    EXPECT_EQ(file.sha256, sha256_of(path_of_file(next++)).hex);
    return Result<void>();
  }));
  EXPECT_EQ(next, kMany);
  EXPECT_EQ(*catalogue_->check(true), "");
}

TEST_F(CatalogueTest, whoever_is_told_of_files_may_end_it_or_ask_for_more) {
  enter(0, 1);
  int seen = 0;
  const auto ended = catalogue_->for_each_file({kId}, [&](const CatalogueFile&) -> Result<void> {
    EXPECT_TRUE(catalogue_->find({kId}));
    if (++seen < 1500) return {};
    return Error{ErrorCode::kCancelled, "enough"};
  });
  EXPECT_EQ(ended.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(seen, 1500);
  ASSERT_TRUE(catalogue_->for_each_file({"no such"}, [](const CatalogueFile&) -> Result<void> {
    return Error{ErrorCode::kInternal, "a file of nothing"};
  }));
}

TEST_F(CatalogueTest, files_are_told_as_they_were_whatever_is_written_meanwhile) {
  const tests::TempFolder folder;
  catalogue_ = *Catalogue::open(folder / "delo.db", SqliteMode::kWrite);
  enter(0, 1);
  const auto reader = Catalogue::open(folder / "delo.db", SqliteMode::kRead);
  ASSERT_TRUE(reader);
  std::vector<std::string> told, expected;
  for (int i = 0; i < kMany; ++i) expected.push_back(path_of_file(i));
  // As another process would: files go and come in what was told and in what was not.
  ASSERT_TRUE((*reader)->for_each_file({kId}, [&](const CatalogueFile& file) {
    if (told.size() == 1200) enter(2000, 2);
    told.push_back(file.path);
    return Result<void>();
  }));
  EXPECT_EQ(told, expected);
  int left = 0;
  ASSERT_TRUE((*reader)->for_each_file({kId}, [&](const CatalogueFile&) {
    ++left;
    return Result<void>();
  }));
  EXPECT_EQ(left, kMany - 2000);
}

TEST_F(CatalogueTest, of_a_delo_of_very_many_packages_the_newest_are_looked_through) {
  constexpr std::size_t kPackages = 10'005;
  const std::vector<std::string> stores = {"store-a"};
  std::vector<Catalogue::Placed> placed(kPackages);
  for (std::size_t i = 0; i < kPackages; ++i) {
    PackageSummary summary;
    summary.id.value = uuid_of(std::to_string(i));
    summary.reference = *parse_reference("APRF, f. 45, op. 1, d. 337");
    summary.title = i < 3 || i > kPackages - 3 ? "Register" : "Letter";
    placed[i].entry = ingestion_entry({}, summary, stores);
  }
  ASSERT_TRUE(catalogue_->enter_with_gaps(
      placed, [](const PackageId&) { return Result<PackageContents>(PackageContents()); }));
  const auto shown = [&](const std::string& words, std::size_t offset) {
    std::vector<std::string> ids;
    const auto answer =
        catalogue_->search({.words = words, .limit = 4, .offset = offset, .places = false});
    EXPECT_TRUE(answer && answer->more == (answer->matches < kPackages));
    for (const FindHit& hit : answer->hits) ids.push_back(hit.entry.summary.id.value);
    return ids;
  };
  const auto id = [](std::size_t i) { return uuid_of(std::to_string(i)); };
  EXPECT_THAT(shown("f. 45 d. 337", 0),
              testing::ElementsAre(id(10'004), id(10'003), id(10'002), id(10'001)));
  EXPECT_THAT(shown("f. 45 d. 337", 10'001), testing::ElementsAre(id(3), id(2), id(1), id(0)));
  EXPECT_THAT(shown("f. 45 d. 337 register", 0),
              testing::UnorderedElementsAre(id(10'004), id(10'003)));
}

TEST_F(CatalogueTest, a_later_version_is_found_by_its_names_and_not_by_those_before) {
  enter(0, 1);
  EXPECT_EQ(found("10007"), 1u);
  EXPECT_EQ(found("12499"), 1u);
  enter(100, 2);
  EXPECT_EQ(found("10007"), 0u);
  EXPECT_EQ(found("12499"), 1u);
  EXPECT_EQ(found("page letters"), 1u);
  EXPECT_EQ(*catalogue_->check(true), "");
}

TEST_F(CatalogueTest, words_that_are_shut_out_take_records_away_and_change_no_order) {
  for (int i = 0; i < 40; ++i) {
    std::string text = i % 3 == 0 ? "Маршал пишет. " : "Записка. ";
    for (int times = 0; times < i % 7; ++times) text += "Молотов ответил. ";
    if (i % 5 == 0) text += "Телеграмма.";
    enter_record(i, i % 8 == 1 ? "Записка маршала" : "Записка", text);
  }
  const auto ids = [&](const std::string& words) {
    std::vector<std::string> out;
    const auto answer = catalogue_->search({.words = words, .limit = 100});
    EXPECT_TRUE(answer) << words;
    for (const FindHit& hit : answer->hits) out.push_back(hit.entry.summary.id.value);
    return out;
  };
  const std::vector<std::string> all = ids("маршал OR молотов");
  EXPECT_EQ(ids("маршал OR молотов NOT сельдь"), all);
  const std::vector<std::string> gone = ids("телеграмма");
  std::vector<std::string> left = all;
  std::erase_if(left, [&](const std::string& id) { return std::ranges::count(gone, id) > 0; });
  ASSERT_LT(left.size(), all.size());
  EXPECT_EQ(ids("маршал OR молотов NOT телеграмма"), left);
}

// More packages than are ranked, all with the word in a text; every hundredth in its title.
TEST_F(CatalogueTest, of_what_very_many_have_those_come_first_whose_title_has_it) {
  constexpr int kPackages = 1100;
  std::vector<std::string> in_title;
  for (int i = 0; i < kPackages; ++i) {
    const bool named = i % 100 == 7;
    const std::string id =
        enter_record(i, named ? "Записка маршала Молотову" : "Записка", "Маршал Молотова");
    if (named) in_title.insert(in_title.begin(), id);
  }
  const auto first = [&](const std::string& words) {
    std::vector<std::string> ids;
    const auto answer = catalogue_->search({.words = words, .limit = in_title.size()});
    EXPECT_TRUE(answer && answer->more) << words;
    for (const FindHit& hit : answer->hits) ids.push_back(hit.entry.summary.id.value);
    return ids;
  };
  EXPECT_EQ(first("Молотов"), in_title);
  EXPECT_EQ(first("\"маршал Молотов\""), in_title);
  EXPECT_EQ(first("молот*"), in_title);
  EXPECT_EQ(first("маршал молотов NOT телеграмма"), in_title);
  // No phrase goes from the reference into the title, and no mark is a word.
  EXPECT_NE(first("\"маршал молотов\" OR hmolotov").size(), 0u);
  EXPECT_EQ(found("\"7 записка\""), 0u);
  EXPECT_EQ(found("hmolotov"), 0u);
}

}  // namespace
}  // namespace delo::holdings
