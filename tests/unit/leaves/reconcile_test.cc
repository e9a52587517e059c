#include "validators/leaves/reconcile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/records/delo_leaves.h"

namespace delo::validators {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// An item, file by file, with what examination saw of each.
class Reconcile : public ::testing::Test {
 protected:
  Reconcile() { item_.reference = *parse_reference("APRF, f. 45, op. 1, d. 337, ll. 37-40"); }

  LeafEvidence& file(const std::string& name, FileRole role = FileRole::kMaster,
                     std::uint32_t pages = 1) {
    FileObject file;
    file.path = RelativePath::parse(name).value();
    file.role = role;
    if (name.ends_with(".pdf")) file.format.mime = "application/pdf";
    if (role == FileRole::kMaster || name.ends_with(".jpg")) {
      const LeafName told = read_leaf_name(name, policy_);
      std::vector<LeafPlace> places;
      for (const Leaf& leaf : told.leaves) places.push_back({leaf, 0});
      set_leaf_places(file, std::move(places));
      file.blank = told.blank;
    }
    item_.files.push_back(std::move(file));
    evidence_.push_back({.pages = pages});
    return evidence_.back();
  }
  void scans(std::initializer_list<const char*> names) {
    for (const char* name : names) file(name);
  }
  Reconciliation all() { return reconcile_leaves(item_, policy_, evidence_); }
  std::vector<std::string> rules() {
    std::vector<std::string> out;
    for (const Finding& f : all().findings) out.push_back(f.rule);
    return out;
  }
  std::string first_message() { return all().findings.at(0).message; }

