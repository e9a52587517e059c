#include "ingest/reports/words.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "tests/unit/reports/record_fixture.h"

namespace delo::ingest::test {
namespace {

TEST(Words, numbers_are_grouped) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(18446744073709551615u), "18,446,744,073,709,551,615");
}

TEST(Words, things_are_counted_in_the_right_number) {
  EXPECT_EQ(count_of(1, "file"), "1 file");
  EXPECT_EQ(count_of(0, "file"), "0 files");
  EXPECT_EQ(count_of(2, "copy"), "2 copies");
  EXPECT_EQ(count_of(2, "leaf"), "2 leaves");
}

TEST(Words, sizes_have_a_unit_that_fits) {
  EXPECT_EQ(size_in_words(1), "1 byte");
  EXPECT_EQ(size_in_words(999), "999 bytes");
  EXPECT_EQ(size_in_words(1000), "1.0 kB");
  EXPECT_EQ(size_in_words(999'949), "999.9 kB");
  EXPECT_EQ(size_in_words(999'950), "1.0 MB");
  EXPECT_EQ(size_in_words(4'099'838), "4.1 MB");
}

TEST(Words, durations_are_told_as_people_tell_them) {
  EXPECT_EQ(duration_in_words(-5), "0.0 s");
  EXPECT_EQ(duration_in_words(420), "0.4 s");
  EXPECT_EQ(duration_in_words(32'000), "32 s");
  EXPECT_EQ(duration_in_words(252'000), "4 min 12 s");
  EXPECT_EQ(duration_in_words(7'500'000), "2 h 05 min");
}

TEST(Words, a_share_is_whole_only_when_it_is) {
  EXPECT_EQ(percent(1), "100 %");
  EXPECT_EQ(percent(0.99999), "99.9 %");
  EXPECT_EQ(percent(0.00001), "0.1 %");
  EXPECT_EQ(percent(0), "0 %");
}

TEST(Words, a_time_is_told_in_utc) {
  EXPECT_EQ(minute_of(at("2026-11-24T06:05:31Z")), "24 November 2026, 06:05 UTC");
}

TEST(Words, an_error_says_what_to_do_once) {
  EXPECT_EQ(advised_text(Error{ErrorCode::kIo, "cannot write", "/a/b", ENOSPC}),
            "cannot write: /a/b (No space left on device); make room there and run the same "
            "command again");
  EXPECT_EQ(advised_text(Error{ErrorCode::kIo, "no room; make some", "/a/b", ENOSPC}),
            "no room; make some: /a/b (No space left on device)");
  EXPECT_EQ(advised_text(Error{ErrorCode::kNotFound, "p.toml does not exist", "p.toml", ENOENT}),
            "p.toml does not exist");
}

TEST(Words, languages_have_names_and_unknown_tags_stay) {
  EXPECT_EQ(language_in_words("ru"), "Russian");
  EXPECT_EQ(language_in_words("uk-Cyrl"), "Ukrainian (uk-Cyrl)");
  EXPECT_EQ(language_in_words("xx"), "xx");
}

TEST(Words, technical_metadata_is_one_line) {
  EXPECT_EQ(technical_in_words(scan(37).examination.technical),
            "1654 × 2339 px · 200 ppi · 8 bits · min-is-black · not compressed");
  EXPECT_EQ(technical_in_words({}), "");
}

TEST(Words, a_pdf_is_told_with_what_it_holds) {
  TechnicalMetadata technical;
  technical.page_count = 2;
  technical.pages.resize(2);
  technical.pages[0].text = technical.pages[0].invisible_text = true;
  technical.pages[1].blank = true;
  technical.pdf_version = "1.7";
  technical.pdfa_claim = "2b";
  PdfMetadata& pdf = technical.pdf.emplace();
  EXPECT_EQ(technical_in_words(technical),
            "2 pages · claims PDF/A-2b · text on 1 page, invisible · 1 blank page");
  technical.pages[0].invisible_text = false;
  pdf.attachments = 1;
  pdf.signatures = 2;
  pdf.form = "xfa";
  pdf.javascript = true;
  pdf.fonts_not_embedded = {"Arial", "Times", "Courier", "Symbol"};
  EXPECT_EQ(technical_in_words(technical),
            "2 pages · claims PDF/A-2b · text on 1 page · 1 blank page · 1 attached file · 2 "
            "signatures · XFA form · JavaScript · fonts not embedded: Arial, Times, Courier, …");
}

TEST(Words, fates_follow_verdict_and_findings) {
  EXPECT_EQ(fate_of(telegram()), Fate::kAccepted);
  EXPECT_EQ(fate_of(incomplete_telegram()), Fate::kReview);
  ItemRecord item = telegram();
  item.findings = {a_finding("tiff.remark", Severity::kInfo, "0037.tif", "a remark")};
  EXPECT_EQ(fate_of(item), Fate::kAccepted);
  item.findings[0].severity = Severity::kWarning;
  EXPECT_EQ(fate_of(item), Fate::kRemarks);
  item.verdict = Verdict::kReject;
  EXPECT_EQ(fate_of(item), Fate::kRejected);
  item.verdict.reset();
  EXPECT_EQ(fate_of(item), Fate::kFailed);
}

TEST(Words, a_withheld_item_says_why_in_the_words_of_its_finding) {
  EXPECT_EQ(because_of(incomplete_telegram()), "The reference names leaf 39, no scan shows it");
}

TEST(Words, a_person_who_decided_is_named) {
  ItemRecord item = telegram();
  item.person =
      PersonalDecision{true, "the leaf is lost", "A. Ivanova", at("2026-11-25T10:00:00Z")};
  EXPECT_EQ(because_of(item),
            "Accepted by A. Ivanova, 25 November 2026, 10:00 UTC: the leaf is lost");
}

}  // namespace
}  // namespace delo::ingest::test
