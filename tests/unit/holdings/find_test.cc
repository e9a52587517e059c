// The index of words: what is found, and where; made again as it was.
#include <fstream>
#include <sstream>

#include "core/records/letters.h"
#include "core/run/text_source.h"
#include "holdings/catalogue/catalogue.h"
#include "holdings/database/sqlite_database.h"
#include "holdings/index_of_words.h"
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
  Result<SourceText> read(const FileSource& file, const RelativePath&,
                          std::uint64_t limit) override {
    if (broken) return Error{ErrorCode::kIo, "no sandbox today"};
    DELO_TRY(const std::string all, read_all(file, 1u << 30));
    SourceText out{.text = all, .language = "ru", .before_marks = 0, .marks = {}, .remark = {}};
    if (out.text.size() > limit) {
      out.text.resize(limit);
      out.remark = "cut";
    }
    for (std::size_t at = out.text.find("["); at != out.text.npos;
         at = out.text.find("[", at + 1)) {
      if (out.marks.empty()) out.before_marks = at;
      SheetMark mark{.offset = at, .length = 60, .text = "[]", .leaf = {}};
      mark.leaf = parse_leaf(out.text.substr(at + 1, out.text.find("]", at) - at - 1));
      out.marks.push_back(std::move(mark));
    }
    if (out.marks.empty()) out.before_marks = out.text.size();
    return out;
  }
  bool broken = false;
};

class FindTest : public HoldingsTest {
 protected:
  static constexpr const char* kSecond = "22222222-0000-5000-8000-000000000002";

  FindTest() { run_.texts = &texts_; }

  static std::string folder_of(const std::string& id) { return "uuid-" + id + "/representations/"; }
  // A PREMIS record that says which leaves files have: "37 37ob".
  static std::pair<const std::string, std::string> premis(
      const std::string& id, const std::map<std::string, std::string>& leaves, int pages = 0) {
    std::string xml =
        "<premis xmlns='http://www.loc.gov/premis/v3' "
        "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' version='3.0'>";
    const auto property = [&](const std::string& type, const std::string& value) {
      xml += "<significantProperties><significantPropertiesType>" + type +
             "</significantPropertiesType><significantPropertiesValue>" + value +
             "</significantPropertiesValue></significantProperties>";
    };
    for (const auto& [path, labels] : leaves) {
      xml += "<object xsi:type='file'>";
      if (pages > 0) property("pages", std::to_string(pages));
      std::istringstream words(labels);
      for (std::string label; words >> label;) property("leaf", label);
      xml += "<originalName>" + path.substr(path.rfind('/') + 1) +
             "</originalName><storage><contentLocation><contentLocationType>path"
             "</contentLocationType><contentLocationValue>representations/" +
             path + "</contentLocationValue></contentLocation></storage></object>";
    }
    return {"uuid-" + id + "/metadata/preservation/premis.xml", xml + "</premis>"};
  }
  // One package of these files and this reference, found by a question.
  std::vector<FindPlace> places(const std::map<std::string, std::string>& files,
                                const std::string& reference, const std::string& asked) {
    {
      auto holdings = open();
      const auto happened = events();
      const auto taken =
          holdings->accept(summary(kFirst, reference), bag(kFirst, files), happened, {}, run_);
      EXPECT_TRUE(taken) << taken.error().text();
      EXPECT_TRUE(holdings->publish_ledger());
    }
    const std::string before = dump();
    auto holdings = open();
    EXPECT_TRUE(holdings->rebuild_catalogue(run_));
    EXPECT_EQ(*holdings->members().catalogue->check(true), "");
    const auto answer = holdings->search({.words = asked});
    EXPECT_TRUE(answer);
    if (!answer || answer->hits.size() != 1) {
      ADD_FAILURE() << "hits of " << asked;
      return {};
    }
    holdings.reset();
    EXPECT_EQ(dump(), before) << "made anew";
    return answer->hits[0].places;
  }

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
                 {root + "master/data/0038ob.tif", "z"},
                 premis(kFirst, {{"master/data/0037.tif", "37"},
                                 {"master/data/0038.tif", "38"},
                                 {"master/data/0038ob.tif", "38ob"}})});
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
          "SELECT package || path || page || number || letter || side FROM places ORDER BY 1",
          "SELECT package || path || kind || language || sheets || remark || fault || size || "
          "hex(text) || "
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

TEST_F(FindTest, a_scan_is_found_by_what_was_examined_not_by_its_name) {
  const std::string root = folder_of(kFirst);
  // A table of frames: what the names say is the camera's count.
  const auto frames = places(
      {{root + "master/data/0038.tif", "x"},
       {root + "master/data/0039.tif", "y"},
       premis(kFirst, {{"master/data/0038.tif", "37"}, {"master/data/0039.tif", "37ob 38"}})},
      "APRF, f. 45, op. 1, d. 337, ll. 37-38", "f. 45 d. 337 l. 38");
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_THAT(frames[0].path, HasSubstr("0039.tif"));
  EXPECT_EQ(frames[0].leaf, "38");
  EXPECT_EQ(frames[0].page, 0u);
}

