// The index of words: what is found, and where; made again as it was.
#include <fstream>
#include <sstream>

#include "core/records/letters.h"
#include "core/run/text_source.h"
#include "holdings/catalogue/catalogue.h"
#include "holdings/database/sqlite_database.h"
#include "tests/unit/holdings/holdings_fixture.h"

namespace delo::holdings {
namespace {
namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

// Reads UTF-8 files; "[37]" at the head of a line begins a sheet.
class PlainTexts final : public TextSource {
 public:
  Result<SourceText> read(const fs::path& file, const RelativePath&, std::uint64_t limit) override {
    std::ifstream in(file);
    std::stringstream all;
    all << in.rdbuf();
    SourceText out{.text = all.str(), .language = "ru", .sheets = {}, .remark = {}};
    if (out.text.size() > limit) {
      out.text.resize(limit);
      out.remark = "cut";
    }
    for (std::size_t at = out.text.find("["); at != out.text.npos;
         at = out.text.find("[", at + 1)) {
      out.sheets.push_back({at, out.text.substr(at + 1, out.text.find("]", at) - at - 1)});
    }
    return out;
  }
};

class FindTest : public HoldingsTest {
 protected:
  static constexpr const char* kSecond = "22222222-0000-5000-8000-000000000002";

  FindTest() { run_.texts = &texts_; }

  // Two packages: a telegram of leaves 37-40 with its texts, a letter of another delo.
  void fill_both() {
    auto holdings = open();
    ASSERT_TRUE(holdings);
    const std::string root = "uuid-" + std::string(kFirst) + "/representations/";
    const auto files = bag(
        kFirst, {{root + "transcription/data/t_ru.txt",
                  "[37]\nТоварищу Сталину от Мао Цзэдуна.\n[38]\nО положении в Корее; "
                  "войска Хрущёва.\n"},
                 {root + "translation/data/t_en.txt", "[37]\nTo comrade Stalin from Mao Zedong.\n"},
                 {root + "master/data/0037.tif", "x"},
                 {root + "master/data/0038.tif", "y"},
                 {root + "master/data/0038ob.tif", "z"}});
    PackageSummary first = summary(kFirst);
    first.dates = {"1951-01-19"};
    first.languages = {"ru", "en"};
    first.validity = "valid";
    const auto happened = events();
    ASSERT_TRUE(holdings->accept(first, files, happened, {}, run_));
    PackageSummary second = summary(kSecond, "ГАРФ. Ф. Р-5446. Оп. 1. Д. 7. Л. 1");
    second.title = "Лист о документах Жукова";
    second.words = {"План войны", "война по плану"};
    second.dates = {"1953"};
    second.validity = "invalid";
    ASSERT_TRUE(holdings->accept(second, bag(kSecond), happened, {}, run_));
    ASSERT_TRUE(holdings->publish_ledger());
  }

  std::vector<std::string> asked(const FindOrder& order) {
    auto holdings = open(Access::kRead);
    const auto answer = holdings->search(order);
    EXPECT_TRUE(answer) << answer.error().text();
    std::vector<std::string> found;
    if (!answer) return found;
    for (const FindHit& hit : answer->hits) found.push_back(hit.entry.summary.id.value);
    return found;
  }
  std::vector<std::string> ids(const std::string& words) { return asked({.words = words}); }

  // All that the index says, as text: of two indexes that are equal it is equal.
  std::string dump() {
    auto database = open_sqlite(root() / "delo.db", SqliteMode::kWrite);
    EXPECT_TRUE(database);
    EXPECT_TRUE((*database)->run(
        "CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, words, instance)"));
    std::string out;
    for (const char* sql :
         {"SELECT term || ' ' || doc || ' ' || col || ' ' || offset FROM temp.terms ORDER BY 1",
          "SELECT package || path || kind || language || sheets || remark || size || hex(text) || "
          "seal FROM texts ORDER BY package, path",
          "SELECT row || id || summary || date_from || date_to || seal FROM packages ORDER BY "
          "row"}) {
      auto rows = (*database)->prepare(sql);
      EXPECT_TRUE(rows);
      while (*(*rows)->step()) out += (*rows)->text(0) + "\n";
    }
    return out;
  }

