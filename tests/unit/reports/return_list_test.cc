#include "ingest/reports/return_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest/reports/return_page.h"
#include "ingest/reports/return_report.h"
#include "ingest/rules.h"
#include "tests/support/temp_folder.h"
#include "tests/unit/reports/record_fixture.h"

namespace delo::ingest::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Part = ReturnList::Part;

class Text final : public ByteSink {
 public:
  Result<void> write(std::span<const std::byte> chunk) override {
    text.append(reinterpret_cast<const char*>(chunk.data()), chunk.size());
    return {};
  }
  Result<void> finish() override { return {}; }
  std::string text;
};

const Language& language(std::string_view tag) { return *Language::named(tag); }

ReturnList list_of(const std::vector<ItemRecord>& items, std::string_view tag = "en") {
  ReturnList out(language(tag));
  for (const ItemRecord& item : items) EXPECT_TRUE(out.add(returned_item_of(item).value()));
  return out;
}

std::vector<std::string> told(const ReturnList& list, Part part) {
  std::vector<std::string> out;
  for (const ReturnList::Cause& cause : list.causes()) {
    if (cause.part != part) continue;
    EXPECT_TRUE(list.rows_of(cause, cause.rows, [&](const ReturnRow& row) {
      out.push_back(cause.rule + " " + row.item + " " + row.leaf + " " + row.file);
    }));
  }
  return out;
}

std::string page_of(const ReturnList& list) {
  Text sink;
  EXPECT_TRUE(write_return_page(sink, {.batch = "2024-017", .program = "delo 0.1.0"}, list));
  return sink.text;
}

std::string table_of(const ReturnList& list, char separator = ',') {
  Text sink;
  EXPECT_TRUE(write_return_table(sink, {.batch = "2024-017"}, list, separator));
  return sink.text;
}

// Withheld because a checksum differs; a warning of the producer's beside it.
ItemRecord damaged() {
  ItemRecord out = telegram();
  out.item.value = "damaged";
  out.package = {};
  out.verdict = out.decision.verdict = Verdict::kReject;
  out.findings = {
      a_finding("reception.checksum.different", Severity::kError, "0038.tif", "sha256 is x"),
      a_finding("tiff.tag.resolution-missing", Severity::kWarning, "0037.tif", "no resolution"),
      a_finding("tiff.tag.obsolete", Severity::kInfo, "0037.tif", "a remark"),
  };
  out.decision.reasons = {{"reception.checksum.different", Action::kReject, 1},
                          {"tiff.tag.resolution-missing", Action::kNote, 1}};
  return out;
}

TEST(ReturnList, what_withholds_an_item_is_required_and_the_rest_is_a_remark) {
  const ReturnList list = list_of({incomplete_telegram(), damaged(), telegram()});
  EXPECT_THAT(told(list, Part::kRequired),
              ElementsAre("leaves.missing without leaf 39  ",
                          "reception.checksum.different damaged 38 0038.tif"));
  EXPECT_THAT(told(list, Part::kRemark),
              ElementsAre("tiff.tag.resolution-missing damaged 37 0037.tif"));
  EXPECT_THAT(told(list, Part::kArchive), IsEmpty());
  EXPECT_EQ(list.withheld(), 2u);
  EXPECT_EQ(list.required(Request::kScan), 1u);
  EXPECT_EQ(list.required(Request::kSend), 1u);
}

TEST(ReturnList, sound_items_ask_for_nothing) {
  const ReturnList list = list_of({telegram()});
  EXPECT_THAT(list.causes(), IsEmpty());
  EXPECT_THAT(page_of(list), HasSubstr("Nothing has to be scanned or sent again."));
}

TEST(ReturnList, an_accepted_item_has_remarks_only) {
  ItemRecord item = damaged();
  item.verdict = Verdict::kAccept;
  const ReturnList list = list_of({item});
  EXPECT_THAT(told(list, Part::kRequired), IsEmpty());
  EXPECT_EQ(told(list, Part::kRemark).size(), 2u);
}

TEST(ReturnList, what_the_archive_decides_is_told_apart) {
  ItemRecord item = incomplete_telegram();
  item.findings = {a_finding("batch.reference.held", Severity::kWarning, "", "held already")};
  item.decision.reasons = {{"batch.reference.held", Action::kReview, 1}};
  const ReturnList list = list_of({item});
  EXPECT_THAT(told(list, Part::kRequired), IsEmpty());
  EXPECT_THAT(told(list, Part::kArchive), ElementsAre("batch.reference.held without leaf 39  "));
  EXPECT_THAT(page_of(list), HasSubstr("Nothing, until the archive has decided"));
}