TEST_F(FindTest, an_opening_is_the_scan_of_both_its_sides) {
  const std::string root = folder_of(kFirst);
  const auto found = places({{root + "master/data/IMG_1.tif", "y"},
                             premis(kFirst, {{"master/data/IMG_1.tif", "37ob 38"}})},
                            "APRF, f. 45, op. 1, d. 337, ll. 37-38", "ф. 45, д. 337, л. 37 об.");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].path, HasSubstr("IMG_1.tif"));
  EXPECT_EQ(found[0].leaf, "37ob");
}

TEST_F(FindTest, a_leaf_of_a_pdf_is_found_with_its_page) {
  const std::string root = folder_of(kFirst);
  const auto found = places({{root + "access/data/all.pdf", "y"},
                             premis(kFirst, {{"access/data/all.pdf", "37 38 39"}}, 3)},
                            "APRF, f. 45, op. 1, d. 337, ll. 37-39", "f. 45 d. 337 l. 39");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].path, HasSubstr("all.pdf"));
  EXPECT_EQ(found[0].page, 3u);
}

TEST_F(FindTest, sheets_are_bound_as_the_record_counts_them) {
  const std::string root = folder_of(kFirst);
  // "Sheet 2" of a record of leaves 37 to 39 is leaf 38; the first has no number.
  const std::string text =
      "Товарищу Сталину от товарища Мао Цзэдуна, Пекин, январь, секретно.\n"
      "[2]\nО положении в Корее и о войсках.\n[3]\nКонец.\n";
  const auto found = places({{root + "transcription/data/t_ru.txt", text}},
                            "APRF, f. 45, op. 1, d. 337, ll. 37-39", "f. 45 d. 337 l. 38");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].sheet, "2");
  EXPECT_EQ(found[0].leaf, "38");
  EXPECT_THAT(found[0].text, HasSubstr("О положении"));
  auto holdings = open(Access::kRead);
  const auto before = holdings->search({.words = "Пекин"});
  ASSERT_EQ(before->hits.size(), 1u);
  ASSERT_EQ(before->hits[0].places.size(), 1u);
  EXPECT_EQ(before->hits[0].places[0].leaf, "37") << "what stands before the first mark";
  EXPECT_EQ(before->hits[0].places[0].sheet, "");
}

TEST_F(FindTest, a_text_of_one_leaf_is_on_that_leaf) {
  const std::string root = folder_of(kFirst);
  const auto found = places({{root + "transcription/data/0038.txt", "О положении в Корее.\n"},
                             premis(kFirst, {{"transcription/data/0038.txt", "38"}})},
                            "APRF, f. 45, op. 1, d. 337, ll. 37-39", "Корея");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].leaf, "38");
}

TEST_F(FindTest, a_damaged_copy_of_a_text_gives_way_to_the_other) {
  fill_both();
  const std::string before = dump();
  const std::string text = "v1/content/data/" + folder_of(kFirst) + "transcription/data/t_ru.txt";
  const auto damage = [&](const std::string& store) {
    const fs::path file = copy(store) / text;
    fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
    std::ofstream(file, std::ios::in) << "[38]";
  };
  damage("store-a");
  {
    auto holdings = open();
    ASSERT_TRUE(holdings->rebuild_catalogue(run_));
  }
  EXPECT_EQ(dump(), before);
  damage("store-b");
  auto holdings = open();
  ASSERT_TRUE(holdings->rebuild_catalogue(run_));
  std::vector<UnreadText> unread;
  ASSERT_TRUE(for_each_unread_text(*holdings, [&](const UnreadText& t) { unread.push_back(t); }));
  ASSERT_EQ(unread.size(), 1u);
  EXPECT_EQ(unread[0].fault, UnreadText::Fault::kDamaged);
  EXPECT_EQ(found_by(*holdings, "Корея"), 0u) << "what was written over is not believed";
  EXPECT_EQ(found_by(*holdings, "comrade"), 1u);
}

TEST_F(FindTest, our_own_failure_to_read_a_text_is_no_remark) {
  texts_.broken = true;
  {
    auto holdings = open();
    const auto files = bag(kFirst, {{folder_of(kFirst) + "transcription/data/t.txt", "Корея"}});
    const auto happened = events();
    const auto taken = holdings->accept(summary(kFirst), files, happened, {}, run_);
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code, ErrorCode::kIo);
    texts_.broken = false;
    ASSERT_TRUE(holdings->accept(summary(kFirst), files, happened, {}, run_)) << "the next time";
    EXPECT_EQ(found_by(*holdings, "Корея"), 1u);
  }
  texts_.broken = true;
  auto holdings = open();
  ASSERT_TRUE(holdings->rebuild_catalogue(run_));
  std::vector<UnreadText> unread;
  ASSERT_TRUE(for_each_unread_text(*holdings, [&](const UnreadText& t) { unread.push_back(t); }));
  ASSERT_EQ(unread.size(), 1u);
  EXPECT_EQ(unread[0].fault, UnreadText::Fault::kFailed);
  EXPECT_THAT(unread[0].remark, HasSubstr("no sandbox today"));
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
