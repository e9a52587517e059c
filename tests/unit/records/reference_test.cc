#include "core/records/reference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace delo {
namespace {

using ::testing::HasSubstr;

// "APRF|45|1|337|37 38 39 40": one reference, all its parts.
std::string shown(const ArchivalReference& r) {
  std::string text = r.archive + "|" + r.fond + "|" + r.opis + "|" + r.delo;
  if (!r.box.empty()) text += "|box " + r.box;
  if (!r.volume.empty()) text += "|volume " + r.volume;
  if (!r.leaves.empty()) text += "|";
  for (const Leaf& leaf : r.leaves) {
    if (text.back() != '|') text += ' ';
    text += leaf.label();
  }
  return text;
}

std::string parsed(std::string_view text) {
  std::string out;
  for (const ArchivalReference& r : parse_references(text).references) {
    if (!out.empty()) out += " ; ";
    out += shown(r);
  }
  return out.empty() ? "none" : out;
}

std::string leaves_of(std::string_view list) {
  const auto r = parse_reference("АПРФ. Ф. 45. Оп. 1. Д. 337. " + std::string(list));
  std::string out;
  if (!r) return "none";
  for (const Leaf& leaf : r->leaves) {
    if (!out.empty()) out += ' ';
    out += leaf.label();
  }
  return out;
}

std::string first_fault(std::string_view text) {
  const auto faults = parse_references(text).faults;
  return faults.empty() ? "" : std::to_string(faults[0].offset) + ": " + faults[0].message;
}

TEST(Reference, latin_and_cyrillic_writing_parse_to_the_same_thing) {
  const std::string expected = "APRF|45|1|337|37 38 39 40";
  for (const char* text : {
           "APRF, f. 45, op. 1, d. 337, ll. 37-40",
           "APRF, f. 45, op. 1, d. 337, ll. 37-40.",
           "АПРФ. Ф. 45. Оп. 1. Д. 337. Л. 37—40.",
           "АПРФ. Ф. 45. Оп. 1. Д. 337. Лл. 37–40",
           "АП РФ, ф. 45, оп. 1, д. 337, лл. 37-40",
           "АПРФ.Ф.45.Оп.1.Д.337.Лл.37-40",
           "АПРФ ф45 оп1 д337 лл37-40",
           "APRF_f45_op1_d337_ll37-40",
           "APRF f. 45 op. 1 d. 337 l. 37 - 40",
           "Архив Президента Российской Федерации (АПРФ). Ф. 45. Оп. 1. Д. 337. Л. 37–40.",
           "Archive of the President of the Russian Federation, fond 45, opis 1, delo 337, leaves "
           "37-40",
           "Source: APRF, Moscow, f. 45, op. 1, d. 337, ll. 37-40. Translated by D. Volkogonov",
           "A\u041fPФ. Ф. 45. O\u043f. 1. Д. 337. Лл. 37-40",  // Latin A, P and O by mistake
           "АПРФ, ф. № 45, оп. № 1, ед. хр. 337, лл. 37, 38, 39 и 40",
       }) {
    EXPECT_EQ(parsed(text), expected) << text;
  }
}

TEST(Reference, examples_of_the_field_are_read) {
  EXPECT_EQ(parsed("GARF, f. 1235, op. 1, d. 16, ll. 5-7ob."), "GARF|1235|1|16|5 5ob 6 6ob 7 7ob");
  EXPECT_EQ(parsed("GA RF, f. 9425, op. 1, d. 10, ll.1-3."), "GARF|9425|1|10|1 2 3");
  EXPECT_EQ(parsed("RGASPI, f. 560, op. 1, d. 6, ll. 11, 12."), "RGASPI|560|1|6|11 12");
  EXPECT_EQ(parsed("Ф. 12. Оп. 3. Д. 48. Л. 17 об."), "|12|3|48|17ob");
  EXPECT_EQ(parsed("ГАРФ. Ф. Р-5446. Оп. 1доп. Д. 2"), "GARF|Р-5446|1доп|2");
  EXPECT_EQ(parsed("ГАРФ. Ф. Р-5446. Оп. 1 доп. Д. 2. Л. 3"), "GARF|Р-5446|1доп|2|3");
  EXPECT_EQ(parsed("ГАРФ. Ф. Р5446. Оп. 1"), "GARF|Р5446|1|");
  EXPECT_EQ(parsed("РГАСПИ. Ф. 17. Оп. 140 (с.ч.). Д. 5"), "RGASPI|17|140сч|5");
  EXPECT_EQ(parsed("ГАРФ. Ф. 1235с. Оп. 2. Д. 7"), "GARF|1235с|2|7");
  EXPECT_EQ(parsed("РГАСПИ. Ф. 17. Оп. 3. Д. 48. Т. 2. Л. 5"), "RGASPI|17|3|48|volume 2|5");
  EXPECT_EQ(parsed("АВП РФ. Ф. 0100. Оп. 46. П. 374. Д. 121. Лл. 87–95"),
            "AVPRF|0100|46|121|box 374|87 88 89 90 91 92 93 94 95");
  EXPECT_EQ(parsed("AVPRF, f. 06, op. 4, papka 22, d. 223, l. 5"), "AVPRF|06|4|223|box 22|5");
  EXPECT_EQ(parsed("ЦДАГО України, ф. 1, оп. 23, спр. 123, арк. 4 зв."), "TsDAHO|1|23|123|4ob");
  EXPECT_EQ(parsed("Central State Archive, Sofia, Fond 1-B, Opis 6, a.e. 3222"),
            "Central State Archive|1-B|6|3222");
}

TEST(Reference, a_name_of_the_past_means_the_archive_of_today) {
  EXPECT_EQ(parsed("ЦГАОР СССР. Ф. 1. Оп. 2"), "GARF|1|2|");
  EXPECT_EQ(parsed("TsGAOR, f. 1, op. 2"), "GARF|1|2|");
  EXPECT_EQ(parsed("РЦХИДНИ, ф. 17, оп. 3"), "RGASPI|17|3|");
  EXPECT_EQ(parsed("TsPA IML, f. 17, op. 3"), "RGASPI|17|3|");
  EXPECT_EQ(parsed("ЦХСД. Ф. 89. Пер. 1"), "RGANI|89|1|");
  // But not where two could be meant.
  EXPECT_EQ(parsed("ЦГИА. Ф. 5. Оп. 2"), "ЦГИА|5|2|");
}

TEST(Reference, an_archive_nobody_knows_stays_as_written) {
  EXPECT_EQ(parsed("ГАНО. Ф. 1. Оп. 2. Д. 3"), "ГАНО|1|2|3");
  EXPECT_EQ(parsed("Hoover Institution Archives, f. 89, op. 1"),
            "Hoover Institution Archives|89|1|");
  EXPECT_EQ(parsed("see f. 45, op. 1, d. 337"), "|45|1|337");
}

TEST(Reference, folders_are_references_too_and_their_padding_is_none) {
  EXPECT_EQ(parsed("f045/op1/d337"), "|45|1|337");
  EXPECT_EQ(parsed("GARF_f1235_op1_d16_l0005ob"), "GARF|1235|1|16|5ob");
  EXPECT_EQ(parsed("AVPRF_f0100_op046"), "AVPRF|0100|046|");
}

TEST(Reference, ranges_name_sides_only_when_an_end_is_a_verso) {
  EXPECT_EQ(leaves_of("Лл. 37-40"), "37 38 39 40");
  EXPECT_EQ(leaves_of("Лл. 37–40 об."), "37 37ob 38 38ob 39 39ob 40 40ob");
  EXPECT_EQ(leaves_of("Лл. 37об.–40"), "37ob 38 38ob 39 39ob 40");
  EXPECT_EQ(leaves_of("Лл. 37об.-38об."), "37ob 38 38ob");
  EXPECT_EQ(leaves_of("Л. 5–5 об."), "5 5ob");
  EXPECT_EQ(leaves_of("Л. 37"), "37");
  EXPECT_EQ(leaves_of("Л. 37 и об."), "37 37ob");
  EXPECT_EQ(leaves_of("Л. 37, 37 об., 42-44"), "37 37ob 42 43 44");
  EXPECT_EQ(leaves_of("Л. 5, л. 7 об."), "5 7ob");
  EXPECT_EQ(leaves_of("Лл. 7а–7г"), "7a 7b 7v 7g");
  EXPECT_EQ(leaves_of("Лл. 7–9а"), "7 8 9 9a");
  EXPECT_EQ(leaves_of("Лл. 37а, 37б об."), "37a 37bob");
  EXPECT_EQ(leaves_of("ll. 37v-38"), "37ob 38");
  EXPECT_EQ(leaves_of("Л. 1; 3; 5-6"), "1 3 5 6");
}

TEST(Reference, several_references_are_several) {
  EXPECT_EQ(parsed("GARF, f. 1, op. 2, d. 3, l. 4; RGASPI, f. 17, op. 3, d. 5, l. 6"),
            "GARF|1|2|3|4 ; RGASPI|17|3|5|6");
  EXPECT_EQ(parsed("РГАСПИ. Ф. 17. Оп. 3. Д. 1001. Л. 5; Д. 1002. Л. 7 об."),
            "RGASPI|17|3|1001|5 ; RGASPI|17|3|1002|7ob");
  EXPECT_EQ(parsed("РГАСПИ. Ф. 17. Оп. 3. Д. 1; Оп. 162. Д. 2"), "RGASPI|17|3|1 ; RGASPI|17|162|2");
  EXPECT_EQ(parsed("APRF, f. 45, op. 1, d. 337; f. 3, op. 24, d. 5"),
            "APRF|45|1|337 ; APRF|3|24|5");
  EXPECT_EQ(parsed("АПРФ. Ф. 45. Оп. 1. Д. 337. Л. 5; Л. 7"), "APRF|45|1|337|5 7");
}

TEST(Reference, text_that_only_looks_like_one_is_none) {
  for (const char* text :
       {"", "no reference here", "d. 1953 in Moscow", "op. 27", "5 f. deep", "Letter of 5 May 1953",
        "John F. 40 years", "l. 38", "к. 5", "\xff\xfe", "p. 12", "\xd0"}) {
    EXPECT_EQ(parsed(text), "none") << text;
    EXPECT_EQ(first_fault(text), "") << text;
  }
}

TEST(Reference, a_date_after_the_leaves_is_no_leaf) {
  EXPECT_EQ(parsed("APRF, f. 45, op. 1, d. 337, l. 37, 5 May 1953"), "APRF|45|1|337|37");
  EXPECT_EQ(parsed("АПРФ. Ф. 45. Оп. 1. Д. 337. Л. 37. 1953 г."), "APRF|45|1|337|37");
}

TEST(Reference, faults_are_told_by_their_offset) {
  EXPECT_EQ(first_fault("f. 45, op. 1, d. 337, ll. 40-37"), "26: leaf range 40-37 runs backwards");
  EXPECT_EQ(first_fault("f. 45, op. 1, d. 337, ll. 37-"),
            "28: leaf range 37- has no end: expected a leaf number, found the end");
  EXPECT_EQ(first_fault("f. 45, op. 1, d. 337, l. 37, 37"), "0: leaf 37 is named twice");
  EXPECT_EQ(first_fault("f. 45, op. 1, d. , l. 3"),
            "17: expected a delo number after 'd.', found ','");
  EXPECT_THAT(first_fault("f. 45, op. 1, d. 337, l. 37bis"), HasSubstr("27: 'bis' after leaf"));
  EXPECT_EQ(first_fault("f. 45, op. 1, d. 337, ll. 37-40. Translated by D. Volkogonov"), "");
}

TEST(Reference, a_hostile_range_is_a_fault_and_costs_nothing) {
  const auto found = parse_references("APRF, f. 45, op. 1, d. 337, ll. 1-999999999");
  ASSERT_EQ(found.references.size(), 1U);
  EXPECT_TRUE(found.references[0].leaves.empty());
  ASSERT_EQ(found.faults.size(), 1U);
  EXPECT_THAT(found.faults[0].message, HasSubstr("leaf range 1-999999999"));
  EXPECT_EQ(parse_references("f. 1, d. 2, ll. 1-10000").references[0].leaves.size(), 10000U);
  EXPECT_EQ(parse_references("f. 1, d. 2, ll. 1-10001").faults.size(), 1U);
  EXPECT_THAT(first_fault("f. 1, d. 2, l. 123456789012"), HasSubstr("longer than nine digits"));

  std::string many;
  for (int i = 0; i < 3000; ++i) many += "f. 1, d. 2, ll. 1-9999; ";
  std::size_t leaves = 0;
  for (const auto& r : parse_references(many).references) leaves += r.leaves.size();
  EXPECT_LE(leaves, 200000U);
  EXPECT_LE(parse_references(std::string(1 << 20, '(')).faults.size(), 100U);
}

TEST(Reference, the_canonical_forms_are_read_back_to_the_same) {
  const auto check = [](std::string_view text, std::string_view latin, std::string_view cyrillic) {
    const auto r = parse_reference(text);
    ASSERT_TRUE(r) << text;
    EXPECT_EQ(r->canonical(), latin);
    EXPECT_EQ(r->canonical_cyrillic(), cyrillic);
    for (const std::string& form : {r->canonical(), r->canonical_cyrillic()}) {
      const auto again = parse_reference(form);
      ASSERT_TRUE(again) << form;
      EXPECT_TRUE(again->same_delo(*r)) << form;
      EXPECT_EQ(again->leaves, r->leaves) << form;
    }
  };
  check("АПРФ. Ф. 45. Оп. 1. Д. 337. Л. 37—40.", "APRF, f. 45, op. 1, d. 337, ll. 37-40",
        "АПРФ. Ф. 45. Оп. 1. Д. 337. Лл. 37–40");
  check("GARF, f. 1235, op. 1, d. 16, ll. 5-7ob.", "GARF, f. 1235, op. 1, d. 16, ll. 5-7ob",
        "ГАРФ. Ф. 1235. Оп. 1. Д. 16. Лл. 5–7 об.");
  check("ГАРФ. Ф. Р-5446. Оп. 1доп. Д. 2. Л. 3 об.", "GARF, f. R-5446, op. 1dop, d. 2, l. 3ob",
        "ГАРФ. Ф. Р-5446. Оп. 1доп. Д. 2. Л. 3 об.");
  check("АВПРФ. Ф. 0100. Оп. 46. П. 374. Д. 121. Т. 2. Л. 87, 89, 91об-93",
        "AVPRF, f. 0100, op. 46, papka 374, d. 121, t. 2, ll. 87, 89, 91ob-93",
        "АВПРФ. Ф. 0100. Оп. 46. П. 374. Д. 121. Т. 2. Лл. 87, 89, 91 об.–93");
  check("f. 1, op. 2, d. 3, l. 37в", "f. 1, op. 2, d. 3, l. 37в", "Ф. 1. Оп. 2. Д. 3. Л. 37в");
  check("f. 1, op. 2, d. 3, l. 37a, 37b ob", "f. 1, op. 2, d. 3, ll. 37a, 37bob",
        "Ф. 1. Оп. 2. Д. 3. Лл. 37а, 37б об.");
}

TEST(Reference, leaves_fold_into_ranges_and_back) {
  for (const char* list : {"1", "1-2", "1-1ob", "1, 3, 5", "1-3ob", "1ob-3", "1-3, 3ob", "1-1ob, 2",
                           "1a, 1b", "1-2, 2ob, 4-6", "1ob, 2ob", "0-3"}) {
    const auto r = parse_reference("f. 1, d. 2, l. " + std::string(list));
    ASSERT_TRUE(r);
    EXPECT_EQ(leaf_ranges(r->leaves), list);
    const auto again = parse_reference("ф. 1, д. 2, л. " + leaf_ranges(r->leaves, true));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->leaves, r->leaves) << list;
  }
}

