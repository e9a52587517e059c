// 500 deliveries with planted faults of their leaves, and 200 sound ones, each read from its
// folder as reception reads it: names, tables, certificate and description from their files,
// texts by the analysis that examination uses.  Scans and PDFs are stand-ins that say how many
// pages they have and which are blank: decoding is tested elsewhere.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "ingest/languages/finding_sentences.h"
#include "ingest/reception/batch_reader.h"
#include "tests/planted/leaves/planted_item.h"
#include "tests/support/batch_builder.h"
#include "validators/leaves/reconcile.h"
#include "validators/text/text_analysis.h"
#include "validators/texts/item_texts.h"

namespace delo::tests {
namespace {

TechnicalMetadata examined(const FileObject& file, const std::string& content) {
  TechnicalMetadata out;
  if (file.path.name().ends_with(".txt")) {
    validators::FindingList findings(file.path);
    validators::text::TextAnalysis analysis(findings);
    analysis.text(content);
    out.text = analysis.finish();
    return out;
  }
  const PlantedPages pages = planted_pages(content);
  out.page_count = pages.pages;
  for (std::uint32_t n = 1; n <= pages.pages; ++n) {
    PageMetadata& page = out.pages.emplace_back();
    page.blank = pages.blank.contains(n);
  }
  return out;
}

bool is_of_leaves(const Finding& finding) {
  return finding.rule.starts_with("leaves.") || finding.rule.starts_with("certificate.") ||
         finding.rule.starts_with("leaf-table.") || finding.rule.starts_with("texts.leaf-") ||
         finding.rule.starts_with("texts.marks-") || finding.rule == "texts.sheet-count";
}

// "leaves.missing l. 39", "leaves.duplicate 0037.tif": the file, else the leaf, else nothing.
std::string shown(const Finding& finding) {
  std::string where = finding.where.path.text();
  if (where.empty() && finding.where.part.starts_with("l. ")) where = finding.where.part;
  return where.empty() ? finding.rule : finding.rule + " " + where;
}

std::multiset<std::string> found_in(const PlantedItem& planted, std::string& told) {
  BatchBuilder batch("item");
  for (const auto& [path, content] : planted.files) batch.file(path, content);
  auto opened = ingest::open_batch(batch.root(), {}, planted.policy);
  if (!opened || opened->item_folders.size() != 1) {
    ADD_FAILURE() << "no batch of one item";
    return {};
  }
  auto read = ingest::read_item(*opened, 0);
  if (!read) {
    ADD_FAILURE() << read.error().text();
    return {};
  }
  Item item = std::move(read->item);
  std::vector<validators::LeafEvidence> evidence;
  std::map<std::size_t, TextMetadata> said;  // by place in item.files
  for (FileObject& file : item.files) {
    const std::string& content = planted.files.at(file.path.text());
    if (file.path.name().ends_with(".pdf")) file.format.mime = "application/pdf";
    const bool looked = file.role != FileRole::kDescription;
    const TechnicalMetadata seen = looked ? examined(file, content) : TechnicalMetadata{};
    if (seen.text) said.emplace(evidence.size(), *seen.text);
    evidence.push_back(validators::leaf_evidence_of(seen));
  }
  std::multiset<std::string> out;
  std::vector<Finding> findings = std::move(read->findings);
  auto reconciled = validators::reconcile_leaves(item, planted.policy, evidence);
  findings.insert(findings.end(), reconciled.findings.begin(), reconciled.findings.end());
  validators::ask_for_texts(item, reconciled.account);
  std::vector<validators::ItemText> texts;
  for (const auto& [place, text] : said) texts.push_back({&item.files[place], &text});
  for (Finding& found :
       validators::check_texts_and_leaves(item, texts, reconciled.account.blank, texts.size())) {
    findings.push_back(std::move(found));
  }
  for (const Finding& finding : findings) {
    if (!is_of_leaves(finding)) continue;
    out.insert(shown(finding));
    // The texts' rules are told to archivists; the others go to producers too.
    if (!finding.rule.starts_with("texts.")) {
      EXPECT_TRUE(ingest::is_translatable(finding)) << text_of(finding);
    }
    told += "    " + text_of(finding) + "\n";
  }
  told += "    = " + reconciled.account.summary + "\n";
  for (const validators::CarriedLeaves& carried : reconciled.carried) {
    set_leaf_places(item.files[carried.file], carried.places);
  }
  for (const FileObject& file : item.files) {
    const auto shows = planted.shows.find(file.path.text());
    if (shows == planted.shows.end()) continue;
    const std::string leaf = file.leaf ? file.leaf->label() : "none";
    if (leaf != shows->second) out.insert("wrong leaf " + shows->first + " " + leaf);
    if (leaf != shows->second) told += "    " + shows->first + " shows " + leaf + "\n";
  }
  return out;
}

std::string list_of(const std::multiset<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += "\n    " + word;
  return out;
}

std::string described(const PlantedItem& item) {
  std::string out;
  for (const std::string& fault : item.planted) out += fault + "; ";
  for (const auto& [path, content] : item.files) {
    out += "\n  " + path;
    const bool table = path.ends_with(".csv") || path.ends_with(".toml") || path.ends_with(".txt");
    if (table) out += ":\n" + content;
  }
  return out;
}

TEST(PlantedLeaves, five_hundred_deliveries_with_faults_are_each_told_exactly) {
  std::size_t right = 0;
  std::set<std::string> rules;
  for (std::uint32_t seed = 1; seed <= 500; ++seed) {
    // Two of five have one fault, as many two, the rest three.
    const int faults = seed % 5 < 2 ? 1 : seed % 5 < 4 ? 2 : 3;
    const PlantedItem item = planted_item(seed, faults);
    std::string told;
    const auto found = found_in(item, told);
    for (const std::string& one : item.expected) rules.insert(one.substr(0, one.find(' ')));
    right += found == item.expected ? 1 : 0;
    if (found != item.expected) {
      ADD_FAILURE() << "seed " << seed << ": " << described(item) << "\n  expected"
                    << list_of(item.expected) << "\n  found\n"
                    << told;
    }
  }
  EXPECT_EQ(right, 500u);
  EXPECT_GE(rules.size(), 26u) << "kinds of faults that were planted";
}

TEST(PlantedLeaves, two_hundred_sound_deliveries_raise_no_alarm) {
  std::size_t alarms = 0;
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    const PlantedItem item = planted_item(seed + 50'000, 0);
    std::string told;
    const auto found = found_in(item, told);
    alarms += found.empty() ? 0 : 1;
    EXPECT_TRUE(found.empty()) << "seed " << seed << ": " << described(item) << "\n" << told;
  }
  EXPECT_EQ(alarms, 0u);
}

TEST(PlantedLeaves, the_same_seed_is_the_same_delivery) {
  EXPECT_EQ(planted_item(7, 2).files, planted_item(7, 2).files);
  EXPECT_NE(planted_item(7, 2).files, planted_item(8, 2).files);
}

}  // namespace
}  // namespace delo::tests