TEST(ReturnList, what_an_archivist_rejected_is_told_in_their_words) {
  ItemRecord item = incomplete_telegram();
  item.verdict = Verdict::kReject;
  item.person = PersonalDecision{.accept = false, .because = "the wrong delo", .person = "A. I."};
  const std::string page = page_of(list_of({item}));
  EXPECT_THAT(page, HasSubstr("The archive has not accepted the item"));
  EXPECT_THAT(page, HasSubstr("the wrong delo"));
}

TEST(ReturnList, rows_stand_in_the_order_of_items_and_leaves) {
  ItemRecord first = incomplete_telegram(), second = incomplete_telegram();
  first.item.value = "d1";
  second.item.value = "d2";
  first.findings.clear();
  for (const char* label : {"40", "37aob", "9", "37ob", "37", "37a"}) {
    Finding finding = a_finding("leaves.missing", Severity::kError, "", "m");
    finding.where.part = std::string("l. ") + label;
    first.findings.push_back(finding);
  }
  EXPECT_THAT(
      told(list_of({first, second}), Part::kRequired),
      ElementsAre("leaves.missing d1 9 ", "leaves.missing d1 37 ", "leaves.missing d1 37ob ",
                  "leaves.missing d1 37a ", "leaves.missing d1 37aob ", "leaves.missing d1 40 ",
                  "leaves.missing d2  "));
}

TEST(ReturnList, every_missing_leaf_has_a_row_however_many_the_message_names) {
  ItemRecord item = incomplete_telegram();
  for (int n = 1; n <= 400; n += 2) item.leaves.missing.push_back({n, "", Side::kVerso});
  item.findings = {a_finding("leaves.missing", Severity::kError, "",
                             "leaves 1ob, 3ob, … are missing: the certificate counts 400 leaves, "
                             "files are there for 1-400")};
  const ReturnList list = list_of({item}, "uk");
  const std::vector<std::string> rows = told(list, Part::kRequired);
  ASSERT_EQ(rows.size(), 200u);
  EXPECT_EQ(rows.back(), "leaves.missing without leaf 39 399 зв. ");
  EXPECT_THAT(table_of(list), HasSubstr("Бракує аркуша 399 зв."));
}

TEST(ReturnList, every_file_that_does_not_say_its_leaf_has_a_row) {
  ItemRecord item = incomplete_telegram();
  for (const char* name : {"IMG_9.tif", "a/IMG_10.tif", "scan.tif"}) {
    item.leaves.unnumbered.push_back(path(name));
  }
  item.findings = {
      a_finding("leaves.unnumbered", Severity::kError, "IMG_9.tif",
                "3 master files, IMG_9.tif the first, do not say which leaf they are")};
  item.decision.reasons = {{"leaves.unnumbered", Action::kReview, 1}};
  EXPECT_THAT(told(list_of({item}), Part::kRequired),
              ElementsAre("leaves.unnumbered without leaf 39  IMG_9.tif",
                          "leaves.unnumbered without leaf 39  a/IMG_10.tif",
                          "leaves.unnumbered without leaf 39  scan.tif"));
}

TEST(ReturnList, the_page_is_in_the_language_asked_for) {
  for (const auto& [tag, words] : {std::pair{"en", "Scan the leaf and send its file"},
                                   std::pair{"ru", "Отсканируйте лист и передайте его файл"},
                                   std::pair{"uk", "Відскануйте аркуш"}}) {
    const std::string page = page_of(list_of({incomplete_telegram()}, tag));
    EXPECT_THAT(page, HasSubstr("<html lang=\"" + std::string(tag) + "\">"));
    EXPECT_THAT(page, HasSubstr(words));
  }
  const std::string page = page_of(list_of({incomplete_telegram()}, "ru"));
  EXPECT_THAT(page, HasSubstr("1 единица приёма задержана."));
  EXPECT_THAT(page, HasSubstr("АПРФ. Ф. 45. Оп. 1. Д. 337. Лл. 37–40"));
}

TEST(ReturnList, the_page_runs_nothing_and_asks_nothing_of_the_network) {
  ItemRecord item = damaged();
  const std::string evil = "\"><script>alert(1)</script><img src=x onerror='a'>\xE2\x80\xAE.tif";
  item.item.value = evil;
  item.title = evil;
  item.findings[0].message = evil;
  const std::string page = page_of(list_of({item}));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("\xE2\x80\xAE")));
  EXPECT_THAT(page, Not(HasSubstr("http://")));
}

