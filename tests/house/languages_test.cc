// What we say in other languages says the same: every rule whole, the same names in
// braces, the same codes, tags and file names.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <string>

#include "ingest/languages/language.h"
#include "ingest/rules.h"

namespace delo::ingest {
namespace {

std::multiset<std::string> placeholders_in(const std::string& text) {
  static const std::regex kName("\\{[a-z_]+\\}");
  std::multiset<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), kName), end; at != end; ++at) {
    out.insert(at->str());
  }
  return out;
}

// Words that no language translates: with capitals inside, digits, dots of file names.
std::set<std::string> codes_in(const std::string& text) {
  static const std::regex kCode(
      "[A-Za-z0-9_@/.]*(?:[0-9_@/]|[a-z][A-Z]|[A-Z]{2})[A-Za-z0-9_@/.]*|"
      "[A-Za-z-]+\\.(?:txt|xml|csv|json|toml)|--[a-z-]+");
  // References and units, which are written in the reader's script.
  static constexpr std::array<std::string_view, 6> kWritten = {"APRF", "GB",  "KB",
                                                               "KiB",  "MiB", "GiB"};
  std::set<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), kCode), end; at != end; ++at) {
    std::string word = at->str();
    while (word.ends_with('.')) word.pop_back();
    // "IFDs", "1990s", "XObjects"
    if (word.size() > 2 && word.ends_with('s')) word.pop_back();
    if (std::ranges::find(kWritten, word) == kWritten.end()) out.insert(word);
  }
  return out;
}

std::vector<std::string> forms_of(std::string_view text) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t end = text.find('\0');
    out.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

TEST(Languages, every_rule_is_told_whole_in_each) {
  for (const Language& language : Language::all()) {
    if (language.tag() == "en") continue;
    for (const NamedRules& table : all_rules()) {
      for (const Rule& rule : table.rules) {
        for (const std::string_view part : {rule.summary, rule.cause, rule.remedy}) {
          const std::string_view said = language.say(part);
          EXPECT_NE(said.data(), part.data())
              << rule.id << " is not told in " << language.tag() << ": " << part;
          EXPECT_NE(said, part) << rule.id;
          EXPECT_FALSE(said.ends_with('.')) << rule.id << ": no full stop: " << said;
        }
      }
    }
  }
}

TEST(Languages, names_in_braces_are_those_of_the_english_text) {
  for (const EmbeddedCatalogue& embedded : embedded_catalogues()) {
    const auto catalogue = MoCatalogue::parse(std::as_bytes(embedded.bytes));
    ASSERT_TRUE(catalogue);
    for (std::uint32_t n = 0; n < catalogue->size(); ++n) {
      const auto english = forms_of(catalogue->key(n));
      const auto said = forms_of(catalogue->value(n));
      if (english.front().empty()) continue;
      EXPECT_EQ(said.size(), english.size() == 1 ? 1u : 3u) << english.front();
      for (const std::string& form : said) {
        EXPECT_EQ(placeholders_in(form), placeholders_in(english.front()))
            << embedded.tag << ": " << form;
      }
    }
  }
}

TEST(Languages, codes_tags_and_file_names_are_not_translated) {
  for (const EmbeddedCatalogue& embedded : embedded_catalogues()) {
    const auto catalogue = MoCatalogue::parse(std::as_bytes(embedded.bytes));
    ASSERT_TRUE(catalogue);
    for (std::uint32_t n = 0; n < catalogue->size(); ++n) {
      const std::string english(catalogue->key(n)), said(catalogue->value(n));
      if (english.empty()) continue;
      for (const std::string& code : codes_in(english)) {
        EXPECT_NE(said.find(code), std::string::npos)
            << embedded.tag << " lacks " << code << ": " << english << " → " << said;
      }
    }
  }
}

TEST(Languages, each_has_the_plural_forms_that_the_code_counts_by) {
  for (const EmbeddedCatalogue& embedded : embedded_catalogues()) {
    const auto catalogue = MoCatalogue::parse(std::as_bytes(embedded.bytes));
    ASSERT_TRUE(catalogue);
    const std::string header(catalogue->find("").value_or(""));
    EXPECT_NE(header.find("Language: " + std::string(embedded.tag) + "\n"), std::string::npos);
    EXPECT_NE(header.find("Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && "
                          "n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"),
              std::string::npos)
        << embedded.tag;
  }
}

TEST(Languages, codes_are_told_from_words) {
  EXPECT_EQ(codes_in("Header, IFDs and a METS.xml of bagit.txt, from 1990s (8-byte)"),
            (std::set<std::string>{"IFD", "METS.xml", "bagit.txt", "1990", "8"}));
  EXPECT_EQ(placeholders_in("{n} of {item}, {n}"),
            (std::multiset<std::string>{"{item}", "{n}", "{n}"}));
}

}  // namespace
}  // namespace delo::ingest
