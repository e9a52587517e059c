#include "ingest/reports/batch_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/fixity/hasher.h"
#include "ingest/reports/item_page.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/reports/record_fixture.h"

namespace delo::ingest::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class BatchReportTest : public testing::Test {
 protected:
  // Writes the report of these items and returns the page.
  std::string page_of(const std::vector<ItemRecord>& items) {
    write_records(folder.path(), run_of(items.size()), items);
    const auto page = write_batch_report(folder.path());
    EXPECT_TRUE(page.has_value()) << (page.has_value() ? "" : page.error().text());
    return page.has_value() ? text_of(*page) : std::string();
  }
  tests::TempFolder folder;
};

std::size_t times(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

TEST_F(BatchReportTest, the_answer_is_at_the_top) {
  const std::string page = page_of({telegram(), incomplete_telegram()});
  EXPECT_THAT(page, HasSubstr("1 of 2 items is accepted and stored; 1 is withheld"));
  EXPECT_THAT(page, HasSubstr("Nothing was changed in your source"));
}

TEST_F(BatchReportTest, a_missing_leaf_is_an_empty_frame_with_its_number) {
  const std::string page = page_of({incomplete_telegram()});
  EXPECT_THAT(page, HasSubstr("<figure class=\"missing\"><div class=\"frame\"><b>39</b>"));
  EXPECT_THAT(page, HasSubstr("Leaves: 3 there, 1 missing"));
  EXPECT_THAT(page, HasSubstr("delo decide &#39;without leaf 39&#39; --accept --because"));
}

TEST_F(BatchReportTest, the_reference_stands_in_both_scripts) {
  const std::string page = page_of({telegram()});
  EXPECT_THAT(page, HasSubstr("APRF, f. 45, op. 1, d. 337, ll. 37-40"));
  EXPECT_THAT(page, HasSubstr("АПРФ. Ф. 45. Оп. 1. Д. 337. Лл. 37–40"));
}

TEST_F(BatchReportTest, files_stand_in_the_order_of_their_leaves) {
  ItemRecord item = telegram({10, 2, 1});
  change_files(item, [](auto& files) {
    // In the order of their bytes, as an item has them.
    files[0].object.path = path("1.tif");
    files[0].object.leaf = Leaf{.number = 1};
    files[1].object.path = path("10.tif");
    files[1].object.leaf = Leaf{.number = 10};
    files[2].object.path = path("2.tif");
    files[2].object.leaf = Leaf{.number = 2};
  });
  const std::string page = page_of({item});
  std::vector<std::size_t> at;
  for (const char* name : {">1.tif<", ">2.tif<", ">10.tif<"}) {
    at.push_back(page.rfind(name));
    ASSERT_NE(at.back(), std::string::npos) << name;
  }
  EXPECT_LT(at[0], at[1]);
  EXPECT_LT(at[1], at[2]);
}

TEST_F(BatchReportTest, every_file_is_there_the_good_ones_too) {
  const std::string page = page_of({telegram()});
  for (const char* name : {"0037.tif", "0040.tif", "transcription_ru.txt", "translation_en.txt"}) {
    EXPECT_THAT(page, HasSubstr(name));
  }
  EXPECT_THAT(page, HasSubstr(std::string(64, '7')));
}

TEST_F(BatchReportTest, the_page_asks_nothing_of_the_network_and_runs_nothing) {
  const std::string page = page_of({telegram()});
  EXPECT_THAT(
      page,
      HasSubstr("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("http://")));
  EXPECT_THAT(page, Not(HasSubstr("https://")));
}

TEST_F(BatchReportTest, hostile_names_and_descriptions_add_no_element) {
  ItemRecord harmless = telegram();
  harmless.item.value = "name";
  harmless.title = "title";
  harmless.description = {{"dc.subject", "subject"}};
  harmless.findings = {a_finding("x.y", Severity::kError, "0037.tif", "message")};
  ItemRecord hostile = harmless;
  const std::string evil = "\"><script>alert(1)</script><img src=x onerror='alert(2)'><!-- ";
  hostile.item.value = evil;
  hostile.title = evil;
  hostile.description = {{"dc.subject", evil + "2"}};
  hostile.findings[0].message = evil;
  change_files(hostile, [&](auto& files) { files[4].object.language = evil; });
  const std::string good = page_of({harmless});
  const std::string bad = page_of({hostile});
  EXPECT_EQ(times(bad, "<"), times(good, "<"));
  EXPECT_THAT(bad, Not(HasSubstr("<script")));
}

TEST_F(BatchReportTest, the_digest_of_the_json_is_on_the_page) {
  const std::string page = page_of({telegram(), incomplete_telegram()});
  const std::string json = text_of(folder / "report.json");
  EXPECT_THAT(page, HasSubstr(sha256_of(json).hex));
  const auto parsed = Json::parse(json);
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ((*parsed)["items"].items().size(), 2u);
  EXPECT_EQ((*parsed)["items"].items()[1]["outcome"].text(), "Withheld: to be decided");
}

TEST_F(BatchReportTest, csv_has_a_row_for_every_file_and_one_for_every_finding) {
  ItemRecord empty;
  empty.item.value = "empty";
  empty.error = "The store is full";
  page_of({telegram(), incomplete_telegram(), empty});
  EXPECT_EQ(times(text_of(folder / "report.csv"), "\r\n"), 1u + 6 + 5 + 1);
  EXPECT_EQ(times(text_of(folder / "findings.csv"), "\r\n"), 1u + 1);
}

TEST_F(BatchReportTest, what_needs_hands_comes_before_what_is_well) {
  const std::string page = page_of({telegram(), incomplete_telegram()});
  EXPECT_LT(page.find("id=\"item-2\""), page.find("id=\"item-1\""));
}

TEST_F(BatchReportTest, a_line_that_was_being_written_when_the_run_was_killed_is_left_out) {
  write_records(folder.path(), run_of(2), {telegram()});
  std::ofstream(folder / "items.jsonl", std::ios::app) << "{\"item\":\"half";
  const auto page = write_batch_report(folder.path());
  ASSERT_TRUE(page.has_value());
  EXPECT_THAT(text_of(*page), HasSubstr("The run was interrupted"));
}

TEST_F(BatchReportTest, a_run_that_was_killed_is_told_from_its_spool) {
  RunRecord run = run_of(0);
  run.interrupted = true;
  write_records(folder.path(), run, {telegram(), incomplete_telegram()});
  std::filesystem::rename(folder / "items.jsonl", folder / "items.spool");
  std::ofstream(folder / "items.jsonl") << "{\"half of the first li";
  const auto page = write_batch_report(folder.path());
  ASSERT_TRUE(page.has_value()) << page.error().text();
  EXPECT_THAT(text_of(*page), HasSubstr("The run was interrupted"));
  EXPECT_THAT(text_of(*page),
              HasSubstr("Interrupted after 2 items: 1 accepted and stored, 1 withheld."));
  const auto json = Json::parse(text_of(folder / "report.json"));
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ((*json)["run"]["accepted"].natural(), 1u);
  EXPECT_EQ((*json)["run"]["items"].natural(), 2u);
}

TEST_F(BatchReportTest, a_run_that_was_killed_before_its_first_item_is_told_too) {
  RunRecord run = run_of(0);
  run.interrupted = true;
  write_records(folder.path(), run, {});
  std::filesystem::remove(folder / "items.jsonl");
  const auto page = write_batch_report(folder.path());
  ASSERT_TRUE(page.has_value()) << page.error().text();
  EXPECT_THAT(text_of(*page), HasSubstr("No item came to its end in this run."));
}

TEST_F(BatchReportTest, items_that_were_not_begun_have_a_line_and_are_counted_as_such) {
  RunRecord run = run_of(1);
  run.not_begun = 1;
  ItemRecord waiting;
  waiting.item.value = "d338";
  waiting.begun = false;
  waiting.error = "not begun, because the run was halted: store store-a is full";
  write_records(folder.path(), run, {telegram(), waiting});
  const auto page = write_batch_report(folder.path());
  ASSERT_TRUE(page.has_value()) << page.error().text();
  EXPECT_THAT(text_of(*page), HasSubstr("1 of 2 items is accepted and stored."));
  EXPECT_THAT(text_of(*page), HasSubstr("1 further item of the batch not begun"));
  EXPECT_THAT(text_of(*page), HasSubstr("· Not begun"));
  EXPECT_THAT(text_of(*page), Not(HasSubstr("#item-2")));
  EXPECT_THAT(text_of(folder / "report.csv"), HasSubstr("d338,,,,Not begun"));
}

TEST(ItemPage, pictures_beyond_the_budget_are_left_out_and_counted) {
  ItemRecord item = telegram();
  change_files(item, [](auto& files) {
    for (ItemFile& file : files) file.examination.thumbnail = std::string(300, 'x');
  });
  StringSink sink;
  HtmlWriter html(sink);
  PageState page;
  page.thumbnails = 1000;  // two pictures of 404 bytes of base 64
  ASSERT_TRUE(write_item(html, 1, item, page));
  ASSERT_TRUE(html.finish().has_value());
  EXPECT_EQ(times(sink.text(), "<img"), 2u);
  EXPECT_EQ(times(sink.text(), "picture left out"), 4u);
  EXPECT_EQ(page.pictures_left_out, 4u);
}

TEST_F(BatchReportTest, the_report_can_be_written_again_and_is_the_same) {
  const std::string first = page_of({telegram(), incomplete_telegram()});
  const auto again = write_batch_report(folder.path());
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(text_of(*again), first);
}

TEST_F(BatchReportTest, a_broken_record_is_an_error_and_leaves_no_half_page) {
  write_records(folder.path(), run_of(1), {telegram()});
  std::ofstream(folder / "items.jsonl", std::ios::app) << "nonsense\n";
  const auto page = write_batch_report(folder.path());
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.error().code, ErrorCode::kCorrupt);
  EXPECT_FALSE(std::filesystem::exists(folder / "report.html"));
  EXPECT_FALSE(std::filesystem::exists(folder / "report.json"));
}

}  // namespace
}  // namespace delo::ingest::test