  Item item_;
  LeafPolicy policy_;
  std::vector<LeafEvidence> evidence_;
};

TEST_F(Reconcile, the_answer_is_exact_and_readable) {
  scans({"0037.tif", "0038.tif", "0040.tif"});
  file("leaves.pdf", FileRole::kAccess, 4);
  file("transcription_ru.txt", FileRole::kTranscription, 0).sheets = 4;
  const Reconciliation told = all();
  EXPECT_EQ(told.account.summary,
            "ll. 37–40 of 4: have 37, 38, 40; missing 39; the PDF has 4 pages, its page 3 has no "
            "scan; the transcription has 4 sheets");
  EXPECT_THAT(rules(), ElementsAre("leaves.missing", "leaves.page-without-scan"));
  EXPECT_EQ(told.account.missing, (std::vector<Leaf>{{39, "", Side::kRecto}}));
  const LeafAccount again = leaf_account_from(to_json(told.account));
  EXPECT_EQ(again.summary, told.account.summary);
  EXPECT_EQ(again.present, told.account.present);
}

TEST_F(Reconcile, each_file_that_does_not_say_its_leaf_is_in_the_account) {
  scans({"0037.tif", "IMG_a.tif", "IMG_b.tif"});
  const LeafAccount account = all().account;
  EXPECT_THAT(account.unnumbered, ElementsAre(RelativePath::parse("IMG_a.tif").value(),
                                              RelativePath::parse("IMG_b.tif").value()));
  EXPECT_EQ(leaf_account_from(to_json(account)).unnumbered, account.unnumbered);
}

TEST_F(Reconcile, both_sides_are_asked_for_where_the_policy_wants_them) {
  scans({"0037.tif", "0037ob.tif", "0038.tif", "0038ob.tif", "0039.tif", "0039ob.tif", "0040.tif"});
  EXPECT_THAT(rules(), IsEmpty());
  policy_.sides = LeafSides::kBoth;
  EXPECT_THAT(first_message(), HasSubstr("leaf 40ob is missing"));
  item_.certificate.blank = {{40, "", Side::kVerso}};
  EXPECT_THAT(rules(), IsEmpty()) << "a side that is declared blank needs no scan";
  policy_.sides = LeafSides::kRectos;
  EXPECT_THAT(rules(), ElementsAre("leaves.unexpected", "leaves.unexpected", "leaves.unexpected"));
}

TEST_F(Reconcile, names_that_may_mean_two_things_are_asked_about_and_not_guessed) {
  scans({"0037a.tif", "0037b.tif", "0038.tif", "0039.tif", "0040.tif"});
  EXPECT_THAT(rules(), ElementsAre("leaves.name-ambiguous"));
  EXPECT_THAT(first_message(), HasSubstr("letters = \"verso\" or \"lettered\""));
  policy_.letters = LeafLetters::kLettered;
  EXPECT_THAT(rules(), ElementsAre("leaves.missing", "leaves.unexpected", "leaves.unexpected"));
}

TEST_F(Reconcile, a_doubt_covers_no_leaf_that_no_reading_gives) {
  item_.reference = *parse_reference("APRF, f. 45, op. 1, d. 337, ll. 36-39");
  scans({"0036.tif", "0037_1.tif", "0037_2.tif", "0039.tif"});
  EXPECT_THAT(rules(), ElementsAre("leaves.missing", "leaves.name-ambiguous"));
  EXPECT_EQ(
      all().account.summary,
      "ll. 36–39 of 4: have 36, 39; missing 38; whether 37 is there can't be told; some names "
      "may mean two things");
  policy_.halves = LeafHalves::kSides;
  item_.files.clear();
  evidence_.clear();
  scans({"0036.tif", "0037_1.tif", "0037_2.tif", "0038.tif", "0039.tif"});
  EXPECT_EQ(all().account.summary, "ll. 36–39 of 4: all there");
}

TEST_F(Reconcile, an_opening_may_begin_with_the_back_of_the_leaf_before) {
  policy_.halves = LeafHalves::kOpening;
  scans({"0037_1.tif", "0037_2.tif", "0038_2.tif", "0039_2.tif", "0040_2.tif"});
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(Reconcile, halves_are_asked_about) {
  scans({"0037_1.tif", "0037_2.tif", "0038_1.tif", "0038_2.tif", "0039_1.tif", "0039_2.tif",
         "0040_1.tif", "0040_2.tif"});
  EXPECT_THAT(rules(), ElementsAre("leaves.name-ambiguous"));
}

TEST_F(Reconcile, pages_of_one_file_carry_the_leaves_when_they_are_as_many) {
  file("delo.tif", FileRole::kMaster, 4);
  const Reconciliation told = all();
  EXPECT_THAT(rules(), IsEmpty());
  ASSERT_EQ(told.carried.size(), 1u);
  EXPECT_EQ(told.carried[0].places[2], (LeafPlace{{39, "", Side::kRecto}, 3}));
  evidence_[0].pages = 3;
  EXPECT_THAT(rules(), ElementsAre("leaves.carrier-pages"));
  EXPECT_EQ(first_message(),
            "delo.tif has 3 pages, the reference names ll. 37-40: which page is which leaf can't "
            "be told");
}

TEST_F(Reconcile, several_carriers_are_taken_as_people_count_them) {
  policy_.scheme = LeafScheme::kCarrier;
  item_.reference = *parse_reference("APRF, f. 45, op. 1, d. 337, ll. 1-6");
  for (const char* name : {"part1.tif", "part10.tif", "part2.tif"}) file(name).pages = 2;
  const Reconciliation told = all();
  EXPECT_THAT(rules(), IsEmpty());
  ASSERT_EQ(told.carried.size(), 3u);
  EXPECT_EQ(item_.files[told.carried[1].file].path.text(), "part2.tif");
  EXPECT_EQ(told.carried[1].places[0], (LeafPlace{{3, "", Side::kRecto}, 1}));
  item_.files[1].path = RelativePath::parse("part01.tif").value();
  EXPECT_THAT(rules(), ::testing::Contains("leaves.carrier-pages"))
      << "nobody knows whether part1 or part01 comes first";
}

TEST_F(Reconcile, frames_are_counted_by_their_number_and_by_each_camera_apart) {
  policy_.scheme = LeafScheme::kFrames;
  item_.reference = *parse_reference("APRF, f. 45, op. 1, d. 337, ll. 9-11");
  int leaf = 9;
  for (const char* name : {"IMG_9.tif", "IMG_10.tif", "IMG_11.tif"}) {
    item_.leaf_map.push_back({.path = name, .leaf = {leaf, "", Side::kRecto}, .line = leaf});
    set_leaf_places((file(name), item_.files.back()), {{{leaf++, "", Side::kRecto}, 0}});
  }
  item_.leaf_map.push_back({.path = "b/IMG_1.tif", .leaf = {9, "", Side::kVerso}, .line = 12});
  EXPECT_THAT(rules(), IsEmpty());
  std::swap(item_.leaf_map[0].leaf, item_.leaf_map[2].leaf);
  EXPECT_THAT(rules(), ElementsAre("leaves.swapped", "leaves.swapped"));
}

TEST_F(Reconcile, a_range_in_a_name_counts_when_the_pages_are_as_many) {
  file("0037-0040.tif").pages = 8;
  EXPECT_THAT(rules(), IsEmpty()) << "both sides of four leaves";
  EXPECT_EQ(all().carried.at(0).places[7], (LeafPlace{{40, "", Side::kVerso}, 8}));
  evidence_[0].pages = 3;
  EXPECT_THAT(rules(), ElementsAre("leaves.carrier-pages"));
  EXPECT_THAT(all().account.summary, HasSubstr("whether 37, 38, 39, 40 are there can't be told"));
}

TEST_F(Reconcile, a_carrier_may_be_named_after_its_delo_or_its_first_leaf) {
  file("337.tif").pages = 4;
  EXPECT_THAT(rules(), IsEmpty());
  EXPECT_EQ(all().account.summary, "ll. 37–40 of 4: all there");
  item_.files.clear();
  evidence_.clear();
  file("0037.tif").pages = 4;
  EXPECT_THAT(rules(), IsEmpty());
  evidence_[0].pages = 3;
  EXPECT_THAT(rules(), ElementsAre("leaves.carrier-pages"));
}

TEST_F(Reconcile, a_page_that_nobody_gives_a_leaf_is_told) {
  scans({"0037.tif", "0038.tif", "0039.tif", "0040.tif"});
  evidence_[0].pages = 2;
  EXPECT_THAT(rules(), IsEmpty()) << "a header alone doesn't tell a preview from a page";
  evidence_[0].blank = {LeafEvidence::kWritten, LeafEvidence::kWritten};
  EXPECT_THAT(rules(), ElementsAre("leaves.page-unaccounted"));
  EXPECT_EQ(first_message(), "0037.tif has 2 pages; its name doesn't say what is on these: 2");
}

TEST_F(Reconcile, a_preview_is_no_page) {
  TechnicalMetadata technical;
  technical.page_count = 2;
  technical.pages.resize(2);
  technical.pages[0].width = 2000;
  technical.pages[0].height = 3000;
  technical.pages[1].width = 160;
  technical.pages[1].height = 240;
  EXPECT_EQ(leaf_evidence_of(technical).pages, 1u);
  technical.pages[1].height = 170;
  EXPECT_EQ(leaf_evidence_of(technical).pages, 2u) << "a slip of another shape";
}

TEST_F(Reconcile, pages_of_a_table_are_compared_with_those_of_the_file) {
  item_.reference = *parse_reference("APRF, f. 45, op. 1, d. 337, ll. 37-39");
  file("a.tif").pages = 3;
  evidence_[0].blank.assign(3, LeafEvidence::kUnknown);
  std::vector<LeafPlace> places;
  for (const std::uint32_t page : {1u, 2u, 7u}) {
    const Leaf leaf{37 + static_cast<int>(places.size()), "", Side::kRecto};
    places.push_back({leaf, page});
    item_.leaf_map.push_back(
        {.path = "a.tif", .leaf = leaf, .page = page, .line = leaf.number - 35});
  }
  set_leaf_places(item_.files[0], places);
  EXPECT_THAT(rules(),
              ElementsAre("leaves.missing", "leaves.page-beyond", "leaves.page-unaccounted"));
  EXPECT_EQ(all().findings[1].message,
            "leaf 39 is page 7 of a.tif, by line 4 of the table, and the file has 3 pages");
  item_.leaf_map.push_back(no_leaf_row("a.tif", 3, 5));
  EXPECT_THAT(rules(), ElementsAre("leaves.missing", "leaves.page-beyond"));
}

TEST_F(Reconcile, a_target_that_the_table_calls_no_leaf_is_not_compared) {
  scans({"0037.tif", "0038.tif", "0039.tif", "0040.tif", "target.tif"});
  item_.leaf_map.push_back(no_leaf_row("target.tif", 0, 2));
  file("copy.pdf", FileRole::kAccess, 4);
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(Reconcile, pdfs_of_one_leaf_each_are_its_scans_where_there_is_no_master) {
  for (const char* name : {"0037.pdf", "0038.pdf", "0040.pdf"}) {
    file(name, FileRole::kAccess);
    item_.files.back().leaf = leaf_of_file_name(name);
  }
  evidence_[0].pages = 2;
  EXPECT_THAT(rules(), ElementsAre("leaves.missing"));
  EXPECT_THAT(all().account.summary, HasSubstr("missing 39"));
}

TEST_F(Reconcile, a_pdf_of_the_item_is_counted_though_it_is_named_like_a_leaf) {
  scans({"0037.tif", "0038.tif", "0039.tif", "0040.tif"});
  file("0037.pdf", FileRole::kAccess, 3);
  item_.files.back().leaf = leaf_of_file_name("0037.pdf");
  EXPECT_THAT(rules(), ElementsAre("leaves.page-count"));
}

TEST_F(Reconcile, a_stray_scan_is_not_asked_for_in_the_pdf) {
  scans({"0037.tif", "0037ob.tif", "0038.tif", "0039.tif", "0040.tif", "0045.tif"});
  file("copy.pdf", FileRole::kAccess, 5);
  EXPECT_THAT(rules(), ElementsAre("leaves.unexpected"));
}

TEST_F(Reconcile, leaves_of_the_inner_list_are_counted_by_themselves) {
  item_.reference = *parse_reference("APRF, f. 45, op. 1, d. 337");
  item_.certificate = {.counted = 3, .inner = 2};
  scans({"0001.tif", "0002.tif", "0003.tif"});
  EXPECT_THAT(rules(), IsEmpty()) << "many deliver none";
  for (const char* name : {"inner/0001.tif", "inner/0001ob.tif"}) {
    file(name);
    item_.files.back().leaf.reset();
  }
  EXPECT_THAT(rules(), ElementsAre("leaves.inner-count"));
  file("inner/0002.tif");
  item_.files.back().leaf.reset();
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(Reconcile, numbers_that_a_pdf_gives_its_pages_tell_their_leaves) {
  policy_.scheme = LeafScheme::kCarrier;
  file("delo.pdf", FileRole::kAccess, 3).labels = {"37", "38 об.", "40"};
  EXPECT_EQ(all().carried.at(0).places[1], (LeafPlace{{38, "", Side::kVerso}, 2}));
  EXPECT_EQ(all().account.missing.size(), 2u);
  evidence_[0].pages = 4;
  evidence_[0].labels = {"i", "37", "38", "39"};
  item_.reference = *parse_reference("APRF, f. 45, op. 1, d. 337, ll. 37-39");
  EXPECT_THAT(rules(), IsEmpty()) << "a cover has no number";
  EXPECT_EQ(all().carried.at(0).places[0], (LeafPlace{{37, "", Side::kRecto}, 2}));
  item_.reference = *parse_reference("APRF, f. 45, op. 1, d. 337, ll. 37-40");
  evidence_[0].pages = 3;
  evidence_[0].labels = {"37", "39", "38"};
  EXPECT_THAT(rules(), ElementsAre("leaves.missing", "leaves.swapped"));
}

TEST_F(Reconcile, blanks_are_what_they_are_declared_to_be) {
  scans({"0037.tif", "0038.tif", "0038ob_BLANK.tif", "0039.tif", "0040.tif"});
  for (LeafEvidence& seen : evidence_) seen.blank = {LeafEvidence::kWritten};
  EXPECT_THAT(rules(), ElementsAre("leaves.blank-written"));
  evidence_[2].blank = {LeafEvidence::kBlank};
  EXPECT_THAT(rules(), IsEmpty());
  evidence_[3].blank = {LeafEvidence::kBlank};
  EXPECT_THAT(rules(), ElementsAre("leaves.blank-undeclared"));
}

TEST_F(Reconcile, the_certificate_tells_what_the_reference_does_not) {
  item_.reference = *parse_reference("APRF, f. 45, op. 1, d. 337");
  item_.certificate = {.counted = 4,
                       .lettered = std::vector<Leaf>{{2, "a", Side::kRecto}},
                       .skipped = std::vector<int>{3}};
  scans({"0001.tif", "0002.tif", "0002а.tif", "0004.tif"});
  EXPECT_THAT(rules(), IsEmpty());
  item_.files.pop_back();
  evidence_.pop_back();
  EXPECT_EQ(first_message(),
            "leaf 4 is missing: the certificate counts 4 leaves, files are there for 1, 2, 2a");
  scans({"0003.tif", "0004.tif", "0004а.tif"});
  EXPECT_THAT(rules(), ElementsAre("leaves.unexpected", "leaves.skipped-there",
                                   "leaves.lettered-uncertified"));
}

TEST_F(Reconcile, lettered_leaves_that_are_counted_and_not_named_are_welcome) {
  item_.reference = *parse_reference("APRF, f. 45, op. 1, d. 337");
  item_.certificate = {.counted = 6, .lettered_count = 2};
  scans({"0001.tif", "0002.tif", "0002a.tif", "0003.tif", "0003a.tif", "0004.tif"});
  EXPECT_THAT(rules(), IsEmpty());
  item_.files.pop_back();
  item_.files.pop_back();
  evidence_.resize(4);
  EXPECT_THAT(rules(), ElementsAre("leaves.missing", "leaves.lettered-uncertified"));
  item_.certificate = {.counted = 4};
  item_.files.erase(item_.files.begin() + 2, item_.files.end());
  evidence_.resize(2);
  scans({"0002a.tif", "0003.tif"});
  EXPECT_THAT(rules(), IsEmpty()) << "a certificate that is silent on letters denies none";
}

TEST_F(Reconcile, a_blank_leaf_is_blank_on_both_sides_and_counted) {
  policy_.sides = LeafSides::kBoth;
  item_.certificate.blank = {{40, "", Side::kRecto}};
  item_.descriptions.push_back({.path = {}, .elements = {{"dcterms.extent", "4 л."}}});
  scans({"0037.tif", "0037ob.tif", "0038.tif", "0038ob.tif", "0039.tif", "0039ob.tif"});
  EXPECT_THAT(rules(), IsEmpty());
  item_.descriptions[0].elements[0].value = "5 л.";
  EXPECT_THAT(rules(), ElementsAre("leaves.declared-count"));
}

TEST_F(Reconcile, a_certificate_that_contradicts_itself_asks_for_what_both_words_give) {
  item_.reference = *parse_reference("APRF, f. 45, op. 1, d. 337");
  item_.certificate = {.counted = 3, .first = 1, .last = 5};
  scans({"0001.tif", "0002.tif", "0003.tif"});
  EXPECT_THAT(rules(), ElementsAre("leaves.certificate-sum"));
  item_.certificate = {.counted = 3, .first = 5, .last = 1};
  EXPECT_THAT(rules(), ::testing::Contains("leaves.certificate-sum"));
  item_.certificate = {.counted = 3, .lettered_count = 4};
  EXPECT_THAT(rules(), ::testing::Contains("leaves.certificate-sum"));
  item_.certificate = {.counted = 4, .first = 1, .last = 3};
  file("0002a.tif");
  EXPECT_THAT(rules(), IsEmpty()) << "the count has room for one lettered leaf";
}

TEST_F(Reconcile, a_part_of_a_delo_may_have_a_cover) {
  item_.reference = *parse_reference("APRF, f. 45, op. 1, d. 337");
  item_.certificate.counted = 4;
  scans({"0000.tif", "0037.tif", "0038.tif", "0039.tif", "0040.tif"});
  EXPECT_THAT(rules(), IsEmpty());
}

TEST_F(Reconcile, the_back_of_a_skipped_number_is_told_once) {
  item_.certificate.skipped = std::vector<int>{38};
  scans({"0037.tif", "0038ob.tif", "0039.tif", "0040.tif"});
  EXPECT_THAT(rules(), ElementsAre("leaves.skipped-there"));
}

TEST_F(Reconcile, a_lettered_leaf_stands_behind_that_of_its_number) {
  item_.reference = *parse_reference("APRF, f. 45, op. 1, d. 337");
  scans({"0036.tif", "0037a.tif", "0038.tif"});
  EXPECT_THAT(rules(), ElementsAre("leaves.gap-in-sequence"));
  EXPECT_EQ(first_message(), "leaf 37 is not there: leaf 36 is followed by leaf 37a");
}

TEST_F(Reconcile, a_count_that_neither_the_item_nor_its_delo_can_have_is_told) {
  scans({"0037.tif", "0038.tif", "0039.tif", "0040.tif"});
  item_.certificate.counted = 158;
  EXPECT_THAT(rules(), IsEmpty()) << "four leaves of a delo of 158";
  item_.certificate.counted = 4;
  EXPECT_THAT(rules(), IsEmpty()) << "the item's own count";
  item_.certificate.counted = 5;
  EXPECT_THAT(rules(), ElementsAre("leaves.certificate-count"));
  item_.certificate = {.counted = 158, .first = 1, .last = 156, .lettered = std::vector<Leaf>{}};
  EXPECT_THAT(rules(), ElementsAre("leaves.certificate-sum"));
}

// The text of a PDF may mark the leaves: "[л. 38]" on each page.
TEST_F(Reconcile, pages_whose_marks_leave_the_order_of_leaves_are_told) {
  scans({"0037.tif", "0038.tif", "0039.tif", "0040.tif"});
  file("leaves.pdf", FileRole::kAccess, 4);
  const auto marked = [&](std::initializer_list<const char*> leaves) {
    std::vector<LeafPlace>& places = evidence_.back().marked;
    places.clear();
    std::uint32_t page = 0;
    for (const char* leaf : leaves) {
      if (++page, *leaf != '\0') places.push_back({*leaf_of_label(leaf), page});
    }
    return rules();
  };
  EXPECT_THAT(marked({"37", "38", "39", "40"}), IsEmpty());
  EXPECT_THAT(marked({"37", "39", "38", "40"}), ElementsAre("leaves.swapped"));
  EXPECT_EQ(first_message(), "leaves.pdf marks page 3 as leaf 38 after leaf 39");
  EXPECT_THAT(marked({"", "39", "38"}), ElementsAre("leaves.swapped"));
  EXPECT_THAT(marked({"1", "3", "2", "4"}), ElementsAre("leaves.swapped")) << "as sheets";
  EXPECT_THAT(marked({"37", "37ob", "39", "38"}), ElementsAre("leaves.swapped"));
  EXPECT_THAT(marked({"", "4", "2"}), IsEmpty()) << "numbers of pages of a document";
  EXPECT_THAT(marked({"4", "3", "1"}), IsEmpty()) << "no page counts as another";
  EXPECT_THAT(marked({"", "", "", "38"}), IsEmpty()) << "one page says nothing of order";
  EXPECT_THAT(marked({"39", "37", "39", "40"}), IsEmpty()) << "quoted: the leaf comes twice";
  EXPECT_THAT(marked({"39", "12", "38", "40"}), IsEmpty()) << "quoted: no leaf of the item";
  item_.files.back().role = FileRole::kTranscription;
  EXPECT_THAT(marked({"37", "39", "38", "40"}), IsEmpty()) << "texts.marks-order tells";
}

TEST_F(Reconcile, what_the_text_of_pages_marks_is_seen) {
  TechnicalMetadata technical{.page_count = 3};
  technical.pages.resize(3);
  TextMetadata text;
  const auto add = [&](SheetMarkKind kind, std::optional<Leaf> leaf = std::nullopt) {
    text.marks.push_back({.kind = kind, .leaf = leaf});
    text.marks_in_all = text.marks.size();
    technical.text = text;
  };
  const Leaf one{.number = 37}, other{.number = 38};
  add(SheetMarkKind::kPageElement);
  add(SheetMarkKind::kNumbered, one);
  add(SheetMarkKind::kNumbered, one);
  add(SheetMarkKind::kPageElement);
  add(SheetMarkKind::kNumbered, one);
  add(SheetMarkKind::kNumbered, other);
  EXPECT_TRUE(leaf_evidence_of(technical).marked.empty()) << "its pages are not all told";
  add(SheetMarkKind::kPageElement);
  add(SheetMarkKind::kNextSheet);
  add(SheetMarkKind::kNumbered, other);
  const auto marked = leaf_evidence_of(technical).marked;
  ASSERT_EQ(marked.size(), 2u) << "the second page quotes several";
  EXPECT_EQ(marked[0].page, 1u);
  EXPECT_EQ(marked[0].leaf, one);
  EXPECT_EQ(marked[1].page, 3u);
  EXPECT_EQ(marked[1].leaf, other);
}

TEST_F(Reconcile, a_file_that_is_named_after_another_delo_is_told) {
  item_.reference = *parse_reference("GARF, f. 1235, op. 1, d. 16, ll. 5-6");
  scans({"GARF_f1235_op1_d16_l0005.tif", "GARF_f1235_op1_d17_l0006.tif"});
  EXPECT_THAT(rules(), ElementsAre("leaves.name-other-delo"));
}

TEST_F(Reconcile, frames_out_of_order_and_copies_of_another_leaf_are_told) {
  scans({"0037.tif", "0038.tif", "0039.tif", "0040.tif"});
  for (int i = 0; i < 4; ++i) {
    const FileObject& scan = item_.files[static_cast<std::size_t>(i)];
    item_.leaf_map.push_back({.path = scan.path.text(), .leaf = *scan.leaf, .line = i + 2});
  }
  EXPECT_THAT(rules(), IsEmpty());
  std::swap(item_.leaf_map[1].leaf, item_.leaf_map[2].leaf);
  EXPECT_THAT(rules(), ElementsAre("leaves.swapped"));
  item_.leaf_map.clear();
  PageLook::Hash one{}, other{};
  other.fill(~std::uint64_t{0});
  evidence_[0].look = one;
  evidence_[1].look = other;
  file("access/0037.jpg", FileRole::kAccess).look = other;
  EXPECT_EQ(first_message(), "access/0037.jpg is named for leaf 37 and shows leaf 38");
}

TEST_F(Reconcile, texts_are_asked_for_the_leaves_that_there_should_be) {
  item_.certificate = {.lettered = std::vector<Leaf>{{38, "a", Side::kRecto}},
                       .skipped = std::vector<int>{39}};
  scans({"0037.tif", "0038.tif", "0038a.tif", "0040.tif"});
  EXPECT_THAT(rules(), IsEmpty());
  ask_for_texts(item_, all().account);
  EXPECT_EQ(leaf_ranges(item_.reference.leaves), "37-38, 38a, 40");
}

TEST_F(Reconcile, a_spread_shows_two_leaves) {
  scans({"0037-0038.tif", "0039-0040.tif"});
  EXPECT_THAT(rules(), IsEmpty());
  EXPECT_EQ(all().account.summary, "ll. 37–40 of 4: all there");
}

}  // namespace
}  // namespace delo::validators