  PlainTexts texts_;
};

TEST_F(FindTest, a_word_is_found_in_every_script_and_case) {
  fill_both();
  for (const char* words :
       {"Сталин", "Stalin", "Сталін", "сталиным", "Хрущёв", "Khrushchev", "Хрущов", "Hruščëv",
        "Mao Zedong", "Мао Корея", "comrade Сталин", "\"товарищу Сталину\"", "ста*",
        "Корея NOT Тито", "Тито OR Мао", "337"}) {
    EXPECT_THAT(ids(words), ElementsAre(kFirst)) << words;
  }
  for (const char* words : {"Жуков", "Zhukov", "Žukov", "документ", "\"план войны\""}) {
    EXPECT_THAT(ids(words), ElementsAre(kSecond)) << words;
  }
  EXPECT_TRUE(ids("\"Сталину товарищу\"").empty());
  EXPECT_TRUE(ids("Мао -Сталин").empty());
  EXPECT_THAT(ids("письмо OR план"), testing::SizeIs(2));
}

TEST_F(FindTest, a_reference_finds_the_package_and_the_leaf_in_it) {
  fill_both();
  auto holdings = open(Access::kRead);
  const auto answer = holdings->search({.words = "f. 45 d. 337 l. 38"});
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->hits.size(), 1u);
  const auto& places = answer->hits[0].places;
  ASSERT_EQ(places.size(), 3u);
  EXPECT_EQ(places[0].field, "scan");
  EXPECT_THAT(places[0].path, HasSubstr("master/data/0038.tif"));
  EXPECT_EQ(places[1].leaf, "38ob");
  EXPECT_EQ(places[2].field, "transcription");
  EXPECT_EQ(places[2].leaf, "38");
  EXPECT_THAT(places[2].text, HasSubstr("О положении в Корее"));