TEST(Reference, the_same_delo_is_the_same_in_both_scripts) {
  const auto a = parse_reference("ГАРФ. Ф. Р-5446. Оп. 1доп. Д. 2");
  const auto b = parse_reference("GA RF, f. R-5446, op. 1dop, d. 2, l. 7");
  const auto c = parse_reference("GA RF, f. R-5446, op. 1, d. 2");
  EXPECT_TRUE(a->same_delo(*b));
  EXPECT_FALSE(a->same_delo(*c));
}

TEST(Reference, a_query_finds_the_delo_that_has_the_leaf) {
  const auto held = parse_reference("APRF, f. 45, op. 1, d. 337, ll. 37-40");
  for (const char* query :
       {"f. 45 d. 337 l. 38", "f. 45, d. 337, l. 38ob", "АПРФ. Ф. 45", "Ф. 45. Оп. 1. Д. 337"}) {
    EXPECT_TRUE(held->answers(*parse_reference(query))) << query;
  }
  for (const char* query : {"f. 45 d. 337 l. 41", "f. 45 d. 338", "GARF, f. 45"}) {
    EXPECT_FALSE(held->answers(*parse_reference(query))) << query;
  }
  const auto sides = parse_reference("APRF, f. 45, op. 1, d. 337, ll. 37ob-38");
  EXPECT_FALSE(sides->answers(*parse_reference("f. 45, d. 337, l. 38ob")));
  EXPECT_TRUE(sides->answers(*parse_reference("f. 45, d. 337, l. 37")));
}

}  // namespace
}  // namespace delo