TEST(ReturnList, the_table_has_a_mark_and_the_separator_asked_for) {
  const std::string table = table_of(list_of({incomplete_telegram()}), ';');
  EXPECT_TRUE(table.starts_with("\xEF\xBB\xBFNo.;Part;Request;"));
  EXPECT_THAT(table, HasSubstr("1;Required;To be scanned;\"Scan the leaf and send its file; if"));
  EXPECT_THAT(table_of(list_of({incomplete_telegram()})), HasSubstr("No.,Part,Request,"));
  ItemRecord formula = damaged();
  formula.item.value = "=1+1";
  EXPECT_THAT(table_of(list_of({formula})), HasSubstr(",'=1+1,"));
}

TEST(ReturnList, a_page_of_many_places_is_cut_and_the_table_is_whole) {
  ItemRecord item = damaged();
  item.findings.assign(kMostRows + 5, item.findings.front());
  const ReturnList list = list_of({item});
  EXPECT_THAT(page_of(list), HasSubstr("and 5 more places, in the table (CSV)"));
  const std::string table = table_of(list);
  EXPECT_EQ(static_cast<std::uint64_t>(std::count(table.begin(), table.end(), '\n')),
            kMostRows + 6);
}

TEST(ReturnList, the_same_records_give_the_same_bytes) {
  const std::vector<ItemRecord> items = {incomplete_telegram(), damaged()};
  EXPECT_EQ(page_of(list_of(items, "ru")), page_of(list_of(items, "ru")));
}

TEST(ReturnList, a_run_is_read_from_its_records) {
  tests::TempFolder folder;
  RunRecord run = run_of(3);
  run.not_begun = 1;
  run.findings = {a_finding("reception.checksum.absent", Severity::kError, "0099.tif",
                            "0099.tif is on the list checksum.md5 but not in the item")};
  ItemRecord failed = telegram();
  failed.verdict.reset();
  write_records(folder.path(), run, {incomplete_telegram(), telegram(), failed});
  const auto page = write_return_list(folder.path(), language("ru"), ReturnForm::kPage, ',');
  ASSERT_TRUE(page) << page.error().text();
  EXPECT_EQ(page->filename(), "return-list.ru.html");
  const std::string text = text_of(*page);
  EXPECT_THAT(text, HasSubstr("24 ноября 2026 г., 06:36 UTC"));
  EXPECT_THAT(text, HasSubstr("0099.tif есть в списке checksum.md5, но не в поставке"));
  EXPECT_THAT(text, HasSubstr("2 единицы приёма проверить не удалось"));
  EXPECT_TRUE(write_return_list(folder.path(), language("uk"), ReturnForm::kTable, ';'));
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "return-list.uk.csv"));
}

TEST(ReturnList, a_record_that_is_damaged_is_an_error) {
  tests::TempFolder folder;
  write_records(folder.path(), run_of(1), {telegram()});
  std::ofstream(folder.path() / "items.jsonl") << "{\"item\":\n";
  EXPECT_FALSE(write_return_list(folder.path(), language("en"), ReturnForm::kPage, ','));
}

TEST(ReturnRequests, every_rule_of_the_producer_has_a_request_in_each_language) {
  for (const NamedRules& table : all_rules()) {
    for (const Rule& rule : table.rules) {
      const RequestText request = request_for(rule.id);
      ASSERT_FALSE(request.text.empty()) << rule.id;
      for (const Language& spoken : Language::all()) {
        if (spoken.tag() == "en") continue;
        EXPECT_NE(spoken.say(request.text), request.text) << spoken.tag() << " " << rule.id;
        EXPECT_NE(spoken.say(words_for(request.request)), words_for(request.request));
      }
    }
  }
}

TEST(ReturnRequests, the_longest_beginning_counts) {
  EXPECT_EQ(request_for("leaves.missing").request, Request::kScan);
  EXPECT_EQ(request_for("leaves.other").request, Request::kAnswer);
  EXPECT_EQ(request_for("policy.expect.icc").request, Request::kCorrect);
  EXPECT_EQ(request_for("policy.expect.compression").request, Request::kScan);
  EXPECT_EQ(request_for("CSIP12").text, request_for("E092").text);
  EXPECT_EQ(request_for("no.such.rule").request, Request::kSend);
}

}  // namespace
}  // namespace delo::ingest::test