  EXPECT_THAT(ids("ф. 45 д. 337 Мао"), ElementsAre(kFirst));
  EXPECT_TRUE(ids("ф. 45 д. 337 Жуков").empty());
  EXPECT_TRUE(ids("f. 45 d. 337 l. 41").empty());
  EXPECT_THAT(ids("f. R-5446"), ElementsAre(kSecond));
}

TEST_F(FindTest, snippets_mark_the_hit_and_name_the_leaf) {
  fill_both();
  auto holdings = open(Access::kRead);
  const auto answer = holdings->search({.words = "Корея"});
  ASSERT_EQ(answer->hits.size(), 1u);
  ASSERT_EQ(answer->hits[0].places.size(), 1u);
  const FindPlace& place = answer->hits[0].places[0];
  EXPECT_EQ(place.leaf, "38");
  EXPECT_EQ(place.language, "ru");
  ASSERT_EQ(place.marks.size(), 1u);
  std::u32string text;
  for (std::size_t at = 0; at < place.text.size();) {
    const Letter letter = letter_at(place.text, at);
    text += letter.code;
    at += letter.size;
  }
  EXPECT_EQ(text.substr(place.marks[0].first, place.marks[0].second), U"Корее");
}

TEST_F(FindTest, filters_leave_what_they_name) {
  fill_both();
  EXPECT_THAT(asked({.dates = "1952..1953"}), ElementsAre(kSecond));
  EXPECT_THAT(asked({.dates = "1951-01-19"}), ElementsAre(kFirst));
  EXPECT_TRUE(asked({.dates = "1951-01-20..1951-12-31"}).empty());
  EXPECT_THAT(asked({.archive = "ГАРФ"}), ElementsAre(kSecond));
  EXPECT_THAT(asked({.archive = "APRF"}), ElementsAre(kFirst));
  EXPECT_THAT(asked({.fond = "Р-5446"}), ElementsAre(kSecond));
  EXPECT_THAT(asked({.language = "en"}), ElementsAre(kFirst));
  EXPECT_THAT(asked({.validity = "invalid"}), ElementsAre(kSecond));
  EXPECT_THAT(asked({.words = "письмо OR план", .validity = "valid"}), ElementsAre(kFirst));
  EXPECT_THAT(asked({.words = "письмо OR план", .limit = 1, .offset = 1}), testing::SizeIs(1));
  auto holdings = open(Access::kRead);
  const auto wrong = holdings->search({.words = "Мао", .dates = "yesterday"});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(FindTest, whatever_is_typed_is_no_error_of_syntax) {
  fill_both();
  auto holdings = open(Access::kRead);
  for (const std::string& words : {std::string("\""),
                                   std::string("\"\"\" OR"),
                                   std::string("OR OR NOT"),
                                   std::string("NEAR(a b)"),
                                   std::string("a AND"),
                                   std::string("title : x"),
                                   std::string("{title} : x"),
                                   std::string("^x"),
                                   std::string("x + y"),
                                   std::string("-"),
                                   std::string("--"),
                                   std::string("*"),
                                   std::string("(("),
                                   std::string("'; DROP TABLE words; --"),
                                   std::string("a\0b", 3),
                                   std::string("\xff\xfe"),
                                   std::string("~p"),
                                   std::string("~f45"),
                                   std::string("NOT Мао"),
                                   std::string("%_"),
                                   std::string("«Мао"),
                                   std::string("e\u0301 \u0301"),
                                   std::string("a'b \u10d0'\u10d1")}) {
    EXPECT_TRUE(holdings->search({.words = words})) << words;
  }
  const auto many = holdings->search({.words = [] {
    std::string words;
    for (int i = 0; i < 200; ++i) words += "слово" + std::to_string(i) + " ";
    return words;
  }()});
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(FindTest, the_index_made_anew_is_the_index_that_was) {
  fill_both();
  const std::string before = dump();
  EXPECT_THAT(before, HasSubstr("stalin 1"));
  {
    auto holdings = open();
    ASSERT_TRUE(holdings->rebuild_catalogue(run_));
    EXPECT_EQ(*holdings->members().catalogue->check(true), "");
    const auto size = holdings->index_size();
    ASSERT_TRUE(size);
    EXPECT_EQ(size->packages, 2u);
    EXPECT_EQ(size->texts, 2u);
  }
  EXPECT_EQ(dump(), before);
  EXPECT_TRUE(fs::exists(root() / "quarantine"));
}

TEST_F(FindTest, a_catalogue_of_the_program_before_is_made_anew_without_loss) {
  fill_both();
  const std::string before = dump();
  for (const fs::path& file : sqlite_files(root() / "delo.db")) fs::remove(file);
  {
    auto database = open_sqlite(root() / "delo.db", SqliteMode::kWrite);
    ASSERT_TRUE(database);
    // As version 2 had them, and what it had entered of the ledger.
    ASSERT_TRUE((*database)->run(
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE packages (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, summary TEXT NOT "
        "NULL, ingested INTEGER NOT NULL, version INTEGER NOT NULL, ledger_at INTEGER NOT NULL, "
        "files INTEGER NOT NULL, bytes INTEGER NOT NULL, archive TEXT NOT NULL, fond TEXT NOT "
        "NULL, "
        "opis TEXT NOT NULL, delo TEXT NOT NULL, volume TEXT NOT NULL, seal TEXT NOT NULL);"
        "CREATE VIRTUAL TABLE words USING fts5 (text, content = '', tokenize = 'unicode61');"
        "INSERT INTO meta VALUES ('version', '2')"));
  }
  {
    auto holdings = open(Access::kRead);
    ASSERT_TRUE(holdings);
    EXPECT_EQ(found_by(*holdings, "Корея"), 1u) << "read from ledger and stores";
  }
  {
    auto holdings = open();
    ASSERT_TRUE(holdings);
    EXPECT_THAT(holdings->messages(), Contains(HasSubstr("made anew")));
  }
  EXPECT_EQ(dump(), before);
}

TEST_F(FindTest, a_changed_text_is_noticed) {
  fill_both();
  {
    auto database = open_sqlite(root() / "delo.db", SqliteMode::kWrite);
    ASSERT_TRUE((*database)->run("UPDATE texts SET language = 'de' WHERE kind = 'translation'"));
  }
  auto holdings = open();
  EXPECT_THAT(*holdings->members().catalogue->check(true), HasSubstr("t_en.txt"));
}

TEST_F(FindTest, words_that_are_nowhere_are_taken_as_beginnings) {
  fill_both();
  auto holdings = open(Access::kRead);
  const auto answer = holdings->search({.words = "полож коре"});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->hits.size(), 1u);
  EXPECT_TRUE(answer->as_beginnings);
}

}  // namespace
}  // namespace delo::holdings
