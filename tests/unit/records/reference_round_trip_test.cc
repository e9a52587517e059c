// Any reference that can be parsed is written, in either script, and read again.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "core/records/archives.h"
#include "core/records/reference.h"
#include "core/records/reference_ukrainian.h"
#include "tests/unit/records/reference_shown.h"

namespace delo {
namespace {

class RandomReferences {
 public:
  std::string next() {
    latin_ = number(2) == 0;
    std::string text =
        any({"ГАРФ. ", "GARF, ", "ГАНО. ", "DAKO, ", "АВП РФ. ", "", "ЦДАГО України, "});
    text += key("f.", "Ф.") + value() + ", ";
    if (number(5) != 0) text += key("op.", "Оп.") + value() + ", ";
    if (number(8) == 0) text += key("papka ", "П.") + value() + ", ";
    text += key("d.", "Д.") + value();
    if (number(8) == 0) text += key(", t.", ", Т.") + std::to_string(1 + number(9));
    if (number(10) == 0) text += key(", reel ", ", Рол. ") + std::to_string(1 + number(9999));
    if (number(3) != 0) text += ", " + leaves();
    return text;
  }

 private:
  unsigned number(unsigned below) {
    return std::uniform_int_distribution<unsigned>(0, below - 1)(random_);
  }
  std::string any(std::initializer_list<const char*> list) {
    return list.begin()[number(static_cast<unsigned>(list.size()))];
  }
  std::string key(const char* latin, const char* cyrillic) {
    return std::string(latin_ ? latin : cyrillic) + any({"", " "});
  }
  std::string value() {
    std::string text = any({"", "", "", latin_ ? "R-" : "Р-", latin_ ? "P-" : "П-"});
    text += std::to_string(1 + number(9999));
    if (number(4) == 0) {
      text +=
          latin_ ? any({"a", "b", "s", "dop", "c", "x"}) : any({"а", "б", "с", "доп", "ж", "ы"});
    }
    return number(20) == 0 ? any({"II", "XIV", "V"}) : text;
  }
  std::string leaves() {
    std::string text = key("ll.", "Лл.");
    unsigned at = 1 + (number(4) == 0 ? 1690 + number(350) : number(50));
    for (unsigned i = 0, n = 1 + number(4); i < n; ++i) {
      if (i > 0) text += ", ";
      text += leaf(at);
      at += 1 + number(5) + (number(8) == 0 ? 1900 : 0);
      if (number(2) == 0) {
        text += any({"-", "–", "—"}) + leaf(at);
        at += 1 + number(5);
      }
    }
    return text;
  }
  std::string leaf(unsigned at) {
    std::string text = std::to_string(at);
    if (number(6) == 0) text += latin_ ? any({"a", "b", "c", "g"}) : any({"а", "б", "в", "щ"});
    if (number(4) == 0)
      text += latin_ ? any({"ob", " ob.", " verso"}) : any({"об.", " об.", " зв."});
    return text;
  }

