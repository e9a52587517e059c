// The checks themselves write the messages here: who rewords one there is told by a test
// that falls.
#include "ingest/languages/finding_sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policies/decide.h"
#include "policies/policy_file.h"
#include "validators/leaves/leaf_sequence.h"

namespace delo::ingest {
namespace {

using testing::HasSubstr;
using testing::Not;

const Language& russian() { return *Language::named("ru"); }

FileObject file_of(std::string_view name, FileRole role, std::optional<Leaf> leaf) {
  FileObject out;
  out.path = RelativePath::parse(name).value();
  out.role = role;
  out.leaf = leaf;
  return out;
}

FileObject scan_of(std::string_view name) {
  return file_of(name, FileRole::kMaster, leaf_of_file_name(name));
}

Item item_of(std::string_view reference, const std::vector<std::string_view>& names) {
  Item out;
  if (!reference.empty()) out.reference = parse_reference(reference).value();
  for (const std::string_view name : names) out.files.push_back(scan_of(name));
  return out;
}

using validators::check_leaf_sequence;
using validators::check_page_counts;

Finding only(const std::vector<Finding>& findings, std::string_view rule) {
  for (const Finding& finding : findings) {
    if (finding.rule == rule) return finding;
  }
  ADD_FAILURE() << "no finding of " << rule;
  return {};
}

std::string said(const std::vector<Finding>& findings, std::string_view rule) {
  return sentence_of(only(findings, rule), russian());
}

constexpr std::string_view kFour = "APRF, f. 45, op. 1, d. 337, ll. 37-40";

TEST(FindingSentences, a_missing_leaf_is_told_in_russian) {
  EXPECT_EQ(said(check_leaf_sequence(item_of(kFour, {"0037.tif", "0038.tif", "0040.tif"})),
                 "leaves.missing"),
            "Недостаёт листа 39: в шифре названы лл. 37–40, имеются файлы листов 37, 38, 40");
  EXPECT_EQ(said(check_leaf_sequence(item_of("APRF, f. 45, op. 1, d. 337, ll. 37-38 ob.",
                                             {"0037ob.tif", "0038.tif"})),
                 "leaves.missing"),
            "Недостаёт листов 37, 38 об.: в шифре названы лл. 37–38 об., имеются файлы листов "
            "37 об., 38");
}

TEST(FindingSentences, the_leaves_of_a_message_are_told_alone) {
  const auto findings = check_leaf_sequence(item_of(kFour, {"0037.tif", "0040.tif"}));
  EXPECT_EQ(leaves_told(only(findings, "leaves.missing"), russian()), "38, 39");
  EXPECT_EQ(leaves_told({.rule = "tiff.x", .message = "leaf 1"}, russian()), "");
}

TEST(FindingSentences, every_message_about_leaves_is_recognised) {
  const std::vector<Item> items = {
      item_of(kFour, {"0037.tif", "37.tif", "0038.tif", "0041.tif", "0040ob.tif"}),
      item_of("", {"0001.tif", "0003.tif", "0007.tif", "0009b.tif"}),
      item_of("", {"0001.tif", "scan.tif"}),
      item_of("", {"0001.tif", "scan.tif", "other.tif"}),
      item_of(kFour, {}),
  };
  std::size_t seen = 0;
  for (const Item& item : items) {
    for (const Finding& finding : check_leaf_sequence(item)) {
      ++seen;
      EXPECT_TRUE(is_translatable(finding)) << finding.rule << ": " << finding.message;
      EXPECT_NE(sentence_of(finding, russian()), finding.message) << finding.rule;
    }
  }
  EXPECT_GE(seen, 10u);
}

TEST(FindingSentences, many_gaps_and_the_declared_count_are_recognised) {
  Item item;
  for (int n = 1; n <= 60; n += 2) {
    item.files.push_back(scan_of((n < 10 ? "000" : "00") + std::to_string(n) + ".tif"));
  }
  Description description;
  description.elements = {{"dcterms.extent", "4 л."}};
  item.descriptions = {description};
  for (const Finding& finding : check_leaf_sequence(item)) {
    EXPECT_TRUE(is_translatable(finding)) << finding.rule << ": " << finding.message;
  }
  EXPECT_EQ(said(check_leaf_sequence(item), "leaves.declared-count"),
            "В описании заявлено листов: 4 (dcterms.extent: 4 л.), имеются файлы для 30");
}

TEST(FindingSentences, what_a_certificate_counts_is_told_in_each_language) {
  Item item = item_of("APRF, f. 45, op. 1, d. 337", {"0001.tif", "0002.tif", "0004.tif"});
  item.certificate.counted = 5;
  const auto findings = check_leaf_sequence(item);
  EXPECT_EQ(said(findings, "leaves.missing"),
            "Недостаёт листов 3, 5: по заверителю в деле 5 листов, имеются файлы листов 1, 2, 4");
  EXPECT_EQ(leaves_told(only(findings, "leaves.missing"), russian()), "3, 5");
  EXPECT_EQ(sentence_of(only(findings, "leaves.missing"), *Language::named("uk")),
            "Бракує аркушів 3, 5: за засвідчувальним написом у справі 5 аркушів, є файли аркушів "
            "1, 2, 4");
}

TEST(FindingSentences, another_delo_is_named_in_the_script_of_the_language) {
  const auto findings = check_leaf_sequence(item_of(kFour, {"GARF_f1_op2_d3_l37.tif"}));
  EXPECT_EQ(said(findings, "leaves.name-other-delo"),
            "GARF_f1_op2_d3_l37.tif называет не то дело, что у единицы приёма: АПРФ. Ф. 45. Оп. 1. "
            "Д. 337");
}

TEST(FindingSentences, pages_of_a_pdf_are_counted_in_the_right_form) {
  Item item = item_of(kFour, {"0037.tif", "0038.tif"});
  item.files.push_back(file_of("leaves.pdf", FileRole::kAccess, std::nullopt));
  item.files.back().format.mime = "application/pdf";
  const std::vector<std::uint32_t> pages = {1, 1, 5};
  EXPECT_EQ(said(check_page_counts(item, pages), "leaves.page-count"),
            "leaves.pdf: 5 страниц, в мастер-файлах 2 страницы");
  item.files.erase(item.files.begin(), item.files.begin() + 2);
  EXPECT_EQ(said(check_page_counts(item, std::vector<std::uint32_t>{1}), "leaves.page-count"),
            "leaves.pdf: 1 страница, в шифре названо 4 листа");
}

TEST(FindingSentences, agreed_settings_are_told_with_what_was_expected) {
  const auto policy = parse_policy(
      "id = \"p\"\nversion = 1\n[expect]\nresolution_ppi = { min = 300 }\n"
      "bits_per_sample = [8, 16]\ncompression = [\"none\"]\nicc = [\"any\"]\n",
      "p.toml");
  ASSERT_TRUE(policy) << policy.error().text();
  Examination examination;
  PageMetadata page;
  page.resolution_x = page.resolution_y = 200;
  page.bits_per_sample = {1};
  page.compression = "lzw";
  examination.technical.pages = {page, page, page};
  examination.technical.page_count = 3;
  const auto findings = check_expectations(*policy, scan_of("0037.tif"), examination);
  EXPECT_EQ(said(findings, "policy.expect.resolution_ppi"),
            "Разрешение 200 ppi, ожидалось: не меньше 300 ppi; ещё 2 страницы не таковы, как "
            "ожидалось");
  EXPECT_THAT(said(findings, "policy.expect.bits_per_sample"),
              HasSubstr("Бит на отсчёт: 1, ожидалось: 8 или 16"));
  EXPECT_THAT(said(findings, "policy.expect.compression"),
              HasSubstr("Сжатие: lzw, ожидалось: none"));
  EXPECT_THAT(said(findings, "policy.expect.icc"), HasSubstr("ожидался встроенный профиль"));
}

TEST(FindingSentences, other_messages_stay_as_they_are) {
  Finding finding{.rule = "tiff.strip.outside-file", .message = "strip 4 begins at 12"};
  EXPECT_FALSE(is_translatable(finding));
  EXPECT_EQ(sentence_of(finding, russian()), "strip 4 begins at 12");
  // Of another rule, or of hostile names: never more than a sentence.
  finding = {.rule = "leaves.duplicate", .message = "leaf 1 has 2 master files: "};
  EXPECT_EQ(sentence_of(finding, russian()), finding.message);
  finding.message = "leaf {leaf} has 2 master files: {files}.tif, {n}.tif";
  EXPECT_EQ(sentence_of(finding, russian()),
            "У листа {leaf} несколько мастер-файлов (2): {files}.tif, {n}.tif");
}

TEST(FindingSentences, english_is_what_the_check_wrote) {
  const Finding finding = only(check_leaf_sequence(item_of(kFour, {"0037.tif"})), "leaves.missing");
  EXPECT_EQ(sentence_of(finding, Language::english()), finding.message);
}

TEST(FindingSentences, leaves_are_written_as_each_language_writes_them) {
  const Leaf verso{.number = 37, .letter = "a", .side = Side::kVerso};
  EXPECT_EQ(leaf_label(verso, Language::english()), "37aob");
  EXPECT_EQ(leaf_label(verso, russian()), "37а об.");
  EXPECT_EQ(leaf_label(verso, *Language::named("uk")), "37а зв.");
  EXPECT_EQ(leaf_label({.number = 37}, russian()), "37");
}

}  // namespace
}  // namespace delo::ingest