  std::mt19937 random_{5};  // NOLINT: the same references every time
  bool latin_ = false;
};

TEST(ReferenceRoundTrip, ten_thousand_random_references_come_back) {
  RandomReferences random;
  for (int i = 0; i < 10000; ++i) {
    const std::string text = random.next();
    const ParsedReferences found = parse_references(text);
    ASSERT_EQ(found.references.size(), 1U) << text;
    const ArchivalReference& r = found.references[0];
    for (const std::string& written :
         {r.canonical(), r.canonical_cyrillic(), canonical_ukrainian(r)}) {
      const ParsedReferences again = parse_references(written);
      ASSERT_EQ(again.references.size(), 1U) << text << " → " << written;
      ASSERT_TRUE(again.references[0].same_as(r))
          << text << " → " << written << " → " << shown(again.references[0]);
    }
    const auto crossed = parse_reference(parse_reference(r.canonical())->canonical_cyrillic());
    ASSERT_TRUE(crossed && crossed->same_as(r)) << text;
  }
}

TEST(ReferenceRoundTrip, a_last_leaf_that_may_be_a_year_is_named_as_a_leaf) {
  const auto found = parse_reference("ГАРФ. Ф. 1. Оп. 2. Д. 3. Лл. 37–40, л. 1953");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->leaves.size(), 5U);
  EXPECT_EQ(found->canonical(), "GARF, f. 1, op. 2, d. 3, ll. 37-40, l. 1953");
  EXPECT_EQ(found->canonical_cyrillic(), "ГАРФ. Ф. 1. Оп. 2. Д. 3. Лл. 37–40, л. 1953");
  EXPECT_EQ(canonical_ukrainian(*found), "ГАРФ. Ф. 1. Оп. 2. Спр. 3. Арк. 37–40, арк. 1953");
  for (const std::vector<Leaf>& leaves : {std::vector<Leaf>{{37}, {1953}},
                                          {{37}, {1700}},
                                          {{999}, {2029}},
                                          {{1953}},
                                          {{37}, {1953, "a"}},
                                          {{37}, {1953, "", Side::kVerso}},
                                          {{37}, {1953}, {1954}},
                                          {{1000}, {1953}},
                                          {{37}, {1953}, {38}},
                                          {{37}, {1699}},
                                          {{5, "", Side::kVerso}, {2000}}}) {
    ArchivalReference r{.archive = "GARF", .fond = "1", .delo = "3", .leaves = leaves};
    for (const std::string& written :
         {r.canonical(), r.canonical_cyrillic(), canonical_ukrainian(r)}) {
      EXPECT_EQ(parse_reference(written)->leaves, leaves) << written;
      EXPECT_EQ(parse_reference(written + ".")->leaves, leaves) << written;
    }
  }
}

TEST(ReferenceRoundTrip, names_and_values_that_run_into_keywords_come_back) {
  for (const char* text :
       {"VolKogonov Pa. П. 12. Фолдер 3",
        "Gosudarstvennyi arkhiv Rossiiskoi F, fond 5446, listy (ll.) 1",
        "ГАРФ. Ф. 1. Оп. 2. Д. 5-7об", "ф. ф5, оп. оп6", "ГАРФ, ф. 1, п. 12/3, д. 5",
        "ГАРФ. Ф. 1. Оп. II-а. Д. 5", "ТсГАОР, ф. 1, оп. 2"}) {
    const auto found = parse_reference(text);
    ASSERT_TRUE(found) << text;
    for (const std::string& written :
         {found->canonical(), found->canonical_cyrillic(), canonical_ukrainian(*found)}) {
      const ParsedReferences again = parse_references(written);
      ASSERT_EQ(again.references.size(), 1U) << written;
      EXPECT_TRUE(again.references[0].same_as(*found)) << text << " → " << written;
    }
  }
}

TEST(ReferenceRoundTrip, ukrainian_archives_write_spravy_and_arkushi) {
  const auto found = parse_reference("ЦДАГО України, ф. 1, оп. 20, спр. 337, арк. 37-40 зв.");
  ASSERT_TRUE(found);
  EXPECT_EQ(canonical_ukrainian(*found), "ЦДАГО. Ф. 1. Оп. 20. Спр. 337. Арк. 37–40 зв.");
}

TEST(Archives, users_add_their_own_and_more_names) {
  EXPECT_EQ(archive_named("ГАНО-ПРОБА"), nullptr);
  use_archives({{"GANO-PROBA", "ГАНО-ПРОБА", {"Пробный архив", "Trial Archive"}},
                {"GARF", "ГАРФ", {"Дом на Бережковской"}}});
  EXPECT_EQ(parse_reference("Пробный архив. Ф. 1. Оп. 2")->archive, "GANO-PROBA");
  EXPECT_EQ(parse_reference("Trial Archive, f. 1, op. 2")->canonical_cyrillic(),
            "ГАНО-ПРОБА. Ф. 1. Оп. 2");
  EXPECT_EQ(parse_reference("Дом на Бережковской. Ф. 1. Оп. 2")->archive, "GARF");
  EXPECT_EQ(archive_named("ЦГАОР")->latin, "GARF");
}

}  // namespace
}  // namespace delo
